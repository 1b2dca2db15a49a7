// Package input turns keys and presses into what they ask for. The table of keys is data; nothing here knows pages.
package input

import (
	"time"

	"linli/a11y"
	"linli/a11y/nav"
)

// strike is how long the same press is taken for a tremor and not for a wish, unless more is asked for (EN 301 549, 5.8: at
// least 0.3 s).
const strike = 300 * time.Millisecond

// Filter drops presses that are not meant: the same target twice in a moment, one that was held too shortly by somebody who
// wants to hold, and whatever lies under the finger when another page has just come.
//
// A press counts when the finger leaves, never before: until then one can think better of it and slide away (WCAG 2.2,
// 2.5.2). That holds for held presses too; that a target has been held long enough is to be seen.
type Filter struct {
	// Pause is how soon the same target counts again, strike where it is 0; Hold is how long a target has to be held.
	Pause, Hold time.Duration

	down, pressed, turned time.Time
	held, target          a11y.ID
}

// Turned says that another page can be seen from now on. What is being pressed has gone with the old one.
func (f *Filter) Turned(now time.Time) { f.turned, f.held = now, "" }

// Down says that a finger has come down on a target.
func (f *Filter) Down(target a11y.ID, now time.Time) { f.held, f.down = target, now }

// Held is the target that a finger is on.
func (f *Filter) Held() a11y.ID { return f.held }

// Up says that the finger has left over a target. Where that is another than it came down on, nothing is pressed.
func (f *Filter) Up(target a11y.ID) {
	if f.held != target {
		f.held = ""
	}
}

// Accept says whether a finger that leaves a target, at a time, has meant to press it.
func (f *Filter) Accept(target a11y.ID, now time.Time) bool {
	held := f.held == target && now.Sub(f.down) >= f.Hold
	f.held = ""
	pause := max(f.Pause, strike)
	if !held || now.Sub(f.turned) < strike || target == f.target && now.Sub(f.pressed) < pause {
		return false
	}
	f.pressed, f.target = now, target
	return true
}

// Strikes drops the second strike of a hand that trembles: the same key, twice in a moment (EN 301 549, 5.7 and 5.8). What a
// key repeats by itself while it is held never comes here.
type Strikes struct {
	// Pause is how soon the same key counts again, strike where it is 0.
	Pause time.Duration

	at   time.Time
	last string
}

// Accept says whether a key that goes down, at a time, is meant. Letters that are written are only held back from those
// who have asked for more than the usual pause: words have the same letter twice.
func (s *Strikes) Accept(p Press, now time.Time) bool {
	pause := max(s.Pause, strike)
	if letter := p.Writes && p.Command == nav.None && (p.Name < "0" || p.Name > "9"); letter && pause <= strike {
		pause = 0
	}
	if p.Name == s.last && now.Sub(s.at) < pause {
		return false
	}
	s.last, s.at = p.Name, now
	return true
}
