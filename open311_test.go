package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"linli/client/georeport"
	"linli/flow"
)

// differences are how many ways there are in which servers differ: docs/open311.md has them all.
const differences = 32

var (
	difference      = regexp.MustCompile(`(?m)^\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$`)
	differenceAhead = regexp.MustCompile(`^TestDifference(\d\d)`)
)

// TestEveryDifferenceHasItsTest: the table has each difference once, in order, and names tests that there are, among them each
// that is named after it.
func TestEveryDifferenceHasItsTest(t *testing.T) {
	table, err := os.ReadFile("docs/open311.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testsHere(t)
	stands := map[string][]string{}
	found := difference.FindAllStringSubmatch(string(table), -1)
	if len(found) != differences {
		t.Errorf("%d differences, want %d", len(found), differences)
	}
	for i, m := range found {
		if m[1] != fmt.Sprint(i+1) {
			t.Errorf("difference %s stands where %d is due", m[1], i+1)
		}
		names := named.FindAllStringSubmatch(m[4], -1)
		if len(names) == 0 || strings.TrimSpace(m[3]) == "" {
			t.Errorf("difference %s has no test, or nothing is done about it", m[1])
		}
		for _, n := range names {
			stands[fmt.Sprintf("%02d", i+1)] = append(stands[fmt.Sprintf("%02d", i+1)], n[1])
			if !slices.Contains(tests, n[1]) {
				t.Errorf("difference %s names %s, which does not exist", m[1], n[1])
			}
		}
	}
	for _, name := range tests {
		if ahead := differenceAhead.FindStringSubmatch(name); ahead != nil && !slices.Contains(stands[ahead[1]], name) {
			t.Errorf("%s is named after difference %s and does not stand in its row", name, ahead[1])
		}
	}
}

// TestWhatIsWrittenCanBeSent: pages let nobody write more than a city takes.
func TestWhatIsWrittenCanBeSent(t *testing.T) {
	if flow.MaxText > georeport.MaxOwn || flow.MaxText > georeport.MaxWords {
		t.Errorf("%d characters can be written, %d filed, %d added", flow.MaxText, georeport.MaxOwn, georeport.MaxWords)
	}
}
