package outbox_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"linli/outbox"
)

// What has ended goes after its time, from both places; what has not ended never does, however old it is. Until then its number and
// state are known.
func TestPurge(t *testing.T) {
	dir, c, now := t.TempDir(), newCity(), time.Now()
	o := options(t, dir)
	o.Keep, o.Clock = 30*24*time.Hour, func() time.Time { return now }
	b, err := outbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { b.Close() }()
	put(t, b, submission(1), submission(2))
	drain(t, b, c)
	c.fails = func(int) fault { return refuses }
	put(t, b, submission(3))
	drain(t, b, c)
	c.fails = nil
	put(t, b, submission(4), submission(5))
	if err := b.Hold(t.Context(), submission(4).Number); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		days, want int
	}{{29, 0}, {2, 2}, {3650, 0}} {
		now = now.AddDate(0, 0, step.days)
		if n, err := b.Purge(t.Context()); n != step.want || err != nil {
			t.Errorf("after %d days more: %d purged, %v; want %d", step.days, n, err, step.want)
		}
	}
	b.Close()
	if b, err = outbox.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	for i, want := range []outbox.State{"none", "none", outbox.Quarantined, outbox.Held, outbox.Frozen} {
		if got := stateOf(t, b, submission(i+1).Number); got != want {
			t.Errorf("%d is %s, want %s", i+1, got, want)
		}
	}
	if left := copiesLike(t, dir, "00000000000[12]*"); len(left) > 0 {
		t.Errorf("copies are left: %v", left)
	}
	drain(t, b, c) // its clock is that of its last step: nothing is over yet
	if got := stateOf(t, b, submission(5).Number); got != outbox.Accepted {
		t.Errorf("5 is %s", got)
	}
}

// A purge that was cut is finished; no sequence number is given twice.
func TestAPurgeThatWasCut(t *testing.T) {
	dir, c, now := t.TempDir(), newCity(), time.Now()
	o := options(t, dir)
	o.Keep, o.Clock = time.Hour, func() time.Time { return now }
	b, err := outbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	put(t, b, submission(1), submission(2))
	drain(t, b, c)
	b.Close()
	copies := copiesLike(t, dir, "*1.settled")
	for _, path := range copies {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if b, err = outbox.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	now = now.Add(2 * time.Hour)
	if n, err := b.Purge(t.Context()); n != 1 || err != nil || len(copies) != 1 {
		t.Errorf("%d purged, %v, %v", n, err, copies)
	}
	put(t, b, submission(3))
	left := copiesLike(t, dir, "*")
	if text := strings.Join(left, " "); len(left) != 2 || !strings.Contains(text, "2.settled") || !strings.Contains(text, "3.waiting") {
		t.Errorf("kept: %v", left)
	}
}
