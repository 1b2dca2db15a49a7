package input

import (
	"time"

	"linli/a11y"
)

// Explore is touching for those who listen: a finger says what it comes to, on whatever way, and lifting it does nothing. A
// second touch of what was said last presses it, when it does not follow at once, which is a tremor.
type Explore struct {
	// Pause is how soon the second touch counts, strike where it is 0.
	Pause time.Duration

	down       bool
	said, sure a11y.ID // what the finger is on or was on last; what may be pressed by this touch
	lifted     time.Time
}

// Down says that a finger has come down on something.
func (e *Explore) Down(id a11y.ID, now time.Time) {
	e.sure = ""
	if now.Sub(e.lifted) >= max(e.Pause, strike) && id == e.said {
		e.sure = id
	}
	e.down, e.said = true, id
}

// Over says that a finger is over something, and returns whether it has come there from elsewhere without being lifted.
func (e *Explore) Over(id a11y.ID) bool {
	if !e.down || id == e.said {
		return false
	}
	e.said, e.sure = id, ""
	return true
}

// On says whether something was said last.
func (e *Explore) On(id a11y.ID) bool { return e.said == id }

// Up says that the finger has left.
func (e *Explore) Up(now time.Time) { e.down, e.lifted = false, now }

// Meant says whether the touch that has just ended was to press something.
func (e *Explore) Meant(id a11y.ID) bool { return id != "" && e.sure == id }

// Turned says that another page can be seen from now on.
func (e *Explore) Turned() { e.said, e.sure = "", "" }
