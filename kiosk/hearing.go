package kiosk

import (
	"context"
	"slices"
	"strings"

	"linli/a11y/announce"
	"linli/flow"
	"linli/i18n"
	"linli/speech"
	"linli/ui/screen"
)

// Hear gives the kiosk its voice. spoken: it really speaks; mute: one is wanted and there is none; silent are the languages that it cannot
// speak while it speaks others. Like all Controls it may be called from any goroutine, also while a resident is there.
func (k *Kiosk) Hear(v speech.Voice, spoken, mute bool, silent ...string) {
	k.post(func(context.Context) {
		lang := k.words().Lang()
		back := (k.o.View.Mute || slices.Contains(k.o.View.Silent, lang)) && spoken && !slices.Contains(silent, lang)
		if k.o.View.Headphones {
			v.Plug(speech.Headphones)
		}
		k.o.Voice, k.o.View.Spoken, k.o.View.Mute, k.o.View.Silent = v, spoken, mute, silent
		k.present(k.shown.Root, nil)
		if words := k.words(); back && k.state.Settings.Spoken && k.hearing().On {
			k.say(append(announce.Setting(words, words.T("hear.back"), ""), announce.Page(words, k.shown.Root)...))
		}
	})
}

// hearing is how the resident wants to hear, as the voice takes it.
func (k *Kiosk) hearing() speech.Settings {
	s, o := k.state.Settings, k.o.View.Offer
	out := speech.Settings{On: k.o.View.Spoken && (o.Speaks(s) || k.aside), Sounds: k.o.View.Spoken && (o.Sounds(s) || k.aside && o.Earcons != "never"), Aloud: s.Aloud && !k.aside}
	rates, volumes := speech.Rates(), speech.Volumes()
	out.Rate = rates[min(max(s.Rate-flow.SlowestRate, 0), len(rates)-1)]
	out.Volume = volumes[min(max(s.Volume-flow.SoftestVolume, 0), len(volumes)-1)]
	return out
}

// private says whether what is personal may be heard now: by whoever reads the page aloud, the voice's own rule.
func (k *Kiosk) private() bool { return !k.aside && (k.o.View.Headphones || k.hearing().Aloud) }

// audible are the utterances that can be heard. Whoever listens and would hear nothing is told so, in a language that is spoken here: who
// does not see has no other way to find out.
func (k *Kiosk) audible(utterances []speech.Utterance) []speech.Utterance {
	utterances = k.inVoices(utterances)
	silent := k.o.View.Silent
	unheard := func(u speech.Utterance) bool { return u.Text != "" && slices.Contains(silent, u.Lang) }
	if !slices.ContainsFunc(utterances, unheard) {
		return utterances
	}
	out := slices.DeleteFunc(slices.Clone(utterances), unheard)
	if slices.ContainsFunc(out, func(u speech.Utterance) bool { return u.Text != "" }) {
		return out
	}
	spoken := slices.IndexFunc(k.o.View.Langs, func(lang string) bool { return !slices.Contains(silent, lang) })
	if spoken < 0 {
		return out
	}
	w := k.o.View.Bundle.Words(k.o.View.Langs[spoken])
	return append(out, announce.Setting(w, w.T("hear.silent"), "")...)
}

// inVoices gives what a city says in a language that this kiosk does not speak the nearest voice that it has: of the same language elsewhere,
// else the page's. Said with an accent is better than not at all.
func (k *Kiosk) inVoices(utterances []speech.Utterance) []speech.Utterance {
	out := slices.Clone(utterances)
	for i, u := range out {
		if u.Lang == "" || slices.Contains(k.o.View.Langs, u.Lang) {
			continue
		}
		out[i].Lang = k.words().Lang()
		base, _, _ := strings.Cut(u.Lang, "-")
		for _, lang := range k.o.View.Langs {
			if near, _, _ := strings.Cut(lang, "-"); near == base {
				out[i].Lang = lang
				break
			}
		}
	}
	return out
}

// tuned is what there is to say about an event that is about listening: the whole page where it is asked for, and each new rate
// and volume at once, in the new way.
func (k *Kiosk) tuned(w *i18n.Words, e flow.Event) []speech.Utterance {
	s := k.state.Settings
	switch e := e.(type) {
	case flow.ListenPressed:
		return announce.Begin(w, k.shown.Root, announce.Whole(w, k.shown.Root))
	case flow.WordsAloud:
		return []speech.Utterance{{Text: i18n.Aloud(w.Lang(), k.state.Heard.Text), Lang: w.Lang(), Asked: true}}
	case flow.SpeechWanted:
		if e.On {
			return announce.Begin(w, k.shown.Root, announce.Whole(w, k.shown.Root))
		}
	case flow.HelpKeyPressed:
		if k.state.Orient != "" && k.state.Learned == "" {
			return announce.Begin(w, k.shown.Root, announce.Page(w, k.shown.Root))
		}
	case flow.RateMoved, flow.RatePressed:
		return announce.Setting(w, w.T("suit.rate"), k.o.View.Offer.Rate(s))
	case flow.VolumeMoved, flow.VolumePressed:
		return announce.Setting(w, w.T("suit.volume"), screen.Volume(w, s))
	}
	return nil
}
