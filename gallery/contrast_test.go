package gallery

import (
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"golang.org/x/image/font/sfnt"

	"linli/a11y"
	"linli/assets"
	"linli/audit/measure"
	"linli/kiosk/kiosktest"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// The tests of this file look at pixels. What else there is to measure of them, package audit does, for every page.

// TestV06: the lines of a paragraph are drawn 1.3 ems apart or more (MIIT, annex 2, 1.3), and no letter has serifs.
func TestV06(t *testing.T) {
	test.NewTempApp(t)
	fonts, size, perEm := open(t), Sizes()[0], float32(1.3)
	if theme.LineHeight < perEm {
		t.Errorf("lines are %g ems apart", theme.LineHeight)
	}
	s := named(t)["done"]
	leaves := s.Root.Leaves()
	text := leaves[slices.IndexFunc(leaves, func(n a11y.Node) bool { return n.Role == a11y.Text })].ID
	s.Root = relabelled(s.Root, text, "国国\n国国")
	img, boxes := NewCanvas(fonts, 0).Draw(s, "", size), pageOf(s, size, fonts).Boxes
	b := boxes[slices.IndexFunc(boxes, func(b layout.Box) bool { return b.Node.ID == text })]
	var bottoms []float32
	for _, l := range b.Lines {
		_, bottom := measure.See(img).InkRows(layout.Rect{X: b.Rect.X + l.X, Y: b.Rect.Y + l.Y, W: 2 * l.Size, H: l.Size * theme.LineHeight})
		bottoms = append(bottoms, float32(bottom))
	}
	if len(bottoms) != 2 || bottoms[1]-bottoms[0] < perEm*b.Lines[0].Size {
		t.Errorf("lines end at %v with type of %.0f pixels", bottoms, b.Lines[0].Size)
	}
	for _, data := range [][]byte{assets.Regular(), assets.Bold(), assets.Rare()} {
		font, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		if name, err := font.Name(nil, sfnt.NameIDFull); err != nil || !strings.Contains(name, "Sans") {
			t.Errorf("font %q, %v: want a sans serif", name, err)
		}
	}
}

// relabelled is a tree with other words for one node.
func relabelled(n a11y.Node, id a11y.ID, label string) a11y.Node {
	if n.ID == id {
		n.Label, n.Hint, n.Value = label, "", ""
	}
	n.Children = slices.Clone(n.Children)
	for i, c := range n.Children {
		n.Children[i] = relabelled(c, id, label)
	}
	return n
}

// TestV13: a page is the same picture whenever it is drawn.
func TestV13(t *testing.T) {
	test.NewTempApp(t)
	fonts, size := open(t), Sizes()[2]
	shots := named(t)
	one, another := NewCanvas(fonts, 0), NewCanvas(fonts, 0)
	for _, name := range []string{"home", "where-chosen", "number", "found", "done"} {
		first := one.Draw(shots[name], "", size)
		one.Draw(shots["help"], "", size)
		for _, again := range []image.Image{one.Draw(shots[name], "", size), another.Draw(shots[name], "", size)} {
			if !samePixels(first, again) {
				t.Errorf("%s is another picture the second time", name)
			}
		}
	}
}

func samePixels(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				return false
			}
		}
	}
	return true
}

// named returns all pages in the site's language by their names.
func named(t *testing.T) map[string]screen.Screen {
	t.Helper()
	out := map[string]screen.Screen{}
	for _, shot := range play(t, kiosktest.View(t), "zh-Hans") {
		out[shot.Name] = shot.Screen
	}
	return out
}

// pageOf lays a page out as it is drawn.
func pageOf(s screen.Screen, size Size, fonts *theme.Fonts) layout.Page {
	style := theme.Choose(size.Width, size.Height, 0, s.Settings.Size, s.Settings.Contrast)
	return layout.Do(s.Root, size.Width, size.Height, style, fonts)
}
