package kiosktest

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"linli/kiosk"
	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
	"linli/ui/screen"
)

// This file holds what those who listen are told without asking: A02, the second half of A11, and A18.

// earful is a kiosk that speaks, of a site that has set it up in some way.
func earful(t testing.TB, voice speech.Voice, site func(*screen.View)) *listener {
	t.Helper()
	l := &listener{Player: &Player{Now: Now, City: NewCity()}, voice: voice}
	if voice == nil {
		l.voice = deaf{&l.recorder}
	}
	l.City.Clock = func() time.Time { return l.Now }
	view := View(t)
	view.Spoken = true
	if site != nil {
		site(&view)
	}
	l.Kiosk = kiosk.New(kiosk.Options{
		Display: l, Voice: l.voice, City: l.City, View: view, Number: 1024, Random: &counter{},
		Clock: func() time.Time { return l.Now }, Log: slog.New(slog.NewTextHandler(&l.Log, nil)), Spawn: func(f func()) { f() },
		Assistants: &Staff{},
		Idle:       kiosk.Idle{After: 180 * time.Second, AfterSlow: 180 * time.Second, Notice: 40 * time.Second, Again: 20 * time.Second},
	})
	l.Kiosk.Begin()
	return l
}

// deaf is a voice that is told things while it is off, and does not say them.
type deaf struct{ *speechtest.Recorder }

// Say implements speech.Voice.
func (d deaf) Say(utterances []speech.Utterance) {
	if d.Settings().On {
		d.Recorder.Say(utterances)
	}
}

// heard is what was to be heard since the last look, each sentence a line.
func (l *listener) heard() string { return strings.Join(l.recorder.Heard(), "\n") }

// TestA02HowOneGetsOnIsSaidFirst: headphones, the Help key, Listen and, on the first page, the round key begin with where the
// keys are or how to touch, in every language, on the page and aloud; the next page does not have it any more.
func TestA02HowOneGetsOnIsSaidFirst(t *testing.T) {
	for _, c := range []struct{ keypad, key, want string }{
		{"right", "key plugged_in", "orient.right"}, {"left", "key help", "orient.left"}, {"below", "touch listen", "orient.below"},
		{"", "key plugged_in", "orient.keys"}, {"", "key help", "orient.keys"}, {"", "touch listen", "orient.touch"}, {"right", "select", "orient.right"},
	} {
		for _, lang := range View(t).Langs {
			l := earful(t, nil, func(v *screen.View) { v.Keypad, v.Langs = c.keypad, []string{lang} })
			words := View(t).Bundle.Words(lang)
			l.recorder.Heard()
			if c.key == "touch listen" {
				l.choose(t, "listen")
			} else {
				l.do(t, c.key)
			}
			said := l.recorder.Heard()
			if len(said) < 3 || said[0] != words.T(c.want) || label(l.Player, "orient") != words.T(c.want) {
				t.Errorf("%s, keypad %q, %s: shown %q, said %q", lang, c.keypad, c.key, label(l.Player, "orient"), said)
			}
			if start := words.T("help.on.attract"); c.key != "key help" && !slices.Contains(said[:2], start) {
				t.Errorf("%s, %s: how to begin is not said at once: %q", lang, c.key, said)
			}
			if n := strings.Count(strings.Join(said, "\n"), words.T(c.want)); n != 1 {
				t.Errorf("%s, %s: it is said %d times", lang, c.key, n)
			}
			l.do(t, "key help", "key help", "key help")
			if label(l.Player, "orient") != "" {
				t.Errorf("%s, %s: another page has it, too", lang, c.key)
			}
			l.do(t, "key plugged_in", "key plugged_in")
			if said := l.recorder.Heard(); slices.Contains(said, words.T(c.want)) {
				t.Errorf("%s, %s: it is said to somebody who knows: %q", lang, c.key, said)
			}
		}
	}
}

// TestA02SoonAfterHeadphonesArePutIn: the sound itself begins within a second, and it is that sentence.
func TestA02SoonAfterHeadphonesArePutIn(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	want := pcm(t, View(t).Bundle.Words("zh-Hans").T("orient.right"))
	synctest.Test(t, func(t *testing.T) {
		tape := speechtest.NewTape()
		mouth := speech.Played{Engine: speechtest.Whole{Engine: engine.NewEspeak("")}, Sink: tape}
		ctx, stop := context.WithCancel(t.Context())
		s := speech.NewSpeaker(ctx, map[string]speech.Mouth{"zh-Hans": mouth, "zh-Hant": mouth, "en": mouth}, speech.Loudspeaker, slog.New(slog.DiscardHandler))
		l := earful(t, s, func(v *screen.View) { v.Keypad = "right" })
		l.do(t, "key plugged_in")
		time.Sleep(time.Second)
		if soon := tape.Between(speech.Headphones, 0, tape.Now()); len(speechtest.Trim(soon)) < speech.SampleRate/4 {
			t.Error("a second later nothing is heard")
		}
		time.Sleep(6 * time.Second)
		if m := speechtest.Match(tape.Between(speech.Headphones, 0, tape.Now()), want); m < 0.97 {
			t.Errorf("what is heard first is %.3f alike", m)
		}
		stop()
		<-s.Ended()
	})
}

// pcm is what espeak-ng makes of a Chinese sentence.
func pcm(t *testing.T, text string) (out []int16) {
	t.Helper()
	err := engine.NewEspeak("").Synthesise(t.Context(), speech.Phrase{Text: text, Lang: "zh-Hans", Rate: 100}, func(pcm []int16) error {
		out = append(out, pcm...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestA11AfterHeadphonesArePulledOut: five seconds later the page says what has happened and how to go on, with nothing personal;
// the loudspeaker says it only where the resident or the site has allowed it to speak, and nothing else.
func TestA11AfterHeadphonesArePulledOut(t *testing.T) {
	for name, c := range map[string]struct {
		speaking bool
		before   []string
		aloud    bool
	}{
		"nobody has allowed the loudspeaker": {false, nil, false},
		"the resident has":                   {false, []string{"touch 调成", "touch 您的电话", "touch 返回"}, true},
		"the site has":                       {true, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			l := earful(t, nil, func(v *screen.View) { v.Offer.Speaking = c.speaking })
			want := View(t).Bundle.Words("zh-Hans").T("hear.unplugged")
			l.do(t, "touch 中文", "key plugged_in")
			l.do(t, c.before...)
			l.do(t, "touch 反映", "touch 家里", "touch 暖气", "touch 就在这里", "touch 下一步", "write 您要说的话: 我叫王秘密。", "touch 下一步", "touch 卧室", "touch 下一步", "touch 打电话", "touch 下一步", "press 13800138000", "touch 下一步")
			l.recorder.Heard()
			l.do(t, "key pulled_out", "wait 4")
			if said := l.heard(); said != "" || l.recorder.Settings().On || label(l.Player, "unplugged") != "" {
				t.Fatalf("at once: said %q", said)
			}
			l.do(t, "wait 1", "city goes away", "wait 60")
			said := l.heard()
			if label(l.Player, "unplugged") != want || c.aloud && said != want || !c.aloud && said != "" {
				t.Errorf("shown %q, said %q", label(l.Player, "unplugged"), said)
			}
			l.do(t, "next", "select", "key repeat", "key repeat_page", "touch 都对")
			if said := l.heard(); l.recorder.Settings().On || label(l.Player, "unplugged") != "" && page(l.Player) != "review" {
				t.Errorf("it goes on from the loudspeaker, or the page still says it: %q", said)
			}
			l.do(t, "key plugged_in")
			if said := l.heard(); !strings.Contains(said, label(l.Player, "title")) {
				t.Errorf("put in again: %q", said)
			}
			if label(l.Player, "unplugged") != "" {
				t.Error("put in again, the page says that they are out")
			}
		})
	}
}

// TestA11PutInAgainAtOnce: nothing is said about it, nor to the next resident, nor to whoever did not listen.
func TestA11PutInAgainAtOnce(t *testing.T) {
	for _, way := range [][]string{
		{"touch 中文", "key plugged_in", "key pulled_out", "wait 3", "key plugged_in", "wait 10"},
		{"touch 中文", "key plugged_in", "key pulled_out", "wait 3", "touch 结束", "wait 10"},
		{"touch 中文", "key pulled_out", "wait 10"},
		{"touch 中文", "key plugged_in", "key pulled_out", "wait 3", "touch 念一念", "wait 10"},
	} {
		l := earful(t, nil, nil)
		l.do(t, way...)
		if got := label(l.Player, "unplugged"); got != "" {
			t.Errorf("%q: %s", way, got)
		}
	}
}

// TestA18WhereOneIsIsSaidAgain after 20 s of silence: the page where the cursor is on its title, else what it is on; three times,
// and once more while one is asked whether one is still there, who hears that twice in all. Not while the voice speaks, or is
// paused, nor to whoever does not listen.
func TestA18WhereOneIsIsSaidAgain(t *testing.T) {
	l := earful(t, nil, nil)
	l.do(t, "touch 中文", "wait 100")
	if said := l.heard(); said != "" {
		t.Fatalf("said to somebody who does not listen: %q", said)
	}
	l.do(t, "touch 念一念", "touch 反映")
	first := l.heard()
	l.do(t, "wait 19")
	if said := l.heard(); said != "" {
		t.Errorf("after 19 s: %q", said)
	}
	l.do(t, "wait 1")
	if said := l.heard(); said == "" || !strings.HasSuffix(first, said) {
		t.Errorf("after 20 s: %q, at first %q", said, first)
	}
	l.do(t, "next", "next")
	s, cursor := l.Screen()
	l.heard()
	item := spoken(t, s.Root, cursor)
	l.do(t, "wait 179")
	if said := l.heard(); said != item+"\n"+item+"\n"+item {
		t.Errorf("in three minutes without doing anything: %q, want three times %q", said, item)
	}
	l.do(t, "wait 40")
	if said, notice := l.heard(), label(l.Player, "quiet"); page(l.Player) != "quiet" || strings.Count(said, notice) != 2 {
		t.Errorf("on %s, said %q", page(l.Player), said)
	}
	l.do(t, "tap")
	l.heard()
	l.recorder.Keep(1)
	l.do(t, "wait 100")
	if said := l.heard(); said != "" {
		t.Errorf("while the voice speaks: %q", said)
	}
	l.recorder.Keep(0)
	l.do(t, "wait 19")
	if said := l.heard(); said != "" {
		t.Errorf("19 s after it has fallen silent: %q", said)
	}
	l.do(t, "wait 2")
	if said := l.heard(); said != item {
		t.Errorf("21 s after it has fallen silent: %q", said)
	}
}

// TestA18NobodyIsTold: the first page of a site that speaks unasked does not talk to an empty room.
func TestA18NobodyIsTold(t *testing.T) {
	l := earful(t, nil, func(v *screen.View) { v.Offer.Speaking = true })
	l.do(t, "touch 中文", "touch 结束")
	l.heard()
	l.do(t, "wait 300")
	if said := l.heard(); said != "" {
		t.Errorf("said to nobody: %q", said)
	}
}

// TestD01WhatIsBeingSaidCounts: nobody is asked whether they are there while a page is read to them; but a voice that hangs, or
// is paused and left, does not keep a session for ever.
func TestD01WhatIsBeingSaidCounts(t *testing.T) {
	l := earful(t, nil, nil)
	l.do(t, "touch 中文", "key plugged_in")
	l.recorder.Keep(1)
	l.do(t, "wait 100")
	l.recorder.Keep(0)
	l.do(t, "wait 179")
	expect(t, l.Player, "home", "179 s after the page was read")
	l.do(t, "wait 1")
	expect(t, l.Player, "quiet", "180 s after it was read")
	l.do(t, "tap")
	l.recorder.Keep(1)
	l.do(t, "wait 298")
	expect(t, l.Player, "home", "the voice hangs")
	l.do(t, "wait 2")
	expect(t, l.Player, "quiet", "the voice hangs for five minutes")
	l.do(t, "wait 41")
	expect(t, l.Player, "attract", "nobody is there")
}
