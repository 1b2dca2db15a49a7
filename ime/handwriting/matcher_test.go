package handwriting_test

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"linli/ime/handwriting"
)

func open(t testing.TB) *handwriting.Matcher {
	t.Helper()
	m, err := handwriting.Open()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestOrderDoesNotMatter: the last stroke first, the guesses stay.
func TestOrderDoesNotMatter(t *testing.T) {
	m := open(t)
	for _, c := range common(m, load(t, "testdata/wenkai.txt"), 40) {
		want := m.Match(c.strokes, 8)
		backwards := slices.Clone(c.strokes)
		slices.Reverse(backwards)
		if got := m.Match(backwards, 8); got[0].Text != want[0].Text {
			t.Errorf("%s from behind is %s", want[0].Text, got[0].Text)
		}
	}
}

// TestPlaceAndSizeDoNotMatter: in a corner of the pad, small, or beyond its edge.
func TestPlaceAndSizeDoNotMatter(t *testing.T) {
	m := open(t)
	for _, c := range common(m, load(t, "testdata/wenkai.txt"), 40) {
		want := m.Match(c.strokes, 1)[0].Text
		for _, to := range [][3]float64{{0.1, 0, 0}, {0.5, -900, 300}, {3, 5000, -5000}} {
			var moved []handwriting.Stroke
			for _, s := range c.strokes {
				var n handwriting.Stroke
				for _, p := range s {
					n = append(n, handwriting.Point{X: p.X*to[0] + to[1], Y: p.Y*to[0] + to[2]})
				}
				moved = append(moved, n)
			}
			if got := m.Match(moved, 1)[0].Text; got != want {
				t.Errorf("%s, %v: %s", want, to, got)
			}
		}
	}
}

// TestDots: a touch that does not move is a dot.
func TestDots(t *testing.T) {
	m := open(t)
	dots := []handwriting.Stroke{
		{{X: 200, Y: 300}}, {{X: 400, Y: 300}}, // 丷 of 火, as two touches
		{{X: 300, Y: 100}, {X: 290, Y: 400}, {X: 100, Y: 700}}, {{X: 310, Y: 450}, {X: 350, Y: 550}, {X: 500, Y: 700}},
	}
	if got := m.Match(dots, 2); place(got, "火") < 0 {
		t.Errorf("fire with dots is %v", got)
	}
}

// TestNamesCanBeWritten: characters of names that are rare, all of GB 2312, and eight guesses that differ.
func TestNamesCanBeWritten(t *testing.T) {
	m := open(t)
	all := m.Characters()
	have := map[string]bool{}
	for _, c := range all {
		if have[c] {
			t.Fatalf("%s twice", c)
		}
		have[c] = true
	}
	for _, c := range []string{"㐱", "堃", "垚", "昇", "彧", "淼", "昶", "镕", "的", "黿"} {
		if !have[c] {
			t.Errorf("%s cannot be written", c)
		}
	}
	if len(all) < 9000 {
		t.Errorf("%d characters", len(all))
	}
}

// TestGuessesDiffer: a character that has two templates is offered once, and eight are offered.
func TestGuessesDiffer(t *testing.T) {
	m := open(t)
	r := rand.New(rand.NewPCG(7, 8))
	for _, c := range common(m, load(t, "testdata/wenkai.txt"), 60) {
		seen := map[string]bool{}
		for _, g := range m.Match(with(loose, 0, 2).Write(c.strokes, r), 8) {
			seen[g.Text] = true
		}
		if len(seen) != 8 {
			t.Errorf("%s: %d different guesses", c.text, len(seen))
		}
	}
}

// TestBadInk: nothing, a scribble, ink that is nowhere.
func TestBadInk(t *testing.T) {
	m := open(t)
	nan, inf := math.NaN(), math.Inf(1)
	for _, nothing := range [][]handwriting.Stroke{nil, {}, {{}}, {{}, {}}, {{{X: nan, Y: nan}}}, {{{X: inf, Y: 3}}}, {{{X: 5, Y: 5}}}, {{{X: 5, Y: 5}, {X: 5, Y: 5}}}} {
		if got := m.Match(nothing, 8); got != nil {
			t.Errorf("%v is %v", nothing, got)
		}
	}
	r := rand.New(rand.NewPCG(5, 6))
	var scribble []handwriting.Stroke
	for range 500 {
		var s handwriting.Stroke
		for range 3000 {
			s = append(s, handwriting.Point{X: r.Float64()*1e4 - 5e3, Y: r.Float64()*1e4 - 5e3})
		}
		scribble = append(scribble, s)
	}
	for _, ink := range [][]handwriting.Stroke{
		scribble, {{{X: 0, Y: 0}, {X: 0, Y: 9}}}, {{{X: 0, Y: 0}, {X: 9, Y: 0}}}, {{{X: 0, Y: 0}, {X: nan, Y: 3}, {X: 4, Y: 400}}}, {{{X: -1e8, Y: 0}, {X: 1e8, Y: 1e-9}}},
	} {
		got := m.Match(ink, 8)
		if len(got) != 8 {
			t.Errorf("%d strokes: %v", len(ink), got)
		}
		for _, g := range got {
			if d := float64(g.Distance); math.IsNaN(d) || math.IsInf(d, 0) {
				t.Errorf("%d strokes: %v", len(ink), g)
			}
		}
	}
}

// TestNothingIsLearned: what somebody writes changes nothing for the next, and no file is written.
func TestNothingIsLearned(t *testing.T) {
	set := load(t, "testdata/wenkai.txt")[:30]
	home := t.TempDir()
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR"} {
		t.Setenv(name, home)
	}
	t.Chdir(home)
	m := open(t)
	session := func() (out [][]handwriting.Guess) {
		for _, c := range set {
			out = append(out, m.Match(c.strokes, 8))
		}
		return out
	}
	first := session()
	if !slices.EqualFunc(first, session(), slices.Equal) {
		t.Error("the second to write was offered something else")
	}
	filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			t.Errorf("written: %s %v", path, err)
		}
		return nil
	})
}
