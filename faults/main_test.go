// Package faults breaks what the promise rests on and counts: once a resident has seen a number, the request reaches the city
// exactly once. Its tests are named after the rows of docs/faults.md. The short form runs with all other tests, the long one with
// make faults; both end with a table, and what could not be injected on this computer is in it.
package faults

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
)

var (
	long  = flag.Bool("long", false, "inject as much as make faults does")
	table = flag.String("table", os.Getenv("FAULTS_TABLE"), "write the table into this file too")
	seed  = flag.Uint64("seed", 1, "of everything that is random")
)

// counted is one line of the table.
type counted struct {
	fault                   string
	injected, lost, doubled int
	skipped                 int
	why                     string
	part                    bool // of another line, and not in the sum
}

// tally is what has been injected so far. There is one for each run of the tests.
type tally struct {
	mu  sync.Mutex
	all []counted
}

var total tally

// count adds a line, and fails the test where something was lost or doubled.
func count(t *testing.T, fault string, injected, lost, doubled int) {
	t.Helper()
	total.add(counted{fault: fault, injected: injected, lost: lost, doubled: doubled})
	if lost > 0 || doubled > 0 {
		t.Errorf("%s: injected %d times, %d lost, %d doubled", fault, injected, lost, doubled)
	}
	if injected == 0 {
		t.Errorf("%s: nothing was injected", fault)
	}
}

// skip tells that a fault cannot be injected here.
func skip(t *testing.T, fault, why string) {
	t.Helper()
	total.add(counted{fault: fault, skipped: 1, why: why})
	t.Skip(why)
}

func (y *tally) add(c counted) {
	y.mu.Lock()
	defer y.mu.Unlock()
	for i, have := range y.all {
		if have.fault == c.fault && have.why == c.why {
			y.all[i].injected, y.all[i].lost, y.all[i].doubled = have.injected+c.injected, have.lost+c.lost, have.doubled+c.doubled
			y.all[i].skipped += c.skipped
			return
		}
	}
	y.all = append(y.all, c)
}

func (y *tally) String() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	slices.SortStableFunc(y.all, func(a, b counted) int { return strings.Compare(a.fault, b.fault) })
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "FAULT\tINJECTED\tLOST\tDOUBLED\tSKIPPED")
	var sum counted
	for _, c := range y.all {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\n", c.fault, c.injected, c.lost, c.doubled, c.why)
		if c.part {
			continue
		}
		sum.injected, sum.lost, sum.doubled, sum.skipped = sum.injected+c.injected, sum.lost+c.lost, sum.doubled+c.doubled, sum.skipped+c.skipped
	}
	fmt.Fprintf(w, "all\t%d\t%d\t%d\t%d\n", sum.injected, sum.lost, sum.doubled, sum.skipped)
	w.Flush()
	return text.String()
}

// TestMain plays the kiosk that is going to be broken where it is asked to, and else runs the tests.
func TestMain(m *testing.M) {
	if dir := os.Getenv("FAULTS_VICTIM"); dir != "" {
		if way := os.Getenv("FAULTS_WAY"); way != "" {
			os.Exit(wayless(dir, way))
		}
		if what := os.Getenv("FAULTS_DOES"); what != "" {
			os.Exit(serves(dir, what))
		}
		os.Exit(victim(dir))
	}
	code := m.Run()
	if len(total.all) > 0 {
		fmt.Print("\n", &total)
	}
	if *table != "" {
		if err := os.WriteFile(*table, []byte(total.String()), 0o600); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}
