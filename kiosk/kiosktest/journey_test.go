package kiosktest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the journeys anew with what happened")

func TestJourneys(t *testing.T) {
	files, err := filepath.Glob("testdata/*.journey")
	if err != nil || len(files) == 0 {
		t.Fatalf("no journeys: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(want))
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != string(want) {
				t.Errorf("another journey than written down; if it is right: go test -update\n%s", firstDifference(got, string(want)))
			}
		})
	}
}

// play does what the lines behind ">" say and returns them with what happened. Lines behind "#" are comments.
func play(t *testing.T, journey string) string {
	t.Helper()
	p := Open(t)
	var out strings.Builder
	opened := false
	for line := range strings.Lines(journey) {
		switch {
		case strings.HasPrefix(line, "#"):
			out.WriteString(line)
		case strings.HasPrefix(line, ">"):
			if !opened {
				out.WriteString(p.Text())
				opened = true
			}
			out.WriteString("\n" + line)
			if err := p.Do(line[1:]); err != nil {
				t.Fatalf("%s%v", line, err)
			}
			out.WriteString(p.Text())
		}
	}
	return out.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			from := max(i-3, 0)
			return "got:\n" + strings.Join(g[from:min(i+5, len(g))], "\n") + "\nwant:\n" + strings.Join(w[from:min(i+5, len(w))], "\n")
		}
	}
	return "one is longer than the other"
}
