package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linli/assets"
)

var taught = map[string][]string{"next": {"#34", "Down"}, "help": {"'", `\`, "F1"}, "staff": {"F13"}}

var order = []string{"next", "previous", "help", "staff"}

// TestK02OnlyTheKeysAreChanged: comments, order and every other setting of a file stay to the letter, however its keys are written.
func TestK02OnlyTheKeysAreChanged(t *testing.T) {
	const new = "next = [\"#34\", \"Down\"]"
	for name, c := range map[string]struct{ file, want string }{
		"no table":     {"theme = \"dark\" # as it was\n", "theme = \"dark\" # as it was\n\n# Taught with linli keys.\n[keys]\n" + new + "\nhelp = [\"'\", \"\\\\\", \"F1\"]\nstaff = [\"F13\"]\n"},
		"an empty one": {"[keys]\n\n[site]\nname = \"[keys]\"\n", "[keys]\n" + new + "\nhelp = [\"'\", \"\\\\\", \"F1\"]\nstaff = [\"F13\"]\n\n[site]\nname = \"[keys]\"\n"},
		"some lines": {
			"# mine\n[keys] # ours\n# before\nnext = [\"Down\", # no end ]\n  \"Tab\"] # the big one\nprevious = [\"Up\"]\nhelp = [ 'F1' ]\n\n# about\n[idle]\nafter = 150\n",
			"# mine\n[keys] # ours\n# before\n" + new + " # the big one\nprevious = [\"Up\"]\nhelp = [\"'\", \"\\\\\", \"F1\"]\nstaff = [\"F13\"]\n\n# about\n[idle]\nafter = 150\n",
		},
		"without an end": {"[keys]\nstaff = []", "[keys]\nstaff = [\"F13\"]\n" + new + "\nhelp = [\"'\", \"\\\\\", \"F1\"]\n"},
	} {
		got, err := WithKeys([]byte(c.file), order, taught)
		if err != nil || string(got) != c.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got, c.want)
		}
	}
	for name, file := range map[string]string{
		"inline": "keys = {next = [\"Down\"]}\n", "dotted": "keys.next = [\"Down\"]\n", "a bracket": "[keys]\nnext = [\n\"]\",\n\"Tab\"]\n", "spaced": "[ keys ]\nnext = [\"Tab\"]\n",
		"wrong": "colour = 1\n", "no TOML": "[keys\n",
	} {
		if got, err := WithKeys([]byte(file), order, taught); err == nil {
			t.Errorf("%s: it was changed to\n%s", name, got)
		}
	}
	if _, err := WithKeys(nil, order, map[string][]string{"next": {"LeftAlt"}}); err == nil {
		t.Error("a key that nobody knows was written")
	}
}

// TestK02TheSampleKeepsItsComments when keys are taught: only their lines differ.
func TestK02TheSampleKeepsItsComments(t *testing.T) {
	sample := assets.Sample()
	got, err := WithKeys(sample, order, taught)
	if err != nil {
		t.Fatal(err)
	}
	was, is := strings.Split(string(sample), "\n"), strings.Split(string(got), "\n")
	if len(was) != len(is) {
		t.Fatalf("%d lines, were %d", len(is), len(was))
	}
	differ := 0
	for i := range was {
		if was[i] != is[i] {
			differ++
		}
	}
	if differ != len(taught) {
		t.Errorf("%d lines differ, want %d", differ, len(taught))
	}
}

// TestK02TheFileIsReplacedWhole: with its rights, through a link, what it was is kept; where it cannot be, nothing changes.
func TestK02TheFileIsReplacedWhole(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real.toml"), filepath.Join(dir, "linli.toml")
	const before = "api_key = \"secret\"\n[keys]\nnext = [\"Tab\"]\n"
	if err := os.WriteFile(real, []byte(before), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real.toml", link); err != nil {
		t.Fatal(err)
	}
	backup, err := SaveKeys(link, order, taught)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Read(link, nil, nil)
	if given := c.Keys.Given(); err != nil || c.APIKey != "secret" || strings.Join(given["next"], " ") != "#34 Down" || strings.Join(given["help"], " ") != `' \ F1` {
		t.Errorf("read again: %v %+v", err, given)
	}
	for _, file := range []string{real, backup} {
		if info, err := os.Stat(file); err != nil || info.Mode() != 0o640 {
			t.Errorf("%s: %v %v", file, info.Mode(), err)
		}
	}
	if kept, _ := os.ReadFile(backup); string(kept) != before {
		t.Errorf("kept %q", kept)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
	if err := os.WriteFile(real, []byte("keys.next = [\"Tab\"]\n"), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := SaveKeys(link, order, taught); err == nil || !strings.Contains(err.Error(), link) {
		t.Errorf("%v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".keys-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
