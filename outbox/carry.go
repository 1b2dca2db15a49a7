package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
	"golang.org/x/sys/unix"

	"linli/report"
)

// Export says what to write for carrying by hand.
type Export struct {
	// Numbers are the submissions; none: all that wait and were not exported yet.
	Numbers []report.Number
	// To are those who can open the file.
	To []age.Recipient
	// By signs the file.
	By Signer
	// Path is the file, which must not be there yet.
	Path string
	// KeepSending lets the line try too: safe only where the city knows idempotency keys.
	KeepSending bool
}

// Export writes submissions, with their changes, into a sealed file and returns how many. What is in it is held from then on, unless
// it is to be sent all the same, and stays here whole until the city has been asked for it.
//
// It is marked before the file has its name: whoever finds the file can rely on nothing of it being sent from here meanwhile. Where
// the file cannot be written nothing is marked.
func (b *Box) Export(ctx context.Context, x Export) (count int, err error) {
	if b.lock == nil {
		return 0, errLooking
	}
	if _, err := os.Lstat(x.Path); !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%s is there already: %w; nothing is written over, choose another name", x.Path, errors.Join(err, fs.ErrExist))
	}
	if len(x.By.key) == 0 {
		return 0, errors.New("nothing is exported that nobody has signed")
	}
	rows, err := b.toCarry(ctx, x.Numbers)
	if err != nil {
		return 0, err
	}
	unnamed := x.Path + unfinished
	if err := b.writeBundle(unnamed, x, rows); err != nil {
		return 0, errors.Join(fmt.Errorf("write %s: %w; nothing is exported", x.Path, err), erase(unnamed))
	}
	for i, r := range rows {
		if err := b.rewrite(ctx, r, func(r *row) error { b.exported(r, x.KeepSending); return nil }); err != nil {
			return 0, errors.Join(err, b.putBackAll(ctx, rows[:i+1]), erase(unnamed))
		}
	}
	if err := unix.Renameat2(unix.AT_FDCWD, unnamed, unix.AT_FDCWD, x.Path, unix.RENAME_NOREPLACE); err != nil {
		return 0, errors.Join(fmt.Errorf("write %s: %w; nothing is exported", x.Path, err), b.putBackAll(ctx, rows), erase(unnamed))
	}
	if err := syncFolder(filepath.Dir(x.Path)); err != nil { // the file may or may not be there after a power cut
		return len(rows), fmt.Errorf("%s is written, and may be gone after a power cut: %w", x.Path, err)
	}
	return len(rows), nil
}

// exported marks what is in a file.
func (b *Box) exported(r *row, keepSending bool) {
	r.ExportedAt = b.o.Clock()
	switch {
	case r.State == Attaching: // each attachment is taken once, whichever way it comes
	case !keepSending:
		r.State = Held
	case r.State.waiting():
		r.State = Unknown // somebody else may bring it: the city is asked first
	}
}

// putBackAll undoes marks.
func (b *Box) putBackAll(ctx context.Context, rows []row) (err error) {
	for _, r := range rows {
		err = errors.Join(err, b.rewrite(context.WithoutCancel(ctx), r, func(*row) error { return nil }))
	}
	return err
}

// toCarry returns what is to be carried: requests that are still whole here, or of which attachments are, each with its changes
// behind it.
func (b *Box) toCarry(ctx context.Context, numbers []report.Number) (all []row, err error) {
	add := func(request row) error {
		rows, err := b.ofNumber(ctx, request)
		for _, r := range rows {
			if r.Kind == Request || r.State.waiting() || r.State == Held {
				all = append(all, r)
			}
		}
		return err
	}
	seen := map[report.Number]bool{}
	for _, n := range numbers {
		r, err := b.db.byNumber(ctx, n)
		switch {
		case errors.Is(err, errNone):
			return nil, fmt.Errorf("there is no submission %s here", n)
		case err != nil:
			return nil, failed("export a submission", err)
		case r.State.AtCity() && r.State != Attaching:
			return nil, fmt.Errorf("submission %s: %w: it is %s: the city has its words, and no attachment waits to be brought", n, errState, r.State)
		case r.State.ended():
			return nil, fmt.Errorf("submission %s: %w: it is %s, and nothing of it is kept", n, errState, r.State)
		case seen[n]:
			continue
		}
		seen[n] = true
		if err := add(r); err != nil {
			return nil, err
		}
	}
	for seq := int64(0); len(numbers) == 0; {
		r, err := b.db.next(ctx, seq)
		if errors.Is(err, errNone) {
			break
		}
		if err != nil {
			return nil, failed("export what waits", err)
		}
		if seq = r.Seq; r.Kind == Request && (r.State.waiting() || r.State == Attaching) {
			if err := add(r); err != nil {
				return nil, err
			}
		}
	}
	if len(all) == 0 {
		return nil, errors.New("nothing waits, so there is nothing to export")
	}
	return all, nil
}

// writeBundle writes a sealed file that is on the disk when it returns.
func (b *Box) writeBundle(path string, x Export, rows []row) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	sealed, err := age.Encrypt(f, x.To...)
	if err == nil {
		if err = b.pack(sealed, x.By, rows); err == nil {
			err = sealed.Close()
		}
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// pack writes a bundle.
func (b *Box) pack(w io.Writer, by Signer, rows []row) error {
	m := manifest{MadeAt: b.o.Clock().UTC().Truncate(time.Second)}
	places := make([][]int, len(rows)) // of the attachments
	for i, r := range rows {
		c, at, err := b.carriedOf(r)
		if err != nil {
			return fmt.Errorf("submission %s: %w", r.Number, err)
		}
		m.Items, places[i] = append(m.Items, c), at
	}
	if err := m.writeHead(w, by); err != nil {
		return err
	}
	for i, r := range rows {
		for n, about := range m.Items[i].Attached {
			from := b.files.reader(r.Seq, r.Number, places[i][n], about)
			_, err := io.Copy(w, io.NewSectionReader(from, 0, about.Size))
			if err = errors.Join(err, from.close()); err != nil {
				return fmt.Errorf("attachment %d of %s: %w", n+1, r.Number, err)
			}
		}
	}
	return nil
}

// carriedOf returns what a bundle says of a submission, and where its attachments lie.
func (b *Box) carriedOf(r row) (c carried, places []int, err error) {
	c = carried{Number: r.Number, Kind: r.Kind, Key: r.key, Endpoint: r.Endpoint, FrozenAt: r.FrozenAt}
	if r.State == Attaching {
		return b.onlyAttached(r, c)
	}
	if c.Payload, err = b.opened(r); err != nil {
		return c, nil, err
	}
	c.SHA256 = sumOf(c.Payload)
	if r.Kind == Request {
		f, err := b.submission(r)
		if err != nil {
			return c, nil, err
		}
		c.Attached, places = f.Attached, upTo(len(f.Attached))
	}
	return c, places, c.check()
}

// onlyAttached is carriedOf for a request whose words the city has.
func (b *Box) onlyAttached(r row, c carried) (carried, []int, error) {
	a, err := b.answerOf(r)
	if err != nil {
		return c, nil, err
	}
	var places []int
	c.AtCity, c.Receipt = true, a.Receipt
	for n, one := range a.Attached {
		if one.Arrival == ToBring {
			c.Attached, places = append(c.Attached, one.Attached), append(places, n)
		}
	}
	bare := frozen{Submission: report.Submission{Number: r.Number, Key: r.key}, Attached: c.Attached}
	if c.Payload, err = json.Marshal(bare); err != nil {
		return c, nil, err
	}
	c.SHA256 = sumOf(c.Payload)
	return c, places, c.check()
}
