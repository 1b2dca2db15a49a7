package widget

import (
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/theme"
)

var (
	_ fyne.Tappable     = (*Ink)(nil)
	_ fyne.Draggable    = (*Ink)(nil)
	_ desktop.Mouseable = (*Ink)(nil)
	_ desktop.Hoverable = (*Ink)(nil)
)

// Ink lies on a slate and shows what a finger writes there, at once: the page is not laid out or described anew for it. What has been written
// it tells, and keeps showing until it is told what there is now.
type Ink struct {
	widget.BaseWidget

	box    layout.Box
	style  theme.Style
	pen    Pen
	raster *canvas.Raster
	img    *image.RGBA // what is seen, in pixels; made anew when the size changes

	kept    [][]fyne.Position // what the session has
	told    []numbered        // what it has not taken yet
	number  int               // of the last stroke that was told of
	down    bool
	at      fyne.Position     // where the finger is, be it beside the slate
	writing [][]fyne.Position // its way so far; it is cut where it leaves the slate
}

type numbered struct {
	number int
	way    []fyne.Position
}

// Pen is whoever is told what a finger writes.
type Pen interface {
	// Begun: a finger has come down on a slate. It says whether it may write.
	Begun(id a11y.ID) bool
	// Drawn: it has left, and this was its way, from the slate's upper left corner in Fyne units. The ways are numbered from 1.
	Drawn(number int, way []fyne.Position)
}

const (
	inkWidth  = 4.2  // millimetres on the glass
	inkStep   = 0.4  // likewise: a finger that moves less has not moved
	mostSteps = 2000 // of a way
)

// NewInk makes ink that tells what is written.
func NewInk(pen Pen) *Ink {
	i := &Ink{pen: pen}
	i.raster = canvas.NewRaster(i.picture)
	i.ExtendBaseWidget(i)
	return i
}

// Set lays the ink on a slate.
func (i *Ink) Set(b layout.Box, s theme.Style, kept [][]fyne.Position, last int) {
	if i.box.Rect != b.Rect || i.style != s {
		i.img = nil
	}
	i.box, i.style = b, s
	i.Move(fyne.NewPos(b.Rect.X, b.Rect.Y))
	i.Resize(fyne.NewSize(b.Rect.W, b.Rect.H))
	i.Keep(kept, last)
}

// Keep shows the strokes that the session has, of which last is the number of the newest that it has taken, and what it has not taken yet.
func (i *Ink) Keep(kept [][]fyne.Position, last int) {
	i.number = max(i.number, last)
	i.told = slices.DeleteFunc(i.told, func(n numbered) bool { return n.number <= last })
	i.kept, i.img = kept, nil
	i.raster.Refresh()
}

// Writing says whether a finger is writing.
func (i *Ink) Writing() bool { return i.down }

// Forget lets go of all that is written.
func (i *Ink) Forget() {
	if i.img != nil {
		clear(i.img.Pix)
	}
	i.kept, i.told, i.writing, i.img, i.down = nil, nil, nil, nil, false
	i.raster.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (i *Ink) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary || i.down || !i.pen.Begun(i.box.Node.ID) {
		return
	}
	i.down, i.at, i.writing = true, e.Position, [][]fyne.Position{{e.Position}}
	i.ink(e.Position, e.Position)
	i.raster.Refresh()
}

// Dragged implements fyne.Draggable: Fyne goes on telling of a finger that has left the slate.
func (i *Ink) Dragged(e *fyne.DragEvent) { i.To(e.Position) }

// To leads the finger that writes to a place, from the slate's upper left corner.
func (i *Ink) To(at fyne.Position) {
	step := i.style.Glass * inkStep
	if !i.down || math.Hypot(float64(at.X-i.at.X), float64(at.Y-i.at.Y)) < float64(step) {
		return
	}
	from, to, ok := cut(i.at, at, i.Size())
	entered := from != i.at
	i.at = at
	if !ok {
		return
	}
	if entered {
		i.writing = append(i.writing, []fyne.Position{from})
	}
	last := &i.writing[len(i.writing)-1]
	if len(*last) < mostSteps {
		*last = append(*last, to)
		i.ink(from, to)
		i.raster.Refresh()
	}
}

// DragEnd implements fyne.Draggable.
func (i *Ink) DragEnd() { i.lift() }

// MouseUp implements desktop.Mouseable.
func (i *Ink) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		i.lift()
	}
}

// lift tells what has been written. The finger may be beside the slate by now.
func (i *Ink) lift() {
	if !i.down {
		return
	}
	ways := i.writing
	i.down, i.writing = false, nil
	for _, way := range ways {
		i.number++
		i.told = append(i.told, numbered{i.number, way})
		i.pen.Drawn(i.number, way)
	}
}

// Tapped implements fyne.Tappable, so that what lies below is not tapped. That a finger was here has been told.
func (i *Ink) Tapped(*fyne.PointEvent) {}

// MouseIn, MouseMoved and MouseOut implement desktop.Hoverable, so that nothing below takes the finger for its own.
func (i *Ink) MouseIn(*desktop.MouseEvent)    {}
func (i *Ink) MouseMoved(*desktop.MouseEvent) {}
func (i *Ink) MouseOut()                      {}

// MinSize implements fyne.Widget: the layout alone decides.
func (i *Ink) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

// CreateRenderer implements fyne.Widget.
func (i *Ink) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(i.raster) }

// picture is what is seen, of so many pixels.
func (i *Ink) picture(w, h int) image.Image {
	if i.img == nil || i.img.Rect.Dx() != w || i.img.Rect.Dy() != h {
		i.img = image.NewRGBA(image.Rect(0, 0, w, h))
		i.guide()
		for _, way := range slices.Concat(i.kept, i.ways(), i.writing) {
			i.ink(way[0], way[0])
			for n, to := range way[1:] {
				i.ink(way[n], to)
			}
		}
	}
	return i.img
}

func (i *Ink) ways() (out [][]fyne.Position) {
	for _, n := range i.told {
		out = append(out, n.way)
	}
	return out
}

// guide is the cross that a character stands around, in dashes.
func (i *Ink) guide() {
	size := i.img.Rect.Size()
	dash := max(size.X/40, 2)
	c := premultiplied(i.style.Palette.Divider, 1)
	for n := range size.X {
		if n/dash%2 == 0 {
			continue
		}
		for w := range max(size.X/400, 1) {
			i.img.SetRGBA(n, size.Y/2+w, c)
			i.img.SetRGBA(size.X/2+w, n*size.Y/size.X, c)
		}
	}
}

// ink paints a piece of a way into what is seen, with round ends.
func (i *Ink) ink(from, to fyne.Position) {
	if i.img == nil {
		return // all of it is painted when it is asked for
	}
	scale := float32(i.img.Rect.Dx()) / max(i.Size().Width, 1)
	r := float64(inkWidth * i.style.Glass * scale / 2)
	ax, ay, bx, by := float64(from.X*scale), float64(from.Y*scale), float64(to.X*scale), float64(to.Y*scale)
	area := image.Rect(int(min(ax, bx)-r-1), int(min(ay, by)-r-1), int(max(ax, bx)+r+2), int(max(ay, by)+r+2)).Intersect(i.img.Rect)
	long := (bx-ax)*(bx-ax) + (by-ay)*(by-ay)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			px, py := float64(x)+0.5, float64(y)+0.5
			t := 0.0
			if long > 0 {
				t = min(max(((px-ax)*(bx-ax)+(py-ay)*(by-ay))/long, 0), 1)
			}
			if cover := r + 0.5 - math.Hypot(px-ax-t*(bx-ax), py-ay-t*(by-ay)); cover > 0 {
				i.darken(x, y, min(cover, 1))
			}
		}
	}
}

// darken covers a pixel with ink, as far as it is not covered more already.
func (i *Ink) darken(x, y int, cover float64) {
	c := premultiplied(i.style.Palette.Ink, cover)
	if had := i.img.RGBAAt(x, y); cover == 1 || had.A < c.A {
		i.img.SetRGBA(x, y, c)
	}
}

func premultiplied(c color.NRGBA, cover float64) color.RGBA {
	part := func(v uint8) uint8 { return uint8(float64(v)*cover + 0.5) }
	return color.RGBA{part(c.R), part(c.G), part(c.B), part(255)}
}

// cut is the part of a straight way that lies on a slate.
func cut(a, b fyne.Position, size fyne.Size) (from, to fyne.Position, ok bool) {
	first, last := float32(0), float32(1)
	dx, dy := b.X-a.X, b.Y-a.Y
	for _, edge := range [][2]float32{{-dx, a.X}, {dx, size.Width - a.X}, {-dy, a.Y}, {dy, size.Height - a.Y}} { // Liang and Barsky, 1984
		switch d, room := edge[0], edge[1]; {
		case d == 0 && room < 0:
			return a, b, false
		case d < 0:
			first = max(first, room/d)
		case d > 0:
			last = min(last, room/d)
		}
	}
	from, to = a, b
	if first > 0 {
		from = fyne.NewPos(a.X+first*dx, a.Y+first*dy)
	}
	if last < 1 {
		to = fyne.NewPos(a.X+last*dx, a.Y+last*dy)
	}
	return from, to, first <= last
}
