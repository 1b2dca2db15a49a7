package main

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"linli/a11y/nav"
	"linli/assets"
	"linli/config"
	"linli/ui/input"
)

// appWith is an app whose window tells what is made of it.
type appWith struct {
	fyne.App
	window *window
}

func (a appWith) NewWindow(string) fyne.Window { return a.window }

type window struct {
	fyne.Window
	kept bool
}

func (w *window) SetCloseIntercept(func()) { w.kept = true }
func (w *window) SetMaster()               {}
func (w *window) SetFullScreen(bool)       {}
func (w *window) Resize(fyne.Size)         {}

// TestK12AKioskIsNotClosed: what a desktop does with Alt and F4 closes a window, but not one that fills the screen.
func TestK12AKioskIsNotClosed(t *testing.T) {
	for _, fullscreen := range []bool{false, true} {
		a, c := appWith{window: &window{}}, config.Default()
		c.Fullscreen = fullscreen
		openWindow(a, c)
		if a.window.kept != fullscreen {
			t.Errorf("fills the screen %v, stays %v", fullscreen, a.window.kept)
		}
	}
}

// TestK02TheTableIsInTheConfiguration: every command has a key there, the sample shows what holds where nothing is said, and
// both know the same keys.
func TestK02TheTableIsInTheConfiguration(t *testing.T) {
	c, err := config.Read("", assets.Sample(), nil)
	if err != nil {
		t.Fatal(err)
	}
	given := c.Keys.Given()
	for _, command := range nav.Commands() {
		names, ok := given[string(command)]
		if !ok || !slices.Equal(names, input.Standard()[command]) {
			t.Errorf("keys.%s is %v in the sample, %v in the table", command, names, input.Standard()[command])
		}
	}
	if len(given) != len(nav.Commands()) {
		t.Errorf("commands that nobody knows in %v", slices.Sorted(maps.Keys(given)))
	}
	names := append(config.KeyNames(), "#34", "#0", "#x", "F0", "F01", "F25", "a", "AB", "", "é", "LeftAlt")
	for n := range 24 {
		names = append(names, fmt.Sprint("F", n+1))
	}
	for r := rune(33); r < 127; r++ {
		names = append(names, string(r))
	}
	for _, name := range names {
		var k config.Key
		if err := k.UnmarshalText([]byte(name)); (err == nil) != input.Known(name) {
			t.Errorf("%q: the configuration says %v, the table knows it: %v", name, err, input.Known(name))
		}
	}
}
