package gallery

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linli/kiosk/kiosktest"
)

// TestGoldenTrees: the most used pages, and one on which something is wrong, are for screen readers what they were when somebody last
// read them.
func TestGoldenTrees(t *testing.T) {
	view := kiosktest.View(t)
	shots := map[string]Shot{}
	for _, shot := range play(t, view, "zh-Hans") {
		shots[shot.Name] = shot
	}
	var all strings.Builder
	for _, name := range []string{"attract", "home", "help", "quiet", "services", "find-nothing", "where-chosen", "tell", "ask-one", "contact", "phone-missing", "phone-shown", "review", "done", "number", "found"} {
		shot, ok := shots[name]
		if !ok {
			t.Errorf("there is no page %s", name)
		}
		all.WriteString("# " + name + "\n" + tree(shot.Screen, view.Bundle) + "\n")
	}
	file := filepath.Join("testdata", "golden", "trees.txt")
	if *update {
		if err := os.WriteFile(file, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	was, is := strings.Split(string(want), "\n"), strings.Split(all.String(), "\n")
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			t.Fatalf("%s differs from line %d on: read what go test -run GoldenTrees -update makes of it\n%s", file, i+1, strings.Join(is[min(i, len(is)):min(i+5, len(is))], "\n"))
		}
	}
}
