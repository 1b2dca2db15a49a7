package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"linli/a11y/nav"
	"linli/ui/input"
)

// frame is how long a picture lasts, after each of which the toolkit asks what has been pressed.
const frame = time.Second / 50

// keys is what a window remembers of them.
type keys struct {
	strikes input.Strikes
	burst   input.Burst
	// writes: a key has gone down whose character has not come yet; last is that press.
	writes bool
	last   input.Press
}

// keyDown takes a key. Repeats do not come here: Fyne sends them to TypedKey only.
func (u *Window) keyDown(e *fyne.KeyEvent) {
	u.stir()
	if u.o.Raw != nil {
		u.keyed = true
		if name, flaw := input.Heard(e, modifiers()); u.keys.strikes.Accept(input.Press{Name: name}, u.o.Clock()) {
			u.o.Raw(name, flaw)
		}
		return
	}
	p := u.o.Keys.Read(e, modifiers())
	u.keys.writes = false
	if p.Writes { // the character comes next
		u.keys.writes, u.keys.last = true, p
		u.controls.Stir()
		return
	}
	if p.Name != "" && u.keys.burst.Gap > 0 {
		code, typed, ends := u.keys.burst.Key(p.Name, u.o.Clock())
		u.read(code, typed)
		if ends {
			return
		}
	}
	switch {
	case p.Name == "" || !u.keys.strikes.Accept(p, u.o.Clock()):
		u.controls.Stir()
	case p.Command == nav.None:
		u.controls.Unknown(p.Name)
	default:
		u.keyed = p.Command != nav.Erase
		u.controls.Press(p.Command)
	}
}

// typed takes a character, once for each key that went down: a key that is held repeats its character.
func (u *Window) typed(r rune) {
	// GLFW takes a key that goes down within 20 ms again for one that is held, and says nothing of it; only a reader is so fast.
	if !u.keys.writes && !u.keys.burst.Ends(r) {
		return
	}
	u.keys.writes = false
	c := input.Char{Rune: r, Press: u.keys.last, At: u.o.Clock()}
	if u.keys.burst.Gap == 0 {
		u.write(c)
		return
	}
	u.read("", u.keys.burst.Add(c))
	u.o.Later(u.keys.burst.Gap, func() { // where the window was busy, what came meanwhile is heard now
		u.o.Later(frame, func() { u.read(u.keys.burst.Due(u.o.Clock())) })
	})
}

// read hands on what a reader has read, or what a person has typed.
func (u *Window) read(code string, typed []input.Char) {
	for _, c := range typed {
		u.write(c)
	}
	if code != "" {
		u.controls.Scan(code)
	}
}

// write hands on a character that a person has typed, unless their hand has trembled.
func (u *Window) write(c input.Char) {
	if u.keys.strikes.Accept(c.Press, c.At) {
		u.keyed = u.keyed || c.Press.Command != nav.None
		u.controls.Type(c.Rune, c.Press.Command)
	}
}

func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
