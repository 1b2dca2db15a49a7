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

// strike is how long the same press is taken for a tremor and not for a wish (EN 301 549, 5.8: at least 0.3 s).
const strike = 300 * time.Millisecond

// Filter drops presses that are not meant: the same target twice in a moment, and whatever lies under the finger when
// another page has just come.
type Filter struct {
	pressed, turned time.Time
	target          a11y.ID
}

// Turned says that another page can be seen from now on.
func (f *Filter) Turned(now time.Time) { f.turned = now }

// Accept says whether a press of a target, at a time, is meant.
func (f *Filter) Accept(target a11y.ID, now time.Time) bool {
	if now.Sub(f.turned) < strike || target == f.target && now.Sub(f.pressed) < strike {
		return false
	}
	f.pressed, f.target = now, target
	return true
}
