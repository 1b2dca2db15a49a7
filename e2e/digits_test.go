//go:build e2e

package e2e

import (
	"strings"
	"time"

	"linli/a11y"
)

// press writes a number into the field of a page with the keys of the page.
func (l *listener) press(field a11y.ID, number string, choose func(id a11y.ID)) {
	l.t.Helper()
	for wrong := 0; !written(l.at, field, number); {
		before := digits(l.at.value(field))
		if masked := strings.Trim(before, "*") == ""; masked || strings.HasPrefix(number, before) {
			choose(a11y.ID("key-" + number[len(before):][:1]))
		} else { // the press came too late
			wrong++
			choose("key-delete")
		}
		if !l.soon(func(s shown) bool { return digits(s.value(field)) != before }) {
			wrong++ // it was taken for a second strike
		}
		if wrong > 3 {
			l.t.Fatalf("%s is written again and again, want %s", before, number)
		}
	}
}

// typed writes a number into the field of a page with the digits of a keypad.
func (l *listener) typed(field a11y.ID, number string) {
	l.t.Helper()
	const one = 10 // its code; 0 comes after 9
	for !written(l.at, field, number) {
		before := digits(l.at.value(field))
		digit := int(number[len(before)] - '0')
		l.key(one + (digit+9)%10)
		l.soon(func(s shown) bool { return digits(s.value(field)) != before })
	}
}

// soon waits a while until the page is as wanted, and says whether it is. A key that comes late is taken for a second strike.
func (l *listener) soon(so func(shown) bool) bool {
	l.t.Helper()
	for end := time.Now().Add(3 * time.Second); time.Now().Before(end); time.Sleep(glance) {
		if l.look(); so(l.at) {
			return true
		}
	}
	return false
}

// written says whether a field has a number, be it hidden.
func written(s shown, field a11y.ID, number string) bool {
	n := digits(s.value(field))
	return n == number || n == strings.Repeat("*", len(number))
}
