package outbox_test

import (
	"strings"
	"testing"

	"linli/outbox"
)

// What staff hold is not sent, what they release is, after a new start too.
func TestHoldAndRelease(t *testing.T) {
	dir, c := t.TempDir(), newCity()
	b := open(t, dir)
	put(t, b, submission(1), submission(2))
	if err := b.Hold(t.Context(), submission(1).Number); err != nil {
		t.Fatal(err)
	}
	drain(t, b, c)
	b.Close()
	b = open(t, dir)
	drain(t, b, c)
	if len(c.filed[submission(1).Number]) != 0 || stateOf(t, b, submission(1).Number) != outbox.Held {
		t.Error("what was held is sent")
	}
	if err := b.Release(t.Context(), submission(1).Number); err != nil {
		t.Fatal(err)
	}
	drain(t, b, c)
	if len(c.filed[submission(1).Number]) != 1 {
		t.Error("what was released is not sent")
	}
	for _, err := range []error{b.Hold(t.Context(), submission(1).Number), b.Release(t.Context(), submission(1).Number), b.Hold(t.Context(), "000000000999")} {
		if err == nil {
			t.Error("what has gone was changed")
		}
	}
}

// What the city refused can be tried again when the reason is gone; a crash in between does not send it back to quarantine.
func TestQuarantineIsReleased(t *testing.T) {
	dir, c := t.TempDir(), newCity()
	c.fails = func(int) fault { return refuses }
	b := open(t, dir)
	put(t, b, submission(1))
	drain(t, b, c)
	if err := b.Release(t.Context(), submission(1).Number); err != nil {
		t.Fatal(err)
	}
	b.Close()
	c.fails = nil
	b = open(t, dir)
	drain(t, b, c)
	if len(c.filed[submission(1).Number]) != 1 {
		t.Error("it did not arrive")
	}
}

// One looks beside the kiosk that runs, and nothing is changed by looking.
func TestLookAndVerify(t *testing.T) {
	dir, _ := some(t)
	running := open(t, dir)
	b, err := outbox.Look(t.Context(), options(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	n := 0
	if err := b.Each(t.Context(), func(i outbox.Item) error { n++; return nil }); err != nil || n != 41 {
		t.Errorf("%d listed, %v; want 41", n, err)
	}
	if checked, flaws, err := b.Verify(t.Context()); checked != 31 || len(flaws) != 0 || err != nil {
		t.Errorf("%d checked, %v, %v", checked, flaws, err)
	}
	files := copiesLike(t, dir, "*.waiting")
	flip(t, files[0])
	if _, flaws, err := b.Verify(t.Context()); len(flaws) != 1 || err != nil || !strings.Contains(flaws[0].What, "its copy: ") {
		t.Errorf("a flaw is not found: %v, %v", flaws, err)
	}
	if err := b.Put(t.Context(), submission(60)); err == nil {
		t.Error("something was put by one who only looks")
	}
	if err := b.Hold(t.Context(), submission(20).Number); err == nil {
		t.Error("something was held by one who only looks")
	}
	if _, flaws, err := b.Verify(t.Context()); len(flaws) != 1 || err != nil {
		t.Errorf("looking has done damage: %v, %v", flaws, err)
	}
	put(t, running, submission(61))
	if _, err := outbox.Look(t.Context(), options(t, t.TempDir())); err == nil || !strings.Contains(err.Error(), "there is no outbox in") {
		t.Errorf("looked at nothing: %v", err)
	}
}
