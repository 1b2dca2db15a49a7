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
	if len(l.times) != 1 {
		t.Errorf("%d callers are kept", len(l.times))
	}
	if l.wait("one", now.Add(lookupTime)) != lookupTime {
		t.Error("one too many, and no wait")
	}
	if wait := l.wait("one", now.Add(-time.Hour)); wait > 0 {
		t.Errorf("the clock was set back: wait %v", wait)
	}
}
