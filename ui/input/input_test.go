package input

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"linli/a11y"
	"linli/a11y/nav"
)

// read is what the standard table says of a key.
func read(t *testing.T, name fyne.KeyName, code int, mods fyne.KeyModifier) Press {
	t.Helper()
	k, err := NewKeys(nil)
	if err != nil {
		t.Fatal(err)
	}
	return k.Read(&fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: code}}, mods)
}

// TestK02EveryKeyOfAKeypadIsKnown: those of the EZ-Access layout by their scan codes, and those of a keyboard.
func TestK02EveryKeyOfAKeypadIsKnown(t *testing.T) {
	for _, c := range []struct {
		name fyne.KeyName
		code int
		mods fyne.KeyModifier
		want nav.Command
	}{
		{"", 193, 0, nav.PluggedIn}, {"", 194, 0, nav.PulledOut},
		{"", 195, 0, nav.Help}, {"", 196, 0, nav.Previous}, {"", 197, 0, nav.Next}, {"", 198, 0, nav.Activate}, {"", 199, 0, nav.Back},
		{"", 200, 0, nav.NextPart}, {"", 201, 0, nav.Softer}, {"", 202, 0, nav.Louder}, {"", 122, 0, nav.Softer}, {"", 123, 0, nav.Louder},
		{fyne.KeyDown, 116, 0, nav.Next}, {fyne.KeyUp, 111, 0, nav.Previous}, {fyne.KeyRight, 114, 0, nav.NextPart}, {fyne.KeyLeft, 113, 0, nav.PreviousPart},
		{fyne.KeyPageDown, 117, 0, nav.NextPart}, {fyne.KeyPageUp, 112, 0, nav.PreviousPart}, {fyne.KeyEscape, 9, 0, nav.Back},
		{fyne.KeyReturn, 36, 0, nav.Activate}, {fyne.KeyEnter, 104, 0, nav.Activate}, {fyne.KeySpace, 65, 0, nav.Activate},
		{fyne.KeyComma, 59, 0, nav.Slower}, {fyne.KeyPeriod, 60, 0, nav.Faster}, {fyne.KeyMinus, 20, 0, nav.Softer}, {fyne.KeyEqual, 21, 0, nav.Louder},
		{fyne.KeyTab, 23, 0, nav.Next}, {fyne.KeyTab, 23, fyne.KeyModifierShift, nav.Previous}, {fyne.KeyBackspace, 22, 0, nav.Erase},
		{"", 42, 0, nav.None}, {fyne.KeyA, 38, 0, nav.None}, {fyne.Key5, 14, 0, nav.None},
	} {
		if got := read(t, c.name, c.code, c.mods); got.Command != c.want || got.Name == "" {
			t.Errorf("%q %d with %d: %+v, want %q", c.name, c.code, c.mods, got, c.want)
		}
	}
}

// TestK08OneKeyIsEnough: no command needs two keys at once, and who leans on Shift is understood all the same. Nothing here knows how long
// a key is held, or how often it was pressed.
func TestK08OneKeyIsEnough(t *testing.T) {
	keys, err := NewKeys(nil)
	if err != nil {
		t.Fatal(err)
	}
	for command, names := range Standard() {
		for _, name := range names {
			alone := keys.Read(event(name), 0)
			if alone.Command != command {
				t.Errorf("%s alone is %q, want %q", name, alone.Command, command)
			}
			if leaning := keys.Read(event(name), fyne.KeyModifierShift); leaning.Command != command && name != "Tab" {
				t.Errorf("%s with Shift is %q, want %q", name, leaning.Command, command)
			}
		}
	}
	for _, chord := range []string{"Ctrl+F17", "Shift+Tab", "F17 F17", "F17+F18"} {
		if _, err := NewKeys(map[nav.Command][]string{nav.Help: {chord}}); err == nil || !strings.Contains(err.Error(), chord) {
			t.Errorf("%s may be configured: %v", chord, err)
		}
	}
}

// event is a key of the table as it comes from the window.
func event(name string) *fyne.KeyEvent {
	if code, ok := codes[name]; ok {
		return &fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: code}}
	}
	for toolkits, ours := range otherwise {
		if ours == name {
			return &fyne.KeyEvent{Name: toolkits}
		}
	}
	return &fyne.KeyEvent{Name: fyne.KeyName(name)}
}

// TestK12WhatCouldLeaveTheKioskDoesNothing: keys together with Ctrl, Alt or Super, those keys themselves, and the keys that
// systems keep for themselves.
func TestK12WhatCouldLeaveTheKioskDoesNothing(t *testing.T) {
	const control, alt, super = fyne.KeyModifierControl, fyne.KeyModifierAlt, fyne.KeyModifierSuper
	for _, c := range []struct {
		name fyne.KeyName
		code int
		mods fyne.KeyModifier
	}{
		{fyne.KeyF4, 70, alt}, {fyne.KeyTab, 23, alt}, {fyne.KeyF1, 67, control | alt}, {fyne.KeyC, 54, control}, {fyne.KeyV, 55, control},
		{fyne.KeyQ, 24, control}, {fyne.KeyEscape, 9, control}, {fyne.KeyDown, 116, super}, {fyne.KeySpace, 65, super}, {"", 198, alt},
		{desktop.KeySuperLeft, 133, 0}, {desktop.KeyAltLeft, 64, 0}, {desktop.KeyControlRight, 105, 0}, {desktop.KeyMenu, 135, 0},
		{desktop.KeyPrintScreen, 107, 0}, {desktop.KeyCapsLock, 66, 0}, {"", 77, 0},
		{fyne.KeyF2, 68, 0}, {fyne.KeyF4, 70, 0}, {fyne.KeyF11, 95, 0}, {fyne.KeyF12, 96, 0},
	} {
		if got := read(t, c.name, c.code, c.mods); got != (Press{}) {
			t.Errorf("%q %d with %d: %+v, want nothing", c.name, c.code, c.mods, got)
		}
	}
}

// TestTheTableIsTheSites: what a site says of a command takes the place of what is standard, the rest stays.
func TestTheTableIsTheSites(t *testing.T) {
	k, err := NewKeys(map[nav.Command][]string{nav.Next: {"#34", "2"}, nav.Repeat: {}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name fyne.KeyName
		code int
		want nav.Command
	}{
		{fyne.KeyLeftBracket, 34, nav.Next}, {fyne.Key2, 11, nav.Next}, {fyne.KeyDown, 116, nav.None}, {fyne.KeyF5, 71, nav.None}, {"", 196, nav.Previous},
	} {
		if got := k.Read(&fyne.KeyEvent{Name: c.name, Physical: fyne.HardwareKey{ScanCode: c.code}}, 0); got.Command != c.want {
			t.Errorf("%q: %+v, want %q", c.name, got, c.want)
		}
	}
	for _, wrong := range []map[nav.Command][]string{{nav.Next: {"F20"}}, {nav.Next: {"Knob"}}, {nav.Next: {"#"}}} {
		if _, err := NewKeys(wrong); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
}

// TestK07ASecondStrikeIsDropped: the same key within 300 ms, or as long as somebody has chosen; another key counts at once.
// Letters only wait for those who have asked for it.
func TestK07ASecondStrikeIsDropped(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		key   Press
		pause time.Duration
		gaps  []time.Duration
		want  string
	}{
		{Press{Name: "F19", Command: nav.Next}, 0, []time.Duration{100 * ms, 199 * ms, 1 * ms}, "yNNy"},
		{Press{Name: "F19", Command: nav.Next}, 500 * ms, []time.Duration{499 * ms, 1 * ms}, "yNy"},
		{Press{Name: "F20", Command: nav.Activate}, time.Second, []time.Duration{700 * ms, 300 * ms}, "yNy"},
		{Press{Name: "5", Writes: true}, 0, []time.Duration{100 * ms, 250 * ms}, "yNy"},
		{Press{Name: "O", Writes: true}, 300 * ms, []time.Duration{100 * ms}, "yy"},
		{Press{Name: "O", Writes: true}, 500 * ms, []time.Duration{100 * ms}, "yN"},
	} {
		s, at, got := Strikes{Pause: c.pause}, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), ""
		for _, gap := range append([]time.Duration{0}, c.gaps...) {
			at = at.Add(gap)
			got += map[bool]string{true: "y", false: "N"}[s.Accept(c.key, at)]
		}
		if got != c.want {
			t.Errorf("%s after %v with %v: %s, want %s", c.key.Name, c.gaps, c.pause, got, c.want)
		}
		if !s.Accept(Press{Name: "another"}, at) {
			t.Errorf("%s: another key is dropped", c.key.Name)
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
