package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"linli/config"
	"linli/kiosk"
	"linli/speech"
)

// speaking finds the voice of the kiosk and watches over it: where it breaks, the kiosk is told, and again when it is back.
type speaking struct {
	// open tries what there is.
	open  func(context.Context) voices
	langs []string
	// output is where sound goes at first.
	output speech.Output
	log    *slog.Logger
	// hear is told which voice there is, whether it really speaks, whether it should and does not, and which languages it does not speak.
	hear func(v speech.Voice, spoken, mute bool, silent ...string)
	// rest is how long a voice that does not speak is left alone at first.
	rest time.Duration
	// every is how often a voice is tried that speaks; alarm tells staff when it does not, and when it does again.
	every time.Duration
	alarm alarm
}

// speakingOf is how the kiosk of a site speaks.
func speakingOf(c config.Config, log *slog.Logger, hear func(v speech.Voice, spoken, mute bool, silent ...string)) speaking {
	s := speaking{langs: c.Languages, log: log, hear: hear, rest: 2 * time.Second, every: checkEvery, alarm: alarmOf(c, log)}
	s.open = func(ctx context.Context) voices { return openVoices(ctx, c) }
	if c.Speech.Output == "headphones" {
		s.output = speech.Headphones
	}
	return s
}

// speak gives a kiosk its voice, where the site wants one, until ctx is done.
func speak(ctx context.Context, e *env, k *kiosk.Kiosk) {
	if e.config.Speech.Engine != "none" {
		speakingOf(e.config, e.log, k.Hear).run(ctx)
	}
}

// run looks for a voice and looks after it until ctx is done: when a sentence could not be said, and, while a language is silent, again
// and again, more and more seldom. A sound server may start later than the kiosk.
func (s speaking) run(ctx context.Context) {
	if s.every == 0 {
		s.every = checkEvery
	}
	if s.alarm == nil {
		s.alarm = func(context.Context, string) {}
	}
	w := &watch{speaking: s, silence: func() {}}
	defer func() { w.silence() }()
	for rest := s.rest; ctx.Err() == nil; {
		silent, why := w.look(ctx)
		if ctx.Err() != nil {
			return
		}
		w.tell(ctx, silent, why)
		later := time.After(s.every)
		if len(silent) == 0 {
			rest = s.rest
		} else {
			later = time.After(rest)
			rest = min(2*rest, time.Minute)
		}
		select {
		case <-ctx.Done():
		case <-w.failed():
		case <-later:
			if len(silent) == 0 {
				w.quiet(ctx)
			}
		}
	}
}

// watch is a voice that is looked after.
type watch struct {
	speaking
	found   voices
	speaker *speech.Speaker
	// silence ends the speaker.
	silence func()
	// told are the languages that the kiosk knows to be silent, said what was logged of them.
	told []string
	said string
	// began: the kiosk has been told something.
	began bool
}

// quiet waits until nothing is being said: nobody is talked over by a trial.
func (w *watch) quiet(ctx context.Context) {
	for w.speaker != nil && w.speaker.Left() > 0 && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-w.failed():
			return
		case <-time.After(time.Second):
		}
	}
}

// failed tells that a sentence could not be said.
func (w *watch) failed() <-chan struct{} {
	if w.speaker == nil {
		return nil
	}
	return w.speaker.Failed()
}

// look says which languages are silent and why, after trying again what had no voice.
func (w *watch) look(ctx context.Context) (silent []string, why string) {
	if missing := w.found.silent(w.langs); len(missing) > 0 {
		again := w.open(ctx)
		if silent = again.silent(w.langs); len(silent) < len(missing) {
			w.silence()
			var within context.Context
			within, w.silence = context.WithCancel(ctx)
			w.found, w.speaker = again, speech.NewSpeaker(within, again.mouths, w.output, w.log)
			return silent, strings.Join(again.faults, "; ")
		}
		why = strings.Join(again.faults, "; ")
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	silent = nil
	for _, lang := range w.langs {
		mouth := w.found.mouths[lang]
		if mouth == nil {
			silent = append(silent, lang)
		} else if err := mouth.Check(ctx, lang); err != nil {
			silent, why = append(silent, lang), fmt.Sprintf("%s; %s: %v", why, lang, err)
		}
	}
	return silent, strings.TrimPrefix(why, "; ")
}

// tell tells the kiosk and the log what has changed.
func (w *watch) tell(ctx context.Context, silent []string, why string) {
	said := why
	if len(silent) > 0 {
		said = fmt.Sprintf("nobody hears %s: %s", strings.Join(silent, ", "), why)
	}
	switch {
	case said == w.said:
	case said == "":
		w.log.Info("speech", "state", "it speaks again")
	default:
		w.log.Warn("speech", "fault", said)
	}
	w.said = said
	if w.began && slices.Equal(silent, w.told) {
		return
	}
	if w.began || len(silent) > 0 { // once, however the reasons read
		defer w.alarm(ctx, cmp.Or(said, "it speaks again"))
	}
	w.began, w.told = true, silent
	switch {
	case w.speaker == nil:
		w.hear(speech.Silent{}, false, true)
	case len(silent) == len(w.langs):
		w.hear(w.speaker, false, true)
	default:
		w.hear(w.speaker, true, false, silent...)
	}
}

// silent are the languages that nobody speaks.
func (v voices) silent(langs []string) []string {
	return slices.DeleteFunc(slices.Clone(langs), func(lang string) bool { return v.mouths[lang] != nil })
}
