package ui

import (
	"reflect"
	"slices"

	"fyne.io/fyne/v2"

	"linli/a11y"
	"linli/flow"
	"linli/ui/layout"
	"linli/ui/theme"
	"linli/ui/widget"
)

// inkOn lays the ink of the page on its slate.
func (u *Window) inkOn(b layout.Box, style theme.Style) fyne.CanvasObject {
	if u.ink == nil {
		u.ink = widget.NewInk(fingers{u})
	}
	if !u.watches {
		u.watches = true
		watchPointer(u.win, u.pointed)
	}
	u.glass = style.Glass
	u.ink.Set(b, style, u.positions(u.drawn.ink), u.drawn.inkLast)
	return u.ink
}

// pointed leads the ink to where the pointer is, in pixels of the window.
func (u *Window) pointed(x, y float64) {
	if u.ink == nil {
		return
	}
	scale := u.win.Canvas().Scale()
	u.ink.To(fyne.NewPos(float32(x)/scale, float32(y)/scale).Subtract(u.ink.Position()))
}

// keepInk forgets the ink of a slate that has gone.
func (u *Window) keepInk(objects []fyne.CanvasObject) {
	if u.ink != nil && !slices.Contains(objects, fyne.CanvasObject(u.ink)) {
		u.ink.Forget()
		u.ink = nil
	}
}

// inkAlone shows other ink, where nothing else of what is drawn changes.
func (u *Window) inkAlone(wanted drawing) bool {
	had := u.drawn
	if had.ink, had.inkLast = wanted.ink, wanted.inkLast; u.ink == nil || !reflect.DeepEqual(had, wanted) {
		return false
	}
	u.drawn = wanted
	u.ink.Keep(u.positions(wanted.ink), wanted.inkLast)
	return true
}

// positions are strokes in Fyne units.
func (u *Window) positions(strokes []flow.Stroke) [][]fyne.Position {
	out := make([][]fyne.Position, len(strokes))
	for i, s := range strokes {
		for _, p := range s {
			out[i] = append(out[i], fyne.NewPos(p.X*u.glass, p.Y*u.glass))
		}
	}
	return out
}

// Begun implements widget.Pen. For those who listen it is said what the finger is on, and no more than that while they write.
func (f fingers) Begun(id a11y.ID) bool {
	u := f.u
	u.stir()
	switch s := u.drawn.settings; {
	case s.Unseen:
		u.controls.Unveil()
		return false
	case s.Locked:
		u.controls.Stir()
		return false
	case s.Spoken && !u.explore.On(id):
		u.explore.Down(id, u.o.Clock())
		f.say(id)
	}
	u.keyed = u.drawn.settings.Spoken
	u.controls.PenDown()
	return true
}

// Drawn implements widget.Pen.
func (f fingers) Drawn(number int, way []fyne.Position) {
	u := f.u
	u.stir()
	u.explore.Up(u.o.Clock())
	stroke := make(flow.Stroke, len(way))
	for i, p := range way {
		stroke[i] = flow.Point{X: p.X / u.glass, Y: p.Y / u.glass}
	}
	u.controls.PenUp(number, stroke)
}
