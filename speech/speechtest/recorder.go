// Package speechtest has a voice for tests, which writes down what it is told.
package speechtest

import (
	"sync"

	"linli/speech"
)

// Recorder is a voice that says nothing and remembers everything. The zero Recorder has loudspeakers.
type Recorder struct {
	mu       sync.Mutex
	said     [][]speech.Utterance
	did      []string
	settings speech.Settings
	output   speech.Output
	left     int
}

// Say implements speech.Voice.
func (r *Recorder) Say(utterances []speech.Utterance) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said, r.did = append(r.said, utterances), append(r.did, "say")
}

// Stop implements speech.Voice.
func (r *Recorder) Stop() { r.note("stop") }

// Pause implements speech.Voice.
func (r *Recorder) Pause() { r.note("pause") }

// Repeat implements speech.Voice.
func (r *Recorder) Repeat() { r.note("repeat") }

// Set implements speech.Voice.
func (r *Recorder) Set(s speech.Settings) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.settings.On && !s.On {
		r.did = append(r.did, "off")
	}
	r.settings = s
}

// Plug implements speech.Voice.
func (r *Recorder) Plug(o speech.Output) {
	r.note("plug")
	r.mu.Lock()
	defer r.mu.Unlock()
	r.output = o
}

// Left implements speech.Voice: what Keep has said.
func (r *Recorder) Left() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.left
}

// Keep says how many sentences are still to be said.
func (r *Recorder) Keep(left int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left = left
}

// Heard returns what was to be heard since the last call, an utterance a line, as the settings and the output now are.
func (r *Recorder) Heard() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, said := range r.said {
		for _, u := range said {
			if text := u.In(r.output, r.settings); text != "" {
				out = append(out, text)
			}
		}
	}
	r.said = nil
	return out
}

// Earcons returns the short sounds that there were to be heard since the last call of it or of Heard, which forgets them.
func (r *Recorder) Earcons() []speech.Earcon {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []speech.Earcon
	for _, said := range r.said {
		for _, u := range said {
			if u.Earcon != speech.NoEarcon && r.settings.Sounds {
				out = append(out, u.Earcon)
			}
		}
	}
	r.said = nil
	return out
}

// Did returns what it was told to do since the last call: say, stop, pause, repeat, plug, off.
func (r *Recorder) Did() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	did := r.did
	r.did = nil
	return did
}

// Settings returns what it was set to last.
func (r *Recorder) Settings() speech.Settings {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.settings
}

func (r *Recorder) note(did string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.did = append(r.did, did)
}
