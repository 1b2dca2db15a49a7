package main

import (
	"context"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"linli/config"
	"linli/kiosk"
	"linli/report"
	"linli/speech/recognise"
	"linli/ui/theme"
)

// takeDown gives a kiosk the program that writes voice messages down, where the site has one, as soon as it is ready.
func takeDown(ctx context.Context, e *env, k *kiosk.Kiosk, fonts *theme.Fonts) {
	if len(e.config.Speech.Recogniser) == 0 {
		return
	}
	recognise.New(ctx, recognise.Options{
		Args: e.config.Speech.Recogniser, Shows: fonts.Shows, Log: e.log,
		Ready: func(r *recognise.Recogniser, understood []string) {
			k.TakeDownWith(scribe{r, e.config.Speech}, takenDown(e.config, understood))
		},
	})
}

// scribe writes down what was said in a language of the site, which may be spoken as another one.
type scribe struct {
	*recognise.Recogniser
	speech config.Speech
}

// Recognise implements kiosk.Recogniser.
func (s scribe) Recognise(ctx context.Context, a report.Attachment, lang string) (string, error) {
	return s.Recogniser.Recognise(ctx, a, heardAs(lang, s.speech))
}

// heardAs is how a recogniser calls a language of the site: how it is spoken and, where that matters, with which characters it is written.
func heardAs(lang string, s config.Speech) string {
	as := spokenAs(lang, s)
	if _, script, ok := strings.Cut(lang, "-"); ok {
		return as + "-" + script
	}
	return as
}

// takenDown are the languages of the site in which a program that understands these writes down.
func takenDown(c config.Config, understood []string) []string {
	return slices.DeleteFunc(slices.Clone(c.Languages), func(lang string) bool { return !slices.Contains(understood, spokenAs(lang, c.Speech)) })
}

// checkRecogniser says whether voice messages are written down. A kiosk without that lacks nothing.
func checkRecogniser(ctx context.Context, c config.Config) finding {
	program := c.Speech.Recogniser
	if len(program) == 0 {
		return finding{"writing", true, "voice messages are not written down: speech.recogniser names no program"}
	}
	if _, err := exec.LookPath(program[0]); err != nil {
		return finding{"writing", false, fmt.Sprintf("the program that writes voice messages down cannot be run: %v; see speech.recogniser", err)}
	}
	tried, err := recognise.Try(ctx, recognise.Options{Args: program})
	if err != nil {
		return finding{"writing", false, fmt.Sprintf("%s does not write voice messages down: %v; see docs/recognition.md", program[0], err)}
	}
	langs := takenDown(c, tried.Langs)
	if len(langs) == 0 {
		return finding{"writing", false, fmt.Sprintf("%s writes down %s, which is none of this site's languages", program[0], strings.Join(tried.Langs, ", "))}
	}
	return finding{"writing", true, fmt.Sprintf("voice messages in %s are written down by %s: ready in %s, a second of silence in %s",
		strings.Join(langs, ", "), program[0], tried.Load.Round(time.Millisecond), tried.Answers.Round(time.Millisecond))}
}
