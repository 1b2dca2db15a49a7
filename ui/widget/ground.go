package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Tappable = (*Ground)(nil)

// Ground lies below everything and tells of touches where nothing else is.
type Ground struct {
	widget.BaseWidget

	touched func()
}

// NewGround makes a ground that tells of touches.
func NewGround(touched func()) *Ground {
	g := &Ground{touched: touched}
	g.ExtendBaseWidget(g)
	return g
}

// Tapped implements fyne.Tappable.
func (g *Ground) Tapped(*fyne.PointEvent) { g.touched() }

// CreateRenderer implements fyne.Widget: there is nothing to see.
func (g *Ground) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
