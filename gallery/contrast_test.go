package gallery

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"golang.org/x/image/font/sfnt"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/assets"
	"linli/kiosk/kiosktest"
	"linli/ui"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// The tests of this file are named after rows of the accessibility checklist too. They look at pixels: a colour that is right
// in a palette may still be drawn in the wrong place.

// TestV06: the lines of a paragraph are 1.3 ems apart or more, paragraphs 1.3 lines or more (MIIT, annex 2, 1.3), and no letter has
// serifs.
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
		_, bottom := inkRows(img, layout.Rect{X: b.Rect.X + l.X, Y: b.Rect.Y + l.Y, W: 2 * l.Size, H: l.Size * theme.LineHeight})
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

// TestV06Paragraphs: from the last line of a paragraph to the first of the next it is 1.3 lines or more, on every page.
func TestV06Paragraphs(t *testing.T) {
	pairs := 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		main, _ := s.Root.Part(a11y.Main)
		var above layout.Box
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			_, ok := main.Find(b.Node.ID)
			if ok = ok && b.Look == layout.Plain && b.Node.ID != "weekdays"; ok && above.Node.ID != "" {
				last, first := above.Lines[len(above.Lines)-1], b.Lines[0]
				between := b.Rect.Y + first.Y - above.Rect.Y - last.Y
				if pairs++; between < 1.3*last.Size*theme.LineHeight-0.5 {
					t.Errorf("%s: %q is %.2f lines below %q", name, first.Text, between/last.Size/theme.LineHeight, last.Text)
				}
			}
			if above = (layout.Box{}); ok {
				above = b
			}
		}
	})
	if pairs < 100 {
		t.Errorf("%d pairs of paragraphs only", pairs)
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

// TestV07 and TestV08: on pages as they are drawn, every text, pictogram and border of something to press has the contrast
// of its theme.
func TestV07(t *testing.T) { contrasts(t, 10, math.Inf(1), "light", "dark") }

func TestV08(t *testing.T) {
	contrasts(t, 20, math.Inf(1), "black-on-white", "white-on-black", "yellow-on-black")
	contrasts(t, 4.5, 8, "soft")
}

// seen are pages on which each look and each state can be seen.
var seen = []string{"attract", "home", "help", "where-chosen", "phone-missing", "review", "found", "number", "ask-any-chosen"}

func contrasts(t *testing.T, least, most float64, names ...string) {
	test.NewTempApp(t)
	fonts, size := open(t), Sizes()[0]
	c := NewCanvas(fonts, 0)
	shots := named(t)
	for contrast, palette := range theme.Palettes() {
		for _, wanted := range names {
			if palette.Name != wanted {
				continue
			}
			lowest, highest := math.Inf(1), 0.0
			for _, name := range seen {
				s := shots[name]
				s.Settings.Contrast = contrast
				img, page := c.Draw(s, "", size), pageOf(s, size, fonts)
				for what, r := range ratios(img, page, theme.Choose(size.Width, size.Height, 0, 0, contrast)) {
					if math.IsInf(r, 1) || r < least || r > most {
						t.Errorf("%s, %s: %s has %.2f:1, want %g to %g", palette.Name, name, what, r, least, most)
					}
					lowest, highest = min(lowest, r), max(highest, r)
				}
			}
			t.Logf("%s: %.2f to %.2f", palette.Name, lowest, highest)
		}
	}
}

// ratios measures everything on a drawn page that has to be seen. What cannot be pressed is exempt (WCAG 2.2: 1.4.3).
func ratios(img image.Image, page layout.Page, style theme.Style) map[string]float64 {
	out := map[string]float64{}
	if r := page.Picture.Rect; r.W > 0 {
		ground, ink := inks(img, r)
		out["the page's pictogram"] = theme.Ratio(ground, ink)
	}
	for _, b := range page.Boxes {
		if b.Node.State.Disabled {
			continue
		}
		inner := b.Rect
		if b.Look != layout.Plain && b.Look != layout.Title {
			inner = grow(inner, -style.MM(1.2)) // without the border
		}
		for _, l := range b.Lines {
			ground, ink := inks(img, common(inner, layout.Rect{X: b.Rect.X + l.X, Y: b.Rect.Y + l.Y, W: inner.W, H: l.Size * theme.LineHeight}))
			out[fmt.Sprintf("%s %q", b.Node.ID, l.Text)] = theme.Ratio(ground, ink)
		}
		for _, p := range b.Pictures {
			ground, ink := inks(img, common(inner, within(b, p.Rect)))
			out[fmt.Sprintf("%s's pictogram %s", b.Node.ID, p.Name)] = theme.Ratio(ground, ink)
		}
		if b.Node.Role.Actionable() {
			out[fmt.Sprintf("%s's border", b.Node.ID)] = edge(img, b.Rect, style.MM(1.3))
		}
	}
	return out
}

// inks returns the ground of a rectangle, which is its commonest colour, and its ink, which differs most from that.
func inks(img image.Image, r layout.Rect) (ground, ink color.NRGBA) {
	counts := map[color.NRGBA]int{}
	for y := int(r.Y); y < int(r.Bottom()); y++ {
		for x := int(r.X); x < int(r.Right()); x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			counts[c]++
			if counts[c] > counts[ground] {
				ground = c
			}
		}
	}
	ink = ground
	for c, n := range counts {
		if n > 1 && theme.Ratio(c, ground) > theme.Ratio(ink, ground) {
			ink = c
		}
	}
	return ground, ink
}

// inkRows are the first row of a rectangle with ink and the row after the last one.
func inkRows(img image.Image, r layout.Rect) (top, bottom int) {
	w, top := int(r.W), int(r.Bottom())
	for i, ink := range shape(img, r) {
		if y := int(r.Y) + i/w; ink {
			top, bottom = min(top, y), y+1
		}
	}
	return top, bottom
}

// edge is the contrast of what stands outside of a box, at its left, with the border.
func edge(img image.Image, r layout.Rect, reach float32) float64 {
	y, outside := int(r.Y+r.H/2), img.At(int(r.X-reach), int(r.Y+r.H/2))
	most := 1.0
	for x := r.X - reach; x < r.X+reach; x++ {
		most = max(most, theme.Ratio(outside, img.At(int(x), y)))
	}
	return most
}

// TestV09: without any colour, what is picked has another mark than what is not, and what is wrong has a sign that what is
// right has not.
func TestV09(t *testing.T) {
	test.NewTempApp(t)
	fonts, size := open(t), Sizes()[0] // where each page is whole
	c := NewCanvas(fonts, 0)
	shots := named(t)
	for contrast, palette := range theme.Palettes() {
		fields := 0
		draw := func(name string) (image.Image, layout.Page) {
			s := shots[name]
			s.Settings.Contrast = contrast
			return c.Draw(s, "", size), pageOf(s, size, fonts)
		}
		for _, name := range []string{"where-chosen", "ask-any-chosen"} {
			img, page := draw(name)
			var picked, other []bool
			for _, b := range page.Boxes {
				if b.Node.Role != a11y.Radio && b.Node.Role != a11y.Checkbox {
					continue
				}
				mark := shape(img, within(b, b.Pictures[0].Rect))
				if b.Node.State.Selected {
					picked = mark
				} else {
					other = mark
				}
			}
			if d := differing(picked, other); d < 0.04 {
				t.Errorf("%s, %s: the marks of what is picked and of what is not differ in %.1f %% of their pixels", palette.Name, name, 100*d)
			}
		}
		wrong, page := draw("phone-missing")
		right, _ := draw("phone")
		for _, b := range page.Boxes {
			if b.Node.Role != a11y.Entry {
				continue
			}
			if len(b.Pictures) == 0 || !b.Node.State.Invalid || b.Node.Hint == "" {
				t.Fatalf("%s: a field that is wrong has no sign or no words", palette.Name)
			}
			fields++
			sign := within(b, b.Pictures[0].Rect)
			if d := differing(shape(wrong, sign), shape(right, sign)); d < 0.04 {
				t.Errorf("%s: the sign of a field that is wrong differs in %.1f %% of its pixels", palette.Name, 100*d)
			}
		}
		if fields != 1 {
			t.Errorf("%s: %d fields that are wrong", palette.Name, fields)
		}
	}
}

// shape says of each pixel whether it is ink, so that light on dark and dark on light are the same.
func shape(img image.Image, r layout.Rect) []bool {
	ground, ink := inks(img, r)
	g, i := grey(ground), grey(ink)
	var out []bool
	for y := range int(r.H) {
		for x := range int(r.W) {
			p := grey(img.At(int(r.X)+x, int(r.Y)+y))
			out = append(out, g != i && 2*(p-g)/(i-g) >= 1)
		}
	}
	return out
}

func grey(c color.Color) int { return int(color.GrayModel.Convert(c).(color.Gray).Y) }

// differing is the part of two shapes that is not the same.
func differing(a, b []bool) float64 {
	n := 0
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			n++
		}
	}
	return float64(n) / float64(max(len(a), len(b), 1))
}

// TestV10: the cursor's ring is 3 mm thick on each side, where it differs by 3:1 from what is there without it, in the window
// that has the least room between things.
func TestV10(t *testing.T) {
	test.NewTempApp(t)
	fonts, size := open(t), Sizes()[2]
	c := NewCanvas(fonts, 0)
	c.ui.Connect(deaf{})
	const shared = 1.2 // pixels that belong to a border in part
	s := named(t)["number"]
	for contrast, palette := range theme.Palettes() {
		s.Settings.Contrast = contrast
		without := c.Draw(s, "", size)
		c.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown}) // from now on the ring is shown
		for _, b := range pageOf(s, size, fonts).Boxes {
			if id := b.Node.ID; id != "digits" && id != "key-5" && id != "look" && id != "size" {
				continue
			}
			with := c.Draw(s, b.Node.ID, size)
			for side, px := range ringed(without, with, palette.Ring, b.Rect) {
				if mm := (px + shared) / pixelsPerMM(size); mm < theme.Ring {
					t.Errorf("%s, %s: the ring is %.1f mm thick on the %s", palette.Name, b.Node.ID, mm, side)
				}
			}
		}
	}
}

// ringed measures the ring on each side, in pixels. One that is half ring counts half.
func ringed(without, with image.Image, ring color.Color, r layout.Rect) map[string]float32 {
	out := map[string]float32{}
	for side, d := range map[string]image.Point{"left": {-1, 0}, "right": {1, 0}, "top": {0, -1}, "bottom": {0, 1}} {
		out[side] = math.MaxFloat32
		for _, along := range []float32{0.3, 0.5, 0.7} {
			at := image.Pt(int(r.X+r.W*along), int(r.Y+r.H*along))
			if d.X != 0 {
				at.X = int(r.X + r.W*float32(1+d.X)/2)
			} else {
				at.Y = int(r.Y + r.H*float32(1+d.Y)/2)
			}
			var thick float32
			for range 30 {
				at = at.Add(d)
				before, after := without.At(at.X, at.Y), with.At(at.X, at.Y)
				if at.In(with.Bounds()) && theme.Ratio(ring, before) >= 3 {
					thick += float32(grey(after)-grey(before)) / float32(grey(ring)-grey(before))
				}
			}
			out[side] = min(out[side], thick)
		}
	}
	return out
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

// deaf is a session that does nothing.
type deaf struct{ ui.Controls }

func (deaf) Press(nav.Command) {}
func (deaf) Stir()             {}
func (deaf) Redraw()           {}

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

// pixelsPerMM is how fine the screen of a window is, whatever the size of text.
func pixelsPerMM(size Size) float32 {
	inches := map[string]float64{"portrait": 27, "landscape": 27, "small": 15}[size.Name]
	return float32(math.Hypot(float64(size.Width), float64(size.Height)) / inches / 25.4)
}

// within is where something in a box is in the window.
func within(b layout.Box, r layout.Rect) layout.Rect {
	return layout.Rect{X: b.Rect.X + r.X, Y: b.Rect.Y + r.Y, W: r.W, H: r.H}
}

// grow makes a rectangle larger on each side.
func grow(r layout.Rect, by float32) layout.Rect {
	return layout.Rect{X: r.X - by, Y: r.Y - by, W: r.W + 2*by, H: r.H + 2*by}
}

// common is what two rectangles have in common.
func common(a, b layout.Rect) layout.Rect {
	x, y := max(a.X, b.X), max(a.Y, b.Y)
	return layout.Rect{X: x, Y: y, W: max(min(a.Right(), b.Right())-x, 0), H: max(min(a.Bottom(), b.Bottom())-y, 0)}
}
