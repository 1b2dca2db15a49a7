package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"linli/config"
	"linli/speech"
	"linli/speech/engine"
	"linli/speech/sound"
	"linli/speech/spd"
)

// voices is what speaks here: a mouth for each language of the site, and what is missing.
type voices struct {
	mouths map[string]speech.Mouth
	// faults are one line each, for the operator.
	faults []string
	// names say which engine speaks which language.
	names []string
}

// patience is how long the kiosk waits at its start for voices to be tried.
const patience = 6 * time.Second

// openVoices finds the engines that the configuration wants and tries each in every language. A language that none speaks has
// no mouth; the kiosk goes on without.
func openVoices(ctx context.Context, c config.Config) voices {
	v := voices{mouths: map[string]speech.Mouth{}}
	if c.Speech.Engine == "none" {
		return v
	}
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	engines, faults := enginesOf(c.Speech)
	v.faults = faults
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, lang := range c.Languages {
		all.Go(func() {
			speak, faults := able(ctx, engines, lang, spokenAs(lang, c.Speech))
			mu.Lock()
			defer mu.Unlock()
			v.faults = append(v.faults, faults...)
			if len(speak) > 0 {
				v.mouths[lang] = translated{speech.NewChain(speak...), spokenAs(lang, c.Speech)}
				v.names = append(v.names, lang+" by "+speak[0].Name())
			}
		})
	}
	all.Wait()
	slices.Sort(v.faults)
	slices.Sort(v.names)
	return v
}

// able tries engines for a language of the site, which is spoken as another one where the site wants that.
func able(ctx context.Context, engines []speech.Mouth, lang, as string) (speak []speech.Mouth, faults []string) {
	for _, m := range engines {
		if err := m.Check(ctx, as); err != nil {
			faults = append(faults, fmt.Sprintf("%s cannot speak %s: %v", m.Name(), lang, err))
			continue
		}
		speak = append(speak, m)
	}
	return speak, faults
}

// translated speaks a language as another one.
type translated struct {
	speech.Mouth
	as string
}

// Speak implements speech.Mouth.
func (t translated) Speak(ctx context.Context, p speech.Phrase) error {
	p.Lang = t.as
	return t.Mouth.Speak(ctx, p)
}

// Check implements speech.Mouth.
func (t translated) Check(ctx context.Context, _ string) error { return t.Mouth.Check(ctx, t.as) }

// spokenAs is the language in which words are spoken.
func spokenAs(lang string, s config.Speech) string {
	switch {
	case lang == "zh-Hant" && s.Traditional == "cantonese":
		return "yue"
	case strings.HasPrefix(lang, "zh"):
		return "cmn"
	}
	base, _, _ := strings.Cut(lang, "-")
	return base
}

// enginesOf are the engines that a site wants, the best first.
func enginesOf(s config.Speech) (engines []speech.Mouth, faults []string) {
	player, err := sound.Find(s.Loudspeaker, s.Headphones, nil)
	if err != nil {
		faults = append(faults, err.Error())
	}
	play := func(e speech.Engine) {
		if s.Clips != "" { // what is wrong with them, checkClips tells
			e, _ = engine.OpenClips(s.Clips, e)
		}
		engines = append(engines, speech.Played{Engine: e, Sink: player})
	}
	if err == nil && len(s.Command) > 0 {
		play(engine.Command{Args: s.Command})
	}
	if err == nil && s.Engine != "speech-dispatcher" {
		espeak := engine.NewEspeak("")
		espeak.Ahead = true
		play(espeak)
	}
	if s.Engine == "speech-dispatcher" || s.Engine == "auto" && spd.Runs() {
		m, broken := spd.New("")
		if broken != nil {
			return engines, append(faults, broken.Error())
		}
		engines = append(engines, beside(m, player, err == nil, s.Clips))
	}
	return engines, faults
}

// beside lets a mouth that is only given words be heard with a site's recordings and with earcons, where there is a player for them.
func beside(words speech.Mouth, player sound.Player, plays bool, dir string) speech.Mouth {
	if !plays {
		return words
	}
	clips := &engine.Clips{}
	if dir != "" { // what is wrong with them, checkClips tells
		clips, _ = engine.OpenClips(dir, nil)
	}
	return speech.Beside{Words: words, Sound: speech.Played{Engine: clips, Sink: player}, Recorded: clips.Recorded}
}

// checkClips says which of the site's own recordings cannot be heard. The engine says those sentences.
func checkClips(c config.Config) []finding {
	if c.Speech.Clips == "" || c.Speech.Engine == "none" {
		return nil
	}
	clips, faults := engine.OpenClips(c.Speech.Clips, engine.Command{})
	out := []finding{{"clips", true, fmt.Sprintf("%d sentences are recorded in %s", clips.Count(), c.Speech.Clips)}}
	for _, fault := range faults {
		out = append(out, finding{"clips", false, "record it again or take it out of clips.toml: " + strings.Join(strings.Fields(fault.Error()), " ")})
	}
	return out
}

// checkSpeech says what speaks here and what is missing.
func checkSpeech(ctx context.Context, c config.Config) []finding {
	if c.Speech.Engine == "none" {
		return []finding{{"speech", true, "switched off: speech.engine is none"}}
	}
	v := openVoices(ctx, c)
	var out []finding
	if len(v.names) > 0 {
		out = append(out, finding{"speech", true, "spoken: " + strings.Join(v.names, ", ")})
	}
	silent := v.silent(c.Languages)
	for _, fault := range slices.Compact(v.faults) {
		out = append(out, finding{"speech", len(silent) == 0, strings.Join(strings.Fields(fault), " ")})
	}
	if len(silent) > 0 {
		out = append(out, finding{"speech", false, "nobody hears " + strings.Join(silent, ", ") + "; install espeak-ng and a player (scripts/setup run), or set speech.engine to none"})
	}
	return out
}
