package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"linli/a11y/nav"
	"linli/ui/input"
)

// keys is what a window remembers of them.
type keys struct {
	strikes input.Strikes
	// writes: a key has gone down whose character has not come yet; meant is what it asks for.
	writes bool
	meant  nav.Command
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
	switch {
	case p.Name == "" || !u.keys.strikes.Accept(p, u.o.Clock()):
		u.controls.Stir()
	case p.Writes: // the character comes next
		u.keys.writes, u.keys.meant = true, p.Command
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
	if !u.keys.writes {
		return
	}
	u.keys.writes = false
	u.keyed = u.keyed || u.keys.meant != nav.None
	u.controls.Type(r, u.keys.meant)
}

func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}
