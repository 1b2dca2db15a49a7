package kiosktest

import (
	"slices"
	"strings"
	"testing"

	"linli/a11y"
	"linli/i18n"
	"linli/speech/speechtest"
)

// told is what a resident says into the microphone, and what a program understands of it: nobody else may ever see it.
const told = "我家住在三单元四零二，楼道灯坏了"

// spokenMessage records a voice message of which that is understood.
var spokenMessage = append(slices.Clone(toVoice), "recogniser understands "+told, "touch 开始录音", "microphone hears speech for 12", "touch 说完了")

// TestWhatWasUnderstoodIsFiledOnlyWhereItIsRight: it is the description, and the voice is there as before; by touch, keys and one switch.
func TestWhatWasUnderstoodIsFiledOnlyWhereItIsRight(t *testing.T) {
	on := []string{"touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对"}
	for answer, want := range map[string]string{"touch 对，就是这样": told, "touch 只交录音": "没有写字，留了一段录音，请听录音。"} {
		p := Open(t)
		do(t, p, append(append(slices.Clone(spokenMessage), answer), on...)...)
		if len(p.City.Filed) != 1 {
			t.Fatalf("%s: %d requests are filed", answer, len(p.City.Filed))
		}
		d := p.City.Filed[0].Draft
		if a, ok := d.Recording(); d.Description != want || !ok || len(a.Bytes) == 0 {
			t.Errorf("%s: %q is filed, with the voice: %v", answer, d.Description, ok)
		}
		if strings.Contains(p.Log.String(), "三单元") || strings.Contains(p.Log.String(), told) {
			t.Errorf("%s: the log has what was said:\n%s", answer, p.Log.String())
		}
	}
	for _, way := range []string{"keys", "switch"} {
		p := Open(t)
		do(t, p, spokenMessage...)
		if way == "keys" {
			(&byKeys{p: p, pages: map[a11y.ID]bool{}}).to(t, "对，就是这样")
		} else {
			b := &bySwitch{p: p}
			for range 2 {
				b.press(t)
			}
			b.to(t, "words-right")
		}
		do(t, p, on...)
		if len(p.City.Filed) != 1 || p.City.Filed[0].Draft.Description != told {
			t.Errorf("%s: filed %+v", way, p.City.Filed)
		}
	}
}

// TestWithoutARecogniserNothingIsAsked: where none is there, or none for this language, pages are as they were, without a button or a hint.
func TestWithoutARecogniserNothingIsAsked(t *testing.T) {
	for name, with := range map[string]func(p *Player){
		"none":             func(*Player) {},
		"another language": func(p *Player) { p.Kiosk.TakeDownWith(&p.Recogniser, []string{"en"}) },
	} {
		p := Open(t)
		with(p)
		p.Kiosk.Settle(t.Context())
		do(t, p, append(slices.Clone(toVoice), "touch 开始录音", "microphone hears speech for 12", "touch 说完了")...)
		s, _ := p.Screen()
		if sketch := a11y.Sketch(s.Root); s.Root.ID != "page-voice-recorded" || strings.Contains(sketch, "字") || len(p.Recogniser.Asked) > 0 {
			t.Errorf("%s: asked %v\n%s", name, p.Recogniser.Asked, sketch)
		}
	}
}

// TestABrokenRecogniserLosesNothing: the resident is told in one sentence, the voice is there and is filed, and staff find one line.
func TestABrokenRecogniserLosesNothing(t *testing.T) {
	for _, fate := range []string{"breaks", "understands nothing"} {
		p := Open(t)
		do(t, p, append(slices.Clone(toVoice), "recogniser "+fate, "touch 开始录音", "microphone hears speech for 12", "touch 说完了")...)
		s, _ := p.Screen()
		if n, _ := s.Root.Find("unwritten"); s.Root.ID != "page-voice-recorded" || n.Role != a11y.Text || n.Label != "您的录音在。只是没能写成字。" {
			t.Errorf("%s: the page is\n%s", fate, a11y.Sketch(s.Root))
		}
		if lines := strings.Count(p.Log.String(), "msg=recogniser"); fate == "breaks" && lines != 1 || fate != "breaks" && lines > 0 {
			t.Errorf("%s: %d lines in the log", fate, lines)
		}
		do(t, p, "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对")
		if a, ok := p.City.Filed[0].Draft.Recording(); !ok || len(a.Bytes) == 0 {
			t.Errorf("%s: the voice is lost", fate)
		}
	}
}

// TestD03WhatWasUnderstoodEndsWithItsSession: whoever writes down is told to forget, and the next resident finds nothing of it.
func TestD03WhatWasUnderstoodEndsWithItsSession(t *testing.T) {
	p := Open(t)
	do(t, p, spokenMessage...)
	if s, _ := p.Screen(); !strings.Contains(a11y.Sketch(s.Root), told) || p.Recogniser.Remembers() != 1 {
		t.Fatalf("it is not asked, or not remembered: %d", p.Recogniser.Remembers())
	}
	do(t, p, "wait 300")
	if s, _ := p.Screen(); s.Root.ID != "page-attract" || p.Recogniser.Remembers() != 0 {
		t.Errorf("after the session, on %s, %d recordings are remembered", s.Root.ID, p.Recogniser.Remembers())
	}
	p.Text()
	do(t, p, toVoice...)
	if text := p.Text(); strings.Contains(text, told) {
		t.Errorf("the next resident finds\n%s", text)
	}
	do(t, p, "recogniser understands 别的", "touch 开始录音", "microphone hears speech for 3", "touch 说完了")
	if s, _ := p.Screen(); !strings.Contains(a11y.Sketch(s.Root), "别的") {
		t.Errorf("the next resident is not understood:\n%s", a11y.Sketch(s.Root))
	}
}

// TestA10WhatWasUnderstoodIsReadAloudWhereItIsAskedFor: from the loudspeaker only then; in headphones with the page.
func TestA10WhatWasUnderstoodIsReadAloudWhereItIsAskedFor(t *testing.T) {
	for _, headphones := range []bool{false, true} {
		v := &speechtest.Recorder{}
		view := View(t)
		view.Spoken, view.Headphones = true, headphones
		l := listenIn(t, v, view, &Staff{})
		l.Kiosk.TakeDownWith(&l.Recogniser, i18n.Shipped())
		l.Recogniser.Text = told
		l.do(t, append(slices.Clone(toVoice), "touch 开始录音", "microphone hears speech for 12")...)
		v.Heard()
		l.do(t, "touch 说完了")
		if got := strings.Join(v.Heard(), "\n"); !headphones && strings.Contains(got, "三单元") {
			t.Errorf("the loudspeaker says %q unasked", got)
		}
		l.do(t, "touch 念给我听")
		if got := strings.Join(v.Heard(), "\n"); !strings.Contains(got, "三单元四零二") {
			t.Errorf("headphones %v: it was asked for, and heard is %q", headphones, got)
		}
	}
}
