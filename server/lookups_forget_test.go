package server

import (
	"fmt"
	"testing"
	"time"
)

// TestD07LookUpsAreForgotten: whoever has gone takes no memory, and a clock that was set back locks nobody out.
func TestD07LookUpsAreForgotten(t *testing.T) {
	var l lookups
	now := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	for i := range 10_000 {
		if l.wait(fmt.Sprint(i), now) > 0 {
			t.Fatalf("caller %d has to wait", i)
		}
	}
	for range maxLookups {
		l.wait("one", now.Add(lookupTime))
	}
	if l.wait("one", now.Add(lookupTime)) != lookupTime {
		t.Error("one too many, and no wait")
	}
	if wait := l.wait("one", now.Add(2*lookupTime-time.Second)); wait != time.Second {
		t.Errorf("a second too soon: wait %v", wait)
	}
	if wait := l.wait("two", now.Add(2*lookupTime)); wait > 0 || len(l.times)+len(l.older) != 2 {
		t.Errorf("wait %v, %d callers are kept", wait, len(l.times)+len(l.older))
	}
	if wait := l.wait("one", now.Add(2*lookupTime)); wait > 0 {
		t.Errorf("a minute has gone by: wait %v", wait)
	}
	if wait := l.wait("one", now.Add(-time.Hour)); wait > 0 {
		t.Errorf("the clock was set back: wait %v", wait)
	}
}
