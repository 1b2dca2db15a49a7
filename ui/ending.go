package ui

import (
	"sync"

	"fyne.io/fyne/v2"
)

// ending keeps those away from Fyne's loop who come when it has been told to end: Fyne closes the way there, and panics at who is just on it
// (2.8.1, internal/driver/glfw/loop.go).
type ending struct {
	mu    sync.RWMutex
	ended bool
}

// do runs something on Fyne's goroutine, soon; after End never.
func (u *Window) do(f func()) {
	u.ending.mu.RLock()
	defer u.ending.mu.RUnlock()
	if !u.ending.ended {
		fyne.Do(f)
	}
}

// End is the last that the window has Fyne do: quit ends its loop. What comes later is not shown.
func (u *Window) End(quit func()) {
	u.ending.mu.Lock()
	defer u.ending.mu.Unlock()
	if !u.ending.ended {
		u.ending.ended = true
		fyne.Do(quit)
	}
}
