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
	_ desktop.Hoverable = (*Cell)(nil)
)

// Cell shows one box. Stock buttons lose the focus, swallow keys and answer to double taps twice, so this is ours.
type Cell struct {
	widget.BaseWidget

	box     layout.Box
	style   theme.Style
	glyphs  *theme.Fonts
	ring    bool
	pressed bool
	ready   bool // held long enough
	touch   Touch

	pictograms *Pictograms
}

// Touch is whoever is told of fingers, with the name of what they are on: "" where nothing is.
type Touch interface {
	// Down: a finger has come down. Over: it has come over something without being lifted. Up: it was lifted. Tapped follows
	// where it was lifted over what it came down on.
	Down(id a11y.ID)
	Over(id a11y.ID)
	Up(id a11y.ID)
	Tapped(id a11y.ID)
}

// NewCell makes a cell that tells of fingers.
func NewCell(glyphs *theme.Fonts, pictograms *Pictograms, touch Touch) *Cell {
	c := &Cell{glyphs: glyphs, pictograms: pictograms, touch: touch}
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
	c.touch.Tapped(c.name())
}

// name is what the cell is called.
func (c *Cell) name() a11y.ID { return c.box.Node.ID }

// Pressable says whether the cell can be pressed now.
func (c *Cell) Pressable() bool {
	n := c.box.Node
	return n.Role.Actionable() && !n.State.Disabled
}

// MouseDown implements desktop.Mouseable: a press is answered at once. A second finger, which comes as another button, does
// nothing.
func (c *Cell) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		c.touch.Down(c.name())
	}
}

// MouseUp implements desktop.Mouseable. Fyne tells the cell that the finger is on, which may be another than it came down on.
func (c *Cell) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		c.Press(false)
		c.touch.Up(c.name())
	}
}

// MouseIn implements desktop.Hoverable.
func (c *Cell) MouseIn(*desktop.MouseEvent) { c.touch.Over(c.name()) }

// MouseMoved implements desktop.Hoverable.
func (c *Cell) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable: what the finger has left is not pressed any more.
func (c *Cell) MouseOut() { c.Press(false) }

// Press shows the cell pressed, or not.
func (c *Cell) Press(on bool) {
	if c.pressed != on || c.ready {
		c.pressed, c.ready = on, false
		c.Refresh()
	}
}

// Ready shows, with a ring, that the cell has been held long enough.
func (c *Cell) Ready() {
	c.ready = true
	c.Refresh()
}

// Forget lets go of what is shown: the toolkit keeps cells for a while after they have gone.
func (c *Cell) Forget() {
	c.box = layout.Box{}
	c.Refresh()
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
	if c.ring || c.ready {
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
		r.line(l, paint.ink(l.Tone), c.box.Node.Value != "" || c.box.Node.Secret)
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

// line draws a line of text, each piece in the font that has it. The toolkit keeps the texts that it has drawn, for longer
// than a session: what a resident may have written is drawn character by character, which tells nothing.
func (r *renderer) line(l layout.Line, ink color.NRGBA, apart bool) {
	x := l.X
	for _, run := range r.cell.glyphs.Runs(l.Text, l.Bold, apart) {
		t := canvas.NewText(run.Text, ink)
		t.TextSize = l.Size
		t.FontSource = theme.FontResource(run.Face)
		w := r.cell.glyphs.Width(run.Text, l.Size, l.Bold)
		r.add(t, layout.Rect{X: x, Y: l.Y, W: w, H: l.Size * theme.LineHeight})
		x += w
	}
}
