package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"linli/config"
	"linli/kiosk/kiosktest"
	"linli/report"
	"linli/speech"
	"linli/speech/engine"
)

// This file holds what becomes of a kiosk whose voice is missing, breaks or comes back, with programs that really do so.

// heard is what a kiosk is told of its voice.
type heard struct {
	voice        speech.Voice
	spoken, mute bool
	silent       []string
}

// speaks runs what finds and watches the voice, until the test ends, and hands out what it tells.
func speaks(t *testing.T, s speaking) <-chan heard {
	t.Helper()
	told := make(chan heard, 16)
	s.hear = func(v speech.Voice, spoken, mute bool, silent ...string) { told <- heard{v, spoken, mute, silent} }
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); s.run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	return told
}

// wait waits for what a kiosk is told next.
func wait(t *testing.T, told <-chan heard) heard {
	t.Helper()
	select {
	case h := <-told:
		return h
	case <-time.After(30 * time.Second):
		t.Fatal("the kiosk is told nothing")
		return heard{}
	}
}

// TestAKioskWithoutSoundIsMute: it goes on, is told that it does not speak, and speaks when there is something that does.
func TestAKioskWithoutSoundIsMute(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var log notes
	s := speakingOf(config.Default(), slog.New(slog.NewTextHandler(&log, nil)), nil)
	s.rest = time.Millisecond
	nothing := s.open
	var installed atomic.Bool
	var tries atomic.Int32
	s.open = func(ctx context.Context) voices {
		tries.Add(1)
		if installed.Load() {
			return (&mended{}).voices()
		}
		return nothing(ctx)
	}
	told := speaks(t, s)
	if h := wait(t, told); h.spoken || !h.mute || h.voice == nil {
		t.Errorf("told %+v", h)
	}
	for end := time.Now().Add(20 * time.Second); tries.Load() < 4; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it is not tried again")
		}
	}
	installed.Store(true)
	if h := wait(t, told); !h.spoken || h.mute {
		t.Errorf("told %+v", h)
	}
	if n := strings.Count(log.String(), "nobody hears"); n != 1 {
		t.Errorf("logged %d times: %s", n, log.String())
	}
}

// TestOneSilentLanguage: where one language has no voice, the others are spoken. Who listens and comes to it hears so in another language,
// reads so on the page, and hears it as soon as it has a voice.
func TestOneSilentLanguage(t *testing.T) {
	m := &mended{}
	var installed atomic.Bool
	told := speaks(t, speaking{
		open: func(context.Context) voices {
			v := m.voices()
			if !installed.Load() {
				delete(v.mouths, "en")
				v.faults = []string{"no English voice"}
			}
			return v
		},
		langs: []string{"zh-Hans", "en", "zh-Hant"}, log: slog.New(slog.NewTextHandler(io.Discard, nil)), rest: 5 * time.Millisecond,
	})
	p := kiosktest.Open(t)
	next := func() heard {
		h := wait(t, told)
		p.Kiosk.Hear(h.voice, h.spoken, h.mute, h.silent...)
		p.Kiosk.Settle(t.Context())
		return h
	}
	do := func(lines ...string) {
		t.Helper()
		for _, line := range lines {
			if err := p.Do(line); err != nil {
				t.Fatal(err)
			}
		}
	}
	if h := next(); !h.spoken || h.mute || !slices.Equal(h.silent, []string{"en"}) {
		t.Fatalf("told %+v", h)
	}
	do("touch 中文", "touch 念一念")
	m.has(t, "您好，想办什么事？")
	do("touch English")
	m.has(t, "这种语言这里念不出来，请换一种。")
	s, _ := p.Screen()
	if n, _ := s.Root.Find("mute"); n.Label != "Nothing can be read aloud now. Please ask the staff." {
		t.Errorf("the page says %q", n.Label)
	}
	do("touch 繁體中文")
	m.has(t, "您好，想辦什麼事？")
	if s, _ = p.Screen(); s.Root.Lang != "zh-Hant" {
		t.Errorf("the page is in %s", s.Root.Lang)
	}
	if _, mute := s.Root.Find("mute"); mute {
		t.Error("the page says that it is silent")
	}
	installed.Store(true)
	if h := next(); !h.spoken || len(h.silent) > 0 {
		t.Errorf("told %+v", h)
	}
	do("touch 简体中文", "touch English")
	m.has(t, "How can we help you?")
}

// notes is a log that may be read while it is written.
type notes struct {
	mu   sync.Mutex
	text strings.Builder
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

// mended is a voice that can be broken in the way of a test, and be mended. It writes down what is heard.
type mended struct {
	broken speech.Mouth // while wrong
	wrong  atomic.Bool
	mu     sync.Mutex
	said   []string
}

func (*mended) Name() string { return "mended" }

func (m *mended) Speak(ctx context.Context, p speech.Phrase) error {
	if m.wrong.Load() {
		return m.broken.Speak(ctx, p)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.said = append(m.said, p.Text)
	return nil
}

func (m *mended) Check(ctx context.Context, lang string) error {
	if m.wrong.Load() {
		return m.broken.Check(ctx, lang)
	}
	return nil
}

func (m *mended) voices() voices {
	return voices{mouths: map[string]speech.Mouth{"zh-Hans": m, "en": m, "zh-Hant": m}}
}

// has waits until a sentence is heard.
func (m *mended) has(t *testing.T, sentence string) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		m.mu.Lock()
		ok := slices.Contains(m.said, sentence)
		m.mu.Unlock()
		if ok {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%q is not heard: %q", sentence, m.said)
		}
	}
}

// nowhere is a sound card in which sound takes no time; missing is one that is not there.
type nowhere struct{ missing bool }

func (nowhere) Name() string { return "nowhere" }
func (n nowhere) Open(speech.Output) (speech.Stream, error) {
	if n.missing {
		return nil, errors.New("no sound card")
	}
	return n, nil
}
func (nowhere) Write([]int16) error { return nil }
func (nowhere) Close() error        { return nil }
func (nowhere) Abort()              {}

// noise is a shell command that begins a WAV file and writes so much of it.
const noise = `printf 'RIFF\377\377\377\377WAVEfmt \020\0\0\0\001\0\001\0\042\126\0\0\104\254\0\0\002\0\020\0data\377\377\377\377'; head -c 20000 /dev/urandom; `

// TestAVoiceThatBreaksLater: whatever happens to the engine or the sound card while somebody listens, the page then says that it is
// silent and does not offer to listen, everything else goes on, and the voice comes back by itself and says so.
func TestAVoiceThatBreaksLater(t *testing.T) {
	shell := func(script string) speech.Engine { return engine.Command{Args: []string{"sh", "-c", script}} }
	for name, broken := range map[string]speech.Played{
		"killed in mid-sentence":  {Engine: shell(noise + "kill -9 $$"), Sink: nowhere{}},
		"hangs":                   {Engine: shell("sleep 60"), Sink: nowhere{}},
		"hangs in mid-sentence":   {Engine: shell(noise + "sleep 60"), Sink: nowhere{}},
		"gone":                    {Engine: engine.NewEspeak("espeak-of-nowhere"), Sink: nowhere{}},
		"no voice for a language": {Engine: shell("echo no such voice >&2; exit 1"), Sink: nowhere{}},
		"no sound":                {Engine: shell(noise), Sink: nowhere{missing: true}},
	} {
		t.Run(name, func(t *testing.T) {
			broken.Patience = 300 * time.Millisecond
			m := &mended{broken: speech.NewChain(broken)}
			told := speaks(t, speaking{
				open: func(context.Context) voices { return m.voices() }, langs: []string{"zh-Hans", "en", "zh-Hant"},
				log: slog.New(slog.NewTextHandler(io.Discard, nil)), rest: 5 * time.Millisecond,
			})
			p := kiosktest.Open(t)
			next := func(spoken bool) { // the languages may come back one after the other
				h := wait(t, told)
				for h.spoken != spoken || len(h.silent) > 0 {
					h = wait(t, told)
				}
				p.Kiosk.Hear(h.voice, h.spoken, h.mute, h.silent...)
				p.Kiosk.Settle(t.Context())
			}
			do := func(lines ...string) {
				t.Helper()
				for _, line := range lines {
					if err := p.Do(line); err != nil {
						t.Fatal(err)
					}
				}
			}
			next(true)
			do("touch 中文", "touch 念一念")
			m.has(t, "您好，想办什么事？")
			m.wrong.Store(true)
			do("touch 反映问题")
			next(false)
			s, _ := p.Screen()
			if _, offered := s.Root.Find("listen"); offered {
				t.Error("the page offers to listen")
			}
			if n, _ := s.Root.Find("mute"); n.Label != "现在念不出声音，请找工作人员帮忙。" {
				t.Errorf("the page says %q", n.Label)
			}
			do("touch 家里的事", "touch 暖气不热", "touch 帮助", "touch 明白了", "touch 就在这里")
			m.wrong.Store(false)
			next(true)
			s, _ = p.Screen()
			if _, offered := s.Root.Find("listen"); !offered {
				t.Error("the voice is back, and the page does not offer it")
			}
			if _, mute := s.Root.Find("mute"); mute {
				t.Error("the voice is back, and the page says that it is silent")
			}
			m.has(t, "又能念了。")
			m.has(t, "事情在哪儿？")
		})
	}
}

// TestOneSentenceIsNoBrokenVoice: where the voice works but for one sentence, the page stays as it is.
func TestOneSentenceIsNoBrokenVoice(t *testing.T) {
	m := &mended{}
	bad := choosy{m, "坏的句子。"}
	told := speaks(t, speaking{
		open:  func(context.Context) voices { return voices{mouths: map[string]speech.Mouth{"zh-Hans": bad}} },
		langs: []string{"zh-Hans"}, log: slog.New(slog.NewTextHandler(io.Discard, nil)), rest: time.Millisecond,
	})
	h := wait(t, told)
	h.voice.Set(speech.Settings{On: true})
	h.voice.Say([]speech.Utterance{{Text: "坏的句子。好的句子。", Lang: "zh-Hans"}})
	m.has(t, "好的句子。")
	h.voice.Say([]speech.Utterance{{Text: "坏的句子。还有一句。", Lang: "zh-Hans"}})
	m.has(t, "还有一句。")
	select {
	case h := <-told:
		t.Errorf("the kiosk is told %+v", h)
	default:
	}
}

// choosy cannot say one sentence.
type choosy struct {
	*mended
	never string
}

func (c choosy) Speak(ctx context.Context, p speech.Phrase) error {
	if p.Text == c.never {
		return errors.New("not this one")
	}
	return c.mended.Speak(ctx, p)
}

// hostile is a city whose services have names that nobody should have to hear.
type hostile struct {
	*kiosktest.City
	names []string
}

func (h hostile) Services(_ context.Context, lang string) (out []report.Service, err error) {
	for i, name := range h.names {
		out = append(out, report.Service{Code: fmt.Sprint(i), Name: name, Group: "G", Lang: lang})
	}
	return out, nil
}

// TestAServiceWithAnyName: markup, phonemes, control characters and five thousand characters are read as words or not at all, to the
// end, and what stands behind them is read as well.
func TestAServiceWithAnyName(t *testing.T) {
	m := &mended{}
	told := speaks(t, speaking{
		open: func(context.Context) voices { return m.voices() }, langs: []string{"zh-Hans", "en", "zh-Hant"},
		log: slog.New(slog.NewTextHandler(io.Discard, nil)), rest: time.Millisecond,
	})
	p := kiosktest.OpenAt(t, hostile{kiosktest.NewCity(), []string{"<speak><break time='60s'/>漏水</speak>", "[[kI1]] \x00\x07\x1b[31m\u202e停电", strings.Repeat("长", 5000), "最后一件"}})
	h := wait(t, told)
	p.Kiosk.Hear(h.voice, h.spoken, h.mute, h.silent...)
	p.Kiosk.Settle(t.Context())
	for _, line := range []string{"touch 中文", "touch 念一念", "touch 反映问题", "touch 念一念"} {
		if err := p.Do(line); err != nil {
			t.Fatal(err)
		}
	}
	m.has(t, "最后一件，按钮，第四个，共四个。")
	m.mu.Lock()
	defer m.mu.Unlock()
	said := strings.Join(m.said, "")
	if strings.ContainsAny(said, "<>[]\x00\x07\x1b\u202e") || !strings.Contains(said, "漏水") || !strings.Contains(said, "停电") || strings.Count(said, "长") < 5000 {
		t.Errorf("of %d sentences, 长 is said %d times: %.300q", len(m.said), strings.Count(said, "长"), said)
	}
}
