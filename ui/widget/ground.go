package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

var (
	_ fyne.Tappable     = (*Ground)(nil)
	_ desktop.Mouseable = (*Ground)(nil)
)

// Ground lies below everything and tells of touches where nothing else is.
type Ground struct {
	widget.BaseWidget

	touch Touch
	paint *canvas.Rectangle
}

// NewGround makes a ground that tells of touches and cannot be seen.
func NewGround(touch Touch) *Ground {
	g := &Ground{touch: touch, paint: canvas.NewRectangle(color.Transparent)}
	g.ExtendBaseWidget(g)
	return g
}

// Paint gives the ground a colour.
func (g *Ground) Paint(c color.Color) {
	if g.paint.FillColor != c {
		g.paint.FillColor = c
		g.paint.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (g *Ground) Tapped(*fyne.PointEvent) { g.touch.Tapped("") }

// MouseDown implements desktop.Mouseable.
func (g *Ground) MouseDown(*desktop.MouseEvent) { g.touch.Down("") }

// MouseUp implements desktop.Mouseable.
func (g *Ground) MouseUp(*desktop.MouseEvent) { g.touch.Up("") }

// CreateRenderer implements fyne.Widget.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(g.paint) }
