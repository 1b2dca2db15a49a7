package speech_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
)

// wav is a shell command that begins a WAV file and writes so much noise.
const wav = `printf 'RIFF\377\377\377\377WAVEfmt \020\0\0\0\001\0\001\0\042\126\0\0\104\254\0\0\002\0\020\0data\377\377\377\377'; head -c 20000 /dev/urandom; `

func shell(script string) speech.Engine { return engine.Command{Args: []string{"sh", "-c", script}} }

// instant is a sink in which sound takes no time.
type instant struct{ samples atomic.Int64 }

func (*instant) Name() string                                { return "instant" }
func (i *instant) Open(speech.Output) (speech.Stream, error) { return i, nil }
func (i *instant) Write(pcm []int16) error                   { i.samples.Add(int64(len(pcm))); return nil }
func (*instant) Close() error                                { return nil }
func (*instant) Abort()                                      {}

func TestEnginesThatFail(t *testing.T) {
	for _, c := range []struct {
		name   string
		engine speech.Engine
		want   string
	}{
		{"missing", engine.Command{Args: []string{"/nonexistent/voice"}}, "/nonexistent/voice"},
		{"killed in mid-sentence", shell(wav + "kill -9 $$"), "killed"},
		{"fails and says why", shell("echo no such voice >&2; exit 3"), "no such voice"},
		{"says nothing", shell("true"), "no sound"},
		{"no WAV file", shell("cat; head -c 100 /dev/zero"), "no WAV file"},
		{"hangs at once", shell("sleep 60"), speech.ErrHangs.Error()},
		{"hangs in mid-sentence", shell(wav + "sleep 60"), speech.ErrHangs.Error()},
		{"espeak-ng is not installed", engine.NewEspeak("espeak-of-nowhere"), "not installed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := speech.Played{Engine: c.engine, Sink: &instant{}, Patience: 500 * time.Millisecond}
			began := time.Now()
			err := m.Speak(t.Context(), speech.Phrase{Text: "好", Lang: "zh-Hans", Rate: 100})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("want an error with %q, got %v", c.want, err)
			}
			if d := time.Since(began); d > 3*time.Second {
				t.Errorf("it took %v", d)
			}
			if err := m.Check(t.Context(), "zh-Hans"); err == nil {
				t.Error("the check finds nothing wrong")
			}
		})
	}
}

// TestComplaintsAreNoLog: what an engine complains of can be what a resident said.
func TestComplaintsAreNoLog(t *testing.T) {
	m := speech.Played{Engine: shell("cat >&2; exit 1"), Sink: &instant{}}
	err := m.Speak(t.Context(), speech.Phrase{Text: "我家的秘密。", Lang: "zh-Hans", Rate: 100})
	if err == nil || strings.Contains(err.Error(), "秘密") {
		t.Errorf("the error is %v", err)
	}
}

// TestAVoiceGoesOnAfterFailures: the second engine speaks where the first fails, and the first is left alone for a while.
func TestAVoiceGoesOnAfterFailures(t *testing.T) {
	tries := 0
	bad := counted{shell("exit 1"), &tries}
	sink := &instant{}
	chain := speech.NewChain(speech.Played{Engine: bad, Sink: sink}, speech.Played{Engine: shell(wav), Sink: sink})
	for range 5 {
		if err := chain.Speak(t.Context(), speech.Phrase{Text: "好", Lang: "zh-Hans", Rate: 100}); err != nil {
			t.Fatal(err)
		}
	}
	if tries != 1 || sink.samples.Load() < 5*10000 {
		t.Errorf("the bad one was tried %d times; %d samples were heard", tries, sink.samples.Load())
	}
}

// TestAnEngineKilledOnceSaysTheSentence: what is killed once in mid-sentence is started again.
func TestAnEngineKilledOnceSaysTheSentence(t *testing.T) {
	tries := 0
	script := wav + `test -e "$0" || { : >"$0"; kill -9 $$; }`
	once := counted{engine.Command{Args: []string{"sh", "-c", script, t.TempDir() + "/once"}}, &tries}
	chain := speech.NewChain(speech.Played{Engine: once, Sink: &instant{}})
	if err := chain.Speak(t.Context(), speech.Phrase{Text: "好", Lang: "zh-Hans", Rate: 100}); err != nil || tries != 2 {
		t.Errorf("after %d tries: %v", tries, err)
	}
}

// counted counts how often an engine is asked.
type counted struct {
	speech.Engine
	tries *int
}

func (c counted) Synthesise(ctx context.Context, p speech.Phrase, emit func([]int16) error) error {
	*c.tries++
	return c.Engine.Synthesise(ctx, p, emit)
}

// faulty is an engine with a fault of ours.
type faulty struct{}

func (faulty) Name() string { return "faulty" }
func (faulty) Synthesise(context.Context, speech.Phrase, func([]int16) error) error {
	panic("秘密")
}

// faultyMouth has one, too.
type faultyMouth struct{}

func (faultyMouth) Name() string                               { return "faulty" }
func (faultyMouth) Speak(context.Context, speech.Phrase) error { panic("秘密") }
func (faultyMouth) Check(context.Context, string) error        { return nil }

// TestAFaultIsNotTheEnd: whatever an engine does, the kiosk goes on, and the log does not tell what was to be said.
func TestAFaultIsNotTheEnd(t *testing.T) {
	for _, m := range []speech.Mouth{faultyMouth{}, speech.Played{Engine: faulty{}, Sink: &instant{}}} {
		var log strings.Builder
		ctx, stop := context.WithCancel(t.Context())
		s := speech.NewSpeaker(ctx, map[string]speech.Mouth{"zh-Hans": m}, speech.Loudspeaker, slog.New(slog.NewTextHandler(&log, nil)))
		s.Set(speech.Settings{On: true})
		s.Say(mandarin("秘密。"))
		settle(t, s)
		stop()
		<-s.Ended()
		if !strings.Contains(log.String(), "fault") || strings.Contains(log.String(), "秘密") {
			t.Errorf("logged: %s", log.String())
		}
	}
}

// deaf is a sink that never opens.
type deaf struct{ instant }

func (*deaf) Open(speech.Output) (speech.Stream, error) { return nil, errors.New("no sound card") }

// TestNoSoundCard: the voice goes on living, and no sentence is heard twice or kept for later.
func TestNoSoundCard(t *testing.T) {
	var log strings.Builder
	ctx, stop := context.WithCancel(t.Context())
	m := speech.Played{Engine: shell(wav), Sink: &deaf{}}
	s := speech.NewSpeaker(ctx, map[string]speech.Mouth{"zh-Hans": m}, speech.Loudspeaker, slog.New(slog.NewTextHandler(&log, nil)))
	s.Set(speech.Settings{On: true})
	s.Say(mandarin("我的秘密。再说一次。"))
	settle(t, s)
	s.Say([]speech.Utterance{{Text: "hello", Lang: "xx"}}) // a language without a voice
	settle(t, s)
	stop()
	<-s.Ended()
	if !strings.Contains(log.String(), "no sound card") || strings.Contains(log.String(), "秘密") {
		t.Errorf("logged: %s", log.String())
	}
}

// TestTextThatIsNoOrder says markup, phonemes, control characters and five thousand characters.
func TestTextThatIsNoOrder(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	sink := &instant{}
	chain := speech.NewChain(speech.Played{Engine: engine.NewEspeak(""), Sink: sink})
	ctx, stop := context.WithCancel(t.Context())
	s := speech.NewSpeaker(ctx, map[string]speech.Mouth{"zh-Hans": chain, "en": chain}, speech.Loudspeaker, slog.New(slog.NewTextHandler(t.Output(), nil)))
	s.Set(speech.Settings{On: true})
	for _, u := range []speech.Utterance{
		{Text: "<speak><break time='60s'/>电梯</speak>", Lang: "zh-Hans"},
		{Text: "[[kI1Nf'o@]] \x00\x07\x1b[31m \u202e ｜ -f/etc/passwd", Lang: "en"},
		{Text: strings.Repeat("漏", 5000), Lang: "zh-Hans"},
		{Text: "…！？", Lang: "zh-Hans"},
		{Text: "W。I。F。I。坏，好坏的坏。", Lang: "zh-Hans"},
	} {
		before := sink.samples.Load()
		s.Say([]speech.Utterance{u, {Text: "Done.", Lang: "en"}})
		settle(t, s)
		if sink.samples.Load()-before < speech.SampleRate/4 {
			t.Errorf("after %.20q, %d samples were heard", u.Text, sink.samples.Load()-before)
		}
	}
	stop()
	<-s.Ended()
}

// settle waits until everything has been said.
func settle(t *testing.T, s *speech.Speaker) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); s.Left() > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it does not come to an end")
		}
	}
}

// TestTheVoiceEndsInMidSentence: the end of the program does not wait for what there still was to say.
func TestTheVoiceEndsInMidSentence(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	s := speech.NewSpeaker(ctx, map[string]speech.Mouth{"zh-Hans": speech.Played{Engine: shell(wav + "sleep 60"), Sink: &instant{}}}, speech.Loudspeaker, slog.New(slog.DiscardHandler))
	s.Set(speech.Settings{On: true})
	s.Say(mandarin("第一句。第二句。"))
	stop()
	select {
	case <-s.Ended():
	case <-time.After(20 * time.Second):
		t.Fatal("it never ends")
	}
}
