package kiosk

import (
	"context"
	"errors"

	"linli/flow"
	"linli/report"
)

// Recogniser writes down what residents have said. Any goroutine may use it.
type Recogniser interface {
	// Recognise returns what is said in a recording, in a language of the site; "" where nothing is understood. It returns in a minute at
	// the most. What it remembers of that it forgets when ctx is done. Errors say nothing of what was said.
	Recognise(ctx context.Context, a report.Attachment, lang string) (string, error)
}

// TakeDownWith gives the kiosk what writes voice messages down, in some languages. Like all Controls it may be called from any goroutine, also
// while a resident is there.
func (k *Kiosk) TakeDownWith(r Recogniser, langs []string) {
	k.post(func(context.Context) { k.o.Recogniser, k.o.TakesDown = r, langs })
}

// takeDown has a recording written down, beside the loop. What fails is a line for staff; the resident is told that their voice is there.
func (k *Kiosk) takeDown(ctx context.Context, e flow.TakeDown) {
	if k.sitting == nil {
		k.sitting, k.forget = context.WithCancel(ctx)
	}
	sitting, lang, r := k.sitting, k.words().Lang(), k.o.Recogniser
	k.start(ctx, func() flow.Event {
		text, err := r.Recognise(sitting, e.Recording, lang)
		if err != nil && !errors.Is(err, context.Canceled) {
			k.o.Log.Warn("recogniser", "fault", "a voice message was not written down", "err", err)
		}
		return flow.TakenDown{Text: text}
	})
}

// unsay has whoever writes down forget what this resident has said.
func (k *Kiosk) unsay() {
	k.forget()
	k.sitting, k.forget = nil, func() {}
}
