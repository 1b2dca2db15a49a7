package outbox

import (
	"context"
	"errors"
	"time"
)

// purgeEvery is how often what has ended is looked through, and purgeMost how much is taken away at a time.
const (
	purgeEvery = time.Hour
	purgeMost  = 500
)

// Purge takes away what ended longer ago than Options.Keep, and returns how much. Until then its number and state can be looked up here.
// Nothing that has not ended is ever taken away, however old it is and whatever the clock says.
func (b *Box) Purge(ctx context.Context) (purged int, err error) {
	if b.o.Keep <= 0 {
		return 0, nil
	}
	if b.lock == nil {
		return 0, errLooking
	}
	before := b.o.Clock().Add(-b.o.Keep)
	for ctx.Err() == nil {
		all, err := b.db.endedBefore(ctx, before, purgeMost)
		if err != nil || len(all) == 0 {
			return purged, failed("purge what has ended", err)
		}
		for _, r := range all {
			// The copy first: a row without one gets it again at the next start, a copy without a row becomes one.
			if err := errors.Join(b.copies.remove(r.Seq), b.files.remove(r.Seq, upTo(r.Attachments)...), b.db.remove(ctx, r.Seq)); err != nil {
				return purged, failed("purge what has ended", err)
			}
			purged++
		}
	}
	return purged, nil
}

// purging purges from time to time, beside sending.
func (b *Box) purging(ctx context.Context, last time.Time) time.Time {
	if !last.IsZero() && time.Since(last) < purgeEvery {
		return last
	}
	if n, err := b.Purge(ctx); err != nil {
		b.o.Log.Warn("outbox: what has ended cannot be taken away", "err", err)
	} else if n > 0 {
		b.o.Log.Info("outbox: what ended long ago is taken away", "submissions", n)
	}
	return time.Now()
}
