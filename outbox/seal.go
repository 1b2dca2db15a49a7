package outbox

import (
	"bufio"
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

// Keys seal and open with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha). The first key seals, all of them open: that is how a key
// is changed while older submissions wait.
type Keys struct {
	ring []key
}

type key struct {
	id   []byte // the first eight bytes of the key's SHA-256, before everything that it sealed
	aead cipher.AEAD
}

const idSize = 8

// sealedMore is how much longer what is sealed is than what it was.
const sealedMore = idSize + chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead

// OpenKeys reads the key file, or makes it with one new key where it is missing. It refuses one that others may read: whoever
// has key and disk reads what residents wrote.
func OpenKeys(path string) (*Keys, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeKey(path); err != nil {
			return nil, fmt.Errorf("the key of the outbox cannot be made: %w; make its folder writable", err)
		}
		return OpenKeys(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the key of the outbox cannot be read: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("others can read %s (mode %04o), the key of the outbox: chmod 600 it", path, mode)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the key of the outbox cannot be read: %w", err)
	}
	return parseKeys(path, text)
}

// parseKeys reads keys in hexadecimal, one a line, the newest first; lines with # are remarks.
func parseKeys(name string, text []byte) (*Keys, error) {
	k := &Keys{}
	for lines, n := bufio.NewScanner(bytes.NewReader(text)), 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		raw, err := hex.DecodeString(line)
		if err != nil || len(raw) != chacha20poly1305.KeySize {
			return nil, fmt.Errorf("%s:%d: a key has 64 hexadecimal digits", name, n) // never what is there instead
		}
		aead, err := chacha20poly1305.NewX(raw)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		sum := sha256.Sum256(raw)
		k.ring = append(k.ring, key{sum[:idSize], aead})
	}
	if len(k.ring) == 0 {
		return nil, fmt.Errorf("%s holds no key: put the old one back; without it nothing that waits can be read", name)
	}
	return k, nil
}

// makeKey writes a new key so that it is whole or not there, and on the disk before anything is sealed with it.
func makeKey(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	text, err := newKey()
	if err != nil {
		return err
	}
	return writeWhole(path, []byte(text))
}

// keyRemark stands above the newest key of a file.
const keyRemark = "# The key of the outbox. Keep it apart from backups of the data.\n"

// newKey returns the text of a file with one new key.
func newKey() (string, error) {
	raw := make([]byte, chacha20poly1305.KeySize)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	return keyRemark + hex.EncodeToString(raw) + "\n", nil
}

// seal returns id, nonce and what can only be opened with the key and the label.
func (k *Keys) seal(plain, label []byte) ([]byte, error) {
	first := k.ring[0]
	out := make([]byte, idSize+chacha20poly1305.NonceSizeX, len(plain)+sealedMore)
	copy(out, first.id)
	nonce := out[idSize:]
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	return first.aead.Seal(out, nonce, plain, label), nil
}

var errDamaged = errors.New("it is damaged")

func (k *Keys) open(sealed, label []byte) ([]byte, error) {
	if len(sealed) < idSize+chacha20poly1305.NonceSizeX {
		return nil, errDamaged
	}
	id, nonce := sealed[:idSize], sealed[idSize:idSize+chacha20poly1305.NonceSizeX]
	for _, one := range k.ring {
		if !bytes.Equal(one.id, id) {
			continue
		}
		plain, err := one.aead.Open(nil, nonce, sealed[idSize+chacha20poly1305.NonceSizeX:], label)
		if err != nil {
			return nil, errDamaged
		}
		return plain, nil
	}
	return nil, fmt.Errorf("it was sealed with another key (%x): put that key below the first one of the key file", id)
}
