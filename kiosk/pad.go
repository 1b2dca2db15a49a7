package kiosk

import (
	"context"
	"slices"

	"linli/flow"
	"linli/ui/screen"
)

// Writer turns what is pressed and drawn into what is meant: pinyin and strokes into Chinese. It learns nothing from it. Any goroutine may use it.
type Writer interface {
	// Candidates are texts for what is asked, the likeliest first, in a language; none where it cannot write it.
	Candidates(asked flow.Suggest, lang string) []flow.Candidate
	// Characters are what strokes may be, the likeliest first; none for what is no ink at all.
	Characters(asked flow.Recognise) []string
}

// WriteWith gives the kiosk what writes without a keyboard, in some languages. Like all Controls it may be called from any goroutine, also
// while a resident is there.
func (k *Kiosk) WriteWith(w Writer, langs []string) {
	k.post(func(context.Context) {
		k.o.Writer, k.o.View.Writes = w, langs
		k.present(k.shown.Root, nil)
	})
}

// wide is as wide as a word of four characters.
const wide = "WWWWWW"

// fitting are the keys that fit on one part of the page with what they help to write and with candidates, of those that need room.
func (k *Kiosk) fitting() []flow.Keys {
	if k.state.Place != flow.Write {
		return nil
	}
	s, v := k.state, k.o.View
	if s.Pad = (flow.Pad{Letters: "a"}); s.Problem == "" {
		s.Pad.Offered = slices.Repeat([]flow.Candidate{{Text: wide, Letters: 1}}, flow.PadShown+1)
	}
	var fit []flow.Keys
	for _, keys := range screen.Roomy(k.words().Lang()) {
		s.Keys, v.Fitting = keys, []flow.Keys{keys}
		if _, parts := screen.Fitted(screen.For(s, v), k.o.Display.Fit); len(parts) < 2 {
			fit = append(fit, keys)
		}
	}
	return fit
}

// suggest asks the writer, beside the loop.
func (k *Kiosk) suggest(ctx context.Context, e flow.Suggest) {
	w, lang := k.o.Writer, k.words().Lang()
	if w == nil {
		return
	}
	k.start(ctx, func() flow.Event {
		return flow.CandidatesArrived{Letters: e.Letters, Before: e.Before, Candidates: w.Candidates(e, lang)}
	})
}

// recognise asks the writer for a character, beside the loop.
func (k *Kiosk) recognise(ctx context.Context, e flow.Recognise) {
	w := k.o.Writer
	k.start(ctx, func() flow.Event {
		if w == nil {
			return flow.CharactersArrived{}
		}
		return flow.CharactersArrived{Characters: w.Characters(e)}
	})
}

// PenDown says that a finger has come down on a slate. Like all Controls it may be called from any goroutine.
func (k *Kiosk) PenDown() {
	k.post(func(ctx context.Context) {
		if !k.awake(ctx) {
			k.resident(ctx, flow.PenDown{})
		}
	})
}

// PenUp says that it has left, after a stroke; the strokes of a slate are numbered.
func (k *Kiosk) PenUp(number int, stroke flow.Stroke) {
	k.post(func(ctx context.Context) {
		if k.awake(ctx) {
			stroke = nil // it answered whether somebody is there
		}
		k.resident(ctx, flow.StrokeDrawn{Number: number, Stroke: stroke})
	})
}

// rested takes a character for written when nothing more has come for as long as the resident's hand may take.
func (k *Kiosk) rested(ctx context.Context) {
	if due := k.state.Pen.Due; !due.IsZero() && !k.o.Clock().Before(due) {
		k.tick()
		k.apply(ctx, flow.PenRested{})
	}
}
