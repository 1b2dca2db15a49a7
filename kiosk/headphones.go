package kiosk

import (
	"context"
	"time"

	"linli/flow"
	"linli/speech"
)

// afterwards is how long after headphones were pulled out the page says so: whoever only lost them for a moment has put them in
// again.
const afterwards = 5 * time.Second

// plug begins to speak where headphones are put in. Where they are pulled out it is silent at once, and what was being said is
// over.
func (k *Kiosk) plug(ctx context.Context, in bool) {
	output := speech.Loudspeaker
	if in {
		output = speech.Headphones
	}
	k.pulled, k.behind, k.o.View.Headphones, k.o.View.Plugged = time.Time{}, time.Time{}, in, in
	if !in && k.hearing().On {
		k.pulled = k.o.Clock()
	}
	k.o.Voice.Plug(output)
	k.resident(ctx, flow.SpeechWanted{On: in, By: flow.ByKeys})
}

// unplugged says what has happened and how to go on: on the page, and from the loudspeaker only where the resident or the site
// has allowed it to speak. Nothing else is said there.
func (k *Kiosk) unplugged(ctx context.Context) {
	if k.pulled.IsZero() || k.o.Clock().Sub(k.pulled) < afterwards {
		return
	}
	k.pulled = time.Time{}
	if k.hearing().On {
		return // listening has begun again
	}
	k.aside = k.state.Settings.Aloud || k.o.View.Offer.Speaking
	k.apply(ctx, flow.Unplugged{})
}

// Keypad tells that the keypad of the site is gone, or back. Like all Controls it may be called from any goroutine.
func (k *Kiosk) Keypad(gone bool) {
	k.post(func(context.Context) {
		k.o.View.KeypadGone = gone
		k.present(k.shown.Root, nil)
	})
}

// attend ends what is said although nobody listens.
func (k *Kiosk) attend() {
	if !k.aside {
		return
	}
	k.aside, k.behind = false, time.Time{}
	if k.o.View.Headphones {
		k.o.Voice.Plug(speech.Headphones)
	}
	k.o.Voice.Set(k.hearing())
}
