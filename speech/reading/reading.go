// Package reading says how Chinese is read: Hanzi in, toned pinyin out, for voices that cannot read Hanzi themselves.
//
// A text is cut into as few words as possible; a word is read as its entry says, a character outside of any word as it is
// most often. What depends on the neighbours (一, 不, 了, 得, 只 ...) is a rule. Third tones before third tones are left to
// the voice. Digits are not read here: numbers are written out before (i18n).
package reading

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"strings"
	"unicode/utf8"
)

//go:embed data/*.txt
var files embed.FS

// Reader reads Mandarin. It does not change once it is made: any number of goroutines may use it.
type Reader struct {
	single   map[rune]string
	words    map[string][]string
	simple   map[rune]rune // traditional to simplified
	wordSize int           // runes of the longest word
}

// Open reads the embedded lists.
func Open() (*Reader, error) {
	r := &Reader{single: map[rune]string{}, words: map[string][]string{}, simple: map[rune]rune{}}
	for _, f := range []struct {
		name string
		take func(line string) bool
	}{
		{"characters", r.character}, {"phrases", r.word}, {"own", r.word}, {"variants", r.variant},
	} {
		data, err := files.ReadFile("data/" + f.name + ".txt")
		if err != nil {
			return nil, fmt.Errorf("read how Chinese is read: %w", err)
		}
		for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
			if line := lines.Text(); line != "" && line[0] != '#' && !f.take(line) {
				return nil, fmt.Errorf("%s.txt: what is %q?", f.name, line)
			}
		}
	}
	return r, nil
}

func (r *Reader) character(line string) bool {
	syllable, characters, ok := strings.Cut(line, "\t")
	for _, c := range characters {
		r.single[c] = syllable
	}
	return ok
}

func (r *Reader) word(line string) bool {
	word, run, _ := strings.Cut(line, "\t")
	syllables := split(run)
	n := utf8.RuneCountInString(word)
	r.words[word] = syllables
	r.wordSize = max(r.wordSize, n)
	return len(syllables) == n
}

func (r *Reader) variant(line string) bool {
	pair := []rune(line)
	if len(pair) != 2 {
		return false
	}
	r.simple[pair[0]] = pair[1]
	return true
}

// split cuts "dian4ti1" into its syllables.
func split(run string) []string {
	var out []string
	for from, i := 0, 0; i < len(run); i++ {
		if run[i] >= '1' && run[i] <= '5' {
			out, from = append(out, run[from:i+1]), i+1
		}
	}
	return out
}

// piece is a word of a text, or something that is not Chinese.
type piece struct {
	text      []rune
	syllables []string // of the word; nil where it is not Chinese
}

// Pinyin returns a text with its Hanzi as toned pinyin: syllables of a word run together, words with a space between, all
// else as it stands.
func (r *Reader) Pinyin(text string) string {
	pieces := r.cut(r.simplified(text))
	mend(pieces)
	var b strings.Builder
	spoken := false
	for _, p := range pieces {
		if p.syllables == nil {
			b.WriteString(string(p.text))
			spoken = false
			continue
		}
		if spoken {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Join(p.syllables, ""))
		spoken = true
	}
	return b.String()
}

// simplified turns traditional characters that a word list would not know into simplified ones.
func (r *Reader) simplified(text string) []rune {
	out := []rune(text)
	for i, c := range out {
		if s, ok := r.simple[c]; ok {
			out[i] = s
		}
	}
	return out
}

// cut finds the fewest words that make up a text; among equals, those that are longer early.
func (r *Reader) cut(text []rune) []piece {
	n := len(text)
	cost, step := make([]int, n+1), make([]int, n+1)
	for i := n - 1; i >= 0; i-- {
		cost[i], step[i] = cost[i+1]+1, 1
		for l := 2; l <= r.wordSize && i+l <= n && r.single[text[i+l-1]] != ""; l++ {
			if _, ok := r.words[string(text[i:i+l])]; ok && cost[i+l]+1 <= cost[i] {
				cost[i], step[i] = cost[i+l]+1, l
			}
		}
	}
	var out []piece
	for i := 0; i < n; i += step[i] {
		p := piece{text: text[i : i+step[i]]}
		if step[i] > 1 {
			p.syllables = append([]string(nil), r.words[string(p.text)]...)
		} else if s := r.words[string(p.text)]; len(s) == 1 {
			p.syllables = []string{s[0]}
		} else if s := r.single[text[i]]; s != "" {
			p.syllables = []string{s}
		}
		out = append(out, p)
	}
	return out
}
