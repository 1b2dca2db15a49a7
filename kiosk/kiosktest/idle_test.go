package kiosktest

import (
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
)

// do does things in order.
func do(t *testing.T, p *Player, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if err := p.Do(line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
}

// page is the name of the page that is shown.
func page(p *Player) string {
	s, _ := p.Screen()
	return strings.TrimPrefix(string(s.Root.ID), "page-")
}

// expect fails where another page is shown.
func expect(t *testing.T, p *Player, want, when string) {
	t.Helper()
	if got := page(p); got != want {
		t.Fatalf("%s: page %s, want %s", when, got, want)
	}
}

// TestD01AndD03: a session that nobody tends is asked after 180 s, with the largest text after 300 s, and has ended after
// another 40 s; nothing of it is left.
func TestD01AndD03AnAbandonedSessionEnds(t *testing.T) {
	for _, c := range []struct {
		name          string
		larger, after string
		presses       int
	}{{"normal", "179", "1", 0}, {"largest text", "299", "1", 2}} {
		t.Run(c.name, func(t *testing.T) {
			p := Open(t)
			do(t, p, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 1号楼", "touch 下一步", "write 您要说的话: 我叫王秘密。")
			for range c.presses {
				do(t, p, "touch 大小")
			}
			do(t, p, "wait "+c.larger)
			expect(t, p, "tell", "just before")
			do(t, p, "wait "+c.after)
			expect(t, p, "quiet", "then")
			do(t, p, "wait 39")
			expect(t, p, "quiet", "at the end of the notice")
			do(t, p, "wait 1")
			expect(t, p, "attract", "after it")
			s, _ := p.Screen()
			if s.Settings != (flow.Settings{}) {
				t.Errorf("settings are left: %+v", s.Settings)
			}
			p.Text()
			do(t, p, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 1号楼", "touch 下一步")
			if text := p.Text(); strings.Contains(text, "秘密") {
				t.Errorf("the next resident finds what the last one wrote:\n%s", text)
			}
		})
	}
}

// TestD02: any input ends the notice and does nothing else, any number of times; what was written stays.
func TestD02AnyInputGoesOnWhereItWas(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 1号楼", "touch 下一步", "write 您要说的话: 冷。")
	before, _ := p.Screen()
	for i, input := range []string{"tap", "next", "previous", "select", "touch 我还在", "touch 返回", "touch 帮助", "tap", "select", "tap", "next", "tap"} {
		do(t, p, "wait 181")
		expect(t, p, "quiet", input)
		do(t, p, input)
		expect(t, p, "tell", input)
		after, _ := p.Screen()
		want, _ := before.Root.Find("words")
		if got, _ := after.Root.Find("words"); got.Value != want.Value {
			t.Errorf("round %d, %s: %q is written, want %q", i, input, got.Value, want.Value)
		}
	}
}

// TestD02ALetterIsOneInput: a letter that wakes the kiosk, which comes as a key and as a character, is not written as well.
func TestD02ALetterIsOneInput(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 1号楼", "touch 下一步", "write 您要说的话: 冷。", "wait 181")
	p.Kiosk.Stir()
	p.Kiosk.Type('x', nav.None)
	p.Kiosk.Settle(t.Context())
	expect(t, p, "tell", "after the letter")
	written := func() string {
		s, _ := p.Screen()
		n, _ := s.Root.Find("words")
		return n.Value
	}
	if got := written(); got != "冷。" {
		t.Errorf("%q is written, want nothing more than before", got)
	}
	p.Now = p.Now.Add(time.Second)
	p.Kiosk.Type('x', nav.None)
	p.Kiosk.Settle(t.Context())
	if got := written(); got != "冷。x" {
		t.Errorf("%q is written after another letter", got)
	}
}

// TestD02TheNoticeIsSeenAndHeard: once on the page and once aloud, with no counting; eleven times, and each time any input
// brings back the very same page, its part, what is wrong on it and the cursor.
func TestD02TheNoticeIsSeenAndHeard(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "touch 查进度", "press 123", "touch 查一查")
	p.Rows = 3
	p.Kiosk.Redraw()
	do(t, p, "look", "touch 更多", "next", "next")
	before, at := p.Screen()
	if !strings.Contains(page(p), "/1") || at == "title" {
		t.Fatalf("on %s at %s", page(p), at)
	}
	for round := range 11 {
		do(t, p, "wait 179")
		_ = p.Text()
		do(t, p, "wait 39")
		expect(t, p, "quiet", "the notice")
		s, cursor := p.Screen()
		alert, ok := s.Root.Find("quiet")
		if !ok || alert.Role != a11y.Alert || cursor != "quiet" {
			t.Errorf("round %d: no notice in the picture, or the cursor is on %s", round, cursor)
		}
		if said := strings.Count(p.Text(), "» "+alert.Label); said < 1 || said > 2 {
			t.Errorf("round %d: the notice is said %d times in 39 seconds", round, said)
		}
		do(t, p, []string{"tap", "next", "select", "touch 我还在"}[round%4])
		after, cursor := p.Screen()
		if after.Root.ID != before.Root.ID || a11y.Sketch(after.Root) != a11y.Sketch(before.Root) || cursor != at {
			t.Fatalf("round %d: the cursor is on %s of %s, was on %s of %s:\n%s", round, cursor, after.Root.ID, at, before.Root.ID, a11y.Sketch(after.Root))
		}
	}
	do(t, p, "wait 1", "touch 往前")
	if s, _ := p.Screen(); !strings.Contains(a11y.Sketch(s.Root), "! ") {
		t.Error("what was wrong is forgotten")
	}
}

// TestTheQuestionIsWhole: it begins at its first part and says nothing of what is wrong on the page behind it, which is as
// it was afterwards.
func TestTheQuestionIsWhole(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "touch 查进度", "press 123", "touch 查一查")
	before, _ := p.Screen()
	p.Rows = 1
	p.Kiosk.Redraw()
	p.Kiosk.Settle(t.Context())
	do(t, p, "touch 更多", "wait 181")
	expect(t, p, "quiet", "its first part")
	s, _ := p.Screen()
	if _, wrong := s.Root.Find("problem"); wrong {
		t.Error("the question repeats what is wrong on the page behind it")
	}
	do(t, p, "tap")
	if got := page(p); !strings.HasPrefix(got, "number/") {
		t.Errorf("back on %s, want the second part of the number's page", got)
	}
	do(t, p, "touch 往前")
	p.Rows = 0
	p.Kiosk.Redraw()
	p.Kiosk.Settle(t.Context())
	if after, _ := p.Screen(); a11y.Sketch(after.Root) != a11y.Sketch(before.Root) {
		t.Errorf("the page has changed:\n%s", a11y.Sketch(after.Root))
	}
}

// TestD04: settings go back to the site's although nobody has begun a session.
func TestD04SettingsOnTheFirstPageEndToo(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 深浅", "wait 180")
	expect(t, p, "attract", "nobody is asked")
	if s, _ := p.Screen(); s.Settings != (flow.Settings{}) {
		t.Errorf("settings are left: %+v", s.Settings)
	}
}
