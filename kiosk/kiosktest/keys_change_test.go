package kiosktest

import (
	"testing"
	"time"

	"linli/a11y"
)

// TestOtherKeysWrite: digits, by touch and with those of a keypad, and the letters of a typewriter write into the same text; the keys go round, and
// those of a typewriter are left out where they do not fit on one part of the page.
func TestOtherKeysWrite(t *testing.T) {
	for _, rows := range []int{0, 8} {
		p := padded(t)
		touch := func(ids ...a11y.ID) {
			t.Helper()
			for _, id := range ids {
				if s, _ := p.Screen(); !has(s.Root, id) && has(s.Root, "more") {
					t.Fatalf("no %s on the page:\n%s", id, p.drawn)
				}
				p.Now = p.Now.Add(4 * time.Second)
				p.Kiosk.Activate(id)
				p.Kiosk.Settle(t.Context())
			}
		}
		touch("keys-change", "key-1", "key-0")
		p.Kiosk.Type('2', "")
		p.Kiosk.Settle(t.Context())
		if got := value(t, p, "words"); got != "102" {
			t.Errorf("%q is written", got)
		}
		touch("key-delete")
		p.Rows = rows
		p.Kiosk.Redraw()
		p.Kiosk.Settle(t.Context())
		s, _ := p.Screen()
		for has(s.Root, "more") && !has(s.Root, "keys-change") {
			if n, _ := s.Root.Find("more"); n.State.Disabled {
				t.Fatal("no way to other keys")
			}
			p.Kiosk.Activate("more")
			p.Kiosk.Settle(t.Context())
			s, _ = p.Screen()
		}
		p.Kiosk.Activate("keys-change")
		p.Kiosk.Settle(t.Context())
		s, _ = p.Screen()
		if rows > 0 {
			if !has(s.Root, "key-2") || has(s.Root, "key-q") {
				t.Errorf("where there is no room for a typewriter's letters:\n%s", p.drawn)
			}
			continue
		}
		touch("key-h", "key-a", "key-o")
		choose(t, p, "号", func(id a11y.ID) { touch(id) })
		if got := value(t, p, "words"); got != "10号" {
			t.Errorf("%q is written", got)
		}
		touch("keys-change")
		if s, _ := p.Screen(); !has(s.Root, "key-2") {
			t.Errorf("it does not go round:\n%s", p.drawn)
		}
	}
}
