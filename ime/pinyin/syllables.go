package pinyin

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed data/syllables.txt
var syllableList string

// syllable is the number of a syllable in data/syllables.txt.
type syllable uint16

// longest is the most letters a syllable has.
const longest = 6

// spelling knows which syllables letters can mean.
type spelling struct {
	names  []string
	number map[string]syllable
	whole  map[string][]syllable // letters, digits of a telephone, or signs of zhuyin, of a whole syllable
	begun  map[string][]syllable // letters, digits or signs that syllables begin with
	loose  map[string][]syllable // letters, digits or signs of a syllable in a southern mouth
}

// written are other ways to write a syllable.
var written = map[string]string{"lve": "lue", "nve": "nue", "shei": "shui"}

func newSpelling() *spelling {
	s := &spelling{
		names:  strings.Fields(syllableList),
		number: map[string]syllable{}, whole: map[string][]syllable{}, begun: map[string][]syllable{}, loose: map[string][]syllable{},
	}
	for i, name := range s.names {
		id := syllable(i)
		s.number[name] = id
		s.add(name, id)
	}
	for other, name := range written {
		s.number[other] = s.number[name]
		s.add(other, s.number[name])
	}
	for _, name := range s.names {
		for _, heard := range southern(name) {
			for _, letters := range spelled(heard) {
				if id := s.number[name]; !slices.Contains(s.whole[letters], id) {
					s.loose[letters] = insert(s.loose[letters], id)
				}
			}
		}
	}
	return s
}

func (s *spelling) add(name string, id syllable) {
	for _, letters := range spelled(name) {
		s.whole[letters] = insert(s.whole[letters], id)
		for l := 1; l < len(letters); l++ {
			s.begun[letters[:l]] = insert(s.begun[letters[:l]], id)
		}
	}
}

// spelled are the ways to press a syllable.
func spelled(name string) []string {
	ways := []string{name, onTelephone(name)}
	if signs := zhuyin(name); signs != "" {
		ways = append(ways, signs)
	}
	return ways
}

// insert keeps a list sorted and without doubles.
func insert(list []syllable, id syllable) []syllable {
	i, found := slices.BinarySearch(list, id)
	if found {
		return list
	}
	return slices.Insert(list, i, id)
}

const telephone = "22233344455566677778889999" // of a to z

// onTelephone returns the keys of a telephone that have these letters.
func onTelephone(letters string) string {
	out := []byte(letters)
	for i, c := range out {
		out[i] = telephone[c-'a']
	}
	return string(out)
}

// Sounds that are one and the same in the south of China.
var (
	sameStart = [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}, {"f", "h"}}
	sameEnd   = [][2]string{{"ang", "an"}, {"eng", "en"}, {"ing", "in"}}
)

// southern returns how a syllable may be written by somebody who does not hear those sounds apart.
func southern(name string) []string {
	i := strings.IndexAny(name, "aeiouv")
	if i < 0 {
		return nil
	}
	starts, ends := other(name[:i], sameStart, func(a, b string) bool { return a == b }), other(name[i:], sameEnd, strings.HasSuffix)
	var out []string
	for _, start := range starts {
		for _, end := range ends {
			out = append(out, start+end)
		}
	}
	return out
}

// other returns a sound and the ones that it is taken for.
func other(sound string, same [][2]string, is func(sound, of string) bool) []string {
	out := []string{sound}
	for _, pair := range same {
		for i := range pair {
			if is(sound, pair[i]) {
				out = append(out, strings.TrimSuffix(sound, pair[i])+pair[1-i])
			}
		}
	}
	return out
}
