package input

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"linli/a11y"
)

func TestCommand(t *testing.T) {
	k := Standard()
	for _, c := range []struct {
		name fyne.KeyName
		code int
		mods fyne.KeyModifier
		want Command
	}{
		{fyne.KeyDown, 0, 0, Next}, {fyne.KeyUp, 0, 0, Previous}, {fyne.KeyReturn, 0, 0, Activate}, {fyne.KeyEscape, 0, 0, Back},
		{fyne.KeyTab, 0, 0, Next}, {fyne.KeyTab, 0, fyne.KeyModifierShift, Previous}, {fyne.KeyBackspace, 0, 0, Erase},
		{"", 195, 0, Help}, {"", 198, 0, Activate}, {"", 42, 0, None}, {fyne.KeyA, 0, 0, None},
		{fyne.KeyDown, 0, fyne.KeyModifierAlt, None}, {fyne.KeyEscape, 0, fyne.KeyModifierControl, None},
	} {
		e := &fyne.KeyEvent{Name: c.name, Physical: fyne.HardwareKey{ScanCode: c.code}}
		if got := k.Command(e, c.mods); got != c.want {
			t.Errorf("%q %d with %d: %d, want %d", c.name, c.code, c.mods, got, c.want)
		}
	}
}

func TestFilter(t *testing.T) {
	var f Filter
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		target string // "" turns the page
		after  time.Duration
		want   bool
	}{
		{"x", 0, true}, {"x", 100 * time.Millisecond, false}, {"y", 0, true}, {"", 10 * time.Second, true},
		{"x", 100 * time.Millisecond, false}, {"x", 200 * time.Millisecond, true},
	} {
		at = at.Add(c.after)
		if c.target == "" {
			f.Turned(at)
			continue
		}
		f.Down(a11y.ID(c.target), at)
		if got := f.Accept(a11y.ID(c.target), at); got != c.want {
			t.Errorf("press %d: %v, want %v", i, got, c.want)
		}
	}
}
