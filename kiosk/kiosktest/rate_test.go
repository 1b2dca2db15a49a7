package kiosktest

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/report"
)

// rated is what was said of the first request.
func rated(p *Player) []report.Rating { return p.City.Rated[p.City.Filed[0].Number] }

// closedOne files a request with a phone that ends in 8000, lets the city close it, and looks it up.
func closedOne(t *testing.T, p *Player) {
	t.Helper()
	fileWithPhone(t, p)
	doAll(t, p, "city finishes", "touch English", "touch Check", "press "+onReceipt, "touch Look")
}

// TestF18PressedTwiceIsOneRating: whatever happens to the line, and however often it is pressed.
func TestF18PressedTwiceIsOneRating(t *testing.T) {
	for _, fate := range []string{"takes it but does not answer", "goes away"} {
		p := Open(t)
		closedOne(t, p)
		doAll(t, p, "touch Say how", "touch Skip", "touch In part", "touch Go on", "touch Skip", "touch Yes, tell", "press 8000", "city "+fate)
		p.Kiosk.Activate("continue") // twice, before anything has been drawn
		p.Kiosk.Activate("continue")
		p.Kiosk.Settle(t.Context())
		expect(t, p, "notchanged", fate)
		if fate == "goes away" {
			doAll(t, p, "touch Try again", "city comes back")
		}
		doAll(t, p, "touch Try again")
		expect(t, p, "rated", fate)
		if got := rated(p); len(got) != 1 || got[0] != (report.Rating{Solved: report.Partly}) {
			t.Errorf("%s: rated %+v", fate, got)
		}
	}
}

// TestF18EverythingCanBeSkipped: nobody has to say anything; then nothing is sent, and no digits are asked for.
func TestF18EverythingCanBeSkipped(t *testing.T) {
	p := Open(t)
	closedOne(t, p)
	doAll(t, p, "touch Say how", "touch Skip", "touch Skip", "touch Skip")
	if _, ok := p.shown.Root.Find("send"); ok {
		t.Errorf("there is something to send:\n%s", p.drawn)
	}
	doAll(t, p, "touch Done")
	expect(t, p, "attract", "nothing said")
	if len(rated(p)) != 0 {
		t.Errorf("rated %+v", rated(p))
	}
}

// TestF18WithoutAPhoneTheStaffAreTold: kindly, and with no button that could not work; in the session that filed it one can
// say it all the same.
func TestF18WithoutAPhoneTheStaffAreTold(t *testing.T) {
	p := Open(t)
	doAll(t, p, "touch English", "touch Report", "touch In the", "touch Street light", "touch 南门", "touch Go on", "touch Go on",
		"touch Do not", "touch Go on", "touch All right", "touch Back", "city finishes", "touch Check", "press "+onReceipt, "touch Look")
	if _, ok := p.shown.Root.Find("rate"); !ok {
		t.Errorf("whoever filed it cannot rate it:\n%s", p.drawn)
	}
	doAll(t, p, "touch Done", "touch English", "touch Check", "press "+onReceipt, "touch Look")
	for _, id := range []a11y.ID{"rate", "read"} {
		if _, ok := p.shown.Root.Find(id); ok {
			t.Errorf("%s on\n%s", id, p.drawn)
		}
	}
	if why := label(p, "unrateable"); !strings.Contains(why, "staff") {
		t.Errorf("told %q", why)
	}
}

// TestF18PlainCitiesHaveNoDeadButtons: a city with plain Open311 asks nothing and shows nothing private.
func TestF18PlainCitiesHaveNoDeadButtons(t *testing.T) {
	p := Open(t)
	doAll(t, p, "city is plain Open311")
	closedOne(t, p)
	for _, id := range []a11y.ID{"rate", "read", "unrateable"} {
		if _, ok := p.shown.Root.Find(id); ok || p.shown.Root.ID != "page-found" {
			t.Errorf("%s on %s", id, p.shown.Root.ID)
		}
	}
}

// TestD07WhatWasWrittenIsNotKept: hidden until it is asked for, hidden again when nobody is there, said by no voice, in no log,
// and gone with its page and its session.
func TestD07WhatWasWrittenIsNotKept(t *testing.T) {
	const secret = "The light flickers"
	p := Open(t)
	doAll(t, p, "touch English", "touch Report", "touch In the", "touch Street light", "touch 南门", "touch Go on", "touch "+secret, "touch Go on",
		"touch Call me", "touch Go on", "press 13800138000", "touch Go on", "touch All right", "touch Done",
		"touch English", "touch Check", "press "+onReceipt, "touch Look", "touch See what", "press 8000")
	_ = p.Text()
	p.Log.Reset()
	visible := func(when string, want bool) {
		t.Helper()
		if strings.Contains(a11y.Sketch(p.shown.Root), secret) != want {
			t.Errorf("%s: to be read %v, want %v:\n%s", when, !want, want, a11y.Sketch(p.shown.Root))
		}
	}
	doAll(t, p, "touch Show it")
	visible("at first", false)
	doAll(t, p, "touch Show my words")
	visible("asked for", true)
	for line := range strings.Lines(p.Text()) {
		if strings.Contains(line, "»") && strings.Contains(line, secret) {
			t.Errorf("said aloud: %s", line)
		}
	}
	doAll(t, p, "wait 180", "touch Yes, I am", "wait 1")
	expect(t, p, "written", "still there")
	visible("after nobody was there", false)
	doAll(t, p, "touch Show my words", "touch Back", "touch Done", "touch English", "touch Check", "press "+onReceipt, "touch Look", "touch See what")
	expect(t, p, "proof", "the next resident")
	visible("the next resident", false)
	if value(t, p, "proof") != "" {
		t.Error("the next resident finds the digits")
	}
	if log := p.Log.String(); strings.Contains(log, secret) || strings.Contains(log, "8000") {
		t.Errorf("in the log:\n%s", log)
	}
}

// TestD07TooManyLookUpsAreToldKindly: to wait a minute, not that the city is away, and it can be tried again.
func TestD07TooManyLookUpsAreToldKindly(t *testing.T) {
	p := Open(t)
	fileWithPhone(t, p)
	doAll(t, p, "touch English", "touch Check", "press "+onReceipt, "city has been asked too much", "touch Look")
	if why := label(p, "trouble"); !strings.Contains(why, "wait a minute") {
		t.Errorf("told %q", why)
	}
	doAll(t, p, "city comes back", "touch Try again")
	expect(t, p, "found", "a minute later")
}
