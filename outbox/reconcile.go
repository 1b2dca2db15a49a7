package outbox

import (
	"context"
	"errors"
	"fmt"
)

// unfinishedPuts is how many of the newest copies are opened at the start: those that were being written when the power was cut
// may be there in part. They are as many as are written at once, and more.
const unfinishedPuts = 2 * together

// reconcile brings database and copies in line, whichever of them a crash, a power cut or a damaged disk has left behind, and
// returns the last sequence number. Older files are opened only where the two differ.
func (b *Box) reconcile(ctx context.Context) (last int64, err error) {
	if err := b.db.doubt(ctx); err != nil {
		return 0, err
	}
	rows, err := b.db.states(ctx)
	if err != nil {
		return 0, err
	}
	waiting, settled, err := b.copies.list()
	if err != nil {
		return 0, err
	}
	last = newestOf(rows, waiting, settled)
	newest := last
	for seq, state := range rows {
		if waiting[seq] && seq > newest-unfinishedPuts {
			if waiting[seq], err = b.sound(ctx, seq, &last); err != nil {
				return 0, err
			}
		}
		if err := b.agree(ctx, seq, state, waiting[seq], settled[seq]); err != nil {
			return 0, err
		}
	}
	for _, found := range []struct {
		kind string
		all  map[int64]bool
	}{{settledFile, settled}, {waitingFile, waiting}} {
		for seq := range found.all {
			if _, ok := rows[seq]; ok {
				continue
			}
			if err := b.adopt(ctx, seq, found.kind, settled); err != nil {
				return 0, err
			}
		}
	}
	return last, b.files.repair(func(seq int64) (State, error) {
		r, err := b.db.bySeq(ctx, seq)
		if errors.Is(err, errNone) {
			err = nil
		}
		return r.State, err
	})
}

// newestOf returns the last sequence number in either place.
func newestOf(rows map[int64]State, files ...map[int64]bool) (last int64) {
	for seq := range rows {
		last = max(last, seq)
	}
	for _, all := range files {
		for seq := range all {
			last = max(last, seq)
		}
	}
	return last
}

// sound says whether the copy of a row is whole and the row's own. One that is another submission's is kept behind the last one:
// one of the two places is not of this outbox, and nobody knows which.
func (b *Box) sound(ctx context.Context, seq int64, last *int64) (bool, error) {
	stray, err := b.copies.read(seq, waitingFile)
	if errors.Is(err, errDamaged) {
		return false, nil
	}
	r, rowErr := b.db.bySeq(ctx, seq)
	if err = errors.Join(err, rowErr); err != nil || r.key == stray.key {
		return true, err
	}
	if _, err := b.db.byKey(ctx, stray.key); !errors.Is(err, errNone) {
		return false, err
	}
	*last++
	b.o.Log.Error("outbox: database and copies have another submission under the same place; both are kept", "copy", b.copies.path(seq, waitingFile))
	stray.Seq, stray.State = *last, Unknown
	if err := b.copies.write(stray); err != nil {
		return false, err
	}
	return false, b.db.insert(ctx, []row{stray})
}

// agree makes the copies of a row what the row says. A copy that says more is believed: it is written first.
func (b *Box) agree(ctx context.Context, seq int64, state State, waiting, settled bool) error {
	queued := state.waiting() || state == Held
	if queued && waiting && !settled || !queued && settled && !waiting {
		return nil
	}
	if queued && settled {
		r, err := b.copies.read(seq, settledFile)
		switch {
		case err == nil:
			return b.settle(ctx, r)
		case errors.Is(err, errNewer):
			return err
		}
	}
	r, err := b.db.bySeq(ctx, seq)
	if err != nil {
		return err
	}
	return b.copies.write(r)
}

// settle makes a row what its copy says.
func (b *Box) settle(ctx context.Context, r row) error {
	if err := b.copies.write(r); err != nil {
		return err
	}
	return b.db.update(ctx, r)
}

// adopt takes a copy into the database, which does not know of it. One that waits may have been sent: only the database knew.
func (b *Box) adopt(ctx context.Context, seq int64, kind string, settled map[int64]bool) error {
	if kind == waitingFile && settled[seq] {
		return nil // taken from the other file
	}
	r, err := b.copies.read(seq, kind)
	switch {
	case errors.Is(err, errDamaged):
		b.o.Log.Error("outbox: a copy is damaged and the database does not know of it; it is set aside", "copy", b.copies.path(seq, kind)+damagedFile)
		delete(settled, seq) // the other file counts, if it is there
		return b.copies.setAside(seq, kind)
	case err != nil:
		return err
	}
	if _, err := b.db.byKey(ctx, r.key); !errors.Is(err, errNone) { // it was put once more, after it could not be taken back
		return errors.Join(err, b.copies.remove1(b.copies.path(seq, kind)))
	}
	if r.State.waiting() {
		r.State = Unknown
	}
	r.Tries = max(r.Tries, 1)
	if err := b.db.insert(ctx, []row{r}); err != nil {
		return fmt.Errorf("take copy %d into the database: %w", seq, err)
	}
	return nil
}
