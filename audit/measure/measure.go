// Package measure measures pages: where things are, how large, what is said, which colours meet. It only measures; how much
// is enough is in the table of audit/rows, so that the audit and the tests cannot measure differently.
//
// Lengths are millimetres on the glass. Whatever is counted is counted in what is wrong, so that 0 is right.
package measure

import (
	"linli/a11y"
	"linli/i18n"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// Mark is told of each thing that was measured: the figure, such as "T01 target", how much it is, and what it was measured of.
type Mark func(figure string, value float64, what string)

// Window is where a page is laid out, in Fyne units; PerMM of them are a millimetre on the glass.
type Window struct{ W, H, PerMM float32 }

// Page is a page, or a part of one, in its place.
type Page struct {
	// Name is what the gallery calls it, such as "home".
	Name   string
	Screen screen.Screen
	Window Window
	Style  theme.Style
	Fonts  *theme.Fonts
	Boxes  []layout.Box
	// Icon is the page's own pictogram, where it has one.
	Icon layout.Picture
}

// Lay lays a page out.
func Lay(name string, s screen.Screen, w Window, style theme.Style, fonts *theme.Fonts) Page {
	laid := layout.Do(s.Root, w.W, w.H, style, fonts)
	return Page{Name: name, Screen: s, Window: w, Style: style, Fonts: fonts, Boxes: laid.Boxes, Icon: laid.Picture}
}

// mm are millimetres of Fyne units.
func (p Page) mm(units float32) float64 { return float64(units / p.Window.PerMM) }

// longer says whether the words are longer than those of any language: what is about real words is not measured of them.
func (p Page) longer() bool { return p.Screen.Root.Lang == i18n.Pseudo }

// targets are what can be pressed or written into.
func (p Page) targets() []layout.Box {
	var out []layout.Box
	for _, b := range p.Boxes {
		if b.Node.Role.Actionable() {
			out = append(out, b)
		}
	}
	return out
}

// box returns where a node is.
func (p Page) box(id a11y.ID) (layout.Box, bool) {
	for _, b := range p.Boxes {
		if b.Node.ID == id {
			return b, true
		}
	}
	return layout.Box{}, false
}

// apart is the distance of two rectangles; less than nothing says by how much they overlap.
func apart(a, b layout.Rect) float32 {
	return max(a.X-b.Right(), b.X-a.Right(), a.Y-b.Bottom(), b.Y-a.Bottom())
}

// within is where something in a box is in the window.
func within(b layout.Box, r layout.Rect) layout.Rect {
	return layout.Rect{X: b.Rect.X + r.X, Y: b.Rect.Y + r.Y, W: r.W, H: r.H}
}

// grow makes a rectangle larger on each side.
func grow(r layout.Rect, by float32) layout.Rect {
	return layout.Rect{X: r.X - by, Y: r.Y - by, W: r.W + 2*by, H: r.H + 2*by}
}

// common is what two rectangles have in common.
func common(a, b layout.Rect) layout.Rect {
	x, y := max(a.X, b.X), max(a.Y, b.Y)
	return layout.Rect{X: x, Y: y, W: max(min(a.Right(), b.Right())-x, 0), H: max(min(a.Bottom(), b.Bottom())-y, 0)}
}

// count is 1 for what is wrong, for Mark.
func count(wrong bool) float64 {
	if wrong {
		return 1
	}
	return 0
}
