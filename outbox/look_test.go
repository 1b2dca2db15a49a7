package outbox_test

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// shown is a city that can be asked for what it has. Its backup is what it had when it was made.
type shown struct {
	*city
	// says is what it says of submission 1, where it is not the truth.
	says   report.Sight
	looked map[report.Number]int
	backup map[report.Number][]report.Draft
}

func newShown() *shown { return &shown{city: newCity(), looked: map[report.Number]int{}} }

func (c *shown) Look(_ context.Context, s report.Submission, r report.Receipt) (report.Sight, report.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.looked[s.Number]++
	switch {
	case c.says != "" && s.Number == submission(1).Number:
		return c.says, r, nil
	case len(c.filed[s.Number]) == 0:
		return report.Gone, r, nil
	case fmt.Sprint(c.filed[s.Number][0]) != fmt.Sprint(s.Draft):
		return report.Changed, r, nil
	}
	return report.Seen, r, nil
}

// looks is how often it was asked for submissions, sent how often it was sent one.
func (c *shown) looks(all ...report.Submission) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range all {
		n += c.looked[s.Number]
	}
	return n
}

func (c *shown) sent() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.calls
}

// makeBackup and restore are what the city's operator does.
func (c *shown) makeBackup() { c.backup = maps.Clone(c.filed) }
func (c *shown) restore()    { c.filed = maps.Clone(c.backup) }

// later opens the outbox at a time of the kiosk, lets it send and look until want holds, and closes it.
func later(t *testing.T, dir string, c outbox.City, at time.Duration, want func(*outbox.Box) bool) {
	t.Helper()
	o := options(t, dir)
	o.Clock = func() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC).Add(at) }
	b, err := outbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.Run(ctx, c)
	}()
	defer func() { stop(); <-ended }()
	for end := time.Now().Add(time.Minute); !want(b); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after %v it is %s", at, stateOf(t, b, submission(1).Number))
		}
		b.Wake()
	}
}

// round is one whole round at a time of the kiosk: another submission has been sent and looked for, behind all others.
func round(t *testing.T, dir string, c *shown, at time.Duration) {
	t.Helper()
	marker := submission(100_000 + int(at/time.Minute))
	b := open(t, dir)
	put(t, b, marker)
	b.Close()
	later(t, dir, c, at, func(*outbox.Box) bool { return c.looks(marker) > 0 })
}

// erased says whether the words of a submission are gone from both places.
func erased(t *testing.T, dir string, sub report.Submission) bool {
	t.Helper()
	for _, path := range copiesLike(t, dir, "*") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"Sealed"`) && strings.Contains(string(text), string(sub.Number)) {
			return false
		}
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "outbox", "outbox.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var sealed bool
	if err := db.QueryRow("SELECT sealed IS NOT NULL FROM submissions WHERE number = ?", string(sub.Number)).Scan(&sealed); err != nil {
		t.Fatal(err)
	}
	return !sealed
}

const day = 24 * time.Hour

// X61: the words stay here, sealed, until they were seen at the city, twice and more than a day apart.
func TestX61ErasedOnceSeen(t *testing.T) {
	dir, c, sub := t.TempDir(), newShown(), submission(1)
	b := open(t, dir)
	put(t, b, sub)
	b.Close()
	for _, step := range []struct {
		at    time.Duration
		state outbox.State
		looks int
	}{{0, outbox.Answered, 1}, {20 * time.Hour, outbox.Answered, 1}, {27 * time.Hour, outbox.Accepted, 2}, {30 * day, outbox.Accepted, 2}} {
		round(t, dir, c, step.at)
		b := open(t, dir)
		if got := stateOf(t, b, sub.Number); got != step.state || c.looks(sub) != step.looks || erased(t, dir, sub) != (got == outbox.Accepted) {
			t.Errorf("after %v: %s, erased %v, looked for %d times", step.at, got, erased(t, dir, sub), c.looks(sub))
		}
		b.Close()
	}
	if len(c.filed[sub.Number]) != 1 {
		t.Errorf("filed %d times", len(c.filed[sub.Number]))
	}
}

// X61: the city says yes and does not have it, since something on the way answered in its place; or it is restored from a backup of
// the day before. Each is there once in the end, with every word, and what it had kept is left alone.
func TestX61TheCityForgets(t *testing.T) {
	for name, restored := range map[string]bool{"something else said yes": false, "restored the next day": true} {
		t.Run(name, func(t *testing.T) {
			dir, c := t.TempDir(), newShown()
			all := []report.Submission{submission(0), submission(1), submission(2), submission(3)}
			b := open(t, dir)
			put(t, b, all[:2]...)
			b.Close()
			later(t, dir, c, 0, func(*outbox.Box) bool { return c.looks(all...) == 2 })
			c.makeBackup()
			if !restored {
				c.fails = func(call int) fault { return map[int]fault{3: forgets, 4: forgets}[call] }
			}
			b = open(t, dir)
			put(t, b, all[2:]...)
			b.Close()
			if restored {
				later(t, dir, c, time.Hour, func(*outbox.Box) bool { return c.looks(all...) == 4 })
				c.restore()
			}
			for i := range 2 { // one is found at a time, and then the city has its peace until the next start
				later(t, dir, c, 28*time.Hour+time.Duration(i)*time.Minute, func(*outbox.Box) bool { return c.sent() > 4+i })
			}
			round(t, dir, c, 60*time.Hour)
			later(t, dir, c, 90*time.Hour, func(b *outbox.Box) bool { return accepted(t, b, all) })
			delete(c.filed, submission(100_000+60*60).Number)
			exactlyOnce(t, c.city, all)
			for _, s := range all {
				if !erased(t, dir, s) {
					t.Errorf("%s was seen, and is still kept", s.Number)
				}
			}
		})
	}
}

func accepted(t *testing.T, b *outbox.Box, all []report.Submission) bool {
	return !slices.ContainsFunc(all, func(s report.Submission) bool { return stateOf(t, b, s.Number) != outbox.Accepted })
}

// Something that says yes to everything and has nothing is not fed with the queue again and again.
func TestX61ALiarIsLeftAlone(t *testing.T) {
	b, c := open(t, t.TempDir()), newShown()
	c.fails = func(int) fault { return forgets }
	for i := range 30 {
		put(t, b, submission(i))
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); b.Run(ctx, c) }()
	for end := time.Now().Add(time.Minute); c.sent() < 31 && time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	for range 100 {
		b.Wake()
		time.Sleep(time.Millisecond)
	}
	stop()
	<-ended
	if c.sent() != 31 {
		t.Errorf("sent %d times, want each once and the first one twice", c.sent())
	}
}

// A request of which the city shows nothing, for weeks, is neither sent again nor kept for ever; one that it does not show among others
// goes to staff, whole. One with other words than were sent says so, and stays until staff could compare.
func TestX73AndX52WhatTheCityShows(t *testing.T) {
	const hid, miss, seen, changed = report.Hidden, report.Missing, report.Seen, report.Changed
	for name, c := range map[string]struct {
		sights []report.Sight // two a day
		state  outbox.State
		code   report.Code
		erased bool
	}{
		"a token for ever":               {days(hid, 30), outbox.Accepted, report.Unconfirmed, true},
		"a token for ten days":           {append(days(hid, 10), days(seen, 3)...), outbox.Accepted, "", true},
		"hidden until somebody has read": {append(days(miss, 10), days(seen, 3)...), outbox.Accepted, "", true},
		"never among the others":         {days(miss, 30), outbox.Quarantined, report.Unconfirmed, false},
		"seen, and gone the next day":    {append(days(seen, 1), days(miss, 9)...), outbox.Quarantined, report.Unconfirmed, false},
		"seen, and hidden when closed":   {append(days(seen, 1), days(hid, 9)...), outbox.Accepted, "", true},
		"question marks":                 {days(changed, 5), outbox.Answered, report.Garbled, false},
		"question marks, weeks ago":      {days(changed, 30), outbox.Accepted, report.Garbled, true},
	} {
		t.Run(name, func(t *testing.T) {
			dir, city, sub := t.TempDir(), newShown(), submission(1)
			b := open(t, dir)
			put(t, b, sub)
			b.Close()
			for i, sight := range c.sights {
				city.says = sight
				round(t, dir, city, time.Duration(i)*12*time.Hour)
			}
			b = open(t, dir)
			item, _, err := b.Find(t.Context(), sub.Number)
			if err != nil || item.State != c.state || item.Code != c.code || erased(t, dir, sub) != c.erased || len(city.filed[sub.Number]) != 1 {
				t.Errorf("%s (%s), %v, erased %v, filed %d times", item.State, item.Code, err, erased(t, dir, sub), len(city.filed[sub.Number]))
			}
			if item.State == outbox.Quarantined && !strings.Contains(item.Tried[len(item.Tried)-1].Reason, "that it has it as id-"+string(sub.Number)) {
				t.Errorf("staff cannot ask the city for it: %+v", item.Tried)
			}
		})
	}
}

func days(s report.Sight, n int) []report.Sight { return slices.Repeat([]report.Sight{s}, 2*n) }
