package main

import (
	"os"

	"fyne.io/fyne/v2"

	"linli/a11y"
	"linli/a11y/atspi"
	"linli/ui"
	"linli/ui/layout"
	"linli/ui/screen"
)

// openReaders prepares to publish the window for screen readers, braille displays and test tools. It looks for the session's bus before
// the toolkit is kept from starting one.
func openReaders(e *env) *atspi.Bridge {
	return atspi.New(atspi.Options{Name: "Linli", Version: "0", Bus: atspi.FindBus(os.Getenv), Log: e.log})
}

// published lets readers have each page that has been drawn, beside whoever watches already.
func published(o ui.Options, b *atspi.Bridge, canvas fyne.Canvas, view screen.View) ui.Options {
	before := o.Drawn
	o.Drawn = func(s screen.Screen, cursor a11y.ID, bounds map[a11y.ID]layout.Rect) {
		if before != nil {
			before(s, cursor, bounds)
		}
		b.Show(atspi.Page{
			Root: s.Root, Cursor: cursor, Bounds: inPixels(bounds, canvas), Private: s.Private,
			Hidden: view.Bundle.Words(s.Root.Lang).T("secret.hidden"),
		})
	}
	return o
}

// inPixels are places on a canvas as readers measure them.
func inPixels(bounds map[a11y.ID]layout.Rect, canvas fyne.Canvas) map[a11y.ID]atspi.Rect {
	out := make(map[a11y.ID]atspi.Rect, len(bounds))
	for id, r := range bounds {
		x, y := canvas.PixelCoordinateForPosition(fyne.NewPos(r.X, r.Y))
		right, bottom := canvas.PixelCoordinateForPosition(fyne.NewPos(r.X+r.W, r.Y+r.H))
		out[id] = atspi.Rect{X: x, Y: y, W: right - x, H: bottom - y}
	}
	return out
}
