package kiosktest

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"linli/a11y"
	"linli/kiosk"
	"linli/speech"
	"linli/speech/engine"
	"linli/speech/speechtest"
	"linli/ui/screen"
)

var wavs = flag.String("wav", "", "a folder for the sound of whole sessions")

// listener is a resident at a kiosk that speaks.
type listener struct {
	*Player
	recorder speechtest.Recorder
	voice    speech.Voice
	before   string // what was to be seen before the last picture
}

// Show implements kiosk.Display.
func (l *listener) Show(s screen.Screen, cursor a11y.ID) {
	l.before = seen(l.Screen())
	l.Player.Show(s, cursor)
}

// listen switches on a kiosk with a voice; nil is one that only writes down.
func listen(t testing.TB, voice speech.Voice) *listener { return listenAt(t, voice, false) }

// listenAt is listen, where pages are perhaps read aloud from the start.
func listenAt(t testing.TB, voice speech.Voice, speaking bool) *listener {
	t.Helper()
	view := View(t)
	view.Spoken, view.Offer.Speaking = true, speaking
	return listenIn(t, voice, view, &Staff{})
}

// listenIn is listen, where pages are as a site has them, and staff can perhaps be called.
func listenIn(t testing.TB, voice speech.Voice, view screen.View, staff *Staff) *listener {
	t.Helper()
	l := &listener{Player: &Player{Now: Now, City: NewCity()}, voice: voice}
	if voice == nil {
		l.voice = &l.recorder
	}
	l.City.Clock = func() time.Time { return l.Now }
	l.Microphone.clock = func() time.Time { return l.Now }
	l.Kiosk = kiosk.New(kiosk.Options{
		Display: l, Voice: l.voice, City: l.City, Recorder: &l.Microphone, Writer: Writer{}, View: view, Number: 1024, Random: &counter{},
		Clock: func() time.Time { return l.Now }, Log: slog.New(slog.NewTextHandler(&l.Log, nil)),
		Spawn: func(f func()) { f() }, Idle: kiosk.Idle{After: 180 * time.Second, Notice: 40 * time.Second},
		Staff: staff, AnswerWithin: time.Minute,
	})
	l.Kiosk.Begin()
	return l
}

// The voice is found after the first page is there: then there is a button for it, and it speaks.
func TestTheVoiceComesLater(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文")
	if s, _ := p.Screen(); has(s.Root, "listen") {
		t.Error("there is a button and no voice")
	}
	var voice speechtest.Recorder
	p.Kiosk.Hear(&voice, true, false)
	p.Kiosk.Settle(t.Context())
	do(t, p, "touch 念一念")
	if heard := voice.Heard(); len(heard) == 0 || !voice.Settings().On {
		t.Errorf("heard %q, %+v", heard, voice.Settings())
	}
}

func has(root a11y.Node, id a11y.ID) bool {
	_, ok := root.Find(id)
	return ok
}

func (l *listener) do(t testing.TB, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if err := l.Do(line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
}

// TestA07 changes how it is spoken and ends the session in each way that there is: the next one hears it as at first.
func TestA07(t *testing.T) {
	for name, end := range map[string][]string{
		"finished": {"touch 返回", "touch 结束"}, "gone away": {"wait 181", "wait 41"},
	} {
		t.Run(name, func(t *testing.T) {
			l := listen(t, nil)
			first := l.recorder.Settings()
			if first.On || first.Volume != 0 || first.Rate != 100 {
				t.Fatalf("at first: %+v", first)
			}
			l.do(t, "touch 中文", "touch 念一念", "touch 调成您合适的", "touch 念得快慢", "touch 声音大小", "touch 声音大小", "touch 您的电话")
			if s := l.recorder.Settings(); !s.On || s.Volume != 6 || s.Rate != 125 || !s.Aloud {
				t.Fatalf("changed: %+v", s)
			}
			l.do(t, end...)
			if s := l.recorder.Settings(); s != first {
				t.Errorf("the next resident hears it at %+v", s)
			}
		})
	}
}

// TestD03NothingIsLeftToRepeat: where the voice is on from the start, it forgets between sessions all the same, and says the first page.
func TestD03NothingIsLeftToRepeat(t *testing.T) {
	l := listenAt(t, nil, true)
	if s := l.recorder.Settings(); !s.On {
		t.Fatal("it is not on")
	}
	l.do(t, "touch 中文")
	l.recorder.Did()
	l.do(t, "touch 结束")
	if did := strings.Join(l.recorder.Did(), " "); !strings.HasSuffix(did, "off say") || !l.recorder.Settings().On {
		t.Errorf("the voice was told to %q", did)
	}
}

// TestA06EachChangeIsSaid: each press says how it is now, in the new way.
func TestA06EachChangeIsSaid(t *testing.T) {
	l := listen(t, nil)
	l.do(t, "touch English", "touch Listen", "touch Make it suit")
	l.recorder.Heard()
	seen := map[string]bool{}
	for range speech.Volumes() {
		l.do(t, "touch How loud")
		for _, said := range l.recorder.Heard() {
			seen[said] = true
		}
	}
	for step := range speech.Volumes() {
		if want := fmt.Sprintf("How loud, Step %d of 10.", step+1); !seen[want] {
			t.Errorf("%q was not said: %v", want, seen)
		}
	}
	for range speech.Rates() {
		l.do(t, "touch How fast")
	}
	if said := strings.Join(l.recorder.Heard(), "\n"); strings.Count(said, "How fast, ") != 7 || !strings.Contains(said, "How fast, 50%.") {
		t.Errorf("said:\n%s", said)
	}
}

// TestA03AnyInput: whatever is touched, what is being said is cut off, even where nothing comes of it.
func TestA03AnyInput(t *testing.T) {
	for _, input := range []string{"tap", "touch 改回去", "touch 大小", "touch 反映问题", "next", "select"} {
		l := listen(t, nil)
		l.do(t, "touch 中文", "touch 念一念")
		l.recorder.Did()
		l.do(t, input)
		if did := strings.Join(l.recorder.Did(), " "); !strings.HasPrefix(did, "stop") && !strings.HasPrefix(did, "say") {
			t.Errorf("%s: the voice was told to %q", input, did)
		}
	}
}

// TestA19 takes the line away: every page is said all the same.
func TestA19(t *testing.T) {
	l := listen(t, nil)
	l.do(t, "touch 中文", "touch 念一念", "touch 反映问题", "touch 街上的事", "touch 路灯不亮", "touch 就在这里", "touch 下一步", "touch 下一步", "touch 不用找我", "touch 下一步")
	l.recorder.Heard()
	l.do(t, "city goes away", "touch 都对", "touch 念一念")
	said := strings.Join(l.recorder.Heard(), "\n")
	for _, n := range l.shown.Root.Leaves() {
		if words := spoken(t, l.shown.Root, n.ID); !strings.Contains(said, n.Spoken()) && !strings.Contains(said, strings.Split(words, "，")[0]) {
			t.Errorf("%q is not said:\n%s", words, said)
		}
	}
	if l.shown.Root.ID != "page-notsent" {
		t.Errorf("the page is %s", l.shown.Root.ID)
	}
}

// TestASessionIsHeard files a request by ear, in Chinese and in English, and listens to every page of it: something is heard, it
// is loud enough and not cut off, and it is what the page says. With -wav the sound is kept.
func TestASessionIsHeard(t *testing.T) {
	speechtest.Need(t, "espeak-ng")
	for lang, steps := range map[string][]string{
		"zh": {"touch 中文", "touch 念一念", "touch 反映问题", "touch 家里的事", "touch 暖气不热", "touch 就在这里", "touch 下一步", "touch 家里有老人", "touch 下一步", "touch 下一步",
			"touch 卧室", "touch 下一步", "touch 打电话", "touch 下一步", "press 13800138000", "touch 下一步", "touch 都对"},
		"en": {"touch English", "touch Listen", "touch Report", "touch In the street", "touch Street light", "touch Right here", "touch Go on", "touch Go on",
			"touch Do not contact", "touch Go on", "touch All right"},
	} {
		t.Run(lang, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { session(t, lang, steps) })
		})
	}
}

func session(t *testing.T, lang string, steps []string) {
	tape := speechtest.NewTape()
	mouth := speech.Played{Engine: speechtest.Whole{Engine: engine.NewEspeak("")}, Sink: tape}
	ctx, stop := context.WithCancel(t.Context())
	var complaints strings.Builder
	s := speech.NewSpeaker(ctx, map[string]speech.Mouth{"zh-Hans": mouth, "zh-Hant": mouth, "en": mouth}, speech.Headphones, slog.New(slog.NewTextHandler(&complaints, nil)))
	l := listen(t, s)
	for i, step := range steps {
		from := tape.Now()
		l.do(t, step)
		for time.Sleep(50 * time.Millisecond); s.Left() > 0; time.Sleep(50 * time.Millisecond) {
		}
		time.Sleep(300 * time.Millisecond)
		heard := speechtest.Trim(tape.Between(speech.Headphones, from, tape.Now()))
		if i == 0 {
			if len(heard) > 0 {
				t.Error("it speaks although nobody has asked")
			}
			continue
		}
		level := 20 * math.Log10(speechtest.RMS(heard))
		if len(heard) < speech.SampleRate/4 || level < -35 || level > -12 {
			t.Errorf("%s: %.1f s at %.1f dB are heard", step, float64(len(heard))/speech.SampleRate, level)
		}
		t.Logf("%-22s %5.1f s %6.1f dB", step, float64(len(heard))/speech.SampleRate, level)
	}
	if l.shown.Root.ID != "page-done" {
		t.Errorf("the session ends at %s", l.shown.Root.ID)
	}
	stop()
	<-s.Ended()
	if complaints.Len() > 0 {
		t.Error(complaints.String())
	}
	if *wavs != "" {
		keep(t, filepath.Join(*wavs, "session-"+lang+".wav"), tape)
	}
}

func keep(t *testing.T, name string, tape interface{ WriteWAV(io.Writer) error }) {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := tape.WriteWAV(f); err != nil {
		t.Fatal(err)
	}
}
