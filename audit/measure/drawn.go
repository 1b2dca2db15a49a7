package measure

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"strings"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/theme"
)

// Kinds are the ways of drawing that a page has: looks say all that the colours of its boxes depend on, pictograms their shapes. Two
// boxes of one look have the same colours in a theme, whatever they say; a pictogram has the same shape in every theme.
func Kinds(p Page) (looks, pictograms []string) {
	if p.Icon.Name != "" {
		looks, pictograms = append(looks, "the page's own"), append(pictograms, p.Icon.Name)
	}
	for _, b := range p.Boxes {
		inks := map[string]bool{}
		for _, l := range b.Lines {
			inks[fmt.Sprint("line ", l.Tone)] = true
		}
		for _, picture := range b.Pictures {
			inks[fmt.Sprint("picture ", picture.Tone)] = true
			pictograms = append(pictograms, picture.Name)
		}
		looks = append(looks, fmt.Sprint(b.Look, " ", b.Node.Role, b.Node.State, inks))
	}
	return looks, pictograms
}

// Contrast measures the contrast of every text, pictogram and border on a page as it is drawn, and marks it for a theme (V07, V08; WCAG 2.2
// 1.4.3, 1.4.6, 1.4.11, VVSG 2.0 7.1-C, 7.1-D). What cannot be pressed is exempt (WCAG 2.2 1.4.3).
func Contrast(p Page, d Drawing, mark Mark) {
	figures := []string{"V07 contrast"}
	switch c := p.Style.Palette; {
	case c.Most > 0:
		figures = []string{"V08 soft", "V08 softest"}
	case c.Least >= 20:
		figures = []string{"V08 high"}
	}
	tell := func(ratio float64, what string) {
		for _, f := range figures {
			mark(f, ratio, what)
		}
	}
	if r := p.Icon.Rect; r.W > 0 {
		tell(theme.Ratio(d.inks(r)), "the page's pictogram")
	}
	for _, b := range p.Boxes {
		if b.Node.State.Disabled {
			continue
		}
		inner := b.Rect
		if b.Look != layout.Plain && b.Look != layout.Title {
			inner = grow(inner, -p.Style.MM(1.2)) // without the border
		}
		for _, l := range b.Lines {
			if strings.TrimSpace(l.Text) != "" {
				at := layout.Rect{X: b.Rect.X + l.X, Y: b.Rect.Y + l.Y, W: inner.W, H: l.Size * theme.LineHeight}
				tell(theme.Ratio(d.inks(common(inner, at))), fmt.Sprintf("%q of %s", l.Text, b.Node.ID))
			}
		}
		for _, picture := range b.Pictures {
			tell(theme.Ratio(d.inks(common(inner, within(b, picture.Rect)))), fmt.Sprintf("pictogram %s of %s", picture.Name, b.Node.ID))
		}
		if b.Node.Role.Actionable() {
			tell(d.edge(b.Rect, p.Style.MM(1.3)), fmt.Sprintf("border of %s", b.Node.ID))
		}
	}
}

// Marks measures by how much the mark of what is picked differs from that of what is not, without any colour (V09; WCAG 2.2 1.4.1).
func Marks(p Page, d Drawing, mark Mark) {
	var picked, other []bool
	for _, b := range p.Boxes {
		if b.Node.Role != a11y.Radio && b.Node.Role != a11y.Checkbox || len(b.Pictures) == 0 {
			continue
		}
		if s := d.shape(within(b, b.Pictures[0].Rect)); b.Node.State.Selected {
			picked = s
		} else {
			other = s
		}
	}
	mark("V09 mark", 100*differing(picked, other), "")
}

// Signs measures by how much the sign of a field that is wrong differs from what is there when it is right, without any colour, and
// counts fields without one (V09).
func Signs(p Page, wrong, right Drawing, mark Mark) {
	for _, b := range p.Boxes {
		if b.Node.Role != a11y.Entry {
			continue
		}
		if missing := len(b.Pictures) == 0 || !b.Node.State.Invalid; missing {
			mark("V09 mark", 0, string(b.Node.ID))
			continue
		}
		sign := within(b, b.Pictures[0].Rect)
		mark("V09 mark", 100*differing(wrong.shape(sign), right.shape(sign)), "the sign of "+string(b.Node.ID))
	}
}

// RingOf measures how thick the cursor's ring is on each side of a box, where it differs by 3:1 from what is there without it (V10; WCAG
// 2.2 2.4.13).
func RingOf(p Page, id a11y.ID, without, with Drawing, mark Mark) {
	const shared = 1.2 // pixels that belong to a border in part
	b, _ := p.box(id)
	for _, side := range []struct {
		name string
		d    image.Point
	}{{"left", image.Pt(-1, 0)}, {"right", image.Pt(1, 0)}, {"top", image.Pt(0, -1)}, {"bottom", image.Pt(0, 1)}} {
		thick := ringed(without, with, p.Style.Palette.Ring, b.Rect, side.d)
		mark("V10 ring", p.mm(thick+shared), fmt.Sprintf("%s of %s", side.name, id))
	}
}

// ringed measures the ring on a side, in pixels. One that is half ring counts half.
func ringed(without, with Drawing, ring color.Color, r layout.Rect, d image.Point) float32 {
	least := float32(math.MaxFloat32)
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
			before, after := without.at(at.X, at.Y), with.at(at.X, at.Y)
			if at.In(with.pixels.Bounds()) && theme.Ratio(ring, before) >= 3 {
				thick += float32(grey(after)-grey(before)) / float32(grey(ring)-grey(before))
			}
		}
		least = min(least, thick)
	}
	return least
}
