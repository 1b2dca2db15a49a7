package kiosk

import (
	"linli/a11y"
	"linli/a11y/announce"
	"linli/flow"
	"linli/i18n"
	"linli/speech"
	"linli/ui/screen"
)

// writes says whether an event is that something was written, or taken back.
func writes(e flow.Event) bool {
	switch e.(type) {
	case flow.Described, flow.PlaceWritten, flow.Answered, flow.AddWritten, flow.PhoneWritten, flow.NumberWritten, flow.ProofWritten,
		flow.DigitPressed, flow.DigitErased, flow.LetterErased, flow.CandidateChosen, flow.MarkPressed, flow.CharactersArrived, flow.StrokeDrawn,
		flow.ClearConfirmed:
		return true
	}
	return false
}

// echo says what has been written into the page's field, or taken back, by somebody who writes, and what it holds once it can
// be read.
func (k *Kiosk) echo(w *i18n.Words, was screen.Screen, e flow.Event) []speech.Utterance {
	before, there := was.Root.Part(a11y.Entry)
	after, ok := k.field()
	at, _ := k.shown.Root.Find(k.cursor)
	if !there || !ok || before.ID != after.ID || at.Role == a11y.Checkbox {
		return nil
	}
	old, now := held(was, before), held(k.shown, after)
	switch _, shown := e.(flow.RevealPressed); {
	case shown && before.Value != after.Value:
		return announce.Focus(w, after)
	case k.state.Place == flow.Draw && !after.Secret && len(k.state.Pen.Guesses) > 0 && old != now: // many look and sound alike
		return announce.Character(w, k.state.Pen.Guesses[k.state.Pen.Chosen])
	case writes(e) && old != now:
		return announce.Typed(w, after, old, now)
	}
	return nil
}

// cleared says that a field is empty from which all has just been taken away, although it stands on another page.
func (k *Kiosk) cleared(w *i18n.Words, e flow.Event) []speech.Utterance {
	if entry, ok := k.field(); ok && e == (flow.ClearConfirmed{}) {
		return announce.Focus(w, entry)
	}
	return nil
}

// held is what stands in a field of a page, be it hidden.
func held(s screen.Screen, entry a11y.Node) string {
	if text, hidden := s.Written[entry.ID]; hidden {
		return text
	}
	return entry.Value
}

// repeat says again what the cursor is on, or what has been written by somebody who writes; twice in a row, it spells it.
func (k *Kiosk) repeat() {
	k.unheard()
	id := k.subject()
	if k.repeated == id {
		k.repeated = ""
		k.spell(id)
		return
	}
	k.repeated = id
	k.say(announce.At(k.words(), k.shown.Root, id))
}

// subject is what was said last: what the cursor is on, or the field that is being written into.
func (k *Kiosk) subject() a11y.ID {
	if entry, ok := k.field(); ok && k.wrote {
		return entry.ID
	}
	return k.cursor
}

// spell says a node of the page character by character.
func (k *Kiosk) spell(id a11y.ID) {
	if n, ok := k.shown.Root.Find(id); ok {
		k.say(announce.Spelled(k.words(), n))
	}
}
