package kiosktest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/speech"
	"linli/speech/speechtest"
	"linli/ui/screen"
)

// seen is all that can be seen of what was shown, for comparison.
func seen(s screen.Screen, cursor a11y.ID) string {
	looks := s.Settings
	return fmt.Sprint(a11y.Sketch(s.Root), cursor, s.Lit, looks.Size, looks.Contrast, looks.Low, looks.Left, looks.Unseen)
}

// witness is a voice that looks at the picture whenever there is a short sound.
type witness struct {
	speechtest.Recorder
	t   *testing.T
	l   *listener
	met map[speech.Earcon]int
}

// Say implements speech.Voice.
func (w *witness) Say(utterances []speech.Utterance) {
	s, cursor := w.l.Screen()
	for i, u := range utterances {
		if u.Earcon == speech.NoEarcon {
			continue
		}
		w.met[u.Earcon]++
		if i > 0 {
			w.t.Errorf("earcon %d is heard after words", u.Earcon)
		}
		if seen(s, cursor) == w.l.before {
			w.t.Errorf("earcon %d is heard and nothing has changed on %s, %s", u.Earcon, s.Root.ID, cursor)
		}
		_, alert := s.Root.Part(a11y.Alert)
		_, receipt := s.Root.Find("number")
		if u.Earcon == speech.Failed && !alert || u.Earcon == speech.Sent && !receipt {
			w.t.Errorf("earcon %d is heard and its words are not on\n%s", u.Earcon, a11y.Sketch(s.Root))
		}
	}
	w.Recorder.Say(utterances)
}

// TestA16EverySoundIsSeen walks about at random, by touch, keys and a switch, while the city comes and goes: whenever there is a
// short sound, something has changed in the picture in the same step. Every sound has its sight: the ring (moved), the page or the
// look of what was pressed (activated), the words of what is wrong (failed), the receipt (sent).
func TestA16EverySoundIsSeen(t *testing.T) {
	w := &witness{t: t, met: map[speech.Earcon]int{}}
	for seed := range uint64(6) {
		w.l = &listener{Player: &Player{}}
		view := View(t)
		view.Spoken, view.Offer.Speaking = true, true
		w.l = listenIn(t, w, view, &Staff{})
		r := rand.New(rand.NewPCG(seed, 16))
		for range 400 {
			anything(w.l.Player, r)
			w.l.Kiosk.Settle(t.Context())
		}
	}
	t.Logf("%v", w.met)
	for _, e := range []speech.Earcon{speech.Moved, speech.Activated, speech.Failed} {
		if w.met[e] == 0 {
			t.Errorf("earcon %d was never heard", e)
		}
	}
}

// anything does one thing or another.
func anything(p *Player, r *rand.Rand) {
	s, _ := p.Screen()
	var can []a11y.ID
	for _, n := range s.Root.Leaves() {
		if n.Role.Actionable() && n.Role != a11y.Entry && (n.ID != "back" || r.IntN(6) == 0) {
			can = append(can, n.ID)
		}
	}
	switch r.IntN(10) {
	case 0:
		p.Kiosk.Press(nav.Next)
	case 1:
		p.Kiosk.Press(nav.Command([]string{"previous", "repeat", "next_part", "louder", "slower", "repeat_page", "one_switch", "help"}[r.IntN(8)]))
	case 2:
		p.Kiosk.Focus(can[r.IntN(len(can))])
	case 3:
		_ = p.City.Do([]string{"goes away", "comes back", "comes back"}[r.IntN(3)])
	default:
		p.Kiosk.Activate(can[r.IntN(len(can))])
	}
}

// TestA16WhatIsHeardOfEachStep files a request: each step has the sound that it should have.
func TestA16WhatIsHeardOfEachStep(t *testing.T) {
	v := &witness{t: t, met: map[speech.Earcon]int{}, l: &listener{Player: &Player{}}}
	l := listenAt(t, v, true)
	v.l = l
	for _, c := range []struct {
		do   string
		want speech.Earcon
	}{
		{"touch 中文", speech.Activated}, {"next", speech.Moved}, {"key repeat", speech.NoEarcon}, {"key louder", speech.NoEarcon}, {"tap", speech.NoEarcon},
		{"touch 大小", speech.Activated}, {"touch 反映问题", speech.Activated}, {"touch 街上的事", speech.Activated}, {"touch 路灯不亮", speech.Activated},
		{"touch 下一步", speech.Failed}, {"touch 就在这里", speech.Activated}, {"touch 下一步", speech.Activated}, {"touch 下一步", speech.Activated},
		{"touch 不用找我", speech.Activated}, {"touch 下一步", speech.Activated}, {"city goes away", speech.NoEarcon}, {"touch 都对", speech.Failed},
		{"city comes back", speech.NoEarcon}, {"touch 再试一次", speech.Sent}, {"touch 好了，结束", speech.Activated},
	} {
		v.Heard()
		l.do(t, c.do)
		earcons := v.Earcons()
		if got := append(earcons, speech.NoEarcon)[len(earcons)-min(len(earcons), 1)]; got != c.want {
			t.Errorf("%s: heard %v, want %d", c.do, earcons, c.want)
		}
	}
}

// TestA16SoundsWhereTheyAreWanted: while pages are read aloud; always, also for those who do not listen; never.
func TestA16SoundsWhereTheyAreWanted(t *testing.T) {
	for _, c := range []struct {
		earcons          string
		speaking, spoken bool
		want             bool
	}{
		{"speech", false, true, false}, {"speech", true, true, true}, {"always", false, true, true}, {"never", true, true, false},
		{"always", false, false, false}, {"", true, true, true},
	} {
		v, view := &speechtest.Recorder{}, View(t)
		view.Spoken, view.Offer.Speaking, view.Offer.Earcons = c.spoken, c.speaking, c.earcons
		l := listenIn(t, v, view, &Staff{})
		v.Heard()
		l.do(t, "touch 中文")
		if earcons := v.Earcons(); slices.Contains(earcons, speech.Activated) != c.want {
			t.Errorf("%+v: heard %v", c, earcons)
		}
	}
}
