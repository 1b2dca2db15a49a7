package ui_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"linli/a11y"
)

// TestT08ExploreByTouch: for those who listen a finger says what it comes to, and lifting it does nothing. A second touch of the same
// presses it after the pause; 80 ms later it is a tremor; after a touch of something else it is a first one.
func TestT08ExploreByTouch(t *testing.T) {
	u, w, c, now, page := open(t, "touch 中文")
	page.Settings.Spoken = true
	u.Show(page, "title")
	*now = now.Add(2 * time.Second)
	title, report, track := middle(u, "title"), middle(u, "report"), middle(u, "track")
	down(w, title)
	for _, at := range []fyne.Position{report, report, track} {
		touched(w, at).(desktop.Hoverable).MouseIn(finger)
	}
	up(w, title, track)
	if want := []a11y.ID{"title", "report", "track"}; !slices.Equal(c.focused, want) || len(c.activated) > 0 {
		t.Fatalf("sliding says %v, want %v; pressed %v", c.focused, want, c.activated)
	}
	touched(w, report).(desktop.Hoverable).MouseIn(finger) // a pointer that comes by without touching
	if len(c.focused) != 3 {
		t.Errorf("without a touch it says %v", c.focused)
	}
	for _, tap := range []struct {
		id      a11y.ID
		after   time.Duration
		presses int
	}{
		{"report", 500 * time.Millisecond, 0}, // the first
		{"report", 80 * time.Millisecond, 0},  // a tremor
		{"report", 500 * time.Millisecond, 1}, // the second
		{"track", 500 * time.Millisecond, 1},
		{"report", 500 * time.Millisecond, 1}, // something else was between
		{"report", 299 * time.Millisecond, 1},
		{"report", 300 * time.Millisecond, 2},
		{"title", 500 * time.Millisecond, 2},
		{"title", 500 * time.Millisecond, 2}, // nothing to press
	} {
		*now = now.Add(tap.after)
		down(w, middle(u, tap.id))
		up(w, middle(u, tap.id), middle(u, tap.id))
		if len(c.activated) != tap.presses || c.focused[len(c.focused)-1] != tap.id {
			t.Errorf("%s after %v: pressed %v, said %v", tap.id, tap.after, c.activated, c.focused)
		}
	}
	page.Root.ID = "another"
	*now = now.Add(time.Second)
	tap(u, w, "track")
	u.Show(page, "title")
	*now = now.Add(time.Second)
	tap(u, w, "track")
	if len(c.activated) != 2 {
		t.Errorf("what was said on the page before is pressed on another: %v", c.activated)
	}
}

// TestT08AfterALongerPause: who has chosen a longer pause presses with a second touch that late.
func TestT08AfterALongerPause(t *testing.T) {
	u, w, c, now, page := open(t, "touch 中文")
	page.Settings.Spoken, page.Settings.Pause = true, 2
	u.Show(page, "title")
	for i, after := range []time.Duration{2 * time.Second, 999 * time.Millisecond, time.Second} {
		*now = now.Add(after)
		tap(u, w, "report")
		if want := i / 2; len(c.activated) != want {
			t.Errorf("touch %d: %v", i, c.activated)
		}
	}
}

// TestT09TouchIsLocked: nothing is pressed, said or shown pressed by a finger; keys go on working.
func TestT09TouchIsLocked(t *testing.T) {
	for _, spoken := range []bool{false, true} {
		u, w, c, now, page := open(t, "touch 中文")
		page.Settings.Spoken, page.Settings.Locked = spoken, true
		u.Show(page, "title")
		rested := w.Canvas().Capture()
		for range 3 {
			*now = now.Add(time.Second)
			down(w, middle(u, "report"))
			if !same(rested, w.Canvas().Capture()) {
				t.Error("it looks pressed")
			}
			up(w, middle(u, "report"), middle(u, "report"))
		}
		if len(c.activated)+len(c.focused) > 0 || c.stirred == 0 {
			t.Errorf("pressed %v, said %v, stirred %d", c.activated, c.focused, c.stirred)
		}
		press(w, "Down")
		if len(c.pressed) != 1 {
			t.Errorf("keys: %v", c.pressed)
		}
	}
}
