package pinyin

import (
	"math"
	"unicode/utf8"
)

// context is what stands before a text.
type context struct {
	memory state
	tails  []tail
}

// tail is the end of what stands before: the next word may have begun in it.
type tail struct {
	text   string
	before state
	cost   float32 // of the tail
}

const longestTail = 3 // runes

func (e *Engine) context(before string) context {
	before = lastRunes(before, contextRunes)
	c := context{memory: e.read(before, &score{from: e.beginning()})}
	for n := 1; n <= longestTail && n <= utf8.RuneCountInString(before); n++ {
		t := tail{text: lastRunes(before, n)}
		t.before = e.read(before[:len(before)-len(t.text)], &score{from: e.beginning()})
		s := score{from: t.before}
		e.read(t.text, &s)
		t.cost = s.cost
		c.tails = append(c.tails, t)
	}
	return c
}

// beginning is what is remembered at the beginning of a sentence.
func (e *Engine) beginning() state {
	if e.gram == nil {
		return 0
	}
	_, at := e.gram.model.next(0, fullStop)
	return at
}

// score adds up how unlikely a text is.
type score struct {
	from state
	cost float32
}

// read goes through a text word by word and returns what is remembered at its end.
func (e *Engine) read(text string, s *score) state {
	at := s.from
	for text != "" {
		word, id := e.longest(text)
		cost, next := e.rare(at, id)
		s.cost, at = s.cost+cost, next
		text = text[len(word):]
	}
	return at
}

// rare returns how unlikely a word of the large list is; one that the list lacks is a full stop.
func (e *Engine) rare(from state, id uint32) (float32, state) {
	switch {
	case e.gram == nil && id == 0:
		return unknown, 0
	case e.gram == nil:
		return e.atMost(id, e.base.rare(id)), 0
	case id == 0:
		_, at := e.gram.model.next(from, fullStop)
		return unknown, at
	}
	cost, next := e.gram.model.next(from, id)
	return e.atMost(id, cost), next
}

// joined returns how unlikely a text is as the end of a word that began before it.
func (e *Engine) joined(c context, text string) (cost float32, memory state) {
	cost = math.MaxFloat32
	for _, t := range c.tails {
		if id := e.number(t.text + text); id != 0 {
			if whole, next := e.rare(t.before, id); whole-t.cost < cost {
				cost, memory = whole-t.cost, next
			}
		}
	}
	return cost, memory
}

// After returns how unlikely each of some texts is right after what has been written, as -log.
func (e *Engine) After(before string, next []string) []float32 {
	c := e.context(e.hant.simplified(before))
	out := make([]float32, len(next))
	for i, text := range next {
		text = e.hant.simplified(text)
		s := score{from: c.memory}
		e.read(text, &s)
		joined, _ := e.joined(c, text)
		out[i] = min(s.cost, joined)
	}
	return out
}

// lastRunes returns the end of a text.
func lastRunes(text string, n int) string {
	from := len(text)
	for ; n > 0 && from > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(text[:from])
		from -= size
	}
	return text[from:]
}
