package input

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"linli/a11y/nav"
)

// Keys is the table of keys: by their names, what they ask for. The zero Keys are standard.
type Keys struct{ commands map[string]nav.Command }

// Standard is a keyboard and a keypad of the EZ-Access layout. It is what holds where a site says nothing.
func Standard() map[nav.Command][]string {
	return map[nav.Command][]string{
		nav.Next:         {"Down", "Tab", "F19"},
		nav.Previous:     {"Up", "F18"},
		nav.NextPart:     {"Right", "PageDown", "F22"},
		nav.PreviousPart: {"Left", "PageUp"},
		nav.Activate:     {"Enter", "KeypadEnter", "Space", "F20"},
		nav.Back:         {"Escape", "F21"},
		nav.Help:         {"F1", "F17"},
		nav.Erase:        {"Backspace", "Delete"},
		nav.Repeat:       {"F5"},
		nav.RepeatPage:   {"F6"},
		nav.Spell:        {"F7"},
		nav.Pause:        {"Pause"},
		nav.Louder:       {"=", "F24", "VolumeUp"},
		nav.Softer:       {"-", "F23", "VolumeDown"},
		nav.Faster:       {"."},
		nav.Slower:       {","},
		nav.PluggedIn:    {"F15"},
		nav.PulledOut:    {"F16"},
		nav.OneSwitch:    {},
		nav.Forward:      {},
		nav.Choose:       {},
		nav.Staff:        {},
	}
}

// Keyboard is what moves about where keys are being taught, whatever a site has: the arrows, Enter, Space and Escape of a keyboard.
func Keyboard() map[string]nav.Command {
	return map[string]nav.Command{
		"Down": nav.Next, "Up": nav.Previous, "Right": nav.NextPart, "Left": nav.PreviousPart,
		"Enter": nav.Activate, "KeypadEnter": nav.Activate, "Space": nav.Activate, "Escape": nav.Back,
	}
}

// NewKeys makes the table: the standard, with what a site has of its own in place of it.
func NewKeys(own map[nav.Command][]string) (Keys, error) {
	k := Keys{commands: map[string]nav.Command{}}
	standard := Standard()
	for _, c := range nav.Commands() {
		names, ok := own[c]
		if !ok {
			names = standard[c]
		}
		for _, name := range names {
			if !Known(name) {
				return Keys{}, fmt.Errorf("keys.%s: there is no key %q", c, name)
			}
			if other := k.commands[name]; other != nav.None {
				return Keys{}, fmt.Errorf("keys.%s: the key %s is that of keys.%s, too", c, name, other)
			}
			k.commands[name] = c
		}
	}
	return k, nil
}

// Press is a key that went down.
type Press struct {
	// Name is what the table calls it; empty is a key that must do nothing, whatever a site wants.
	Name    string
	Command nav.Command
	// Writes: a character will follow.
	Writes bool
}

// Read says which key went down. Shift turns Tab round. Together with Ctrl, Alt or Super, keys belong to the system, and
// nobody may leave the kiosk with them.
func (k Keys) Read(e *fyne.KeyEvent, mods fyne.KeyModifier) Press {
	if k.commands == nil {
		k, _ = NewKeys(nil) // which has no faults
	}
	name := nameOf(e)
	if mods&(fyne.KeyModifierControl|fyne.KeyModifierAlt|fyne.KeyModifierSuper) != 0 {
		return Press{}
	}
	c, ok := k.commands[name]
	if !ok {
		c = k.commands["#"+strconv.Itoa(e.Physical.ScanCode)]
	}
	if c == nav.None && silent(name) {
		return Press{}
	}
	if name == "Tab" && mods&fyne.KeyModifierShift != 0 {
		c = map[nav.Command]nav.Command{nav.Next: nav.Previous, nav.NextPart: nav.PreviousPart}[c]
	}
	return Press{name, c, name == "Space" || utf8.RuneCountInString(name) == 1}
}

// Why a key cannot be taught.
const (
	Nameless = "unknown"
	System   = "system"
	Digit    = "digit"
)

// Heard says what the table calls a key that went down, and why it cannot be used; "" where it can.
func Heard(e *fyne.KeyEvent, mods fyne.KeyModifier) (name, flaw string) {
	name = nameOf(e)
	switch {
	case mods&(fyne.KeyModifierControl|fyne.KeyModifierAlt|fyne.KeyModifierSuper) != 0, system(name):
		return name, System
	case !Known(name):
		return "", Nameless
	case len(name) == 1 && name >= "0" && name <= "9":
		return name, Digit
	}
	return name, ""
}

// nameOf is what the table calls a key: by its name, where the toolkit has one, else by what its scan code stands for under
// X11, else by that code.
func nameOf(e *fyne.KeyEvent) string {
	if name, ok := otherwise[e.Name]; ok {
		return name
	}
	if e.Name != "" {
		return string(e.Name)
	}
	for name, code := range codes {
		if code == e.Physical.ScanCode {
			return name
		}
	}
	return "#" + strconv.Itoa(e.Physical.ScanCode)
}

// otherwise are keys that the toolkit calls otherwise.
var otherwise = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyEnter: "KeypadEnter", fyne.KeyBackspace: "Backspace", fyne.KeyPageUp: "PageUp", fyne.KeyPageDown: "PageDown",
}

// codes are keys that the toolkit has no names for, by their X11 codes: F13 to F24 as keypads send them, and what some of
// them have for the volume.
var codes = map[string]int{
	"F13": 191, "F14": 192, "F15": 193, "F16": 194, "F17": 195, "F18": 196, "F19": 197, "F20": 198, "F21": 199, "F22": 200,
	"F23": 201, "F24": 202, "VolumeMute": 121, "VolumeDown": 122, "VolumeUp": 123, "Pause": 127,
}

// named are the other keys with names. Characters are their own names.
var named = []string{
	"Up", "Down", "Left", "Right", "Enter", "KeypadEnter", "Space", "Tab", "Escape", "Backspace", "Delete", "Insert", "Home", "End",
	"PageUp", "PageDown", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12",
}

// characters are the keys that write.
const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'-,./\\[];=*+`"

// Known says whether there is a key of a name. "#34" is the one with the scan code 34.
func Known(name string) bool {
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		code, err := strconv.Atoi(digits)
		return err == nil && code > 0 && code < 1000
	}
	_, coded := codes[name]
	return coded || slices.Contains(named, name) || utf8.RuneCountInString(name) == 1 && strings.Contains(characters, name)
}

// silent are the keys that mean something to a system and nothing to us: alone they do nothing and are nobody's switch.
func silent(name string) bool {
	if system(name) {
		return true
	}
	switch name {
	case "Insert", "Home", "End", "VolumeMute", "Pause":
		return true
	}
	n, err := strconv.Atoi(strings.TrimPrefix(name, "F"))
	return strings.HasPrefix(name, "F") && err == nil && n <= 12
}

// system are the keys of the system itself.
func system(name string) bool {
	switch name {
	case "LeftShift", "RightShift", "LeftControl", "RightControl", "LeftAlt", "RightAlt", "LeftSuper", "RightSuper", "Menu", "PrintScreen", "CapsLock":
		return true
	case "#66", "#77", "#78", "#92", "#105", "#107", "#108", "#133", "#134", "#135": // the same where they have no names
		return true
	}
	return false
}
