package gallery

import (
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"linli/a11y"
	"linli/i18n"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// The tests of this file are about calm pages: nothing is left over, nothing stands alone without need.

// TestNoCharacterStandsAlone: of words that need some lines, none has one character only. In a field lines break where they
// break while somebody writes.
func TestNoCharacterStandsAlone(t *testing.T) {
	several := 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			if b.Look == layout.Field || b.Node.ID == "weekdays" || b.Node.ID == "language" || len(b.Lines) < 2 || s.Root.Lang == i18n.Pseudo {
				continue
			}
			for _, words := range []string{b.Node.Label, b.Node.Hint, b.Node.Value} {
				lines := linesOf(b, words)
				if len(lines) > 1 {
					several++
				}
				for _, l := range lines {
					if len(lines) > 1 && letters(l) == 1 {
						t.Errorf("%s: %s: %q stands alone", name, b.Node.ID, l)
					}
				}
			}
		}
	})
	if several < 500 {
		t.Errorf("%d texts of several lines", several)
	}
}

// linesOf are the lines of a box that make up some of its words.
func linesOf(b layout.Box, words string) []string {
	var out []string
	rest := unspaced(words)
	for _, l := range b.Lines {
		if after, ok := strings.CutPrefix(rest, unspaced(l.Text)); ok && rest != "" {
			out, rest = append(out, l.Text), after
		}
	}
	return out
}

// unspaced is a text without white space, which lines break at.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// TestTheBarHasNoHoles: each row of the bar ends at the right margin, at which the page ends. A small window has one row.
func TestTheBarHasNoHoles(t *testing.T) {
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		bar, _ := s.Root.Part(a11y.Toolbar)
		ends, page := map[float32]float32{}, float32(0)
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			if _, ok := bar.Find(b.Node.ID); ok {
				ends[b.Rect.Y] = max(ends[b.Rect.Y], b.Rect.Right())
			}
			page = max(page, b.Rect.Right())
		}
		for y, end := range ends {
			if math.Abs(float64(end-page)) > 1 {
				t.Errorf("%s: the row of the bar at %.0f ends at %.0f, the page at %.0f", name, y, end, page)
			}
		}
		if rows := len(ends); rows > 2 || size.Width > size.Height && rows > 1 {
			t.Errorf("%s: the bar has %d rows", name, rows)
		}
	})
}

// TestSmallWindowsHaveFewParts: at 1024 by 768 the page with all answers comes in five parts at most, and the ten ready
// phrases in four, beside the ways to do without a keyboard; upright they come at once. What closes a page reaches its middle (T07), so that a pager that needs more than half stands above it.
func TestSmallWindowsHaveFewParts(t *testing.T) {
	met := map[string]int{}
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, _ theme.Style, _ *theme.Fonts) {
		page, _, _ := strings.Cut(name, " ")
		most := map[string]int{"review": 5, "tell": 4, "add": 4}[page]
		if (page == "tell" || page == "add") && size.Name == "portrait" && s.Settings.Size == 0 && s.Root.Lang != i18n.Pseudo && s.Part > 0 {
			t.Errorf("%s: the phrases do not come at once", name)
		}
		if page != "review" && s.Settings.Size > 0 || s.Root.Lang == i18n.Pseudo || size.Name != "small" || most == 0 {
			return
		}
		if met[page] = max(met[page], s.Part+1); s.Part >= most {
			t.Errorf("%s: want %d parts", name, most)
		}
	})
	if met["review"] < 2 || met["tell"] < 2 || met["add"] < 2 {
		t.Errorf("%v: this test tests nothing", met)
	}
}

// TestRowsAreFull: small choices stand in rows of which the last lacks as few as it can, and are not crowded; a card that is alone on
// a part of a page, or an answer alone in its row, is as wide as the page.
func TestRowsAreFull(t *testing.T) {
	grids, alone := 0, 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		boxes := layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes
		if grid, ok := s.Root.Part(a11y.Grid); ok {
			rows, n := map[float32]int{}, 0
			_, slate := s.Root.Part(a11y.Slate) // beside one small choices grow less than letters do
			for _, b := range boxes {
				if _, ok := grid.Find(b.Node.ID); ok {
					rows[b.Rect.Y]++
					n++
					if mm := b.Rect.H / style.Unit; mm < 0.84*theme.Target && (!slate || b.Rect.H < theme.Target*style.Glass) {
						t.Errorf("%s: %s is %.1f mm high", name, b.Node.ID, mm)
					}
				}
			}
			widest := 0
			for _, in := range rows {
				widest = max(widest, in)
			}
			if grids++; widest*len(rows)-n >= len(rows) {
				t.Errorf("%s: %d small choices in %d rows of %d", name, n, len(rows), widest)
			}
		}
		for _, b := range boxes {
			answer := b.Look == layout.Card && b.Node.Value != ""
			if answer && b.Rect.W < size.Width*0.6 && !slices.ContainsFunc(boxes, func(o layout.Box) bool { return o.Rect.Y == b.Rect.Y && o.Node.ID != b.Node.ID }) {
				t.Errorf("%s: the answer %s is alone in its row and %.0f wide", name, b.Node.ID, b.Rect.W)
			}
		}
		main, _ := s.Root.Part(a11y.Main)
		_, paged := s.Root.Part(a11y.Pager)
		if leaves := main.Leaves(); paged && len(leaves) == 1 && leaves[0].Role.Actionable() && leaves[0].Role != a11y.Entry {
			for _, b := range boxes {
				if b.Node.ID == leaves[0].ID {
					if alone++; b.Rect.W < size.Width-2*style.MM(theme.Margin)-1 {
						t.Errorf("%s: %s is alone and %.0f wide", name, b.Node.ID, b.Rect.W)
					}
				}
			}
		}
	})
	if grids < 9 || alone < 9 {
		t.Errorf("%d grids, %d cards alone: this test tests nothing", grids, alone)
	}
}

// TestLettersOfAKeyboardAreAlike: a wide letter on one key makes those on the others as small as itself; digits and marks are for themselves.
func TestLettersOfAKeyboardAreAlike(t *testing.T) {
	met := 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		if page := string(s.Root.ID); page != "page-write" && page != "page-find" {
			return
		}
		first := float32(0)
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			key := strings.TrimPrefix(string(b.Node.ID), "key-")
			if b.Look != layout.Key || len(key) != 1 || len(b.Lines) != 1 || strings.ContainsAny(b.Lines[0].Text, "0123456789") {
				continue
			}
			if met++; first == 0 {
				first = b.Lines[0].Size
			}
			if math.Abs(float64(b.Lines[0].Size-first)) > 0.01 {
				t.Errorf("%s: %q is set in %.1f, others in %.1f", name, b.Node.Label, b.Lines[0].Size, first)
			}
		}
	})
	if met < 1000 {
		t.Errorf("%d keys with letters", met)
	}
}
