package outbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"linli/report"
)

// Look opens an outbox for reading only, beside the kiosk that uses it. What would change something fails.
func Look(ctx context.Context, o Options) (*Box, error) {
	path := filepath.Join(o.Dir, "outbox.db")
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("there is no outbox in %s: %w; name the kiosk's folder with -data", o.Dir, errors.Unwrap(err))
	}
	db, err := lookStore(ctx, path)
	if err != nil {
		return nil, badFolder(o.Dir, err)
	}
	b := newBox(o)
	b.db = db
	return b, nil
}

// errLooking tells that an outbox was opened to be looked at.
var errLooking = errors.New("this outbox was opened for looking only")

// Each calls do with every submission, in the order in which they were frozen, until it returns an error.
func (b *Box) Each(ctx context.Context, do func(Item) error) error {
	for seq := int64(0); ; {
		r, err := b.db.next(ctx, seq)
		if errors.Is(err, errNone) {
			return nil
		}
		if err != nil {
			return failed("list the submissions", err)
		}
		seq = r.Seq
		if err := do(b.readable(r)); err != nil {
			return err
		}
	}
}

// errState tells that something cannot be done with a submission as it stands.
var errState = errors.New("it is not in such a state")

// Hold stops a submission from being sent until it is released.
func (b *Box) Hold(ctx context.Context, n report.Number) error {
	return b.change(ctx, n, func(r *row) error {
		if !r.State.waiting() {
			return fmt.Errorf("%w: it is %s, and only what waits can be held", errState, r.State)
		}
		r.State = Held
		return nil
	})
}

// Release lets a submission that was held or exported, or that is quarantined, be sent again. What may have left, on the line or in
// a file, is looked for first.
func (b *Box) Release(ctx context.Context, n report.Number) error {
	return b.change(ctx, n, func(r *row) error {
		if r.State != Held && r.State != Quarantined {
			return fmt.Errorf("%w: it is %s, and only what is held or quarantined can be released", errState, r.State)
		}
		return b.waitAgain(r)
	})
}

// waitAgain lets a submission wait for sending. What came of earlier tries stays known.
func (b *Box) waitAgain(r *row) (err error) {
	if r.State = Unknown; r.Tries == 0 && r.ExportedAt.IsZero() {
		r.State = Frozen
	}
	r.answer, err = b.noted(*r, b.before(*r))
	return err
}

// change changes the state of a request that keeps its words.
func (b *Box) change(ctx context.Context, n report.Number, to func(*row) error) error {
	if b.lock == nil {
		return errLooking
	}
	r, err := b.db.byNumber(ctx, n)
	if errors.Is(err, errNone) {
		return fmt.Errorf("there is no submission %s here", n)
	}
	if err == nil {
		err = b.rewrite(ctx, r, to)
	}
	return err
}

// rewrite changes a row that keeps its words, in both places.
func (b *Box) rewrite(ctx context.Context, r row, to func(*row) error) error {
	if err := to(&r); err != nil {
		return fmt.Errorf("submission %s: %w", r.Number, err)
	}
	r.ChangedAt = b.o.Clock()
	err := errors.Join(b.copies.write(r), b.db.update(ctx, r))
	if err == nil && (r.State.waiting() || r.State == Held) {
		err = b.copies.remove1(b.copies.path(r.Seq, settledFile))
	}
	b.stir()
	return failed("change a submission", err)
}

// Flaw is a submission of which one place does not have what it should.
type Flaw struct {
	Number report.Number
	What   string
}

// Verify opens everything that still has words or attachments, in both places, and returns how many submissions that are and what is
// wrong.
func (b *Box) Verify(ctx context.Context) (checked int, flaws []Flaw, err error) {
	err = b.Each(ctx, func(item Item) error {
		if item.State.ended() {
			return nil
		}
		checked++
		found, err := b.verifyOne(ctx, item.Seq)
		flaws = append(flaws, found...)
		return err
	})
	return checked, append(flaws, b.aside()...), err
}

// mostChecks is how often a submission is looked at that changes meanwhile.
const mostChecks = 5

// verifyOne opens a submission in both places. While it is being sent these change one after the other: what is found is a flaw if
// neither has changed since.
func (b *Box) verifyOne(ctx context.Context, seq int64) (flaws []Flaw, err error) {
	r, err := b.db.bySeq(ctx, seq)
	for range mostChecks {
		if err != nil {
			break
		}
		before := r
		if flaws = b.flawsOf(r); len(flaws) == 0 || b.ahead(r) {
			return nil, nil
		}
		if r, err = b.db.bySeq(ctx, seq); err == nil && r.State == before.State && r.ChangedAt.Equal(before.ChangedAt) {
			break
		}
	}
	if errors.Is(err, errNone) { // taken away meanwhile
		return nil, nil
	}
	return flaws, failed("read a submission", err)
}

// ahead says whether a submission has ended in its copy, which is written first, and its row does not say so yet.
func (b *Box) ahead(r row) bool {
	if r.State.copyKind() == settledFile {
		return false
	}
	_, err := b.copies.read(r.Seq, settledFile)
	return err == nil
}

func (b *Box) flawsOf(r row) (flaws []Flaw) {
	if r.State.ended() {
		return nil
	}
	flaws = b.verifyFiles(r)
	if r.State.AtCity() && len(r.sealed) == 0 {
		return flaws
	}
	second, err := b.copies.read(r.Seq, r.State.copyKind())
	if err == nil {
		_, err = b.o.Keys.open(second.sealed, r.label())
	}
	if err != nil {
		flaws = append(flaws, Flaw{r.Number, "its copy: " + err.Error()})
	}
	if _, err := b.o.Keys.open(r.sealed, r.label()); err != nil {
		flaws = append(flaws, Flaw{r.Number, "its row in the database: " + err.Error()})
	}
	return flaws
}

// verifyFiles reads both files of each attachment that is still to be here.
func (b *Box) verifyFiles(r row) (flaws []Flaw) {
	for i, one := range b.attachmentsOf(r) {
		for _, dir := range b.files.dirs {
			if one.Arrival == Brought {
				continue
			}
			only := attached{[2]string{dir}, b.files.keys}
			from := only.reader(r.Seq, r.Number, i, one.Attached)
			_, err := io.Copy(io.Discard, io.NewSectionReader(from, 0, one.Size))
			if err = errors.Join(err, from.close()); err != nil {
				flaws = append(flaws, Flaw{r.Number, fmt.Sprintf("attachment %d, in %s: %v", i+1, dir, err)})
			}
		}
	}
	return flaws
}

// aside are the files that were set aside since nobody can read them. Whose they were is not known.
func (b *Box) aside() (flaws []Flaw) {
	for _, dir := range []string{b.copies.dir, b.o.Dir} {
		found, _ := filepath.Glob(filepath.Join(dir, "*"+damagedFile)) // the pattern is right
		for _, path := range found {
			flaws = append(flaws, Flaw{What: "set aside, since it cannot be read: " + path})
		}
	}
	return flaws
}
