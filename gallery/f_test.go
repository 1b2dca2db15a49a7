package gallery

import (
	"fmt"
	"strings"
	"testing"

	"linli/a11y"
	"linli/i18n"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// TestF05HelpIsAlwaysInTheSamePlace: on all pages of a window, at each text size; so is everything else in the bar.
func TestF05HelpIsAlwaysInTheSamePlace(t *testing.T) {
	places := map[string]layout.Rect{}
	pages := 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		pages++
		bar, _ := s.Root.Part(a11y.Toolbar)
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			if _, ok := bar.Find(b.Node.ID); !ok {
				continue
			}
			where := fmt.Sprintf("%s %d %s %v", size.Name, s.Settings.Size, s.Root.Lang, b.Node.ID)
			if first, ok := places[where]; !ok {
				places[where] = b.Rect
			} else if first != b.Rect {
				t.Errorf("%s: %s is at %v, elsewhere at %v", name, b.Node.ID, b.Rect, first)
			}
		}
	})
	if pages < 500 || len(places) < 6*9 {
		t.Errorf("%d pages and %d places: this test tests nothing", pages, len(places))
	}
}

// TestF14TheReceiptsTypeIsLarge: each capital letter on the page of the receipt is 4.8 mm high or more (Section 508, 402.4),
// and nothing is larger than the number. Paper is not printed yet; the same holds for it when it is.
func TestF14TheReceiptsTypeIsLarge(t *testing.T) {
	const capital, least = 0.733, 4.8 // of an em of our font; millimetres
	receipts := 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		if !strings.HasPrefix(name, "done ") || s.Root.Lang == i18n.Pseudo || size.Name == "small" && s.Settings.Size > 0 {
			return // a small screen's 200 % is less, see docs/STATE.md
		}
		receipts++
		var number, other float32
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			for _, l := range b.Lines {
				if mm := l.Size * capital / style.Glass; mm < least {
					t.Errorf("%s: %q is %.1f mm high", name, l.Text, mm)
				}
				if b.Node.ID == "number" && l.Text == b.Node.Value {
					number = l.Size
				} else {
					other = max(other, l.Size)
				}
			}
		}
		if number > 0 && number < other {
			t.Errorf("%s: the number's type is %.0f, another's %.0f", name, number, other)
		}
	})
	if receipts == 0 {
		t.Error("no receipt in the gallery")
	}
}
