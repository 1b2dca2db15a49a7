package ui

import (
	"time"

	"linli/a11y"
)

// fingers is what a window is told of them. It tells the session of presses that are meant and, for those who listen, of what a
// finger has come to.
type fingers struct{ u *Window }

// Down shows at once what is pressed and, where somebody wants to hold, when it has been held long enough.
func (f fingers) Down(id a11y.ID) {
	u, now := f.u, f.u.o.Clock()
	u.stir()
	u.filter.Down(f.target(id), now)
	if f.listens() {
		u.explore.Down(id, now)
		f.say(id)
	}
	c := u.cells[f.target(id)]
	if c == nil || u.drawn.settings.Locked {
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

// Over shows what is pressed when the finger comes back to it, and says what it comes to.
func (f fingers) Over(id a11y.ID) {
	if f.u.ink != nil && f.u.ink.Writing() {
		return // it has left the slate and may come back
	}
	if f.listens() && f.u.explore.Over(id) {
		f.say(id)
	}
	if c := f.u.cells[id]; c != nil && f.u.filter.Held() == id && !f.u.drawn.settings.Locked {
		c.Press(true)
	}
}

// Up implements widget.Touch.
func (f fingers) Up(id a11y.ID) {
	f.u.explore.Up(f.u.o.Clock())
	f.u.filter.Up(f.target(id))
}

// Tapped reports a press that is meant.
func (f fingers) Tapped(id a11y.ID) {
	u := f.u
	u.stir()
	id = f.target(id)
	switch {
	case u.drawn.settings.Unseen:
		u.controls.Unveil()
	case id == "" || u.drawn.settings.Locked || u.drawn.settings.Spoken && !u.explore.Meant(id) || !u.filter.Accept(id, u.o.Clock()):
		u.controls.Stir()
	default:
		u.keyed = u.drawn.settings.Spoken
		u.controls.Activate(id)
	}
}

// target is what is called so where it can be pressed.
func (f fingers) target(id a11y.ID) a11y.ID {
	if c := f.u.cells[id]; c != nil && c.Pressable() {
		return id
	}
	return ""
}

// listens says whether fingers look around by being told what they touch.
func (f fingers) listens() bool {
	s := f.u.drawn.settings
	return s.Spoken && !s.Locked && !s.Unseen
}

// say puts the cursor where the finger is.
func (f fingers) say(id a11y.ID) {
	if id != "" {
		f.u.keyed = true
		f.u.controls.Focus(id)
	}
}

// chosen is one of some times, going round.
func chosen(of []time.Duration, i int) time.Duration {
	if len(of) == 0 {
		return 0
	}
	return of[i%len(of)]
}
