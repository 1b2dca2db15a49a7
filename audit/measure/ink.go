package measure

import (
	"image"
	"image/color"
	"image/draw"
	"slices"

	"linli/ui/layout"
	"linli/ui/theme"
)

// Drawing is a page as it is drawn.
type Drawing struct{ pixels *image.NRGBA }

// See takes a picture for measuring.
func See(img image.Image) Drawing {
	if pixels, ok := img.(*image.NRGBA); ok {
		return Drawing{pixels}
	}
	pixels := image.NewNRGBA(img.Bounds())
	draw.Draw(pixels, pixels.Bounds(), img, img.Bounds().Min, draw.Src)
	return Drawing{pixels}
}

// Copy is the drawing for keeping: what draws may draw over it.
func (d Drawing) Copy() Drawing {
	kept := *d.pixels
	kept.Pix = slices.Clone(d.pixels.Pix)
	return Drawing{&kept}
}

func (d Drawing) at(x, y int) color.NRGBA { return d.pixels.NRGBAAt(x, y) }

// inks returns the ground of a rectangle, which is its commonest colour, and its ink, which differs most from that. What is only one
// pixel is neither.
func (d Drawing) inks(r layout.Rect) (ground, ink color.NRGBA) {
	counts := map[color.NRGBA]int{}
	area := image.Rect(int(r.X), int(r.Y), int(r.Right()), int(r.Bottom())).Intersect(d.pixels.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		run, last := 0, color.NRGBA{}
		for x := area.Min.X; x < area.Max.X; x++ {
			if c := d.at(x, y); c == last {
				run++
			} else {
				counts[last] += run
				run, last = 1, c
			}
		}
		counts[last] += run
	}
	for c, n := range counts {
		if n > counts[ground] || n == counts[ground] && dark(c, ground) {
			ground = c
		}
	}
	ink = ground
	most := 1.0
	for c, n := range counts {
		if n > 1 {
			if r := theme.Ratio(c, ground); r > most {
				ink, most = c, r
			}
		}
	}
	return ground, ink
}

// dark makes the choice between colours that are equally common the same each time.
func dark(a, b color.NRGBA) bool {
	return uint32(a.R)<<16|uint32(a.G)<<8|uint32(a.B) < uint32(b.R)<<16|uint32(b.G)<<8|uint32(b.B)
}

// InkRows are the first row of a rectangle with ink and the row after the last one.
func (d Drawing) InkRows(r layout.Rect) (top, bottom int) {
	w, top := int(r.W), int(r.Bottom())
	for i, ink := range d.shape(r) {
		if y := int(r.Y) + i/w; ink {
			top, bottom = min(top, y), y+1
		}
	}
	return top, bottom
}

// edge is the contrast of what stands outside of a box, at its left, with the border.
func (d Drawing) edge(r layout.Rect, reach float32) float64 {
	y, outside := int(r.Y+r.H/2), d.at(int(r.X-reach), int(r.Y+r.H/2))
	most := 1.0
	for x := r.X - reach; x < r.X+reach; x++ {
		most = max(most, theme.Ratio(outside, d.at(int(x), y)))
	}
	return most
}

// shape says of each pixel whether it is ink, so that light on dark and dark on light are the same.
func (d Drawing) shape(r layout.Rect) []bool {
	ground, ink := d.inks(r)
	g, i := grey(ground), grey(ink)
	var out []bool
	for y := range int(r.H) {
		for x := range int(r.W) {
			p := grey(d.at(int(r.X)+x, int(r.Y)+y))
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
