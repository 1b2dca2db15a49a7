package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"

	"linli/report"
)

// Import says which file to take in.
type Import struct {
	Path string
	// Identities can open it.
	Identities []age.Identity
	// From are the kiosks whose files are taken in.
	From Signers
	// For is the name that its kiosk had for the backend of this outbox, empty where that is the same one.
	For string
}

// Inside is the endpoint of a kiosk that has a backend of its own inside: another kiosk's is another one.
const Inside = "embedded"

// together is how many submissions are written at once.
const together = 100

// Import takes in what another kiosk has exported, with its numbers, keys and times, and returns how many were not here yet. Nothing
// is written before the whole file has been read and every hash is right. The same again is harmless, also after a crash in the middle.
// All of it may have reached the city meanwhile, which is asked before it is sent.
func (b *Box) Import(ctx context.Context, x Import) (added, here int, err error) {
	if b.lock == nil {
		return 0, 0, errLooking
	}
	known := map[string]bool{}
	err = x.read(func(c carried, _ []report.Attachment) error {
		there, err := b.mayTake(ctx, c, x.For)
		known[c.Key] = there
		return err
	})
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w; nothing of it was taken in", x.Path, err)
	}
	var rows []row
	keep := func() error {
		if err := b.keepTwice(ctx, rows); err != nil {
			for _, r := range rows {
				err = errors.Join(err, b.files.remove(r.Seq, upTo(r.Attachments)...))
			}
			return failed("take in submissions", err)
		}
		added, rows = added+len(rows), rows[:0]
		return nil
	}
	err = x.read(func(c carried, files []report.Attachment) error {
		if known[c.Key] {
			here++
			return nil
		}
		r, err := b.take(c, files)
		if rows = append(rows, r); err != nil || len(rows) < together {
			return err
		}
		return keep()
	})
	if err == nil && len(rows) > 0 {
		err = keep()
		return added, here, err
	}
	for _, r := range rows { // they were never kept
		err = errors.Join(err, b.files.remove(r.Seq, upTo(r.Attachments)...))
	}
	if err != nil {
		return added, here, fmt.Errorf("%s: %w; import it again", x.Path, err)
	}
	return added, here, nil
}

// read opens the file and reads it to its end.
func (x Import) read(take func(carried, []report.Attachment) error) error {
	f, err := os.Open(x.Path)
	if err != nil {
		return errors.Unwrap(err)
	}
	defer f.Close()
	var plain io.Reader
	if plain, err = age.Decrypt(f, x.Identities...); err != nil {
		var other *age.NoIdentityMatchError
		if errors.As(err, &other) {
			return errors.New("it was sealed for somebody else: none of these identities opens it")
		}
		return fmt.Errorf("%w: %w", errBundle, err)
	}
	return readBundle(plain, x.From, take)
}

// mayTake says whether a submission is here already, or why it must not be.
func (b *Box) mayTake(ctx context.Context, c carried, also string) (there bool, err error) {
	if c.Endpoint != b.o.Endpoint && c.Endpoint != also || c.Endpoint == Inside && also != Inside {
		name := c.Endpoint
		if name == Inside {
			name = "the backend inside of its own kiosk"
		}
		return false, fmt.Errorf("%s was filed for %s, and this outbox sends to %s", c.Number, name, b.o.Endpoint)
	}
	r, err := b.db.byKey(ctx, c.Key)
	switch {
	case err == nil && (r.Number != c.Number || r.Kind != c.Kind):
		return false, fmt.Errorf("%s has the key of %s, which is here", c.Number, r.Number)
	case err == nil:
		return true, nil
	case !errors.Is(err, errNone):
		return false, failed("take in a submission", err)
	case c.Kind != Request:
		return false, nil
	}
	if _, err = b.db.byNumber(ctx, c.Number); errors.Is(err, errNone) {
		return false, nil
	}
	return false, errors.Join(fmt.Errorf("another request here has the number %s", c.Number), err)
}

// take gives a submission its place here and keeps its attachments.
func (b *Box) take(c carried, files []report.Attachment) (r row, err error) {
	r = row{Item: Item{
		Seq: b.next(), Number: c.Number, Kind: c.Kind, State: Unknown, Endpoint: b.o.Endpoint, Attachments: len(files), Tries: 1,
		FrozenAt: c.FrozenAt, ChangedAt: b.o.Clock(),
	}, key: c.Key}
	if c.AtCity {
		r.State = Attaching
		var plain []byte
		if plain, err = json.Marshal(answer{Receipt: c.Receipt, Attached: toBring(c.Attached)}); err == nil {
			r.answer, err = b.o.Keys.seal(plain, r.label())
		}
	} else {
		r.sealed, err = b.o.Keys.seal(c.Payload, r.label())
	}
	if err != nil {
		return r, err
	}
	return r, b.files.write(r.Seq, r.Number, files)
}
