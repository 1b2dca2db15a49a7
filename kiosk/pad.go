package kiosk

import (
	"context"

	"linli/flow"
)

// Writer turns what is pressed into what is meant: pinyin into Chinese. It learns nothing from it. Any goroutine may use it.
type Writer interface {
	// Candidates are texts for what is asked, the likeliest first, in a language; none where it cannot write it.
	Candidates(asked flow.Suggest, lang string) []flow.Candidate
}

// WriteWith gives the kiosk what writes without a keyboard, in some languages. Like all Controls it may be called from any goroutine, also
// while a resident is there.
func (k *Kiosk) WriteWith(w Writer, langs []string) {
	k.post(func(context.Context) {
		k.o.Writer, k.o.View.Writes = w, langs
		k.present(k.shown.Root, nil)
	})
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
