package main

import (
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
	// hear is told which voice there is, whether it really speaks, and whether it should and does not.
	hear func(v speech.Voice, spoken, mute bool)
	// rest is how long a voice that does not speak is left alone at first.
	rest time.Duration
}

// speakingOf is how the kiosk of a site speaks.
func speakingOf(c config.Config, log *slog.Logger, hear func(v speech.Voice, spoken, mute bool)) speaking {
	s := speaking{langs: c.Languages, log: log, hear: hear, rest: 2 * time.Second}
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

// run returns when ctx is done.
func (s speaking) run(ctx context.Context) {
	found, ok := s.find(ctx)
	if !ok {
		return
	}
	for _, fault := range found.faults {
		s.log.Warn("speech", "fault", fault) // another engine speaks
	}
	voice := speech.NewSpeaker(ctx, found.mouths, s.output, s.log)
	s.hear(voice, true, false)
	for {
		select {
		case <-ctx.Done():
			return
		case <-voice.Failed():
		}
		if s.fault(ctx, found) == nil {
			continue // only that sentence could not be said
		}
		s.hear(voice, false, true)
		if !s.until(ctx, func() error { return s.fault(ctx, found) }) {
			return
		}
		s.hear(voice, true, false)
	}
}

// find tries until there is a voice for every language: a sound server may start later than the kiosk.
func (s speaking) find(ctx context.Context) (found voices, ok bool) {
	told := false
	ok = s.until(ctx, func() error {
		found = s.open(ctx)
		silent := found.silent(s.langs)
		if len(silent) == 0 {
			return nil
		}
		if !told {
			told = true
			s.hear(speech.Silent{}, false, true)
		}
		return fmt.Errorf("nobody hears %s: %s", strings.Join(silent, ", "), strings.Join(found.faults, "; "))
	})
	return found, ok
}

// until tries until it succeeds, more and more seldom. What is wrong is logged when it changes. It gives up when ctx is done.
func (s speaking) until(ctx context.Context, try func() error) bool {
	said := ""
	for rest := s.rest; ; rest = min(2*rest, time.Minute) {
		err := try()
		switch {
		case ctx.Err() != nil:
			return false
		case err == nil && said != "":
			s.log.Info("speech", "state", "it speaks again")
			return true
		case err == nil:
			return true
		case err.Error() != said:
			said = err.Error()
			s.log.Warn("speech", "fault", said)
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(rest):
		}
	}
}

// fault is why a language is not spoken, nil where all are.
func (s speaking) fault(ctx context.Context, v voices) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for _, lang := range s.langs {
		if err := v.mouths[lang].Check(ctx, lang); err != nil {
			return fmt.Errorf("%s: %w", lang, err)
		}
	}
	return nil
}

// silent are the languages that nobody speaks.
func (v voices) silent(langs []string) []string {
	return slices.DeleteFunc(slices.Clone(langs), func(lang string) bool { return v.mouths[lang] != nil })
}
