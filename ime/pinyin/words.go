package pinyin

import (
	"cmp"
	_ "embed"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// words.bin, made by scripts/pinyin: "LPY1", how many nodes, words and bytes of text, then
//
//	nodes  (first child, first word, number of the syllable), one more than there are
//	words  (first byte of its text, how rare it is: -log p, in 1/2048), one more than there are
//	text   UTF-8
//
// The children and words of a node end where those of the next node begin. It is read where it lies in the program.
//
//go:embed data/words.bin
var compiledWords string

//go:embed data/civic.txt
var civicWords string

//go:embed data/spoken.txt
var spokenWords string

//go:embed data/surnames.txt
var surnames string

//go:embed data/given.txt
var givenNames string

// lexicon is a tree of words over their syllables.
type lexicon interface {
	// follow calls f for the children of a node by any of these syllables, which are sorted.
	follow(node uint32, by []syllable, f func(child uint32))
	// words calls f for at most limit words that end at a node, the most frequent first.
	words(node uint32, limit int, f func(id uint32))
	text(id uint32) string
	root() uint32
}

// table is a lexicon in the layout of words.bin.
type table struct {
	nodes, list string
	letters     string
}

const (
	nodeSize = 12
	wordSize = 8
	fine     = 2048
)

func newTable(file string) (*table, error) {
	const head = 16
	if len(file) < head || file[:4] != "LPY1" {
		return nil, fmt.Errorf("words.bin is no list of words")
	}
	nodes, words, text := int(number32(file, 4)), int(number32(file, 8)), int(number32(file, 12))
	middle, end := head+(nodes+1)*nodeSize, head+(nodes+1)*nodeSize+(words+1)*wordSize
	if len(file) != end+text {
		return nil, fmt.Errorf("words.bin is cut short")
	}
	return &table{nodes: file[head:middle], list: file[middle:end], letters: file[end:]}, nil
}

func number32(s string, at int) uint32 {
	_ = s[at+3]
	return uint32(s[at]) | uint32(s[at+1])<<8 | uint32(s[at+2])<<16 | uint32(s[at+3])<<24
}

func (t *table) root() uint32 { return 0 }

func (t *table) follow(node uint32, by []syllable, f func(child uint32)) {
	low, high := int(number32(t.nodes, int(node)*nodeSize)), int(number32(t.nodes, (int(node)+1)*nodeSize))
	for _, want := range by {
		i, found := search(low, high, func(i int) int { return cmp.Compare(syllable(number32(t.nodes, i*nodeSize+8)), want) })
		if found {
			f(uint32(i))
		}
		low = i
	}
}

// search is a binary search in what is not a slice.
func search(low, high int, compare func(i int) int) (int, bool) {
	end := high
	for low < high {
		if m := (low + high) / 2; compare(m) < 0 {
			low = m + 1
		} else {
			high = m
		}
	}
	return low, low < end && compare(low) == 0
}

func (t *table) words(node uint32, limit int, f func(id uint32)) {
	low, high := number32(t.nodes, int(node)*nodeSize+4), number32(t.nodes, (int(node)+1)*nodeSize+4)
	for id := low; id < min(high, low+uint32(limit)); id++ {
		f(id)
	}
}

func (t *table) text(id uint32) string {
	return t.letters[number32(t.list, int(id)*wordSize):number32(t.list, (int(id)+1)*wordSize)]
}

// rare returns how rare a word is, -log p.
func (t *table) rare(id uint32) float32 { return float32(number32(t.list, int(id)*wordSize+4)) / fine }

// Word is a word that a site wants ranked up, with its syllables without tones.
type Word struct {
	Text   string
	Pinyin []string
	count  int // how often it stands in what is said to a kiosk; 0: not counted
}

// parseWords reads lines of a word and its syllables.
func parseWords(file string) []Word {
	var out []Word
	for line := range strings.Lines(file) {
		if text, reading, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && text[0] != '#' {
			w := Word{Text: text}
			reading, count, _ := strings.Cut(reading, "\t")
			w.Pinyin = strings.Fields(reading)
			w.count, _ = strconv.Atoi(count)
			out = append(out, w)
		}
	}
	return out
}

// entry is a word that goes into a table.
type entry struct {
	by   []syllable
	text string
	rare float32
}

// build makes a table of words, each as rare as its place says.
func build(s *spelling, words []Word, rare func(i int) float32) (*table, error) {
	var all []entry
	for i, w := range words {
		e := entry{text: w.Text, rare: rare(i)}
		for _, name := range w.Pinyin {
			id, ok := s.number[name]
			if !ok {
				return nil, fmt.Errorf("%s is read %q, which is no syllable", w.Text, name)
			}
			e.by = append(e.by, id)
		}
		if len(e.by) == 0 || len(e.by) != utf8.RuneCountInString(w.Text) {
			return nil, fmt.Errorf("%s has %d syllables", w.Text, len(e.by))
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		return cmp.Or(slices.Compare(a.by, b.by), cmp.Compare(a.rare, b.rare))
	})
	return layOut(all), nil
}

// layOut writes sorted words as words.bin has them: a node is a span of words that begin with the same syllables.
func layOut(all []entry) *table {
	type span struct {
		by               syllable
		low, high, depth int
	}
	var nodes, list []byte
	var text strings.Builder
	put := func(to []byte, numbers ...uint32) []byte {
		for _, n := range numbers {
			to = binary.LittleEndian.AppendUint32(to, n)
		}
		return to
	}
	todo := []span{{high: len(all)}}
	for i := 0; i < len(todo); i++ {
		at := todo[i]
		nodes = put(nodes, uint32(len(todo)), uint32(len(list)/wordSize), uint32(at.by))
		for ; at.low < at.high && len(all[at.low].by) == at.depth; at.low++ {
			list = put(list, uint32(text.Len()), uint32(all[at.low].rare*fine))
			text.WriteString(all[at.low].text)
		}
		for at.low < at.high {
			end := at.low
			for by := all[at.low].by[at.depth]; end < at.high && all[end].by[at.depth] == by; end++ {
			}
			todo = append(todo, span{all[at.low].by[at.depth], at.low, end, at.depth + 1})
			at.low = end
		}
	}
	nodes = put(nodes, uint32(len(todo)), uint32(len(list)/wordSize), 0)
	list = put(list, uint32(text.Len()), 0)
	return &table{nodes: string(nodes), list: string(list), letters: text.String()}
}
