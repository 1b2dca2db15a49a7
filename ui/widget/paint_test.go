package widget

import (
	"image/color"
	"testing"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/theme"
)

// dressed calls f for every look in every state and theme.
func dressed(f func(b layout.Box, c theme.Palette)) {
	states := []a11y.State{{}, {Default: true}, {Selected: true}, {Disabled: true}, {Disabled: true, Default: true}, {Disabled: true, Selected: true}}
	for _, c := range theme.Palettes() {
		for _, look := range []layout.Look{layout.Card, layout.Primary, layout.Key, layout.Tool, layout.Notice, layout.Panel} {
			for _, state := range states {
				f(layout.Box{Look: look, Node: a11y.Node{Role: a11y.Button, State: state}}, c)
			}
		}
	}
}

// TestInksAreSeen: every ink of every look holds the contrast of its theme, pressed or not; 3:1 where it cannot be pressed.
func TestInksAreSeen(t *testing.T) {
	dressed(func(b layout.Box, c theme.Palette) {
		for _, pressed := range []bool{false, !b.Node.State.Disabled} {
			p, least := paintFor(b, c, pressed), c.Least
			if b.Node.State.Disabled {
				least = 3
			}
			for _, ink := range []color.NRGBA{p.words, p.soft, p.thick} {
				if r := theme.Ratio(ink, p.fill); r < least {
					t.Errorf("%s: look %d, %+v, pressed %v: %.1f:1, want %g:1", c.Name, b.Look, b.Node.State, pressed, r, least)
				}
			}
		}
	})
}

// TestPressesAreSeen: whatever is pressed has another ground and a thicker border.
func TestPressesAreSeen(t *testing.T) {
	dressed(func(b layout.Box, c theme.Palette) {
		if before, after := paintFor(b, c, false), paintFor(b, c, true); before.fill == after.fill || before.stroke >= after.stroke {
			t.Errorf("%s: look %d, %+v looks the same when it is pressed", c.Name, b.Look, b.Node.State)
		}
	})
}

// TestStatesAreNotColoursOnly: the borders of states differ in thickness.
func TestStatesAreNotColoursOnly(t *testing.T) {
	for _, c := range theme.Palettes() {
		card := func(s a11y.State) float32 {
			return paintFor(layout.Box{Look: layout.Card, Node: a11y.Node{Role: a11y.Radio, State: s}}, c, false).stroke
		}
		field := func(s a11y.State) float32 {
			return paintFor(layout.Box{Look: layout.Field, Node: a11y.Node{Role: a11y.Entry, State: s}}, c, false).stroke
		}
		if plain := card(a11y.State{}); card(a11y.State{Disabled: true}) > plain*0.6 || card(a11y.State{Selected: true}) < plain*1.5 {
			t.Errorf("%s: a card's border does not tell its state", c.Name)
		}
		if field(a11y.State{Invalid: true}) < field(a11y.State{})*1.4 {
			t.Errorf("%s: a field's border does not tell that it is wrong", c.Name)
		}
	}
}
