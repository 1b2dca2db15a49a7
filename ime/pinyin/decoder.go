package pinyin

import (
	"cmp"
	"slices"
	"strings"
)

// How the search is cut short, and how words of our own are weighed; tried out on testdata/tuning.tsv.
const (
	beam          = 10   // hypotheses that go on from a letter
	sameState     = 4    // of them with the same memory
	hopeless      = 11   // behind the best by so much: given up
	beamOfKeys    = 6    // likewise where the keys of a telephone leave more open
	perNode       = 24   // words of the same sound that are tried within a sentence
	perNodeOfKeys = 8    // likewise for keys of a telephone
	perOpenNode   = 6    // likewise where the syllable is not typed to its end
	atFirst       = 400  // words of the same sound that are offered for the beginning
	maxShort      = 36   // of first letters in a row
	civicCost     = 8.5  // a word of the community
	spokenShare   = 0.25 // of what is said to a kiosk is made of its words in the proportion of spoken.txt
	surnameCost   = 1    // the most frequent surname, where a name is asked for
	surnameStep   = 20   // how fast the others follow it
	givenCost     = 2.5  // the most frequent character of given names, likewise
	givenStep     = 60
	sentences     = 5    // that are offered
	sentenceGap   = 7    // worse ones are not
	contextRunes  = 8    // of what stands before
	fullStop      = 71   // the number of 。 in the model: what a sentence begins after
	offered       = 600  // candidates at most
	unknown       = 18   // a character that no list has
	maxSame       = 1000 // words of the same sound
)

// found is a word that stands at some letters.
type found struct {
	in   lexicon
	id   uint32
	to   int
	cost float32 // of how it was typed
	open bool
}

// hypothesis is a way to read the letters up to some place.
type hypothesis struct {
	cost   float32
	memory state
	before int32 // the hypothesis that it goes on from, -1 at the start
	word   found
}

// decoder looks for the best ways through the letters of one question.
type decoder struct {
	engine  *Engine
	letters string
	name    bool // surnames first
	given   bool
	edges   [][]edge

	all    []hypothesis
	at     [][]int32 // hypotheses that have come to a letter
	first  []found   // words that the letters begin with
	before context

	beam, perNode int
}

func (d *decoder) run() {
	n := len(d.letters)
	d.beam, d.perNode = beam, perNode
	if strings.ContainsAny(d.letters, "23456789") {
		d.beam, d.perNode = beamOfKeys, perNodeOfKeys
	}
	d.at = make([][]int32, n+1)
	best := make([]float32, n+1)
	d.all = append(make([]hypothesis, 0, 2048), hypothesis{memory: d.before.memory, before: -1})
	start := 0
	for start < n && d.letters[start] == '\'' {
		start++
	}
	d.at[start] = []int32{0}
	for i := start; i < n; i++ {
		if len(d.at[i]) == 0 {
			continue
		}
		going := d.prune(i)
		for _, w := range d.wordsAt(i, i == start) {
			for _, h := range going {
				cost, memory := d.weigh(d.all[h], w)
				cost += d.all[h].cost
				if len(d.at[w.to]) > 0 && cost > best[w.to]+hopeless {
					continue
				}
				if len(d.at[w.to]) == 0 || cost < best[w.to] {
					best[w.to] = cost
				}
				d.at[w.to] = append(d.at[w.to], int32(len(d.all)))
				d.all = append(d.all, hypothesis{cost: cost, memory: memory, before: h, word: w})
			}
		}
	}
}

// prune keeps the best hypotheses at a letter.
func (d *decoder) prune(i int) []int32 {
	d.sort(d.at[i])
	var kept []int32
	same := map[state]int{}
	for _, h := range d.at[i] {
		memory := d.all[h].memory
		if same[memory]++; same[memory] > sameState {
			continue
		}
		if kept = append(kept, h); len(kept) == d.beam {
			break
		}
	}
	d.at[i] = kept
	return kept
}

func (d *decoder) sort(list []int32) {
	slices.SortFunc(list, func(a, b int32) int { return cmp.Or(cmp.Compare(d.all[a].cost, d.all[b].cost), cmp.Compare(a, b)) })
}

// wordsAt returns the words that stand at a letter.
func (d *decoder) wordsAt(i int, first bool) []found {
	var out []found
	for _, in := range d.lexicons(first) {
		d.walk(in, in.root(), i, found{}, func(node uint32, w found) {
			limit := d.perNode
			switch {
			case w.open:
				limit = perOpenNode
			case first:
				limit = atFirst
			}
			count := 0
			in.words(node, limit, func(id uint32) {
				w.in, w.id = in, id
				if first {
					d.first = append(d.first, w)
				}
				if count++; count <= d.perNode {
					out = append(out, w)
				}
			})
		})
	}
	return out
}

func (d *decoder) lexicons(first bool) []lexicon {
	out := []lexicon{d.engine.civic, d.engine.large()}
	if d.name && first {
		out = append(out, d.engine.names)
	}
	if d.given || d.name && !first {
		out = append(out, d.engine.given)
	}
	return out
}

// walk visits every node of a lexicon that letters from i on lead to.
func (d *decoder) walk(in lexicon, node uint32, i int, w found, visit func(uint32, found)) {
	for _, e := range d.edges[i] {
		if w.cost+e.cost > maxShort {
			continue
		}
		in.follow(node, e.by, func(child uint32) {
			next := found{to: e.to, cost: w.cost + e.cost, open: w.open || e.open}
			visit(child, next)
			if e.to < len(d.letters) {
				d.walk(in, child, e.to, next, visit)
			}
		})
	}
}

// weigh returns how unlikely a word is after a hypothesis, and what is remembered after it.
func (d *decoder) weigh(h hypothesis, w found) (float32, state) {
	e := d.engine
	var cost float32
	var memory state
	switch in := w.in.(type) {
	case *dictionary:
		cost, memory = e.rare(h.memory, w.id&wordMask)
		cost += reading(w.id)
	case *table:
		if cost = in.rare(w.id); in == e.base {
			cost = e.atMost(w.id, cost)
		}
	}
	if h.before < 0 && len(d.before.tails) > 0 {
		if joined, after := e.joined(d.before, w.in.text(w.id)); joined < cost {
			cost, memory = joined, after
		}
	}
	return cost + w.cost, memory
}

// atMost returns how unlikely a word of the large list is, if it is no word of the community.
func (e *Engine) atMost(id uint32, cost float32) float32 {
	if floor, ok := e.floor[id]; ok {
		return min(cost, floor)
	}
	return cost
}

// candidates returns what was found, in the order in which it is offered.
func (d *decoder) candidates() []Candidate {
	var out []Candidate
	seen := map[string]bool{}
	offer := func(text string, to int) bool {
		if text == "" || seen[text] || d.engine.isOld(text) {
			return false
		}
		seen[text] = true
		out = append(out, Candidate{Text: text, Letters: to})
		return true
	}
	n := len(d.letters)
	whole := d.at[n]
	d.sort(whole)
	for _, h := range whole {
		if len(out) == sentences || d.all[h].cost > d.all[whole[0]].cost+sentenceGap {
			break
		}
		offer(d.text(h), n)
	}
	type ranked struct {
		found
		cost float32
	}
	words := make([]ranked, len(d.first))
	for i, w := range d.first {
		cost, _ := d.weigh(d.all[0], w)
		words[i] = ranked{w, cost}
	}
	slices.SortStableFunc(words, func(a, b ranked) int { return cmp.Or(cmp.Compare(b.to, a.to), cmp.Compare(a.cost, b.cost)) })
	for _, w := range words {
		if len(out) >= offered {
			break
		}
		offer(w.in.text(w.id), w.to)
	}
	return out
}

// text returns the words of a hypothesis.
func (d *decoder) text(h int32) string {
	var words []string
	for ; d.all[h].before >= 0; h = d.all[h].before {
		words = append(words, d.all[h].word.in.text(d.all[h].word.id))
	}
	slices.Reverse(words)
	return strings.Join(words, "")
}

// isOld says whether a text has characters that only traditional writing has.
func (e *Engine) isOld(text string) bool {
	return strings.ContainsFunc(text, func(c rune) bool { return e.hant.simple[c] != 0 })
}
