package gallery

import (
	"math"
	"slices"
	"strings"
	"testing"

	"linli/a11y"
	"linli/kiosk/kiosktest"
	"linli/ui/layout"
	"linli/ui/theme"
)

// TestNothingMovesAroundASlate: in every window and size the slate is large enough for a hand, stands on the same part as the field and all that may
// be meant, and nothing moves or changes its size when there is something to choose from or much is written.
func TestNothingMovesAroundASlate(t *testing.T) {
	fonts, view := open(t), kiosktest.View(t)
	for _, lang := range []string{"zh-Hans", "zh-Hant"} {
		shots := map[string]Shot{}
		for _, shot := range play(t, view, lang) {
			shots[shot.Name] = shot
		}
		for _, size := range Sizes() {
			for text := range theme.Scales() {
				style := theme.Choose(size.Width, size.Height, 0, text, 0)
				do := func(name, written string) (map[a11y.ID]layout.Rect, int) {
					page := layout.Do(saying(shots[name].Screen.Root, written), size.Width, size.Height, style, fonts)
					out := map[a11y.ID]layout.Rect{}
					for _, b := range page.Boxes {
						out[b.Node.ID] = b.Rect
					}
					return out, len(page.Parts)
				}
				before, parts := do("draw", "")
				after, guessed := do("draw-guessed", strings.Repeat("楼道的灯", 40))
				if parts != 1 || guessed != 1 {
					t.Errorf("%s, %s, text %d: %d and %d parts", lang, size.Name, text, parts, guessed)
				}
				for id, was := range before {
					if is := after[id]; apartness(was, is) > 0.5 {
						t.Errorf("%s, %s, text %d: %s moves from %+v to %+v", lang, size.Name, text, id, was, is)
					}
				}
				if slate := after["slate"]; slate.W != slate.H || slate.W < 60*style.Glass || slate.W < 0.42*min(size.Width, size.Height) {
					t.Errorf("%s, %s, text %d: the slate is %.0f by %.0f mm", lang, size.Name, text, slate.W/style.Glass, slate.H/style.Glass)
				}
				if _, ok := after["candidate-7"]; !ok {
					t.Errorf("%s, %s, text %d: not all that may be meant is there", lang, size.Name, text)
				}
			}
		}
	}
}

// saying is a page with something else in its field.
func saying(n a11y.Node, text string) a11y.Node {
	if n.Role == a11y.Entry {
		n.Value = text
	}
	n.Children = slices.Clone(n.Children)
	for i, c := range n.Children {
		n.Children[i] = saying(c, text)
	}
	return n
}

func apartness(a, b layout.Rect) float64 {
	return max(math.Abs(float64(a.X-b.X)), math.Abs(float64(a.Y-b.Y)), math.Abs(float64(a.W-b.W)), math.Abs(float64(a.H-b.H)))
}
