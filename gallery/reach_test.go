package gallery

import (
	"fmt"
	"testing"

	"linli/config"
	"linli/kiosk/kiosktest"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// TestT06EveryPageIsWithinReach: for a screen that hangs somewhere, every page in reach mode is sound, and everything that can
// be pressed on it lies 380 to 1,120 mm above the floor (EN 301 549, 8.3).
func TestT06EveryPageIsWithinReach(t *testing.T) {
	fonts, view := open(t), kiosktest.View(t)
	view.Langs = []string{"zh-Hans", "en-XA"}
	for _, lang := range view.Langs {
		for _, shot := range play(t, view, lang) {
			for i, hung := range []struct {
				size  Size
				lower float32
				hand  theme.Hand
			}{
				{Sizes()[0], 700, theme.Right}, {Sizes()[0], 700, theme.Left}, {Sizes()[0], 905, theme.Right}, {Sizes()[0], 0, theme.Left},
				{Sizes()[1], 905, theme.Left}, {Sizes()[1], 0, theme.Right}, {Sizes()[2], 800, theme.Right},
			} {
				for _, text := range []int{0, 2} {
					if i > 0 && text > 0 && lang != "zh-Hans" {
						continue // often enough
					}
					reachable(t, fmt.Sprintf("%s %s %v text %d", shot.Name, lang, hung, text), shot.Screen, hung.size, hung.lower, hung.hand, text, view, fonts)
				}
			}
		}
	}
}

// reachable checks a page and all parts of it.
func reachable(t *testing.T, name string, s screen.Screen, size Size, lower float32, hand theme.Hand, text int, view screen.View, fonts *theme.Fonts) {
	t.Helper()
	perMM := theme.PerMM(size.Width, size.Height, 0)
	area := layout.Reach(size.Width, size.Height, perMM, lower, hand)
	if over := lower + (size.Height-area.Y)/perMM; lower > 0 && over > 1120.5 {
		t.Errorf("%s: the page begins %.0f mm above the floor", name, over)
	}
	style := layout.ReachStyle(area, perMM, text, 0, hand)
	parts := layout.Fit(s.Root, s.Pager, area.W, area.H, style, fonts)
	for i := range parts {
		s.Part = i
		page := sound(t, name, screen.Paged(s, parts, view.Bundle.Words(s.Root.Lang)), Size{"", area.W, area.H}, style, fonts)
		for _, b := range page.Moved(area.X, area.Y).Boxes {
			bottom, top := lower+(size.Height-b.Rect.Bottom())/perMM, lower+(size.Height-b.Rect.Y)/perMM
			if b.Node.Role.Actionable() && lower > 0 && (bottom < 380 || top > 1120) {
				t.Errorf("%s: %s is %.0f to %.0f mm above the floor", name, b.Node.ID, bottom, top)
			}
			if b.Rect.Right() > size.Width+1.5 || b.Rect.Bottom() > size.Height+1.5 {
				t.Errorf("%s: %s is outside of the window", name, b.Node.ID)
			}
		}
	}
}

// TestT06OnePressEntersReach: the button for it is in the bar, which hangs within reach on the ordinary page already, wherever
// the configuration allows a screen to hang.
func TestT06OnePressEntersReach(t *testing.T) {
	fonts, view := open(t), kiosktest.View(t)
	for _, shot := range play(t, view, "zh-Hans") {
		for _, size := range Sizes() {
			for _, lower := range []float32{config.LowestEdge, config.HighestEdge} {
				for text := range theme.Scales() {
					perMM := theme.PerMM(size.Width, size.Height, 0)
					found := false
					for _, b := range layout.Do(shot.Screen.Root, size.Width, size.Height, theme.Choose(size.Width, size.Height, perMM, text, 0), fonts).Boxes {
						if b.Node.ID == "reach" {
							found = true
							top, bottom := lower+(size.Height-b.Rect.Y)/perMM, lower+(size.Height-b.Rect.Bottom())/perMM
							if top > 1120 || bottom < 380 {
								t.Errorf("%s %s: the button for reach mode is %.0f to %.0f mm above the floor", shot.Name, size.Name, bottom, top)
							}
						}
					}
					if !found {
						t.Errorf("%s: there is no button for reach mode", shot.Name)
					}
				}
			}
		}
	}
}

// TestL01LanguageInTheSamePlace: on every page, in each window, size and language.
func TestL01LanguageInTheSamePlace(t *testing.T) {
	fonts, view := open(t), kiosktest.View(t)
	for _, size := range Sizes() {
		for text := range theme.Scales() {
			var place layout.Rect
			for _, lang := range view.Langs {
				for _, shot := range play(t, view, lang) {
					for _, b := range layout.Do(shot.Screen.Root, size.Width, size.Height, theme.Choose(size.Width, size.Height, 0, text, 0), fonts).Boxes {
						if b.Node.ID != "language" {
							continue
						}
						if place.W == 0 {
							place = b.Rect
						}
						if dx, dy := b.Rect.X-place.X, b.Rect.Y-place.Y; dx*dx > 1 || dy*dy > size.Height*size.Height/10000 {
							t.Errorf("%s %s: language is at %v, elsewhere at %v", shot.Name, size.Name, b.Rect, place)
						}
					}
				}
			}
		}
	}
}
