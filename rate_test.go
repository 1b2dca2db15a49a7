package main

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/kiosk/kiosktest"
	"linli/server"
)

// sampleNumber is the sample of a demonstration that is closed (README.md); the phone left with it ends in 8000.
const sampleNumber = "0000 1111 1114"

// lookUp looks a number up, in English.
func lookUp(t *testing.T, p *kiosktest.Player, number string) {
	t.Helper()
	press(t, p, "start-en", "track")
	write(t, p, "digits", number)
	press(t, p, "look")
}

// TestF18FromTheKioskToTheDisk rates the closed sample of a demonstration at one kiosk, as a visitor would, and finds it opened
// again at another one, over HTTP.
func TestF18FromTheKioskToTheDisk(t *testing.T) {
	c := cityOf(t, server.Options{DataDir: t.TempDir(), Demo: true})
	here, there := kiosktest.OpenAt(t, c), kiosktest.OpenAt(t, c)
	lookUp(t, here, sampleNumber)
	press(t, here, "rate", "say-0", "continue", "say-2", "continue", "say-4", "continue")
	if s, _ := here.Screen(); !strings.Contains(a11y.Sketch(s.Root), "opened again") {
		t.Errorf("nobody is told what follows:\n%s", a11y.Sketch(s.Root))
	}
	press(t, here, "send")
	write(t, here, "proof", "8001")
	press(t, here, "continue")
	if s, _ := here.Screen(); on(here) != "proof" || !strings.Contains(a11y.Sketch(s.Root), "do not match") {
		t.Errorf("with wrong digits: on %s", on(here))
	}
	write(t, here, "proof", "8000")
	press(t, here, "continue")
	if on(here) != "rated" {
		t.Fatalf("on %s", on(here))
	}
	lookUp(t, there, sampleNumber)
	s, _ := there.Screen()
	if state, _ := s.Root.Find("state"); state.Value != "Opened again" {
		t.Errorf("at another kiosk: %s", a11y.Sketch(s.Root))
	}
	if _, again := s.Root.Find("rate"); again {
		t.Error("it can be rated twice")
	}
}

// TestD07FromTheDiskToTheKiosk reads what was written, over HTTP.
func TestD07FromTheDiskToTheKiosk(t *testing.T) {
	p := kiosktest.OpenAt(t, cityOf(t, server.Options{DataDir: t.TempDir(), Demo: true}))
	lookUp(t, p, sampleNumber)
	press(t, p, "read")
	write(t, p, "proof", "8000")
	press(t, p, "continue")
	s, _ := p.Screen()
	if words, _ := s.Root.Find("words"); on(p) != "written" || !words.Secret || strings.Contains(words.Value, "示例") {
		t.Errorf("on %s: %s", on(p), a11y.Sketch(s.Root))
	}
	press(t, p, "reveal")
	s, _ = p.Screen()
	if words, _ := s.Root.Find("words"); !strings.Contains(words.Value, "示例") {
		t.Errorf("shown: %s", a11y.Sketch(s.Root))
	}
}
