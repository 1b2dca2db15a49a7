package kiosktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/ime/pinyin"
)

// This file holds writing without a keyboard: row K14, and what one can do wrong there.

// sounds writes with a real dictionary.
type sounds struct {
	Writer
	engine *pinyin.Engine
}

// Candidates implements kiosk.Writer.
func (s sounds) Candidates(asked flow.Suggest, lang string) []flow.Candidate {
	var out []flow.Candidate
	for _, c := range s.engine.Candidates(pinyin.Query{Letters: asked.Letters, Before: asked.Before, Southern: asked.Southern, Traditional: lang == "zh-Hant"}) {
		out = append(out, flow.Candidate{Text: c.Text, Letters: c.Letters})
	}
	return out
}

// padded is a kiosk that stands at the page on which one writes, with a real dictionary.
func padded(t *testing.T) *Player {
	t.Helper()
	engine, err := pinyin.Open("", nil) // the figures must not depend on what is installed
	if err != nil {
		t.Fatal(err)
	}
	p := Open(t)
	p.Kiosk.WriteWith(sounds{engine: engine}, []string{"zh-Hans", "zh-Hant"})
	p.Kiosk.Settle(t.Context())
	do(t, p, append(append([]string(nil), toTell...), "touch 用拼音写")...)
	return p
}

// choose presses what stands for the longest beginning of a text, turning to others where none is shown, until all of it is written.
func choose(t *testing.T, p *Player, text string, press func(id a11y.ID)) {
	t.Helper()
	for turns := 0; text != ""; {
		s, _ := p.Screen()
		best, id := "", a11y.ID("candidates-more")
		for i := range flow.PadShown {
			n, ok := s.Root.Find(a11y.ID(fmt.Sprintf("candidate-%d", i)))
			if ok && strings.HasPrefix(text, n.Label) && len(n.Label) > len(best) {
				best, id = n.Label, n.ID
			}
		}
		if turns++; turns > 20 {
			t.Fatalf("%q is not offered:\n%s", text, p.drawn)
		}
		press(id)
		text = strings.TrimPrefix(text, best)
	}
}

// pressing is a way of pressing what is on the page, and how many presses that has cost so far; by touch where the way has none of its own.
func pressing(t *testing.T, p *Player, way string) (press func(id a11y.ID), spent func() int) {
	t.Helper()
	switch way {
	case "five keys":
		k := &byKeys{p: p, pages: map[a11y.ID]bool{}}
		return func(id a11y.ID) { k.toNode(t, id) }, func() int { return k.presses }
	case "one switch":
		b := &bySwitch{p: p}
		for range 2 { // it is learnt by being pressed
			b.press(t)
			p.wait(t, time.Second)
		}
		return func(id a11y.ID) { b.to(t, id) }, func() int { return b.presses }
	}
	presses := 0
	return func(id a11y.ID) {
		p.Kiosk.Activate(id)
		p.Kiosk.Settle(t.Context())
		presses++
	}, func() int { return presses }
}

// TestK14WritingWithoutAKeyboard writes a complaint with the nine keys of the page, by touch, with five keys, with digit keys and with one
// switch, and files it each time.
func TestK14WritingWithoutAKeyboard(t *testing.T) {
	const text, keys = "楼道的灯坏了三天了", "568326333364482453726842653"
	for _, way := range []string{"touch", "five keys", "digit keys", "one switch"} {
		t.Run(way, func(t *testing.T) {
			p := padded(t)
			press, spent := pressing(t, p, way)
			typed := 0
			for _, digit := range keys {
				if way == "digit keys" {
					p.Kiosk.Type(digit, nav.None)
					p.Kiosk.Settle(t.Context())
					typed++
				} else {
					press(a11y.ID("key-" + string(digit)))
				}
			}
			choose(t, p, text, press)
			press("key-stop")
			press("continue")
			t.Logf("%s: %d presses for %d characters", way, spent()+typed, len([]rune(text))+1)
			if got := value(t, p, "words"); got != text+"。" {
				t.Fatalf("%q is written", got)
			}
			if way == "one switch" {
				return // filing with it is K09's
			}
			do(t, p, "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对")
			if got := p.City.Filed[0].Draft.Description; got != text+"。" {
				t.Errorf("%q is filed", got)
			}
		})
	}
}

// TestThePadWritesWhatIsMeant: what is likely is shown and not written before it is chosen; a mark or going on takes it, going back does
// not, and each of it can be taken back.
func TestThePadWritesWhatIsMeant(t *testing.T) {
	p := padded(t)
	draft := func() string {
		if s, _ := p.Screen(); s.Root.ID == "page-write" {
			return s.Written["words"]
		}
		return value(t, p, "words")
	}
	do(t, p, "touch JKL", "touch MNO", "touch TUV")
	likely := value(t, p, "words")
	if likely == "" || draft() != "" {
		t.Errorf("%q is shown, %q is written", likely, draft())
	}
	do(t, p, "touch 擦掉", "touch 擦掉", "touch 擦掉")
	if value(t, p, "words") != "" {
		t.Errorf("erased, %q is shown", value(t, p, "words"))
	}
	do(t, p, "touch JKL", "touch MNO", "touch TUV", "touch 。")
	if draft() != likely+"。" {
		t.Errorf("%q is written", draft())
	}
	do(t, p, "touch 擦掉")
	if draft() != likely {
		t.Errorf("erased, %q is written", draft())
	}
	do(t, p, "touch DEF", "touch 返回")
	if draft() != likely {
		t.Errorf("gone back, %q is written", draft())
	}
	do(t, p, "touch 改回去", "touch 改回去")
	if draft() != "" {
		t.Errorf("taken back, %q is written", draft())
	}
}

// TestNoLetterIsLost: letters for which there is no word stay when a mark is pressed or one goes on, and those that are too many are said to be.
func TestNoLetterIsLost(t *testing.T) {
	p := Open(t)
	do(t, p, append(append([]string(nil), toTell...), "touch 用拼音写")...)
	for range 4 {
		p.Kiosk.Type('9', nav.None)
		p.Kiosk.Settle(t.Context())
	}
	for _, press := range []string{"touch 。", "touch 写好了"} {
		do(t, p, press)
		if s, _ := p.Screen(); s.Root.ID != "page-write" || value(t, p, "words") != "····" || s.Written["words"] != "" {
			t.Errorf("after %s on %s %q is shown and %q written", press, s.Root.ID, value(t, p, "words"), s.Written["words"])
		}
	}
	for range 40 {
		p.Kiosk.Type('9', nav.None)
		p.Kiosk.Settle(t.Context())
	}
	if s, _ := p.Screen(); !has(s.Root, "problem") {
		t.Error("letters were left out, and nobody is told")
	}
}

// TestCandidatesThatSoundTheSameAreToldApart: a character is said with a word that it stands in, a word as it is.
func TestCandidatesThatSoundTheSameAreToldApart(t *testing.T) {
	p := Open(t)
	do(t, p, append(append([]string(nil), toTell...), "touch 用拼音写", "touch JKL", "touch MNO", "touch TUV")...)
	s, _ := p.Screen()
	for id, want := range map[a11y.ID]string{"candidate-1": "", "candidate-2": "楼，楼梯的楼"} {
		if n, _ := s.Root.Find(id); n.Say != want {
			t.Errorf("%s is said %q, want %q", n.Label, n.Say, want)
		}
	}
}

// TestASouthernMouth: who does not hear f and h apart, n and l, or in and ing, says so once, and what is written as it is said is understood; it ends
// with the session.
func TestASouthernMouth(t *testing.T) {
	p := padded(t)
	offered := func() bool {
		for _, key := range "48989826" { // hu wu yuan
			p.Kiosk.Activate(a11y.ID("key-" + string(key)))
			p.Kiosk.Settle(t.Context())
			p.Now = p.Now.Add(time.Second)
		}
		s, _ := p.Screen()
		for i := range 5 {
			if n, ok := s.Root.Find(a11y.ID(fmt.Sprintf("candidate-%d", i))); ok && n.Label == "服务员" {
				return true
			}
		}
		return false
	}
	if offered() {
		t.Error("it is offered to who tells them apart")
	}
	for range 8 {
		do(t, p, "touch 擦掉")
	}
	do(t, p, "touch 帮助", "touch 调成您合适的", "touch 写拼音", "touch 合适了")
	if !offered() {
		t.Errorf("it is not offered:\n%s", p.drawn)
	}
	again(t, p)
	if offered() {
		t.Error("it is still offered to the next resident")
	}
}

// again ends a session, as when a resident has gone, and comes to where one writes once more.
func again(t *testing.T, p *Player) {
	t.Helper()
	for range 2 { // asked whether they are there, then gone
		p.wait(t, 10*time.Minute)
	}
	if s, _ := p.Screen(); s.Root.ID != "page-attract" {
		t.Fatalf("after twenty minutes: %s", s.Root.ID)
	}
	do(t, p, append(append([]string(nil), toTell...), "touch 用拼音写")...)
}

// TestTheNextResidentIsOfferedTheSame: whatever was chosen before them.
func TestTheNextResidentIsOfferedTheSame(t *testing.T) {
	p := padded(t)
	session := func() (offered []string) {
		for range 3 { // an odd choice each time, that would be remembered
			for _, key := range "568326" {
				p.Kiosk.Activate(a11y.ID("key-" + string(key)))
				p.Kiosk.Settle(t.Context())
				p.Now = p.Now.Add(time.Second)
			}
			s, _ := p.Screen()
			for i := range flow.PadShown {
				n, _ := s.Root.Find(a11y.ID(fmt.Sprintf("candidate-%d", i)))
				offered = append(offered, n.Label)
			}
			p.Kiosk.Activate("candidate-4")
			p.Kiosk.Settle(t.Context())
			p.Kiosk.Activate("key-stop")
			p.Kiosk.Settle(t.Context())
		}
		return offered
	}
	first := session()
	again(t, p)
	if second := session(); !slices.Equal(first, second) {
		t.Errorf("the first was offered %q, the next %q", first, second)
	}
}
