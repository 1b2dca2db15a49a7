// Command build makes templates.bin out of the strokes of hanzi-writer-data: the mean of how many hands write each character.
package main

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"linli/ime/handwriting"
	"linli/ime/handwriting/hand"
	"linli/ime/pinyin"
)

// character is one that becomes a template.
type character struct {
	text    string
	rare    float32
	strokes []handwriting.Stroke
	joins   []int
	lifts   int // how many strokes are written, as far as the finger is lifted
	place   int // in the order of frequency
	mean    []float64
	spread  []float64
}

const hands = 48

// noise keeps features in which all hands agree from counting for everything.
const noise = 0.0008

func main() {
	from := flag.String("from", "", "folder of hanzi-writer-data")
	to := flag.String("to", "ime/handwriting/data/templates.bin", "file to write")
	flag.Parse()
	all, err := read(*from)
	if err != nil {
		log.Fatal(err)
	}
	for i := range all {
		all[i].place, all[i].joins, all[i].lifts = i, careful, len(all[i].strokes)
	}
	for _, c := range all[:min(len(all), hurriedly)] {
		if c.lifts > slices.Max(hurried) {
			c.joins, c.lifts = hurried, c.lifts-slices.Min(hurried)-1
			all = append(all, c)
		}
	}
	var wait sync.WaitGroup
	for part := range 2 {
		wait.Go(func() {
			for i := part; i < len(all); i += 2 {
				all[i].learn(uint64(i))
			}
		})
	}
	wait.Wait()
	if err := os.WriteFile(*to, file(all), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d templates\n", len(all))
}

// read returns the characters of a folder, the most frequent first.
func read(folder string) ([]character, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return nil, err
	}
	var all []character
	for _, name := range names {
		text := strings.TrimSuffix(filepath.Base(name), ".json")
		if c, size := utf8.DecodeRuneInString(text); size != len(text) || !unicode.Is(unicode.Han, c) || c < 0x3400 {
			continue // parts of characters
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var file struct{ Medians [][][2]float64 }
		if err := json.Unmarshal(data, &file); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		c := character{text: text}
		for _, median := range file.Medians {
			var s handwriting.Stroke
			for _, p := range median {
				s = append(s, handwriting.Point{X: p[0] - 12, Y: 888 - p[1]}) // there, y grows upwards from a base line at 900
			}
			c.strokes = append(c.strokes, s)
		}
		all = append(all, c)
	}
	return all, order(all)
}

// order sorts characters by how frequent they are.
func order(all []character) error {
	engine, err := pinyin.Open("", nil)
	if err != nil {
		return err
	}
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = c.text
	}
	for i, rare := range engine.After("", texts) {
		all[i].rare = rare
	}
	slices.SortFunc(all, func(a, b character) int { return cmp.Or(cmp.Compare(a.rare, b.rare), strings.Compare(a.text, b.text)) })
	return nil
}

// Two kinds of hands: one lifts the finger for each stroke or nearly so, the other is in a hurry. What they write is too
// different for one mean.
var (
	careful = []int{0, 1, 2} // joins
	hurried = []int{2, 3, 4}
)

// hurriedly is how many of the most frequent characters have a template for a hurried hand as well.
const hurriedly = 3500

// learn takes the mean of what many hands write.
func (c *character) learn(seed uint64) {
	r := rand.New(rand.NewPCG(seed, 1))
	var all [][]float32
	for i := range hands {
		one := hand.Hand{Tremor: 12, Slant: .08, Turn: .05, Stretch: .08, Shift: 18, Join: c.joins[i%len(c.joins)]}
		all = append(all, handwriting.Features(one.Write(c.strokes, r)))
	}
	c.mean, c.spread = make([]float64, len(all[0])), make([]float64, len(all[0]))
	for _, f := range all {
		for x, v := range f {
			c.mean[x] += float64(v) / hands
		}
	}
	for _, f := range all {
		for x, v := range f {
			d := float64(v) - c.mean[x]
			c.spread[x] += d * d / hands
		}
	}
}

// file writes templates.bin; handwriting/matcher.go has its layout.
func file(all []character) []byte {
	out := binary.LittleEndian.AppendUint32([]byte("LHW1"), uint32(len(all)))
	weights := make([]float64, len(all[0].mean))
	sum := 0.0
	for x := range weights {
		var spread float64
		for i := range all {
			spread += all[i].spread[x] / float64(len(all))
		}
		weights[x] = 1 / (spread + noise)
		sum += weights[x]
	}
	for _, w := range weights {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(w/sum*float64(len(weights)))))
	}
	for _, c := range all {
		r, _ := utf8.DecodeRuneInString(c.text)
		out = binary.LittleEndian.AppendUint32(out, uint32(r))
		rare := math.Log(1 + float64(c.place)/200)
		out = append(out, byte(c.lifts), byte(math.Round(rare*64)), 0, 0)
		for _, v := range c.mean {
			out = append(out, byte(int8(math.Round(v*handwriting.Scale))))
		}
	}
	return out
}
