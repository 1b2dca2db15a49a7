package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linli/a11y"
	"linli/flow"
)

// How many letters stand beside each other in the order of the alphabet, and as on a typewriter.
const (
	acrossLetters = 6
	acrossFull    = 10
)

// spells says whether a language is written letter by letter, which needs nothing that is installed.
func spells(lang string) bool { return strings.HasPrefix(lang, "en") }

// letters is where a resident writes letter by letter. The letters stand in the order of the alphabet: who has never used a keyboard finds
// them there.
func letters(p *page) {
	p.heading("letters.title")
	p.add(p.writing(p.s.Text(), p.typed))
	switch p.chosenKeys() {
	case flow.DigitKeys:
		p.add(p.digitKeys())
	case flow.FullKeys:
		p.add(p.letterKeys(typewriter, acrossFull), p.otherKeys())
	default:
		p.add(p.letterKeys("abcdefghijklmnopqrstuvwxyz,.", acrossLetters), p.container("other-keys", a11y.List, p.w.T("part.choices"), []a11y.Node{p.changeKeys()}))
	}
	p.writingDone()
}

// letterKeys write one letter each, the first of a sentence as a capital.
func (p *page) letterKeys(order string, across int) a11y.Node {
	capital := startsSentence(p.s.Text())
	keys := p.rowsOf(order, across, "letters.keys", func(r rune) a11y.Node {
		mark := string(r)
		if capital {
			mark = string(unicode.ToUpper(r))
		}
		return p.letter(r, mark, flow.MarkPressed{Mark: mark})
	})
	if across == acrossLetters {
		keys.Children = inColumns(append(keys.Children, p.space(), p.erase()), across)
	}
	return keys
}

// startsSentence says whether what is written next begins a sentence.
func startsSentence(text string) bool {
	r, n := utf8.DecodeLastRuneInString(strings.TrimRight(text, " "))
	return n == 0 || strings.ContainsRune(".!?\n", r)
}
