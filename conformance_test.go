package main

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"linli/audit"
)

var update = flag.Bool("update", false, "write docs/conformance.md and .html anew; read what has changed before you commit them")

// TestEveryRowHolds is the audit: what can be measured of a row, on every page in every combination. A row that is broken is told with the
// page and the figure; and what docs/conformance.md and .html say is what was measured.
func TestEveryRowHolds(t *testing.T) {
	var report audit.Report
	err := withEnv(t.Context(), &env{stdout: io.Discard}, io.Discard, func(ctx context.Context, e *env) (err error) {
		report, err = audited(ctx, e)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	breaks := report.Breaks()
	for _, row := range report.Rows {
		if named := slices.Contains(row.Tests, t.Name()); len(row.Figures) == 0 {
			continue
		} else if !named {
			t.Errorf("docs/accessibility-tests.md does not say that %s is measured by %s", row.ID, t.Name())
		}
		t.Run(row.ID, func(t *testing.T) {
			for _, b := range breaks {
				if strings.HasPrefix(b, row.ID+":") {
					t.Error(b)
				}
			}
		})
	}
	if *update {
		if err := report.Write("docs"); err != nil {
			t.Fatal(err)
		}
	}
	t.Run("report", func(t *testing.T) {
		current(t, "docs/conformance.md", report.Markdown)
		current(t, "docs/conformance.html", report.HTML)
	})
}

// current compares a file with what it should be, and tells the lines that differ.
func current(t *testing.T, file string, write func() ([]byte, error)) {
	t.Helper()
	is, err := write()
	if err != nil {
		t.Fatal(err)
	}
	was, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(was, is) {
		return
	}
	before, after := strings.Split(string(was), "\n"), strings.Split(string(is), "\n")
	told := 0
	for _, line := range after {
		if !slices.Contains(before, line) && told < 10 {
			told++
			t.Errorf("%s does not have: %s", file, line)
		}
	}
	t.Errorf("%s is not what was measured: read what go test -tags ci . -run EveryRowHolds -update makes of it", file)
}
