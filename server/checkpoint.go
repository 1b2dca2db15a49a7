package server

import (
	"context"
	"sync"
	"time"
)

const (
	// checkpointEvery is how often the log of SQLite is carried into the database file, where anything was written.
	checkpointEvery = time.Second
	// longLog is from how many pages of 4 KiB on the log is begun anew, for which those who write wait.
	longLog = 32 << 10
	// tooLong is how many pages the log has when a writer carries it over itself, as SQLite does of its own accord after a thousand: nobody else did.
	tooLong = 4 * longLog
)

// checkpoints carries the log of SQLite into the database file beside those who write. Left to SQLite, one of some eighty filings would wait for it.
type checkpoints struct {
	stop  context.CancelFunc
	ended sync.WaitGroup
}

func checkpointing(st *store) *checkpoints {
	ctx, cancel := context.WithCancel(context.Background())
	c := &checkpoints{stop: cancel}
	c.ended.Go(func() {
		tick := time.NewTicker(checkpointEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = st.checkpoint(ctx, longLog) // a disk that fails is met by those who write, and tried again here
			case <-ctx.Done():
				return
			}
		}
	})
	return c
}

func (c *checkpoints) close() {
	c.stop()
	c.ended.Wait()
}

// checkpoint carries over what is in the log, and begins it anew where it has so many pages: what came meanwhile is carried over while nobody writes
// (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint).
func (st *store) checkpoint(ctx context.Context, most int) error {
	var busy, pages, done int
	if err := st.reading.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`).Scan(&busy, &pages, &done); err != nil || pages < most {
		return err
	}
	if err := st.reading.QueryRowContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`).Scan(&busy, &pages, &done); err != nil { // what came during the first
		return err
	}
	// On the connection that writes, whose turn comes: another one would have to catch a moment in which nobody has the lock.
	return st.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(RESTART)`).Scan(&busy, &pages, &done)
}
