package pinyin

import "strings"

// edge is a part of the letters that may be one of several syllables.
type edge struct {
	to   int
	by   []syllable
	cost float32
	open bool // a syllable that is not typed to its end
}

// What it costs that letters do not say all: how many times less likely, as -log.
const (
	unfinished = 3
	initial    = 9 // only the first letter of a syllable
	heard      = 2 // another sound than written
)

// lattice returns the syllables that begin at each letter.
func (s *spelling) lattice(letters string, southern bool) [][]edge {
	n := len(letters)
	out := make([][]edge, n+1)
	short := !s.complete(letters, southern)
	for i := range n {
		if letters[i] == '\'' {
			continue
		}
		for l := 1; l <= longest && i+l <= n; l++ {
			part, to := letters[i:i+l], i+l
			for to < n && letters[to] == '\'' {
				to++
			}
			if by := s.meant(part); len(by) > 0 {
				out[i] = append(out[i], edge{to: to, by: by})
			}
			if by := s.loose[part]; southern && len(by) > 0 {
				out[i] = append(out[i], edge{to: to, by: by, cost: heard})
			}
			if by := s.begun[part]; i+l == n && len(by) > 0 {
				out[i] = append(out[i], edge{to: to, by: by, cost: unfinished, open: true})
			}
		}
		if short {
			out[i] = append(out[i], s.first(letters, i)...)
		}
	}
	return out
}

// meant returns the syllables that letters, digits or some of both can be.
func (s *spelling) meant(part string) []syllable {
	if by, ok := s.whole[part]; ok {
		return by
	}
	digit := strings.IndexFunc(part, func(c rune) bool { return c >= '2' && c <= '9' })
	if digit <= 0 {
		return nil
	}
	var out []syllable // letters that were chosen, then digits
	for _, id := range s.whole[onTelephone(strings.Map(letterOnly, part[:digit]))+part[digit:]] {
		if strings.HasPrefix(s.names[id], part[:digit]) {
			out = append(out, id)
		}
	}
	return out
}

func letterOnly(c rune) rune {
	if c < 'a' || c > 'z' {
		return 'a'
	}
	return c
}

// first returns the edge for a syllable of which only the first letter was typed: zh, ch and sh are one.
func (s *spelling) first(letters string, i int) []edge {
	l := 1
	if i+1 < len(letters) && letters[i+1] == 'h' && strings.IndexByte("zcs", letters[i]) >= 0 {
		l = 2
	}
	by := s.begun[letters[i:i+l]]
	if i+l >= len(letters) || len(by) == 0 || strings.IndexByte("aeo", letters[i]) >= 0 {
		return nil
	}
	return []edge{{to: i + l, by: by, cost: initial, open: true}}
}

// complete says whether letters can be cut into whole syllables, the last of which may be unfinished.
func (s *spelling) complete(letters string, southern bool) bool {
	n := len(letters)
	reached := make([]bool, n+1)
	reached[0] = true
	for i := range n {
		if !reached[i] {
			continue
		}
		if letters[i] == '\'' {
			reached[i+1] = true
			continue
		}
		for l := 1; l <= longest && i+l <= n; l++ {
			part := letters[i : i+l]
			if len(s.meant(part)) > 0 || southern && len(s.loose[part]) > 0 || i+l == n && len(s.begun[part]) > 0 {
				reached[i+l] = true
			}
		}
	}
	return reached[n]
}
