package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
)

// When nobody has pressed anything and nothing has been drawn for a while, Fyne's loop is slowed down: it would ask for
// events sixty times a second, for two per cent of a processor, day and night. The first press after a rest is seen up to
// a nap later.
const (
	restAfter = 30 * time.Second
	nap       = 80 * time.Millisecond
)

// Rest slows an idle window down until ctx is done.
func (u *Window) Rest(ctx context.Context) {
	for ctx.Err() == nil {
		if left := restAfter - u.idle(); left > 0 {
			select {
			case <-ctx.Done():
			case <-time.After(left):
			}
			continue
		}
		fyne.DoAndWait(func() { time.Sleep(nap) })
	}
}

// idle is how long nothing has been pressed or drawn.
func (u *Window) idle() time.Duration { return time.Since(time.Unix(0, u.busy.Load())) }

// stir says that something has been pressed or drawn.
func (u *Window) stir() { u.busy.Store(time.Now().UnixNano()) }
