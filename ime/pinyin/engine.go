// Package pinyin writes Chinese with Latin letters: a whole sentence at once, on a full keyboard or the nine keys of a telephone.
//
// What is typed comes in with each question and nothing of it stays here: an Engine does not change once it is open, learns
// nothing and writes nothing. Any number of goroutines may use it.
package pinyin

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
)

// The files of Debian's package sunpinyin-data.
const (
	modelName = "lm_sc.t3g"
	dictName  = "pydict_sc.bin"
)

// MaxLetters is how many letters are looked at: longer ones are cut off, and nobody types as many without choosing.
const MaxLetters = 64

// Engine turns letters into candidates.
type Engine struct {
	spelling *spelling
	base     *table
	words    index // of base, where there are no trigrams
	civic    *table
	names    *table
	given    *table
	gram     *openGram          // nil where the trigram model is not installed
	floor    map[uint32]float32 // how rare words of the large list are at most
	hant     hant
}

// Query is what has been typed.
type Query struct {
	Before   string // what stands before it already
	Letters  string // a to z, 2 to 9 for the keys of a telephone, ㄅ to ㄩ of zhuyin, ' between syllables
	Southern bool   // z and zh, n and l, in and ing and the like are the same
	Name     bool   // a person's name: surnames first
	Given    bool   // a person's given name: what people are called

	Traditional bool // candidates in traditional characters
}

// Candidate is a text for the first letters of what was typed.
type Candidate struct {
	Text    string
	Letters int // how many bytes of the letters it stands for
}

// Installed returns the folder of sunpinyin-data, "" where it is not installed.
func Installed() string {
	found, err := filepath.Glob("/usr/lib/*/sunpinyin/data/" + modelName) // a folder for each architecture
	if err != nil || len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[0])
}

// Open makes an engine of the words that are compiled in, and those of a site. With a folder that has the files of
// sunpinyin-data it uses their trigrams; without one, folder is empty. What is wrong with the folder is returned beside an
// engine that works without it; words that cannot be read are returned with no engine.
func Open(folder string, site []Word) (*Engine, error) {
	e := &Engine{spelling: newSpelling(), hant: newHant(), floor: map[uint32]float32{}}
	var err, missing error
	if e.base, err = newTable(compiledWords); err != nil {
		return nil, err
	}
	e.names, err = build(e.spelling, parseWords(surnames), func(i int) float32 { return surnameCost + float32(i)/surnameStep })
	if err != nil {
		return nil, fmt.Errorf("surnames: %w", err)
	}
	e.given, err = build(e.spelling, parseWords(givenNames), func(i int) float32 { return givenCost + float32(i)/givenStep })
	if err != nil {
		return nil, fmt.Errorf("given names: %w", err)
	}
	if folder != "" {
		if e.gram, missing = openGramIn(folder, e.spelling); missing != nil {
			e.gram, missing = nil, fmt.Errorf("trigrams in %s: %w", folder, missing)
		}
	}
	if e.gram == nil {
		e.words = newIndex(len(e.base.list)/wordSize-1, e.base.text, e.base.rare)
	}
	if err := e.rankUp(site); err != nil {
		return nil, fmt.Errorf("words of the community: %w", err)
	}
	return e, missing
}

// rankUp makes words of the community, and what people are called, likelier than they are elsewhere: those that the large list has, and a list of the
// others.
func (e *Engine) rankUp(site []Word) error {
	said := parseWords(spokenWords)
	whole := slices.DeleteFunc(parseWords(givenNames), func(w Word) bool { return len(w.Pinyin) < 2 })
	all := slices.Concat(parseWords(civicWords), site, whole, said)
	total := 0
	for _, w := range said {
		total += w.count
	}
	rare := func(w Word) float32 {
		if w.count == 0 {
			return civicCost
		}
		return float32(-math.Log(spokenShare * float64(w.count) / float64(total)))
	}
	var others []Word
	for _, w := range all {
		id, ok := e.find(w)
		if !ok {
			others = append(others, w)
		} else if old, ok := e.floor[id]; !ok || rare(w) < old {
			e.floor[id] = rare(w)
		}
	}
	var err error
	e.civic, err = build(e.spelling, others, func(i int) float32 { return rare(others[i]) })
	return err
}

// large returns the list that has nearly all words.
func (e *Engine) large() lexicon {
	if e.gram != nil {
		return &e.gram.dict
	}
	return e.base
}

// find looks for a word in the large list, and returns its number there.
func (e *Engine) find(w Word) (uint32, bool) {
	in := e.large()
	node := in.root()
	for _, name := range w.Pinyin {
		there := false
		if id, ok := e.spelling.number[name]; ok {
			in.follow(node, []syllable{id}, func(child uint32) { node, there = child, true })
		}
		if !there {
			return 0, false
		}
	}
	found, there := uint32(0), false
	in.words(node, maxSame, func(id uint32) {
		if !there && in.text(id) == w.Text {
			found, there = id&wordMask, true
		}
	})
	return found, there
}

// Trigrams says whether the large model is in use.
func (e *Engine) Trigrams() bool { return e.gram != nil }

// clean keeps what can be looked up, coded.
func clean(letters string) string {
	if end := strings.IndexFunc(letters, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '2' || r > '9') && r != '\'' && !isSign(r)
	}); end >= 0 {
		letters = letters[:end] // what follows would stand for other letters than these
	}
	letters = coded(letters)
	return letters[:min(len(letters), MaxLetters)]
}

// Candidates returns what the letters may mean, the likeliest first: whole sentences, then words for how they begin, the
// longest first.
func (e *Engine) Candidates(q Query) []Candidate {
	letters := clean(q.Letters)
	if letters == "" {
		return nil
	}
	d := decoder{engine: e, letters: letters, name: q.Name, given: q.Given, edges: e.spelling.lattice(letters, q.Southern), before: e.context(e.hant.simplified(q.Before))}
	d.run()
	all := d.candidates()
	for i := range all {
		all[i].Letters = uncoded(letters[:all[i].Letters])
	}
	if q.Traditional {
		return e.hant.candidates(all)
	}
	return all
}
