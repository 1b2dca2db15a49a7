package server

import (
	"fmt"
	"runtime"
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
	if wait := l.wait("two", now.Add(2*lookupTime)); wait > 0 || len(l.callers) != 1 {
		t.Errorf("wait %v, %d callers are kept", wait, len(l.callers))
	}
	if wait := l.wait("one", now.Add(2*lookupTime)); wait > 0 {
		t.Errorf("a minute has gone by: wait %v", wait)
	}
	if wait := l.wait("one", now.Add(-time.Hour)); wait > 0 {
		t.Errorf("the clock was set back: wait %v", wait)
	}
}

// TestD07LookUpsThatNeverEnd: a minute of them is kept, however many callers come and however long, and nobody's count is another one's.
func TestD07LookUpsThatNeverEnd(t *testing.T) {
	var l lookups
	now := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	const each = 10 * time.Millisecond
	busy := map[int64]int{} // the look-ups of one that calls each time, by second
	for i := range 50_000 {
		now = now.Add(each)
		if wait := l.wait(fmt.Sprint("caller ", i), now); wait > 0 {
			t.Fatalf("caller %d has to wait %v", i, wait)
		}
		if l.wait("busy", now) == 0 {
			busy[now.Unix()]++
		}
		if most := 2 * int(lookupTime/each); len(l.row) > most || len(l.callers) > most {
			t.Fatalf("after %d calls there are %d look-ups and %d callers", i, len(l.row), len(l.callers))
		}
	}
	for second := range busy {
		sum := 0
		for s := second; s < second+60; s++ {
			sum += busy[s]
		}
		if sum > maxLookups {
			t.Errorf("%d within a minute", sum)
		}
	}
	if len(busy) < 8 {
		t.Errorf("who calls all the time comes through in %d seconds", len(busy))
	}
}

// TestD07NobodyWaitsForWhatIsOver: what is over does not count, though it is forgotten bit by bit.
func TestD07NobodyWaitsForWhatIsOver(t *testing.T) {
	var l lookups
	now := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	for i := range 10_000 {
		l.wait(fmt.Sprint(i), now)
	}
	for range maxLookups {
		l.wait("one", now)
	}
	l.wait("two", now.Add(lookupTime/2))
	for i := range maxLookups {
		if wait := l.wait("one", now.Add(lookupTime)); wait > 0 {
			t.Fatalf("look-up %d of the next minute: wait %v", i, wait)
		}
	}
	if wait := l.wait("one", now.Add(lookupTime+time.Second)); wait != lookupTime-time.Second {
		t.Errorf("one too many: wait %v", wait)
	}
	if wait := l.wait("one", now.Add(lookupTime-time.Second)); wait != lookupTime {
		t.Errorf("one too many, and the clock was set back by seconds: wait %v", wait)
	}
}

// BenchmarkLookUpsKept is what the garbage collector does while 2,000 callers a second are counted, each of them once.
func BenchmarkLookUpsKept(b *testing.B) {
	var l lookups
	now := time.Date(2026, 1, 31, 9, 30, 0, 0, time.UTC)
	for i := range 240_000 {
		now = now.Add(500 * time.Microsecond)
		l.wait(fmt.Sprintf("open311\n\n10.%d.%d.%d", i>>16, i>>8&255, i&255), now)
	}
	for b.Loop() {
		runtime.GC()
	}
	l.wait("", now)
}
