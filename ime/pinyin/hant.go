package pinyin

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed data/traditional.txt
var traditionalOnly string

//go:embed data/hant.txt
var traditionalForms string

// hant turns what is written in simplified characters into traditional ones, and back.
type hant struct {
	forms   map[rune]string   // all forms of a character, the most usual first
	words   map[string]string // words that are not written as their characters are
	longest int               // runes of the longest of them
	simple  map[rune]rune     // of characters that only traditional writing has
}

func newHant() hant {
	h := hant{forms: map[rune]string{}, words: map[string]string{}, simple: map[rune]rune{}}
	for line := range strings.Lines(traditionalForms) {
		from, to, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if n := utf8.RuneCountInString(from); n > 1 {
			h.words[from] = to
			h.longest = max(h.longest, n)
		} else if n == 1 {
			c, _ := utf8.DecodeRuneInString(from)
			h.forms[c] = to
		}
	}
	for line := range strings.Lines(traditionalOnly) {
		if pair := []rune(strings.TrimSpace(line)); len(pair) == 2 {
			h.simple[pair[0]] = pair[1]
		}
	}
	return h
}

// traditional returns a text in traditional characters.
func (h hant) traditional(text string) string {
	var b strings.Builder
	for runes := []rune(text); len(runes) > 0; {
		n := min(h.longest, len(runes))
		for n > 1 && h.words[string(runes[:n])] == "" {
			n--
		}
		if n > 1 {
			b.WriteString(h.words[string(runes[:n])])
		} else {
			n = 1
			c, _ := utf8.DecodeRuneInString(h.forms[runes[0]] + string(runes[0]))
			b.WriteRune(c)
		}
		runes = runes[n:]
	}
	return b.String()
}

// simplified returns a text as the lists have it.
func (h hant) simplified(text string) string {
	return strings.Map(func(c rune) rune {
		if s, ok := h.simple[c]; ok {
			return s
		}
		return c
	}, text)
}

// candidates writes candidates traditionally. A character by itself is offered in each of its forms.
func (h hant) candidates(all []Candidate) []Candidate {
	var out []Candidate
	seen := map[string]bool{}
	for _, c := range all {
		texts := []string{h.traditional(c.Text)}
		if r, size := utf8.DecodeRuneInString(c.Text); size == len(c.Text) && h.forms[r] != "" {
			texts = strings.Split(h.forms[r], "")
		}
		for _, text := range texts {
			if !seen[text] {
				seen[text] = true
				out = append(out, Candidate{Text: text, Letters: c.Letters})
			}
		}
	}
	return out
}
