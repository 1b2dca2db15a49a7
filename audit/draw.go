package audit

import (
	"context"
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/audit/measure"
	"linli/gallery"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// drawn measures pages as they are drawn in a theme.
func (w *walk) drawn(ctx context.Context, pages []drawing, contrast int) error {
	name := theme.Palettes()[contrast].Name
	for _, d := range pages {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.at = d.at
		w.at.Theme = name
		p, img := w.draw(d.at.Page, d.screen, "", d.size, d.text, contrast)
		measure.Contrast(p, measure.See(img), w.mark)
	}
	w.marks(contrast)
	w.ring(contrast)
	return nil
}

// draw lays a page out and draws it.
func (w *walk) draw(name string, s screen.Screen, cursor a11y.ID, size gallery.Size, text, contrast int) (measure.Page, image.Image) {
	s.Settings.Contrast, s.Settings.Size = contrast, text
	img := w.canvas.Draw(s, cursor, size)
	return measure.Lay(name, s, w.window(size), theme.Choose(size.Width, size.Height, w.o.PerMM, text, contrast), w.o.Fonts), img
}

// marks compares what is picked with what is not, and a field that is wrong with one that is right.
func (w *walk) marks(contrast int) {
	size := gallery.Sizes()[0] // where each page is whole
	at := func(page string) {
		w.at = Place{Page: page, Lang: w.first.lang, Window: size.Name, Theme: theme.Palettes()[contrast].Name, Text: 100}
	}
	for _, page := range []string{"where-chosen", "ask-any-chosen"} {
		p, img := w.draw(page, w.first.shots[page], "", size, 0, contrast)
		at(page)
		measure.Marks(p, measure.See(img), w.mark)
	}
	_, right := w.draw("phone", w.first.shots["phone"], "", size, 0, contrast)
	clean := measure.See(right).Copy()
	p, wrong := w.draw("phone-missing", w.first.shots["phone-missing"], "", size, 0, contrast)
	at("phone-missing")
	measure.Signs(p, measure.See(wrong), clean, w.mark)
}

// ring measures the cursor's ring in the window that has the least room between things.
func (w *walk) ring(contrast int) {
	sizes := gallery.Sizes()
	size := sizes[len(sizes)-1]
	w.canvas.ByKeys()
	p, img := w.draw("number", w.first.shots["number"], "", size, 0, contrast)
	without := measure.See(img).Copy()
	w.at = Place{Page: "number", Lang: w.first.lang, Window: size.Name, Theme: theme.Palettes()[contrast].Name, Text: 100, Mode: "by keys"}
	for _, id := range []a11y.ID{"digits", "key-5", "look", "size"} {
		_, with := w.draw("number", w.first.shots["number"], id, size, 0, contrast)
		measure.RingOf(p, id, without, measure.See(with), w.mark)
	}
}

// glyphs measures the ink of our fonts, ten times as large as half a pixel matters. Of the two faces the lower counts.
func glyphs() measure.Ink {
	const em = 500
	ink := measure.Ink{Character: math.Inf(1), Capital: math.Inf(1)}
	for _, face := range []theme.Face{theme.Regular, theme.Bold} {
		ink.Character = min(ink.Character, height("国", face, em)/em)
		ink.Capital = min(ink.Capital, height("H", face, em)/em)
	}
	return ink
}

// height is that of a text's ink in pixels.
func height(text string, face theme.Face, size float32) float64 {
	o := canvas.NewText(text, theme.Light().Ink)
	o.FontSource, o.TextSize = theme.FontResource(face), size
	w := test.NewWindow(o)
	defer w.Close()
	w.SetPadded(false)
	w.Resize(fyne.NewSize(size*1.5, size*2))
	top, bottom := measure.See(w.Canvas().Capture()).InkRows(layout.Rect{W: size * 1.5, H: size * 2})
	return float64(bottom - top)
}
