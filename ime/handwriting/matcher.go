// Package handwriting recognises a character from the strokes of a finger, in whatever order and however joined.
//
// A Matcher does not change once it is open, learns nothing and writes nothing; any number of goroutines may use it.
package handwriting

import (
	"cmp"
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// templates.bin, made by scripts/handwriting: "LHW1", how many templates, a weight for each feature (float32), then for each
// template the code point of its character, how many strokes it has, how rare it is (1/64) and its features (int8). It is read where it lies.
//
//go:embed data/templates.bin
var templates string

const (
	magic    = "LHW1"
	head     = 8 + 4*features
	charSize = 8 + features
	Scale    = 127 * 4 // Scale is how features are stored as int8.
)

// How much a wrong number of strokes and a rare character count, in the measure of features; tried out on distorted templates.
const (
	perStroke = 0.004
	extra     = 2 // more strokes than the character has are rarer than fewer, which were joined
	perRare   = 0.010
)

// Matcher has the templates of all characters.
type Matcher struct {
	n      int
	weight [features]float32
}

// Guess is a character that strokes may be. The smaller its distance, the likelier.
type Guess struct {
	Text     string
	Distance float32
}

// Open looks at the templates, which are compiled in.
func Open() (*Matcher, error) {
	if len(templates) < head || templates[:4] != magic {
		return nil, errors.New("templates.bin has no templates")
	}
	m := &Matcher{n: int(number(4))}
	if len(templates) != head+m.n*charSize {
		return nil, errors.New("templates.bin is cut short")
	}
	for i := range m.weight {
		m.weight[i] = math.Float32frombits(number(8 + 4*i))
	}
	return m, nil
}

func number(at int) uint32 { return binary.LittleEndian.Uint32([]byte(templates[at : at+4])) }

// Characters returns all that can be recognised, the most frequent first.
func (m *Matcher) Characters() []string {
	var out []string
	seen := map[string]bool{}
	for i := range m.n {
		if text := m.text(i); !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out
}

func (m *Matcher) text(i int) string { return string(rune(number(head + i*charSize))) }

// Match returns the n likeliest characters for some strokes, none for no strokes.
func (m *Matcher) Match(strokes []Stroke, n int) []Guess {
	f := Features(strokes)
	if f == nil {
		return nil
	}
	var ink [features]float32
	for i := range f {
		ink[i] = f[i] * Scale
	}
	near := m.nearest(&ink, len(strokes), n*perCharacter)
	var out []Guess
	for _, one := range near {
		if len(out) == n {
			break
		}
		if text := m.text(one.i); !slices.ContainsFunc(out, func(g Guess) bool { return g.Text == text }) {
			out = append(out, Guess{text, one.distance})
		}
	}
	return out
}

// perCharacter is how many templates a character has at most.
const perCharacter = 2

type near struct {
	i        int
	distance float32
}

// nearest returns the n templates that are nearest to ink. Most templates need not be looked at to their end.
func (m *Matcher) nearest(ink *[features]float32, strokes, n int) []near {
	out := make([]near, 0, n+1)
	limit := float32(math.MaxFloat32)
	for i := range m.n {
		d := m.distance(ink, i, strokes, limit)
		if d >= limit {
			continue
		}
		at, _ := slices.BinarySearchFunc(out, d, func(o near, d float32) int {
			if o.distance <= d { // the more frequent one stays before
				return -1
			}
			return 1
		})
		out = slices.Insert(out, at, near{i, d})
		if len(out) > n {
			out = out[:n]
			limit = out[n-1].distance
		}
	}
	return out
}

// distance returns how far ink is from a template; anything beyond the limit where it is beyond that.
func (m *Matcher) distance(ink *[features]float32, i, strokes int, limit float32) float32 {
	at := head + i*charSize
	info, v := templates[at+4:at+8], templates[at+8:at+8+features]
	wrong := float32(strokes) - float32(info[0])
	if wrong > 0 {
		wrong *= extra
	} else {
		wrong = -wrong
	}
	sum := (perStroke*wrong + perRare*float32(info[1])/64) * (Scale * Scale)
	for x := 0; x < features; x += step {
		if sum >= limit*(Scale*Scale) {
			return limit
		}
		for y := x; y < x+step; y += 4 {
			a, b := ink[y]-float32(int8(v[y])), ink[y+1]-float32(int8(v[y+1]))
			c, d := ink[y+2]-float32(int8(v[y+2])), ink[y+3]-float32(int8(v[y+3]))
			sum += a*a*m.weight[y] + b*b*m.weight[y+1] + c*c*m.weight[y+2] + d*d*m.weight[y+3]
		}
	}
	return sum / (Scale * Scale)
}

const step = 64 // features between two looks at the limit

// perUnlikely is how much it counts how unlikely a character is after what was written before.
const perUnlikely = 0.006

// Rank puts guesses in order by how unlikely each is after what was written before, as -log, as well.
func Rank(guesses []Guess, unlikely []float32) []Guess {
	out := slices.Clone(guesses)
	for i := range out {
		out[i].Distance += perUnlikely * unlikely[i]
	}
	slices.SortStableFunc(out, func(a, b Guess) int { return cmp.Compare(a.Distance, b.Distance) })
	return out
}
