package kiosktest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/a11y/nav"
	"linli/speech/speechtest"
)

// This file holds what keys do for those who listen: K01 for volume and rate, A04, A05, T07 and T09.

// TestK01VolumeAndRateHaveKeys: on every page, also where one can write, unless one is writing; and on a page of digits.
func TestK01VolumeAndRateHaveKeys(t *testing.T) {
	p := &Player{Now: Now}
	v := &speechtest.Recorder{}
	p.City = NewCity()
	p.City.Clock = func() time.Time { return p.Now }
	p.Kiosk = newKiosk(t, p, v, p.City)
	p.Kiosk.Begin()
	do(t, p, toTell...)
	tell := func(r rune, c nav.Command) {
		p.Kiosk.Type(r, c)
		p.Kiosk.Settle(t.Context())
	}
	tell('=', nav.Louder)
	tell('-', nav.Softer)
	tell('=', nav.Louder)
	tell('.', nav.Faster)
	tell(',', nav.Slower)
	tell('.', nav.Faster)
	do(t, p, "key louder", "key pause")
	if s := v.Settings(); s.Volume != 6 || s.Rate != 125 || !slices.Contains(v.Did(), "pause") || value(t, p, "words") != "" {
		t.Errorf("%+v, written %q", s, value(t, p, "words"))
	}
	tell('a', nav.None)
	tell('.', nav.Faster)
	tell(' ', nav.Activate)
	if value(t, p, "words") != "a. " || v.Settings().Rate != 125 {
		t.Errorf("while writing: written %q, %+v", value(t, p, "words"), v.Settings())
	}
	do(t, p, "key next")
	tell('.', nav.Faster)
	if v.Settings().Rate != 160 {
		t.Error("after another key, it still writes")
	}
}

// TestA04WhatIsSaidIsSaidAgain: the thing under the cursor, and all of the page.
func TestA04WhatIsSaidIsSaidAgain(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文")
	do(t, p, "key next_part", "key next")
	first := p.Text()
	do(t, p, "key repeat")
	if again := p.Text(); again == "" || !strings.HasSuffix(first, again) {
		t.Errorf("said %q, again %q", first, again)
	}
	do(t, p, "key repeat_page")
	if all := p.Text(); !strings.Contains(all, "您好，想办什么事？") {
		t.Errorf("the page again: %q", all)
	}
}

// TestA05TheRingIsOnWhatIsSaid: whatever a key says, the cursor is on it.
func TestA05TheRingIsOnWhatIsSaid(t *testing.T) {
	p := Open(t)
	do(t, p, toTell...)
	for range 30 {
		_ = p.Text()
		do(t, p, "key next")
		s, cursor := p.Screen()
		if !strings.Contains(p.Text(), spoken(t, s.Root, cursor)) {
			t.Errorf("the cursor is on %s, which is not what is said", cursor)
		}
	}
}

// TestT09TouchIsLockedWithAKeyOnly, where one listens: a finger could not take it back. Every page then says so, and the end of
// the session unlocks it.
func TestT09TouchIsLockedWithAKeyOnly(t *testing.T) {
	p := Open(t)
	do(t, p, "touch 中文", "touch 调成")
	if s, _ := p.Screen(); strings.Contains(a11y.Sketch(s.Root), "手碰屏幕") {
		t.Error("it is offered to whoever has no keys")
	}
	do(t, p, "key plugged_in", "touch 手碰屏幕")
	if s, _ := p.Screen(); s.Settings.Locked {
		t.Error("a finger locked it")
	}
	_ = p.Text()
	do(t, p, "key activate")
	s, _ := p.Screen()
	if said := p.Text(); !s.Settings.Locked || !strings.Contains(said, "» 碰屏幕不管用，请按键") {
		t.Errorf("locked %v, said %q", s.Settings.Locked, said)
	}
	do(t, p, "key back", "key next_part")
	if s, _ = p.Screen(); !strings.Contains(a11y.Sketch(s.Root), "碰屏幕不管用") {
		t.Errorf("it is not said on\n%s", a11y.Sketch(s.Root))
	}
	do(t, p, "key pulled_out")
	if s, _ = p.Screen(); s.Settings.Locked {
		t.Error("whoever has pulled the headphones out finds it locked")
	}
}

// TestT07WhatLiesOverAPageIsClosedByBack, whatever it is: see gallery for where its button is.
func TestT07WhatLiesOverAPageIsClosedByBack(t *testing.T) {
	for _, open := range [][]string{{"touch 帮助"}, {"key help", "key help"}, {"touch 帮助", "touch 调成"}, {"wait 181"}} {
		p := Open(t)
		do(t, p, toTell...)
		do(t, p, open...)
		if len(open) == 2 && open[1] == "key help" { // while keys are learnt, Help twice is the way back
			do(t, p, "key help")
		} else {
			do(t, p, "key back")
		}
		expect(t, p, "tell", strings.Join(open, ", "))
	}
}

// spoken is what is said of a node: what it is called, its value and how to use it, with its numbers as they are read.
func spoken(t testing.TB, root a11y.Node, id a11y.ID) string {
	t.Helper()
	return announce.At(View(t).Bundle.Words(root.Lang), root, id)[0].Text
}
