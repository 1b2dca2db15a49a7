package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Keys are the keys for each thing that can be asked for. What is left out is as in the sample.
type Keys struct {
	Next         []Key `toml:"next"`
	Previous     []Key `toml:"previous"`
	NextPart     []Key `toml:"next_part"`
	PreviousPart []Key `toml:"previous_part"`
	Activate     []Key `toml:"activate"`
	Back         []Key `toml:"back"`
	Help         []Key `toml:"help"`
	Erase        []Key `toml:"erase"`
	Repeat       []Key `toml:"repeat"`
	RepeatPage   []Key `toml:"repeat_page"`
	Spell        []Key `toml:"spell"`
	Pause        []Key `toml:"pause"`
	Louder       []Key `toml:"louder"`
	Softer       []Key `toml:"softer"`
	Faster       []Key `toml:"faster"`
	Slower       []Key `toml:"slower"`
	PluggedIn    []Key `toml:"plugged_in"`
	PulledOut    []Key `toml:"pulled_out"`
	OneSwitch    []Key `toml:"one_switch"`
	Forward      []Key `toml:"forward"`
	Choose       []Key `toml:"choose"`
	Staff        []Key `toml:"staff"`
}

// Given are the keys that a site has of its own, by what they ask for.
func (k Keys) Given() map[string][]string {
	out := map[string][]string{}
	for name, keys := range map[string][]Key{
		"next": k.Next, "previous": k.Previous, "next_part": k.NextPart, "previous_part": k.PreviousPart, "activate": k.Activate,
		"back": k.Back, "help": k.Help, "erase": k.Erase, "repeat": k.Repeat, "repeat_page": k.RepeatPage, "spell": k.Spell, "pause": k.Pause,
		"louder": k.Louder, "softer": k.Softer, "faster": k.Faster, "slower": k.Slower,
		"plugged_in": k.PluggedIn, "pulled_out": k.PulledOut, "one_switch": k.OneSwitch, "forward": k.Forward, "choose": k.Choose,
		"staff": k.Staff,
	} {
		if keys == nil {
			continue
		}
		out[name] = make([]string, len(keys))
		for i, key := range keys {
			out[name][i] = key.name
		}
	}
	return out
}

// Key is the name of a key. It is a struct because the decoder takes a string as it is.
type Key struct{ name string }

// UnmarshalText implements encoding.TextUnmarshaler, so that a wrong name is told with its line.
func (k *Key) UnmarshalText(text []byte) error {
	k.name = string(text)
	if k.known() {
		return nil
	}
	return fmt.Errorf("there is no key %q; want a character such as \"A\" or \"5\", a name such as \"F17\" or \"PageDown\", or \"#195\" for the one with that scan code", text)
}

// known says whether there is such a key.
func (k Key) known() bool {
	if digits, ok := strings.CutPrefix(k.name, "#"); ok {
		code, err := strconv.Atoi(digits)
		return err == nil && code > 0 && code < 1000
	}
	if number, ok := strings.CutPrefix(k.name, "F"); ok && number != "" {
		n, err := strconv.Atoi(number)
		return err == nil && n >= 1 && n <= 24 && number == strconv.Itoa(n)
	}
	return slices.Contains(KeyNames(), k.name) || len(k.name) == 1 && strings.Contains("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'-,./\\[];=*+`", k.name)
}

// KeyNames are the keys with names, other than F1 to F24.
func KeyNames() []string {
	return []string{
		"Up", "Down", "Left", "Right", "Enter", "KeypadEnter", "Space", "Tab", "Escape", "Backspace", "Delete", "Insert", "Home", "End",
		"PageUp", "PageDown", "Pause", "VolumeUp", "VolumeDown", "VolumeMute",
	}
}
