package pinyin

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
)

// openGram is the trigram model and dictionary of the open-gram project, mapped into memory. Both files are those of Debian's
// sunpinyin-data, as sunpinyin's public headers describe them.
type openGram struct {
	model model
	dict  dictionary
}

func openGramIn(folder string, s *spelling) (*openGram, error) {
	m, err := mapped(filepath.Join(folder, modelName))
	if err != nil {
		return nil, err
	}
	d, err := mapped(filepath.Join(folder, dictName))
	if err != nil {
		return nil, err
	}
	var g openGram
	var bad, worse error
	g.model, bad = openModel(m)
	g.dict, worse = openDictionary(d, s)
	return &g, errors.Join(bad, worse)
}

// model says how likely a word is after two others.
//
//	u32 n = 3, u32 log = 0, u32 size[4], 65,536 float32 probabilities, 16,384 float32 back-off weights,
//	levels 0 to 2 of nodes of 12 bytes, level 3 of leaves of 8
type model struct {
	file   []byte
	level  [4]int // where it begins
	size   [4]int
	chance []float32 // -log of the table of probabilities
	back   []float32 // -log of the table of back-off weights
	alone  []uint32  // one more than where a word stands at level 1
}

const (
	modelHead   = 24
	chances     = 65536
	backs       = 16384
	levelShift  = 24
	wordMask    = 1<<18 - 1
	modelTables = modelHead + 4*(chances+backs)
)

var width = [4]int{12, 12, 12, 8}

func openModel(file []byte) (model, error) {
	m := model{file: file}
	if len(file) < modelTables || binary.LittleEndian.Uint32(file) != 3 || binary.LittleEndian.Uint32(file[4:]) != 0 {
		return m, errors.New("no trigram model that I know")
	}
	at := modelTables
	for i := range m.size {
		m.level[i], m.size[i] = at, int(binary.LittleEndian.Uint32(file[8+4*i:]))
		if m.size[i] == 0 {
			return m, fmt.Errorf("the trigram model has no level %d", i)
		}
		at += m.size[i] * width[i]
	}
	if at != len(file) {
		return m, fmt.Errorf("the trigram model should have %d bytes and has %d", at, len(file))
	}
	logs := func(from, n int) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(-math.Log(float64(math.Float32frombits(binary.LittleEndian.Uint32(file[from+4*i:])))))
		}
		return out
	}
	m.chance, m.back = logs(modelHead, chances), logs(modelHead+4*chances, backs)
	for i := range m.size[1] - 1 {
		word := m.word(1, i)
		if int(word) >= len(m.alone) {
			m.alone = append(m.alone, make([]uint32, int(word)+1-len(m.alone))...)
		}
		m.alone[word] = uint32(i) + 1
	}
	return m, m.check()
}

// check looks whether everything in the file points to something in it, so that nothing has to be looked at twice later.
func (m *model) check() error {
	there := func(s state) bool {
		level, i := int(s>>levelShift), int(s&(1<<levelShift-1))
		return level < 3 && i < m.size[level]-1 // the last of a level only ends the one before
	}
	for level := range 3 {
		before := 0
		for i := range m.size[level] - 1 {
			_, child, to := m.node(level, i)
			if child < before || child > m.size[level+1] || !there(to) || level > 0 && int(to>>levelShift) >= level {
				return fmt.Errorf("the trigram model is broken at level %d, place %d", level, i)
			}
			before = child
		}
		if _, child, _ := m.node(level, m.size[level]-1); child > m.size[level+1] {
			return fmt.Errorf("the trigram model is broken at the end of level %d", level)
		}
	}
	for i := range m.size[3] {
		if !there(m.shorten(3, i)) {
			return fmt.Errorf("the trigram model is broken at leaf %d", i)
		}
	}
	return nil
}

// state is what the model remembers of the words before: a level and a place there.
type state uint32

func (m *model) at(level, i int) []byte { return m.file[m.level[level]+i*width[level]:] }

func (m *model) word(level, i int) uint32 {
	return binary.LittleEndian.Uint32(m.at(level, i)) & wordMask
}

// node takes a node apart.
func (m *model) node(level, i int) (back, child int, to state) {
	b := m.at(level, i)
	w0, w1, w2 := binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]), binary.LittleEndian.Uint32(b[8:])
	return int(w0 >> 18), int(w1>>16 | w2>>25<<16), state(w2>>23&3<<levelShift | w2&(1<<23-1))
}

func (m *model) cost(level, i int) float32 {
	b := m.at(level, i)
	if level < 3 {
		return m.chance[binary.LittleEndian.Uint32(b[4:])&0xffff]
	}
	return m.chance[binary.LittleEndian.Uint32(b)>>18|binary.LittleEndian.Uint32(b[4:])>>25<<14]
}

// next returns how unlikely a word is after what the state remembers, and the state after it.
func (m *model) next(from state, word uint32) (float32, state) {
	level, i := int(from>>levelShift), int(from&(1<<levelShift-1))
	var cost float32
	for {
		back, child, to := m.node(level, i)
		_, end, _ := m.node(level, i+1)
		if at, ok := m.child(level+1, child, end, word); ok {
			return cost + m.cost(level+1, at), m.shorten(level+1, at)
		}
		cost += m.back[back]
		if level == 0 {
			return cost + m.cost(0, 0), 0
		}
		level, i = int(to>>levelShift), int(to&(1<<levelShift-1))
	}
}

// child looks for a word among the places of a level. Most are looked for at the first level.
func (m *model) child(level, low, high int, word uint32) (int, bool) {
	if level == 1 {
		if word < uint32(len(m.alone)) && m.alone[word] > 0 {
			return int(m.alone[word]) - 1, true
		}
		return 0, false
	}
	end := high
	for low < high {
		if middle := (low + high) / 2; m.word(level, middle) < word {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low, low < end && m.word(level, low) == word
}

// shorten returns the state after a place: a leaf has no children and stands for the shorter history that it points to.
func (m *model) shorten(level, i int) state {
	if level < 3 {
		return state(level)<<levelShift | state(i)
	}
	w := binary.LittleEndian.Uint32(m.at(level, i)[4:])
	return state(w>>23&3<<levelShift) | state(w&(1<<23-1))
}

// dictionary is a tree of words over syllables, and a lexicon.
//
//	u32 words, u32 nodes, u32 where the texts begin, then nodes:
//	u32 (12 bits number of words, 12 bits number of children, flags), children (u32 syllable, u32 place), words (u32: 24 bits
//	number, 2 bits how rare the characters, 5 bits how rare this reading)
//	texts: UCS-4, each ended by a zero
type dictionary struct {
	file  []byte
	texts []uint32 // where the text of a word begins
	code  []uint32 // of our syllables
	index index
}

const (
	dictionaryRoot = 12
	longestReading = 32
)

// Numbers that sunpinyin gives to the parts of a syllable.
var (
	initials = strings.Fields("b p m f d t n l g k h j q x zh ch sh r z c s y w")
	finals   = strings.Fields("a o e ai ei ao ou an en ang eng er i ia ie iao iu ian in iang ing u ua uo uai ui uan un uang ong v ve ue iong ng")
)

// codeOf returns the number of a syllable there, or 0.
func codeOf(name string) uint32 {
	i := strings.IndexAny(name, "aeiouv")
	if i < 0 {
		return 0
	}
	start, end := name[:i], name[i:]
	if end == "ue" && (start == "l" || start == "n") {
		end = "ve"
	}
	return uint32(slices.Index(initials, start)+1)<<12 | uint32(slices.Index(finals, end)+1)<<4
}

func openDictionary(file []byte, s *spelling) (dictionary, error) {
	d := dictionary{file: file}
	if len(file) < 16 {
		return d, errors.New("no dictionary")
	}
	words, texts := int(d.number(0)), int(d.number(8))
	if texts%4 != 0 || texts < dictionaryRoot || texts > len(file) || len(file)%4 != 0 {
		return d, errors.New("no dictionary that I know")
	}
	d.texts = make([]uint32, 0, words+1)
	d.texts = append(d.texts, uint32(texts))
	for at := texts; at < len(file) && len(d.texts) <= words; at += 4 {
		if d.number(at) == 0 {
			d.texts = append(d.texts, uint32(at+4))
		}
	}
	if len(d.texts) != words+1 {
		return d, fmt.Errorf("the dictionary should have %d words and has %d", words, len(d.texts)-1)
	}
	for _, name := range s.names {
		d.code = append(d.code, codeOf(name))
	}
	if words >= 1<<indexBits {
		return d, errors.New("the dictionary has too many words")
	}
	d.index = newIndex(words, d.text, func(uint32) float32 { return 0 })
	return d, d.check(dictionaryRoot, longestReading)
}

// check looks whether a node and all below it lie in the file.
func (d *dictionary) check(node uint32, depth int) error {
	at, texts := int(node), int(d.texts[0])
	if at < dictionaryRoot || at%4 != 0 || at+4 > texts || depth == 0 {
		return fmt.Errorf("the dictionary is broken at byte %d", at)
	}
	head := d.number(at)
	children, words := int(head>>12&0xfff), int(head&0xfff)
	if at+4+8*children+4*words > texts {
		return fmt.Errorf("the dictionary is broken at byte %d", at)
	}
	for i := range words {
		if int(d.number(at+4+8*children+4*i)&wordMask) >= len(d.texts)-1 {
			return fmt.Errorf("the dictionary is broken at byte %d: no such word", at)
		}
	}
	for i := range children {
		if err := d.check(d.number(at+4+8*i+4), depth-1); err != nil {
			return err
		}
	}
	return nil
}

func (d *dictionary) number(at int) uint32 { return binary.LittleEndian.Uint32(d.file[at:]) }

func (d *dictionary) root() uint32 { return dictionaryRoot }

func (d *dictionary) follow(node uint32, by []syllable, f func(child uint32)) {
	children := int(d.number(int(node)) >> 12 & 0xfff)
	for _, want := range by {
		code := d.code[want]
		if code == 0 {
			continue
		}
		i, ok := search(0, children, func(i int) int { return cmp.Compare(d.number(int(node)+4+8*i), code) })
		if ok {
			f(d.number(int(node) + 4 + 8*i + 4))
		}
	}
}

func (d *dictionary) words(node uint32, limit int, f func(id uint32)) {
	head := d.number(int(node))
	from := int(node) + 4 + 8*int(head>>12&0xfff)
	for i := range min(int(head&0xfff), limit) {
		f(d.number(from + 4*i)) // with how rare the reading is
	}
}

// reading returns how rare it is that a word is read so.
func reading(id uint32) float32 { return float32(id>>26&31) * math.Ln2 }

func (d *dictionary) text(id uint32) string {
	i := int(id & wordMask)
	if i+1 >= len(d.texts) {
		return ""
	}
	var b strings.Builder
	for at := int(d.texts[i]); at+4 < int(d.texts[i+1]); at += 4 {
		b.WriteRune(rune(d.number(at)))
	}
	return b.String()
}
