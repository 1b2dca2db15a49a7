// Package audit goes through every page, theme, size, language and mode, measures what a machine can measure, and writes how far Linli
// conforms to what, row by row and in the shape of the international VPAT.
//
// It decides nothing about how much is enough (audit/rows) and does not measure itself (audit/measure). What it writes is the same each
// time: it has no dates, no times and no chance in it, so that a change of it is a change of the pages.
package audit

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"

	"linli/a11y"
	"linli/audit/measure"
	"linli/audit/rows"
	"linli/flow"
	"linli/gallery"
	"linli/i18n"
	"linli/kiosk"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// Options say what to audit.
type Options struct {
	City kiosk.City
	View screen.View
	// Fonts measure and draw. There must be a Fyne app.
	Fonts *theme.Fonts
	// PerMM is Fyne units a millimetre; 0 guesses from each window.
	PerMM float32
	// Held is docs/accessibility-tests.md.
	Held string
	// Version is that of the program.
	Version string
	// Log is told how far it is.
	Log *slog.Logger
}

// Run audits. It is an error if a page could not be reached or the tables do not fit together; that a row does not hold is a
// result.
func Run(ctx context.Context, o Options) (Report, error) {
	table, err := rows.Load(o.Held)
	if err != nil {
		return Report{}, err
	}
	w := &walk{o: o, ledger: newLedger(table), bar: measure.Bar{}, growth: measure.NewGrowth(), kinds: map[string]bool{}, canvas: gallery.NewCanvas(o.Fonts, o.PerMM)}
	w.ink = glyphs()
	langs := append(i18n.Shipped(), i18n.Pseudo)
	for _, lang := range langs {
		if err := w.language(ctx, lang); err != nil {
			return Report{}, fmt.Errorf("audit the pages in %s: %w", lang, err)
		}
		o.Log.Info("pages measured", "lang", lang, "combinations", w.combinations)
	}
	w.at = Place{}
	w.growth.Tell(w.mark)
	for contrast, chosen := range w.choose(len(theme.Palettes())) {
		w.drawings += len(chosen)
		if err := w.drawn(ctx, chosen, contrast); err != nil {
			return Report{}, fmt.Errorf("audit the pages as they are drawn: %w", err)
		}
		o.Log.Info("pages drawn", "theme", theme.Palettes()[contrast].Name, "pages", len(chosen))
	}
	if w.err != nil {
		return Report{}, w.err
	}
	return w.report(langs), nil
}

// walk goes through all pages.
type walk struct {
	*ledger

	o      Options
	ink    measure.Ink
	bar    measure.Bar
	growth *measure.Growth
	canvas *gallery.Canvas

	pages, combinations int
	kinds               map[string]bool
	candidates          []drawing
	drawings            int
	// first are the pages in the first language, by their names.
	first struct {
		lang  string
		shots map[string]screen.Screen
	}
}

// drawing is a page that may be drawn.
type drawing struct {
	at     Place
	screen screen.Screen
	size   gallery.Size
	text   int
	// looks and pictograms are what measure.Kinds says of it.
	looks, pictograms map[string]bool
}

// phone is the number that the gallery's resident leaves.
const phone = "13800138000"

func (w *walk) language(ctx context.Context, lang string) error {
	view := w.o.View
	if !slices.Contains(view.Langs, lang) { // the language for finding cut text, which no resident is offered
		view.Langs = append(slices.Clone(view.Langs), lang)
	}
	shots, err := gallery.Play(ctx, w.o.City, view, lang)
	if err != nil {
		return err
	}
	if lang == i18n.Shipped()[0] {
		w.pages, w.first.lang, w.first.shots = len(shots), lang, map[string]screen.Screen{}
		for _, shot := range shots {
			w.first.shots[shot.Name] = shot.Screen
		}
	}
	for _, shot := range shots {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.at = Place{Page: shot.Name, Lang: lang}
		page := measure.Page{Name: shot.Name, Screen: shot.Screen}
		measure.Tree(page, w.mark)
		measure.Names(page, w.mark)
		measure.Said(page, view.Bundle.Words(shot.Screen.Root.Lang), w.mark)
		measure.Keys(page, w.mark)
		measure.Private(page, phone, w.mark)
		for i, size := range gallery.Sizes() {
			for text := range theme.Scales() {
				w.ordinary(shot, size, text, i == 0)
			}
		}
		w.reach(shot, lang)
	}
	return nil
}

// window is a window with its millimetres.
func (w *walk) window(size gallery.Size) measure.Window {
	return measure.Window{W: size.Width, H: size.Height, PerMM: theme.PerMM(size.Width, size.Height, w.o.PerMM)}
}

// percent is a size of text in per cent.
func percent(text int) int { return int(100*theme.Scales()[text] + 0.5) }

// ordinary measures all parts of a page in a window at a size of text.
func (w *walk) ordinary(shot gallery.Shot, size gallery.Size, text int, tall bool) {
	at := Place{Page: shot.Name, Lang: w.at.Lang, Window: size.Name, Text: percent(text)}
	style := theme.Choose(size.Width, size.Height, w.o.PerMM, text, 0)
	s := shot.Screen
	s.Settings = flow.Settings{Size: text}
	s, parts := screen.Fitted(s, func(s screen.Screen) [][]a11y.ID {
		return layout.Fit(s.Root, s.Pager, size.Width, size.Height, style, w.o.Fonts)
	})
	for i := range parts {
		s.Part, at.Part = i, i
		w.at = at
		p := measure.Lay(shot.Name, screen.Paged(s, parts, w.o.View.Bundle.Words(s.Root.Lang)), w.window(size), style, w.o.Fonts)
		w.combinations++
		measure.Targets(p, w.mark)
		measure.Inside(p, w.mark)
		measure.Ring(p, w.mark)
		measure.Type(p, w.ink, text, w.mark)
		measure.Lines(p, w.mark)
		measure.Shown(p, w.mark)
		measure.Closing(p, w.mark)
		w.bar.See(p, text, w.mark)
		if i > 0 || len(parts) > 1 { // a part has buttons of its own
			measure.Names(p, w.mark)
			measure.Keys(p, w.mark)
		}
		if tall {
			w.growth.See(p, text)
		}
		w.cover(p, size, text)
		w.at.Mode = "on the way into reach mode"
		for _, lower := range []float32{lowest, highest} {
			measure.Entrance(p, lower, w.mark)
		}
	}
}

// cover remembers a page that may be drawn: those of the first language, and others that have a way of drawing which none before has.
// Languages differ in words only.
func (w *walk) cover(p measure.Page, size gallery.Size, text int) {
	looks, pictograms := measure.Kinds(p)
	more := text == 0 && w.at.Lang == w.first.lang
	for _, kind := range slices.Concat(looks, pictograms) {
		more = more || !w.kinds[kind]
		w.kinds[kind] = true
	}
	if more {
		w.candidates = append(w.candidates, drawing{w.at, p.Screen, size, text, unique(looks), unique(pictograms)})
	}
}

// choose chooses what is drawn in each theme: pages that together have every look that any page has, in each; and pages that have the
// pictograms which are not on those, in one theme or another.
func (w *walk) choose(themes int) [][]drawing {
	looks := covering(w.candidates, func(d drawing) map[string]bool { return d.looks }, nil)
	drawn := map[string]bool{}
	for _, d := range looks {
		maps.Copy(drawn, d.pictograms)
	}
	out := make([][]drawing, themes)
	for i := range out {
		out[i] = slices.Clone(looks)
	}
	for i, d := range covering(w.candidates, func(d drawing) map[string]bool { return d.pictograms }, drawn) {
		out[i%themes] = append(out[i%themes], d)
	}
	return out
}

// covering are pages that together have everything of a kind that any page has, but for what is had already, chosen so that there is little
// to draw: always the one that has most of what is missing for its area.
func covering(pages []drawing, kinds func(drawing) map[string]bool, had map[string]bool) []drawing {
	missing := map[string]bool{}
	for _, d := range pages {
		maps.Copy(missing, kinds(d))
	}
	maps.DeleteFunc(missing, func(kind string, _ bool) bool { return had[kind] })
	var out []drawing
	for len(missing) > 0 {
		best, most := 0, 0.0
		for i, d := range pages {
			gain := 0
			for kind := range kinds(d) {
				if missing[kind] {
					gain++
				}
			}
			if per := float64(gain) / float64(d.size.Width*d.size.Height); per > most {
				best, most = i, per
			}
		}
		out = append(out, pages[best])
		maps.DeleteFunc(missing, func(kind string, _ bool) bool { return kinds(pages[best])[kind] })
	}
	return out
}

func unique(names []string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

// lowest and highest are where the lower edge of a screen may hang, in millimetres above the floor.
const lowest, highest = layout.LowestReach, 905

// hanging is a screen that hangs somewhere: which window it is, how far above the floor, and the hand that reaches it. 0 is not known.
type hanging struct {
	window int
	lower  float32
	hand   theme.Hand
}

func hung() []hanging {
	return []hanging{{0, 700, theme.Right}, {0, 700, theme.Left}, {0, highest, theme.Right}, {0, 0, theme.Left}, {1, highest, theme.Left}, {1, 0, theme.Right}, {2, 800, theme.Right}}
}

// reach measures a page in reach mode: wherever the screen hangs, for either hand.
func (w *walk) reach(shot gallery.Shot, lang string) {
	for _, h := range hung() {
		size := gallery.Sizes()[h.window]
		full := w.window(size)
		area := layout.Reach(size.Width, size.Height, full.PerMM, h.lower, h.hand)
		for _, text := range []int{0, len(theme.Scales()) - 1} {
			style := layout.ReachStyle(area, full.PerMM, text, 0, h.hand)
			s := shot.Screen
			s, parts := screen.Fitted(s, func(s screen.Screen) [][]a11y.ID {
				return layout.Fit(s.Root, s.Pager, area.W, area.H, style, w.o.Fonts)
			})
			for i := range parts {
				s.Part = i
				w.at = Place{Page: shot.Name, Lang: lang, Window: size.Name, Text: percent(text), Part: i, Mode: reachMode(h.lower, h.hand)}
				p := measure.Lay(shot.Name, screen.Paged(s, parts, w.o.View.Bundle.Words(s.Root.Lang)), measure.Window{W: area.W, H: area.H, PerMM: full.PerMM}, style, w.o.Fonts)
				w.combinations++
				measure.Targets(p, w.mark)
				measure.Inside(p, w.mark)
				if h.lower > 0 {
					measure.Heights(p, size.Height, area.Y, h.lower, w.mark)
				}
			}
		}
	}
}

func reachMode(lower float32, hand theme.Hand) string {
	side := map[theme.Hand]string{theme.Left: "left", theme.Right: "right"}[hand]
	if lower == 0 {
		return fmt.Sprintf("reach, %s hand", side)
	}
	return fmt.Sprintf("reach from %.0f mm, %s hand", lower, side)
}
