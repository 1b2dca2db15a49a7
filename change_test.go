package main

import (
	"context"
	"strings"
	"testing"

	"linli/a11y"
	"linli/kiosk/kiosktest"
	"linli/report"
)

// press presses nodes of the page that is shown, one after the other.
func press(t *testing.T, p *kiosktest.Player, ids ...a11y.ID) {
	t.Helper()
	for _, id := range ids {
		s, _ := p.Screen()
		if _, ok := s.Root.Find(id); !ok {
			t.Fatalf("no %s on %s", id, s.Root.ID)
		}
		p.Kiosk.Activate(id)
		p.Kiosk.Settle(t.Context())
	}
}

func write(t *testing.T, p *kiosktest.Player, id a11y.ID, text string) {
	t.Helper()
	p.Kiosk.SetText(id, text)
	p.Kiosk.Settle(t.Context())
}

func on(p *kiosktest.Player) string {
	s, _ := p.Screen()
	return strings.TrimPrefix(string(s.Root.ID), "page-")
}

// TestF12FromTheKioskToTheDisk files at one kiosk, adds words there, and takes it back at another one, over HTTP.
func TestF12FromTheKioskToTheDisk(t *testing.T) {
	c := city(t, t.TempDir())
	here, there := kiosktest.OpenAt(t, c), kiosktest.OpenAt(t, c)
	press(t, here, "start-en", "report", "group-0", "service-0", "here", "continue", "phrase-0", "continue")
	for range 20 {
		if !strings.HasPrefix(on(here), "ask-") {
			break
		}
		s, _ := here.Screen()
		for _, id := range []a11y.ID{"value-0", "key-3"} {
			if _, ok := s.Root.Find(id); ok {
				press(t, here, id)
			}
		}
		if _, ok := s.Root.Find("day-0"); ok {
			press(t, here, "day-0", "hour-9")
		}
		press(t, here, "continue")
	}
	press(t, here, "channel-phone", "continue")
	write(t, here, "phone", "13800138000")
	press(t, here, "continue", "send")
	s, _ := here.Screen()
	number, _ := s.Root.Find("number")
	press(t, here, "add", "phrase-1", "continue", "send")
	if on(here) != "added" {
		t.Fatalf("after adding: on %s", on(here))
	}
	press(t, there, "start-en", "track")
	write(t, there, "digits", number.Value)
	press(t, there, "look", "take-back", "take-back")
	write(t, there, "proof", "8001")
	press(t, there, "continue")
	if s, _ := there.Screen(); on(there) != "proof" || !strings.Contains(a11y.Sketch(s.Root), "do not match") {
		t.Errorf("with wrong digits: on %s", on(there))
	}
	write(t, there, "proof", "8000")
	press(t, there, "continue")
	n, err := report.ParseNumber(number.Value)
	if err != nil {
		t.Fatal(err)
	}
	st, err := c.Track(context.Background(), n, "en")
	if err != nil || on(there) != "takenback" || st.State != report.Withdrawn || len(st.Updates) != 4 {
		t.Errorf("on %s: %+v, %v", on(there), st, err)
	}
}
