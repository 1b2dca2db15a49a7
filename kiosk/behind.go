package kiosk

import (
	"time"

	"linli/a11y/announce"
	"linli/speech"
)

// takenOff is how long after a session's end the loudspeaker says what is left behind: whoever has taken headphones off by then
// hears nothing in them.
const takenOff = 8 * time.Second

// leave tells a resident whose session has ended that their headphones are still plugged in: into the headphones, which they may
// still have on.
func (k *Kiosk) leave() {
	k.behind = time.Time{}
	if k.o.View.Plugged {
		k.behind = k.o.Clock()
		k.remind()
	}
}

// forgotten says it a second and last time, from the loudspeaker: nothing of it is personal. Until somebody does something, that
// is where sound goes.
func (k *Kiosk) forgotten() {
	if k.behind.IsZero() || k.o.Clock().Sub(k.behind) < takenOff {
		return
	}
	k.behind = time.Time{}
	if k.o.View.Offer.Earcons != "never" { // the site wants a loudspeaker that keeps quiet
		k.o.Voice.Plug(speech.Loudspeaker)
		k.remind()
	}
}

// remind says what is left behind, after a sound of its own.
func (k *Kiosk) remind() {
	n, ok := k.shown.Root.Find("left-headphones")
	if !ok || !k.o.View.Spoken {
		return
	}
	k.say(append([]speech.Utterance{{Earcon: speech.Reminded, Lang: k.words().Lang()}}, announce.Focus(k.words(), n)...))
}
