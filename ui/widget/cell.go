// Package widget draws boxes and reports when one is pressed. A widget decides nothing: what it looks like comes from the
// layout, what pressing it means is not its business.
package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/theme"
)

var (
	_ fyne.Widget       = (*Cell)(nil)
	_ fyne.Tappable     = (*Cell)(nil)
	_ desktop.Mouseable = (*Cell)(nil)
)

// Cell shows one box. Stock buttons lose the focus, swallow keys and answer to double taps twice, so this is ours.
type Cell struct {
	widget.BaseWidget

	box     layout.Box
	style   theme.Style
	glyphs  *theme.Fonts
	ring    bool
	pressed bool
	tapped  func(a11y.ID)

	pictograms *Pictograms
}

// NewCell makes a cell that reports presses to tapped, those on something that cannot be pressed without its name.
func NewCell(glyphs *theme.Fonts, pictograms *Pictograms, tapped func(a11y.ID)) *Cell {
	c := &Cell{glyphs: glyphs, pictograms: pictograms, tapped: tapped}
	c.ExtendBaseWidget(c)
	return c
}

// Set shows a box, with the ring around it where the cursor is on it.
func (c *Cell) Set(b layout.Box, s theme.Style, ring bool) {
	c.box, c.style, c.ring = b, s, ring
	c.Move(fyne.NewPos(b.Rect.X, b.Rect.Y))
	c.Resize(fyne.NewSize(b.Rect.W, b.Rect.H))
	c.Refresh()
}

// Box returns what is shown.
func (c *Cell) Box() layout.Box { return c.box }

// Tapped implements fyne.Tappable: Fyne calls it when a press that began here ends here.
func (c *Cell) Tapped(*fyne.PointEvent) {
	if c.box.Node.Role.Actionable() && !c.box.Node.State.Disabled {
		c.tapped(c.box.Node.ID)
		return
	}
	c.tapped("")
}

// MouseDown implements desktop.Mouseable: a press is answered at once.
func (c *Cell) MouseDown(*desktop.MouseEvent) { c.press(true) }

// MouseUp implements desktop.Mouseable.
func (c *Cell) MouseUp(*desktop.MouseEvent) { c.press(false) }

func (c *Cell) press(on bool) {
	if n := c.box.Node; n.Role.Actionable() && !n.State.Disabled && c.pressed != on {
		c.pressed = on
		c.Refresh()
	}
}

// MinSize implements fyne.Widget: the layout alone decides.
func (c *Cell) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

// CreateRenderer implements fyne.Widget.
func (c *Cell) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{cell: c}
	r.Refresh()
	return r
}

// renderer draws a cell anew on each refresh; objects that have not changed keep their textures in Fyne's caches.
type renderer struct {
	cell    *Cell
	objects []fyne.CanvasObject
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Layout(fyne.Size)             {}
func (r *renderer) MinSize() fyne.Size           { return fyne.NewSize(0, 0) }
func (r *renderer) Objects() []fyne.CanvasObject { return r.objects }

// Refresh implements fyne.WidgetRenderer.
func (r *renderer) Refresh() {
	c := r.cell
	paint := paintFor(c.box, c.style.Palette, c.pressed)
	r.objects = r.objects[:0:0]
	if c.ring {
		r.ring(paint)
	}
	if paint.framed {
		r.frame(paint)
	}
	for _, p := range c.box.Pictures {
		if o, ok := c.pictograms.At(p, paint.ink(p.Tone)); ok {
			r.objects = append(r.objects, o)
		}
	}
	for _, l := range c.box.Lines {
		r.line(l, paint.ink(l.Tone))
	}
	if c.box.Caret.W > 0 {
		r.add(canvas.NewRectangle(paint.ink(layout.Accent)), c.box.Caret)
	}
	canvas.Refresh(c)
}

func (r *renderer) add(o fyne.CanvasObject, at layout.Rect) {
	o.Move(fyne.NewPos(at.X, at.Y))
	o.Resize(fyne.NewSize(at.W, at.H))
	r.objects = append(r.objects, o)
}

// ring goes around the box, outside of its border. Fyne centres a stroke on the edge of what it goes around.
func (r *renderer) ring(p paint) {
	s := r.cell.style
	out := s.MM(theme.Ring+p.stroke) / 2
	o := canvas.NewRectangle(color.Transparent)
	o.StrokeColor, o.StrokeWidth = s.Palette.Ring, s.MM(theme.Ring)
	o.CornerRadius = s.MM(theme.Radius) + out
	b := r.cell.box.Rect
	r.add(o, layout.Rect{X: -out, Y: -out, W: b.W + 2*out, H: b.H + 2*out})
}

func (r *renderer) frame(p paint) {
	o := canvas.NewRectangle(p.fill)
	o.StrokeColor, o.StrokeWidth = p.border, r.cell.style.MM(p.stroke)
	o.CornerRadius = r.cell.style.MM(theme.Radius)
	r.add(o, layout.Rect{W: r.cell.box.Rect.W, H: r.cell.box.Rect.H})
}

// line draws a line of text, each piece in the font that has it.
func (r *renderer) line(l layout.Line, ink color.NRGBA) {
	x := l.X
	for _, run := range r.cell.glyphs.Runs(l.Text, l.Bold) {
		t := canvas.NewText(run.Text, ink)
		t.TextSize = l.Size
		t.FontSource = theme.FontResource(run.Face)
		w := r.cell.glyphs.Width(run.Text, l.Size, l.Bold)
		r.add(t, layout.Rect{X: x, Y: l.Y, W: w, H: l.Size * theme.LineHeight})
		x += w
	}
}
