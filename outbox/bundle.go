package outbox

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"linli/report"
)

// A bundle is what staff carry by hand. Sealed with age it holds a line with its version, the length of the manifest, who has signed
// it, the manifest, and the bytes of all attachments in the manifest's order, and nothing after them.

// bundleFormat is the first line. A program that does not know it refuses the whole.
const bundleFormat = "linli bundle 2\n"

// unsignedFormat is that of bundles that nobody has signed.
const unsignedFormat = "linli bundle 1\n"

// mostManifest is how many bytes a manifest may have.
const mostManifest = 256 << 20

// manifest says what is in a bundle.
type manifest struct {
	MadeAt time.Time
	Items  []carried
}

// carried is a submission in a bundle: what was frozen, with the key that makes it arrive once whichever way it takes.
type carried struct {
	Number   report.Number
	Kind     Kind
	Key      string
	Endpoint string
	FrozenAt time.Time
	Payload  []byte
	SHA256   string // of Payload
	Attached []report.Attached
	// AtCity: the city has the words already, and Receipt is its answer; only the attachments follow, and the payload has no words.
	AtCity  bool           `json:",omitempty"`
	Receipt report.Receipt `json:",omitzero"`
}

var errBundle = errors.New("it is cut, or something else than linli queue export wrote")

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// writeHead writes everything before the attachments.
func (m manifest) writeHead(w io.Writer, by Signer) error {
	body, err := json.Marshal(m)
	if err == nil && len(body) > mostManifest {
		err = errors.New("that is too much for one file; export fewer at a time")
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%d\n%s%s", bundleFormat, len(body), by.sign(body), body)
	return err
}

// readBundle reads a bundle of one of the signers to its end, hands each submission with its attachments to take, and checks every
// hash before.
func readBundle(from io.Reader, signers Signers, take func(carried, []report.Attachment) error) error {
	r := bufio.NewReader(from)
	m, err := readHead(r, signers)
	if err != nil {
		return err
	}
	for _, c := range m.Items {
		var files []report.Attachment
		for _, about := range c.Attached {
			b := make([]byte, about.Size)
			if _, err := io.ReadFull(r, b); err != nil {
				return fmt.Errorf("%w: %w", errBundle, err)
			}
			if sumOf(b) != about.SHA256 {
				return fmt.Errorf("an attachment of %s is not what the manifest says: %w", c.Number, errBundle)
			}
			files = append(files, report.Attachment{Type: about.Type, Bytes: b, Length: about.Length})
		}
		if err := take(c, files); err != nil {
			return err
		}
	}
	if _, err := r.ReadByte(); !errors.Is(err, io.EOF) { // age tells here whether anything is missing
		return errors.Join(errBundle, err)
	}
	return nil
}

func readHead(r *bufio.Reader, signers Signers) (m manifest, err error) {
	first, err := r.ReadString('\n')
	switch {
	case err != nil:
		return m, fmt.Errorf("%w: %w", errBundle, err)
	case first == unsignedFormat:
		return m, errors.New("an older Linli wrote it, and nobody has signed it: export it again")
	case first != bundleFormat && strings.HasPrefix(first, "linli bundle "):
		return m, errNewer
	case first != bundleFormat:
		return m, errBundle
	}
	line, err := r.ReadString('\n')
	if err != nil {
		return m, fmt.Errorf("%w: %w", errBundle, err)
	}
	size, err := strconv.Atoi(strings.TrimSuffix(line, "\n"))
	if err != nil || size < 0 || size > mostManifest {
		return m, errBundle
	}
	by, err := r.ReadString('\n')
	if err != nil {
		return m, fmt.Errorf("%w: %w", errBundle, err)
	}
	var body bytes.Buffer // grows with what is there, not with what is said to be
	if _, err := io.CopyN(&body, r, int64(size)); err != nil {
		return m, fmt.Errorf("%w: %w", errBundle, err)
	}
	if err := signers.check(by, body.Bytes()); err != nil { // before anything in it is believed
		return m, err
	}
	if err := json.Unmarshal(body.Bytes(), &m); err != nil {
		return m, errBundle
	}
	for _, c := range m.Items {
		if err := c.check(); err != nil {
			return m, fmt.Errorf("%s: %w", c.Number, err)
		}
	}
	return m, nil
}

// check says whether a submission is what its manifest says.
func (c carried) check() error {
	if c.Key == "" || sumOf(c.Payload) != c.SHA256 {
		return errBundle
	}
	if c.AtCity && len(c.Attached) == 0 {
		return errBundle
	}
	if c.Kind != Request {
		var ch change
		if json.Unmarshal(c.Payload, &ch) != nil || len(c.Attached) > 0 || c.Kind != Withdrawal && c.Kind != Addition {
			return errBundle
		}
		return nil
	}
	var f frozen
	if json.Unmarshal(c.Payload, &f) != nil || f.Key != c.Key || f.Number != c.Number || !slices.Equal(f.Attached, c.Attached) {
		return errBundle
	}
	for _, a := range c.Attached {
		if a.Size < 1 || a.Size > report.MaxAttachment {
			return errBundle
		}
	}
	return nil
}
