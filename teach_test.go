package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/config"
	"linli/i18n"
	"linli/kiosk"
	"linli/ui/input"
	"linli/ui/theme"
)

// school is a window in which keys are taught.
type school struct {
	*testing.T
	k      *kiosk.Kiosk
	window fyne.Window
	e      *env
	out    bytes.Buffer
}

// openSchool opens one for a configuration file, "" for none.
func openSchool(t *testing.T, file string) *school {
	t.Helper()
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	s := &school{T: t}
	s.e = &env{file: file, stdout: &s.out, log: slog.New(slog.DiscardHandler)}
	if s.e.bundle, err = i18n.Load(); err != nil {
		t.Fatal(err)
	}
	if s.e.config, err = config.Read(file, []byte("[site]\nname = \"x\"\n"), nil); err != nil {
		t.Fatal(err)
	}
	lesson, err := lessonOf(s.e)
	if err != nil {
		t.Fatal(err)
	}
	a := test.NewTempApp(t)
	s.window = test.NewTempWindow(t, nil)
	s.k = teach(s.e, a, s.window, fyne.Size{}, fonts, lesson)
	s.window.Resize(fyne.NewSize(1080, 1920))
	s.k.Begin()
	return s
}

// key presses a key as the toolkit reports it, after a moment.
func (s *school) key(name fyne.KeyName, code int) {
	s.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name, Physical: fyne.HardwareKey{ScanCode: code}})
	s.k.Settle(s.Context())
}

func (s *school) press(ids ...a11y.ID) {
	for _, id := range ids {
		s.k.Activate(id)
		s.k.Settle(s.Context())
	}
}

// TestK02AKeypadIsTaughtByPressingIt: real keys in a real window, into a real file, which is read again and works.
func TestK02AKeypadIsTaughtByPressingIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "linli.toml")
	if err := os.WriteFile(file, []byte("# ours\ntheme = \"dark\"\n\n[keys]\nprevious = [\"Up\"] # as it was\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := openSchool(t, file)
	s.key("", 191) // F13
	s.press("another")
	s.key("", 192) // F14
	s.key("Return", 36)
	s.key("", 191) // it goes down now
	s.key("LeftAlt", 64)
	s.key("7", 16)
	s.key("", 0)
	s.press("continue") // previous stays
	s.press("continue", "continue")
	s.key("Insert", 118) // activate
	s.press("forget")
	s.key("", 248)
	s.key("Return", 36)
	s.key("Escape", 9)
	s.press("enough")
	s.press("save")
	eventually(t, "it is written down", func() bool { s.k.Settle(t.Context()); return strings.Contains(s.out.String(), "has the new keys") })
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := "# ours\ntheme = \"dark\"\n\n[keys]\nprevious = [\"Up\"] # as it was\nnext = [\"F13\", \"F14\", \"Down\", \"Tab\", \"F19\"]\nactivate = [\"#248\", \"Enter\", \"KeypadEnter\", \"Space\", \"F20\"]\n"; string(text) != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	c, err := config.Read(file, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := keysOf(c)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[int]nav.Command{191: nav.Next, 248: nav.Activate, 199: nav.Back} {
		if got := keys.Read(&fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: code}}, 0).Command; got != want {
			t.Errorf("key %d: %q, want %q", code, got, want)
		}
	}
	if got := keys.Read(&fyne.KeyEvent{Name: "Down"}, 0).Command; got != nav.Next {
		t.Errorf("the keyboard has gone: %q", got)
	}
}

// TestK02WithoutAFile what was taught is printed, as it would stand there.
func TestK02WithoutAFile(t *testing.T) {
	s := openSchool(t, "")
	s.key("", 191)
	s.press("enough", "save")
	eventually(t, "it is printed", func() bool { s.k.Settle(t.Context()); return s.out.Len() > 0 })
	if want := "[keys]\nnext = [\"F13\", \"Down\", \"Tab\", \"F19\"]\n"; s.out.String() != want {
		t.Errorf("printed %q", s.out.String())
	}
	if where, err := saveKeys(s.e, []string{"next"}, map[string][]string{"next": {"F13"}}); where != "" || err != nil {
		t.Errorf("%q, %v", where, err)
	}
	if _, err := saveKeys(s.e, []string{"next"}, map[string][]string{"next": {"Up"}}); err == nil {
		t.Error("a key with two uses was printed")
	}
}

// TestK02AFileThatCannotBeChanged stays as it is, and the keys are not lost.
func TestK02AFileThatCannotBeChanged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "linli.toml")
	const odd = "keys.next = [\"Tab\"]\n"
	if err := os.WriteFile(file, []byte(odd), 0o600); err != nil {
		t.Fatal(err)
	}
	s := openSchool(t, file)
	s.key("", 191)
	s.press("enough", "save")
	eventually(t, "it is printed", func() bool { s.k.Settle(t.Context()); return s.out.Len() > 0 })
	if text, _ := os.ReadFile(file); string(text) != odd || !strings.Contains(s.out.String(), "next = [\"F13\", \"Tab\"]") {
		t.Errorf("file %q, printed %q", text, s.out.String())
	}
}

// TestK02WhatCannotBeTaught is known by how a key is called.
func TestK02WhatCannotBeTaught(t *testing.T) {
	for _, c := range []struct {
		e          fyne.KeyEvent
		mods       fyne.KeyModifier
		name, flaw string
	}{
		{fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: 195}}, 0, "F17", ""}, {fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: 248}}, 0, "#248", ""},
		{fyne.KeyEvent{Name: "A"}, 0, "A", ""}, {fyne.KeyEvent{Name: fyne.KeyReturn}, 0, "Enter", ""}, {fyne.KeyEvent{Name: "Insert"}, 0, "Insert", ""},
		{fyne.KeyEvent{Name: "5"}, 0, "5", input.Digit}, {fyne.KeyEvent{Name: "A"}, fyne.KeyModifierControl, "A", input.System},
		{fyne.KeyEvent{Name: "F4"}, fyne.KeyModifierAlt, "F4", input.System}, {fyne.KeyEvent{Name: "CapsLock"}, 0, "CapsLock", input.System},
		{fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: 133}}, 0, "#133", input.System}, {fyne.KeyEvent{}, 0, "", input.Nameless},
		{fyne.KeyEvent{Name: "é"}, 0, "", input.Nameless},
	} {
		if name, flaw := input.Heard(&c.e, c.mods); name != c.name || flaw != c.flaw {
			t.Errorf("%+v %d: %q %q, want %q %q", c.e, c.mods, name, flaw, c.name, c.flaw)
		}
	}
}
