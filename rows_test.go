package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// rows are how many rows of accessibility each letter has: docs/accessibility-tests.md has them all.
var rows = map[byte]int{'V': 17, 'T': 9, 'F': 19, 'D': 8, 'L': 4, 'A': 19, 'K': 14, 'N': 9}

var (
	row       = regexp.MustCompile(`(?m)^\| ([A-Z]\d\d) \| ([^|]+) \| ([^|]+) \|$`)
	named     = regexp.MustCompile("`(Test[A-Za-z0-9_]+)`")
	testFunc  = regexp.MustCompile(`(?m)^func (Test[A-Za-z0-9_]+)\(`)
	rowsAhead = regexp.MustCompile(`^Test((?:(?:And)?[VTFDLAKN]\d\d)+)`)
	rowName   = regexp.MustCompile(`[VTFDLAKN]\d\d`)
)

// TestEveryRowHasItsTest: the table names the tests that there are, all of them, and says of each row without one why.
func TestEveryRowHasItsTest(t *testing.T) {
	table, err := os.ReadFile("docs/accessibility-tests.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testsHere(t)
	stands := map[string][]string{}
	count := map[byte]int{}
	for _, m := range row.FindAllStringSubmatch(string(table), -1) {
		id, cell := m[1], m[3]
		count[id[0]]++
		for _, n := range named.FindAllStringSubmatch(cell, -1) {
			stands[id] = append(stands[id], n[1])
			if !slices.Contains(tests, n[1]) {
				t.Errorf("%s names %s, which does not exist", id, n[1])
			}
		}
		if len(stands[id]) == 0 && !strings.Contains(cell, "Not yet") && !strings.Contains(cell, "needs a person") {
			t.Errorf("%s has no test, and does not say why: %s", id, cell)
		}
	}
	for letter, want := range rows {
		if count[letter] != want {
			t.Errorf("%d rows of %c, want %d", count[letter], letter, want)
		}
	}
	for _, name := range tests {
		ahead := rowsAhead.FindStringSubmatch(name)
		if ahead == nil {
			continue
		}
		for _, id := range rowName.FindAllString(ahead[1], -1) {
			if !slices.Contains(stands[id], name) {
				t.Errorf("%s is named after %s and does not stand in its row", name, id)
			}
		}
	}
}

// testsHere are the names of all tests.
func testsHere(t *testing.T) (all []string) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		for _, m := range testFunc.FindAllStringSubmatch(string(source), -1) {
			all = append(all, m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
