package outbox

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Signer signs what is carried by hand, so that whoever takes it in can tell which kiosk it comes from. age tells that a file was
// not changed since it was sealed, and not by whom: everybody who knows the recipient can seal.
type Signer struct{ key ed25519.PrivateKey }

// Signers are those whose files are taken in.
type Signers []ed25519.PublicKey

// signerRemark stands above the key in its file.
const signerRemark = "# Signs what this kiosk exports (linli queue signer says its public half). Whoever has this file can sign in its name.\n"

// OpenSigner reads the key of a file (mode 0600), or makes one where there is no file: a line of 64 hexadecimal digits, Ed25519's seed
// (RFC 8032, 5.1.5).
func OpenSigner(path string) (Signer, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		seed := make([]byte, ed25519.SeedSize)
		if _, err := rand.Read(seed); err != nil {
			return Signer{}, err
		}
		text, err = []byte(signerRemark+hex.EncodeToString(seed)+"\n"), os.MkdirAll(filepath.Dir(path), 0o700)
		if err == nil {
			err = writeWhole(path, text)
		}
	}
	if err != nil {
		return Signer{}, fmt.Errorf("the key that signs exports, %s: %w", path, err)
	}
	last := strings.TrimSpace(strings.TrimPrefix(string(text), signerRemark))
	seed, err := hex.DecodeString(last)
	if err != nil || len(seed) != ed25519.SeedSize {
		return Signer{}, fmt.Errorf("the key that signs exports, %s, is damaged: put it back, or remove it, and tell the new one to those who import", path) // never what is there instead
	}
	return Signer{ed25519.NewKeyFromSeed(seed)}, nil
}

// Public is what others know a signer by: 64 hexadecimal digits.
func (s Signer) Public() string { return hex.EncodeToString(s.key.Public().(ed25519.PublicKey)) }

// ParseSigners reads public keys with commas between them.
func ParseSigners(text string) (all Signers, err error) {
	for one := range strings.SplitSeq(text, ",") {
		key, err := hex.DecodeString(strings.TrimSpace(one))
		if err != nil || len(key) != ed25519.PublicKeySize {
			return nil, fmt.Errorf("%q is no key of a kiosk, which has 64 hexadecimal digits", one)
		}
		all = append(all, key)
	}
	return all, nil
}

// signed is what is signed: the format, so that it is a signature of nothing else, and the hash of the manifest, which has the
// hashes of all that follows.
func signed(manifest []byte) []byte { return []byte(bundleFormat + sumOf(manifest)) }

// sign returns the line that says who has signed a manifest.
func (s Signer) sign(manifest []byte) string {
	return fmt.Sprintf("%s %x\n", s.Public(), ed25519.Sign(s.key, signed(manifest)))
}

// check says whether the line of a manifest is of one of the signers.
func (all Signers) check(line string, manifest []byte) error {
	public, signature, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
	raw, err := hex.DecodeString(signature)
	if err != nil {
		return errBundle
	}
	for _, key := range all {
		if hex.EncodeToString(key) != public {
			continue
		}
		if !ed25519.Verify(key, signed(manifest), raw) {
			return fmt.Errorf("it was changed, or somebody else signed it in the name of %s: %w", public, errBundle)
		}
		return nil
	}
	return fmt.Errorf("kiosk %q has signed it, and that is none of those that were named", public)
}
