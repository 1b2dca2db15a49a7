package ui

import (
	"time"

	"linli/a11y"
)

// fingers is what a window is told of them. It tells the session of presses that are meant.
type fingers struct{ u *Window }

// Down shows at once what is pressed and, where somebody wants to hold, when it has been held long enough.
func (f fingers) Down(id a11y.ID) {
	u, now := f.u, f.u.o.Clock()
	u.stir()
	u.filter.Down(id, now)
	c := u.cells[id]
	if c == nil {
		return
	}
	c.Press(true)
	if u.touches++; u.filter.Hold > 0 {
		touch := u.touches
		u.o.Later(u.filter.Hold, func() {
			if u.touches == touch && u.filter.Held() == id {
				c.Ready()
			}
		})
	}
}

// Over shows what is pressed when the finger comes back to it.
func (f fingers) Over(id a11y.ID) {
	if c := f.u.cells[id]; c != nil && f.u.filter.Held() == id {
		c.Press(true)
	}
}

// Up implements widget.Touch.
func (f fingers) Up(id a11y.ID) { f.u.filter.Up(id) }

// Tapped reports a press that is meant.
func (f fingers) Tapped(id a11y.ID) {
	u := f.u
	u.stir()
	switch meant := u.filter.Accept(id, u.o.Clock()); {
	case u.drawn.settings.Unseen:
		u.controls.Unveil()
	case id == "" || !meant:
		u.controls.Stir()
	default:
		u.keyed = false
		u.controls.Activate(id)
	}
}

// chosen is one of some times, going round.
func chosen(of []time.Duration, i int) time.Duration {
	if len(of) == 0 {
		return 0
	}
	return of[i%len(of)]
}
