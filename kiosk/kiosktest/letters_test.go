package kiosktest

import (
	"testing"
	"time"

	"linli/a11y"
)

// TestK14EnglishIsWritten letter by letter: a sentence begins with a capital by itself, what was wrong is erased or undone, and it is filed as
// it was written. With the keys of a keypad one goes from row to row.
func TestK14EnglishIsWritten(t *testing.T) {
	p := Open(t)
	do(t, p, "touch English", "touch Report", "touch In the street", "touch Street light", "touch 南门", "touch Go on", "touch Write with letters")
	touch := func(ids ...a11y.ID) {
		t.Helper()
		for _, id := range ids {
			s, _ := p.Screen()
			if _, ok := s.Root.Find(id); !ok {
				t.Fatalf("no %s on the page:\n%s", id, p.drawn)
			}
			p.Now = p.Now.Add(4 * time.Second) // a change of its own each
			p.Kiosk.Activate(id)
			p.Kiosk.Settle(t.Context())
		}
	}
	touch("key-n", "key-o", "key-x", "key-delete", "key-space", "key-l", "key-i", "key-t", "undo", "key-g", "key-h", "key-t", "key-stop", "key-o", "key-h", "key-comma")
	s, cursor := p.Screen()
	if words, _ := s.Root.Find("words"); words.Value != "No light. Oh," {
		t.Errorf("written: %q", words.Value)
	}
	presses := len(way(t, s.Root, cursor, "key-b"))
	if presses > 6 {
		t.Errorf("%d presses from the comma to B", presses)
	}
	do(t, p, "touch I have written it", "touch Go on", "touch Do not contact me", "touch Go on", "touch All right")
	if n := len(p.City.Filed); n != 1 || p.City.Filed[0].Draft.Description != "No light. Oh," {
		t.Errorf("filed: %+v", p.City.Filed)
	}
}
