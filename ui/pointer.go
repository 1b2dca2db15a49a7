//go:build !ci

package ui

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// watchPointer tells of every place that the window system says the pointer was at. Fyne tells of one for each picture that it paints: on a
// slow machine too few for a character.
func watchPointer(w fyne.Window, moved func(x, y float64)) {
	in, ok := w.(interface{ RunWithContext(func()) })
	if !ok {
		return
	}
	in.RunWithContext(func() {
		window := glfw.GetCurrentContext()
		if window == nil {
			return
		}
		var toolkit glfw.CursorPosCallback
		toolkit = window.SetCursorPosCallback(func(on *glfw.Window, x, y float64) {
			if toolkit != nil {
				toolkit(on, x, y)
			}
			moved(x, y)
		})
	})
}
