package widget

import (
	"image/color"
	"testing"

	"linli/assets"
)

// TestPictogramsAreDrawn: each of them leaves ink of the colour that is asked for, and is drawn once.
func TestPictogramsAreDrawn(t *testing.T) {
	names := assets.Icons()
	ink := color.NRGBA{R: 0xc0, G: 0x20, B: 0x40, A: 0xff}
	stock := NewPictograms()
	for _, name := range names {
		if name == "linli" {
			continue // the program's own sign has its own colours
		}
		p := pictogram{name, ink, 40, 40}
		img, full := stock.image(p), 0
		for y := range 40 {
			for x := range 40 {
				if r, g, b, a := img.At(x, y).RGBA(); a == 0xffff && r>>8 == 0xc0 && g>>8 == 0x20 && b>>8 == 0x40 {
					full++
				}
			}
		}
		if full < 40 {
			t.Errorf("%s: %d points of full ink", name, full)
		}
		if stock.image(p) != img {
			t.Errorf("%s is drawn twice", name)
		}
	}
}
