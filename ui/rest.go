package ui

import (
	"context"
	"sync"
	"time"
)

// When nobody has pressed anything and nothing has been drawn for a while, Fyne's loop rests: it would ask for events sixty
// times a second, for two per cent of a processor, day and night. It waits for the window system instead, so that the first
// press after a rest is seen at once; what else Fyne has to do then waits for the end of a nap at most.
const (
	restAfter = 30 * time.Second
	nap       = 500 * time.Millisecond
)

// rest is whether the loop waits for the window system.
type rest struct {
	mu   sync.Mutex
	naps bool
}

// Rest lets an idle window rest until ctx is done.
func (u *Window) Rest(ctx context.Context) {
	for ctx.Err() == nil {
		if left := restAfter - u.idle(); left > 0 {
			select {
			case <-ctx.Done():
			case <-time.After(left):
			}
			continue
		}
		rested := make(chan struct{})
		u.do(func() { u.rest.nap(u.idle); close(rested) })
		select {
		case <-ctx.Done():
		case <-rested:
		}
	}
}

// nap runs on Fyne's goroutine.
func (r *rest) nap(idle func() time.Duration) {
	if idle() < restAfter {
		return // something came between
	}
	r.set(true)
	waitForEvents(nap)
	r.set(false)
}

func (r *rest) set(naps bool) {
	r.mu.Lock()
	r.naps = naps
	r.mu.Unlock()
}

// end ends a nap: there is something to do.
func (r *rest) end() {
	r.mu.Lock()
	defer r.mu.Unlock() // the window cannot close meanwhile
	if r.naps {
		postEvent()
	}
}

// idle is how long nothing has been pressed or drawn.
func (u *Window) idle() time.Duration { return time.Since(time.Unix(0, u.busy.Load())) }

// stir says that something has been pressed or drawn.
func (u *Window) stir() { u.busy.Store(time.Now().UnixNano()) }
