package widget

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"

	"linli/assets"
	"linli/ui/layout"
)

// mostPictograms is how many drawn pictograms are kept; a page in one theme and size needs about twenty.
const mostPictograms = 200

// Pictograms draws pictograms and keeps what it has drawn: most are on every page.
type Pictograms struct {
	mu    sync.Mutex
	drawn map[pictogram]image.Image
}

// pictogram is a drawing in a colour and a size in pixels.
type pictogram struct {
	name string
	ink  color.NRGBA
	w, h int
}

// NewPictograms returns an empty stock.
func NewPictograms() *Pictograms { return &Pictograms{drawn: map[pictogram]image.Image{}} }

// At returns a pictogram in its place, sharp at any scale; nothing where there is none of this name.
func (s *Pictograms) At(p layout.Picture, ink color.NRGBA) (fyne.CanvasObject, bool) {
	if _, err := assets.Icon(p.Name); err != nil {
		return nil, false
	}
	o := canvas.NewRaster(func(w, h int) image.Image { return s.image(pictogram{p.Name, ink, w, h}) })
	o.Move(fyne.NewPos(p.Rect.X, p.Rect.Y))
	o.Resize(fyne.NewSize(p.Rect.W, p.Rect.H))
	return o, true
}

func (s *Pictograms) image(p pictogram) image.Image {
	s.mu.Lock()
	defer s.mu.Unlock()
	if img, ok := s.drawn[p]; ok {
		return img
	}
	if len(s.drawn) >= mostPictograms {
		clear(s.drawn)
	}
	img := p.draw()
	s.drawn[p] = img
	return img
}

// draw rasterises a pictogram. The ones in assets are square and black.
func (p pictogram) draw() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	svg, err := assets.Icon(p.name)
	if err != nil {
		return img
	}
	hex := fmt.Sprintf("#%02x%02x%02x", p.ink.R, p.ink.G, p.ink.B)
	icon, err := oksvg.ReadIconStream(bytes.NewReader(bytes.ReplaceAll(svg, []byte("#000000"), []byte(hex))))
	if err != nil {
		return img
	}
	icon.SetTarget(0, 0, float64(p.w), float64(p.h))
	icon.Draw(rasterx.NewDasher(p.w, p.h, rasterx.NewScannerGV(p.w, p.h, img, img.Bounds())), 1)
	return img
}
