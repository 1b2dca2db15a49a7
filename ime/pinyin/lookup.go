package pinyin

import "hash/fnv"

// index finds the number of a word by its text: open addressing, 0 where a place is free.
type index []uint32

const (
	indexBits   = 17
	longestWord = 8 // runes
)

func hash(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text))
	sum := h.Sum32()
	return (sum ^ sum>>indexBits) & (1<<indexBits - 1)
}

// newIndex is for words 0 to n-1, of which the first cannot be found. Of words with the same text the least rare is kept.
func newIndex(n int, text func(id uint32) string, rare func(id uint32) float32) index {
	in := make(index, 1<<indexBits)
	for id := uint32(1); id < uint32(n); id++ {
		word := text(id)
		if word == "" {
			continue
		}
		at := hash(word)
		for in[at] != 0 && text(in[at]) != word {
			at = (at + 1) & (1<<indexBits - 1)
		}
		if in[at] == 0 || rare(id) < rare(in[at]) {
			in[at] = id
		}
	}
	return in
}

func (in index) find(word string, text func(id uint32) string) uint32 {
	for at := hash(word); ; at = (at + 1) & (1<<indexBits - 1) {
		if id := in[at]; id == 0 || text(id) == word {
			return id
		}
	}
}

// number returns the number of a word in the large list, 0 for one that it lacks.
func (e *Engine) number(word string) uint32 {
	if e.gram != nil {
		return e.gram.dict.index.find(word, e.gram.dict.text)
	}
	return e.words.find(word, e.base.text)
}

// longest returns the longest word that a text begins with, and its number; the first character and 0 where there is none.
func (e *Engine) longest(text string) (string, uint32) {
	var ends []int
	for i := range text {
		if i > 0 {
			ends = append(ends, i)
		}
		if len(ends) == longestWord {
			break
		}
	}
	if len(ends) < longestWord {
		ends = append(ends, len(text))
	}
	for i := len(ends) - 1; i >= 0; i-- {
		if id := e.number(text[:ends[i]]); id != 0 {
			return text[:ends[i]], id
		}
	}
	return text[:ends[0]], 0
}
