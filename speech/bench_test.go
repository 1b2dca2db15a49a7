package speech_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
)

// stopwatch is a sink that says when sound comes and when it ends. Playing takes as long as it does.
type stopwatch struct{ began, silent chan time.Time }

func (stopwatch) Name() string { return "stopwatch" }

func (s stopwatch) Open(speech.Output) (speech.Stream, error) {
	return &timed{stopwatch: s, over: make(chan struct{})}, nil
}

type timed struct {
	stopwatch
	over    chan struct{}
	playing bool
}

func (t *timed) Write(pcm []int16) error {
	if !t.playing {
		t.playing = true
		t.began <- time.Now()
	}
	select {
	case <-t.over:
		return context.Canceled
	case <-time.After(time.Duration(len(pcm)) * time.Second / speech.SampleRate):
		return nil
	}
}

func (*timed) Close() error { return nil }

func (t *timed) Abort() {
	select {
	case <-t.over:
	default:
		close(t.over)
		t.silent <- time.Now()
	}
}

// BenchmarkSpeech measures from Say to the first sound at the sink, and from Stop to silence there.
func BenchmarkSpeech(b *testing.B) {
	speechtest.Need(b, "espeak-ng")
	for _, c := range []struct{ name, lang, text string }{
		{"mandarin", "zh-Hans", long}, {"english", "en", "The lift in our building has been broken for three days and nobody has come."},
	} {
		b.Run(c.name, func(b *testing.B) {
			sink := stopwatch{make(chan time.Time, 100), make(chan time.Time, 100)}
			espeak := engine.NewEspeak("")
			espeak.Ahead = true
			m := speech.Played{Engine: espeak, Sink: sink}
			s := speech.NewSpeaker(b.Context(), map[string]speech.Mouth{c.lang: m}, speech.Loudspeaker, slog.New(slog.DiscardHandler))
			s.Set(speech.Settings{On: true})
			said := []speech.Utterance{{Text: c.text, Lang: c.lang}}
			s.Say(said) // how Mandarin is read has been loaded when the kiosk has tried its voices
			<-sink.began
			s.Stop()
			<-sink.silent
			var sound, silence time.Duration
			for b.Loop() {
				from := time.Now()
				s.Say(said)
				sound += (<-sink.began).Sub(from)
				time.Sleep(300 * time.Millisecond) // somebody listens
				from = time.Now()
				s.Stop()
				silence += (<-sink.silent).Sub(from)
			}
			b.ReportMetric(float64(sound.Microseconds())/1000/float64(b.N), "ms-to-sound")
			b.ReportMetric(float64(silence.Microseconds())/1000/float64(b.N), "ms-to-silence")
		})
	}
}
