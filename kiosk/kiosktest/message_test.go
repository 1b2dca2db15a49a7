package kiosktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/i18n"
	"linli/speech"
	"linli/speech/speechtest"
)

// toVoice goes to the page on which a voice message is recorded.
var toVoice = append(slices.Clone(toTell), "touch 不写字")

// TestNothingIsSaidIntoARecording: while somebody speaks, no word and no sound is heard, whatever happens; the sound with which it
// begins is, and is left out of it.
func TestNothingIsSaidIntoARecording(t *testing.T) {
	v := &speechtest.Recorder{}
	l := listenAt(t, v, true)
	l.do(t, toVoice...)
	v.Heard()
	l.do(t, "touch 开始录音")
	if earcons := v.Earcons(); !slices.Equal(earcons, []speech.Earcon{speech.RecordingBegins}) || l.Microphone.Lead == 0 || !l.Microphone.On() {
		t.Fatalf("it begins with %v, of which %v are left out", earcons, l.Microphone.Lead)
	}
	for _, do := range []string{"microphone hears speech for 20", "next", "key repeat", "key repeat_page", "key louder", "touch 大小", "touch English", "touch 繁體中文",
		"microphone hears nothing for 170"} {
		v.Did()
		l.do(t, do)
		if !l.Microphone.On() { // three minutes are over
			break
		}
		if said := v.Heard(); len(said) > 0 || slices.Contains(v.Did(), "say") {
			t.Errorf("%s: said %q", do, said)
		}
	}
	if said := strings.Join(v.Heard(), "\n"); !strings.Contains(said, "滿三分鐘了，已經停下。") {
		t.Errorf("three minutes are over, and said is only %q", said)
	}
	s, _ := l.Screen()
	if n, _ := s.Root.Find("recording"); n.Value != "3分0秒" {
		t.Errorf("it is as long as %q", n.Value)
	}
}

// TestWhateverIsPressedOnlyEndsARecording: nobody loses what they have said by pressing something else than the button for it.
func TestWhateverIsPressedOnlyEndsARecording(t *testing.T) {
	for _, input := range []string{"touch 说完了", "select", "key back", "key help", "touch 返回", "touch 帮助", "key one_switch", "key forward", "key plugged_in", "key pulled_out"} {
		p := Open(t)
		do(t, p, append(slices.Clone(toVoice), "touch 开始录音", "microphone hears speech for 12", input)...)
		if input == "key plugged_in" || input == "key pulled_out" {
			if !p.Microphone.On() {
				t.Errorf("%s: it has ended", input)
			}
			continue
		}
		s, _ := p.Screen()
		if n, _ := s.Root.Find("recording"); p.Microphone.On() || s.Root.ID != "page-voice-recorded" || n.Value != "12秒" {
			t.Errorf("%s: on %s, %q is recorded", input, s.Root.ID, n.Value)
		}
	}
}

// TestARecordingIsLostByNoMishap: nothing that goes wrong with a new one takes the old one away, and the page says what it was.
func TestARecordingIsLostByNoMishap(t *testing.T) {
	for what, c := range map[string]struct {
		then           []string
		says, recorded string
	}{
		"silence":       {[]string{"microphone hears nothing for 5", "touch 说完了"}, "没有听到声音", "12秒"},
		"too short":     {[]string{"touch 说完了"}, "太短了", "12秒"},
		"cut off":       {[]string{"microphone hears speech for 7", "microphone is unplugged"}, "话筒断了", "7秒"},
		"no microphone": {[]string{"touch 说完了", "microphone is unplugged", "touch 重新录"}, "现在录不了音", "12秒"},
	} {
		p := Open(t)
		do(t, p, append(slices.Clone(toVoice), "touch 开始录音", "microphone hears speech for 12", "touch 说完了", "touch 重新录")...)
		do(t, p, c.then...)
		s, _ := p.Screen()
		alert, _ := s.Root.Part(a11y.Alert)
		n, _ := s.Root.Find("recording")
		if !strings.HasPrefix(alert.Label, c.says) || n.Value != c.recorded || s.Root.ID != "page-voice-recorded" {
			t.Errorf("%s: %q, %q recorded", what, alert.Label, n.Value)
		}
	}
}

// TestA10ARecordingIsHeardByWhomItMay: in headphones at once; from the loudspeaker after a yes, each time. Whatever is done ends it,
// and the page shows that it is heard (A16) and when it is over.
func TestA10ARecordingIsHeardByWhomItMay(t *testing.T) {
	record := append(slices.Clone(toVoice), "touch 开始录音", "microphone hears speech for 12", "touch 说完了")
	for _, c := range []struct {
		headphones bool
		do         []string
		aloud      bool
	}{{true, []string{"touch 听一听"}, false}, {false, []string{"touch 听一听", "touch 放出来听"}, true}} {
		v := &heardRecordings{}
		view := View(t)
		view.Spoken, view.Headphones = true, c.headphones
		l := listenIn(t, v, view, &Staff{})
		l.do(t, record...)
		for i, step := range c.do {
			if len(v.recordings) > 0 {
				t.Error("it is heard before it was asked for")
			}
			l.do(t, step)
			if s, _ := l.Screen(); i == 0 && !c.headphones && s.Root.ID != "page-voice-asking" {
				t.Errorf("nobody is asked on %s", s.Root.ID)
			}
		}
		if len(v.recordings) != 1 || v.recordings[0].Aloud != c.aloud || len(v.recordings[0].PCM) == 0 {
			t.Fatalf("headphones %v: heard %+v", c.headphones, v.recordings)
		}
		playing := func() bool { s, _ := l.Screen(); n, _ := s.Root.Find("recording"); return n.Hint == "正在放" }
		if !playing() {
			t.Error("that it is heard is not to be seen")
		}
		l.do(t, "wait 12")
		if !playing() {
			t.Error("it is over too soon")
		}
		l.do(t, "wait 2")
		if playing() {
			t.Error("it is never over")
		}
		l.do(t, c.do...)
		if !playing() || len(v.recordings) != 2 {
			t.Error("it is not heard again")
		}
		for _, input := range []string{"next", "tap", "touch 大小", "key repeat"} {
			l.do(t, c.do...)
			v.Did()
			l.do(t, input)
			if did := strings.Join(v.Did(), " "); playing() || !strings.Contains(did, "stop") && !strings.Contains(did, "say") {
				t.Errorf("%s: it goes on: %v", input, did)
			}
		}
	}
}

// heardRecordings is a voice that keeps the recordings that it is to play.
type heardRecordings struct {
	speechtest.Recorder
	recordings []*speech.Recording
}

// Say implements speech.Voice.
func (h *heardRecordings) Say(utterances []speech.Utterance) {
	for _, u := range utterances {
		if u.Recording != nil {
			h.recordings = append(h.recordings, u.Recording)
		}
	}
	h.Recorder.Say(utterances)
}

// TestD03ARecordingEndsWithItsSession: it is stopped, forgotten, and what still comes of it is dropped.
func TestD03ARecordingEndsWithItsSession(t *testing.T) {
	p := Open(t)
	do(t, p, append(slices.Clone(toVoice), "touch 开始录音", "microphone hears speech for 100")...)
	do(t, p, "wait 100") // nobody speaks any more, and the microphone tells nothing
	if s, _ := p.Screen(); s.Root.ID != "page-quiet" && s.Root.ID != "page-voice-recording" {
		t.Fatalf("the page is %s", s.Root.ID)
	}
	do(t, p, "wait 200")
	if s, _ := p.Screen(); p.Microphone.On() || s.Root.ID != "page-attract" {
		t.Errorf("recording %v on %s", p.Microphone.On(), s.Root.ID)
	}
	do(t, p, toTell...)
	if s, _ := p.Screen(); strings.Contains(a11y.Sketch(s.Root), "秒") {
		t.Errorf("the next resident finds\n%s", a11y.Sketch(s.Root))
	}
}

// TestAVoiceMessageIsFiled by touch, by three keys and by one switch: the city gets it, with words that say that there is something
// to hear.
func TestAVoiceMessageIsFiled(t *testing.T) {
	for _, way := range []string{"touch", "keys", "switch"} {
		t.Run(way, func(t *testing.T) {
			p := Open(t)
			k, b := &byKeys{p: p, pages: map[a11y.ID]bool{}}, &bySwitch{p: p}
			press := func(steps ...[2]string) {
				for _, step := range steps {
					switch way {
					case "touch":
						do(t, p, "touch "+step[0])
					case "keys":
						k.to(t, step[0])
					default:
						b.to(t, a11y.ID(step[1]))
					}
				}
			}
			if way == "switch" {
				for range 2 { // it is learnt by being pressed
					b.press(t)
					b.p.wait(t, time.Second)
				}
			}
			press([2]string{"中文", "start-zh-Hans"}, [2]string{"反映问题", "report"}, [2]string{"街上的事", "group-1"}, [2]string{"路灯不亮", "service-0"},
				[2]string{"南门", "place-2"}, [2]string{"下一步", "continue"}, [2]string{"不写字，用嘴说", "voice"}, [2]string{"开始录音", "record"})
			do(t, p, "microphone hears speech for 30")
			if way == "switch" {
				b.press(t)
			} else {
				do(t, p, "select")
			}
			press([2]string{"下一步", "continue"}, [2]string{"不用找我", "channel-none"}, [2]string{"下一步", "continue"}, [2]string{"都对，交给社区去办", "send"})
			if len(p.City.Filed) != 1 {
				s, _ := p.Screen()
				t.Fatalf("%d requests were filed; the page is %s", len(p.City.Filed), s.Root.ID)
			}
			d := p.City.Filed[0].Draft
			a, ok := d.Recording()
			if !ok || a.Length.Seconds() < 30 || a.Length.Seconds() > 32 || d.Description != "没有写字，留了一段录音，请听录音。" {
				t.Errorf("filed %+v", d)
			}
		})
	}
}

// TestA17MicrophoneAndSoundOff files a request and looks it up on a kiosk that neither speaks nor records, in each language, by touch and
// by keys: no page asks for what is not there.
func TestA17MicrophoneAndSoundOff(t *testing.T) {
	for _, lang := range i18n.Shipped() {
		view := View(t)
		view.Spoken, view.Records = false, false
		l := listenIn(t, &speechtest.Recorder{}, view, &Staff{})
		l.Microphone.Missing = true
		words := view.Bundle.Words(lang)
		silent := func() {
			s, _ := l.Screen()
			for n := range s.Root.All() {
				if n.ID == "voice" || n.ID == "record" || n.ID == "listen" || n.ID == "hear" || n.Icon == "microphone" {
					t.Errorf("%s: %s is offered on %s", lang, n.Label, s.Root.ID)
				}
			}
		}
		go1 := func(id a11y.ID) {
			silent()
			s, _ := l.Screen()
			if _, ok := s.Root.Find(id); !ok {
				t.Fatalf("%s: no %s on %s", lang, id, s.Root.ID)
			}
			l.Kiosk.Activate(id)
			l.Kiosk.Settle(t.Context())
		}
		for _, id := range []a11y.ID{a11y.ID("start-" + lang), "report", "group-1", "service-0", "place-2", "continue", "phrase-0", "continue", "channel-none", "continue", "send"} {
			go1(id)
		}
		if len(l.City.Filed) != 1 || l.Microphone.Recordings != 0 {
			t.Fatalf("%s: %d filed", lang, len(l.City.Filed))
		}
		for _, id := range []a11y.ID{"finish", a11y.ID("start-" + lang), "track"} {
			go1(id)
		}
		for _, digit := range string(l.City.Filed[0].Number) {
			go1(a11y.ID("key-" + string(digit)))
		}
		go1("look")
		s, _ := l.Screen()
		if n, _ := s.Root.Find("state"); n.Value != words.T("state.received") {
			t.Errorf("%s: it is %q", lang, n.Value)
		}
	}
}

// TestA17TheMicrophoneIsUnplugged: who wanted to speak can go on in writing, with what was given before.
func TestA17TheMicrophoneIsUnplugged(t *testing.T) {
	p := Open(t)
	do(t, p, append(slices.Clone(toVoice), "microphone is unplugged", "touch 开始录音", "touch 返回", "touch 晚上路很黑", "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对")...)
	if len(p.City.Filed) != 1 || p.City.Filed[0].Draft.Description != "晚上路很黑。" || len(p.City.Filed[0].Draft.Attachments) != 0 {
		t.Errorf("filed %+v", p.City.Filed)
	}
}

// TestV13NothingMovesButTheLevel: while it is recorded, a page changes when the voice does or five seconds have gone, and else it stands.
func TestV13NothingMovesButTheLevel(t *testing.T) {
	p := Open(t)
	do(t, p, append(slices.Clone(toVoice), "touch 开始录音", "microphone hears speech for 1")...)
	changes, last := 0, ""
	for range 60 {
		do(t, p, "microphone hears speech for 1")
		s, _ := p.Screen()
		if now := fmt.Sprint(a11y.Sketch(s.Root)); now != last {
			changes, last = changes+1, now
		}
	}
	if changes > 13 {
		t.Errorf("it changes %d times a minute", changes)
	}
	do(t, p, "touch 说完了")
	before := fmt.Sprint(p.Screen())
	do(t, p, "wait 60")
	if after := fmt.Sprint(p.Screen()); after != before {
		t.Errorf("what was recorded changes by itself:\n%s\n%s", before, after)
	}
}
