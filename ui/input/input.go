// Package input turns keys and presses into what they ask for. The table of keys is data; nothing here knows pages.
package input

import (
	"time"

	"fyne.io/fyne/v2"

	"linli/a11y"
)

// Command is what a key asks for.
type Command int

// The commands.
const (
	None Command = iota
	Next
	Previous
	Activate
	Back
	Help
	Erase
)

// Keys is a table of keys.
type Keys struct {
	Names map[fyne.KeyName]Command
	// Codes are for keys without a name: F13 to F24 on Linux are known by their scan code only.
	Codes map[int]Command
}

// Standard is a keyboard and a keypad of the EZ-Access layout.
func Standard() Keys {
	return Keys{
		Names: map[fyne.KeyName]Command{
			fyne.KeyDown: Next, fyne.KeyRight: Next, fyne.KeyTab: Next,
			fyne.KeyUp: Previous, fyne.KeyLeft: Previous,
			fyne.KeyReturn: Activate, fyne.KeyEnter: Activate,
			fyne.KeyEscape: Back, fyne.KeyBackspace: Erase, fyne.KeyDelete: Erase, fyne.KeyF1: Help,
		},
		Codes: map[int]Command{195: Help, 196: Previous, 197: Next, 198: Activate, 199: Back, 200: Next, 201: Previous, 202: Next},
	}
}

// Command returns what a key asks for. Shift turns Next round.
func (k Keys) Command(e *fyne.KeyEvent, mods fyne.KeyModifier) Command {
	if mods&(fyne.KeyModifierControl|fyne.KeyModifierAlt|fyne.KeyModifierSuper) != 0 {
		return None
	}
	c, ok := k.Names[e.Name]
	if !ok && e.Name == "" {
		c = k.Codes[e.Physical.ScanCode]
	}
	if c == Next && e.Name == fyne.KeyTab && mods&fyne.KeyModifierShift != 0 {
		return Previous
	}
	return c
}

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
