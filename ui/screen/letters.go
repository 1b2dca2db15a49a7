package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linli/a11y"
	"linli/flow"
)

// acrossLetters is how many letters stand beside each other.
const acrossLetters = 6

// spells says whether a language is written letter by letter, which needs nothing that is installed.
func spells(lang string) bool { return strings.HasPrefix(lang, "en") }

// letters is where a resident writes letter by letter. The letters stand in the order of the alphabet: who has never used a keyboard finds
// them there.
func letters(p *page) {
	p.heading("letters.title")
	p.add(p.writing(p.s.Text(), p.typed))
	capital := startsSentence(p.s.Text())
	var keys []a11y.Node
	key := func(id a11y.ID, label, say string, e flow.Event) {
		b := p.button(id, "", label, e)
		b.Say, b.Column = say, len(keys)%acrossLetters+1
		keys = append(keys, b)
	}
	for r := 'a'; r <= 'z'; r++ {
		mark := string(r)
		if capital {
			mark = string(unicode.ToUpper(r))
		}
		key(a11y.ID("key-"+string(r)), mark, "", flow.MarkPressed{Mark: mark})
	}
	comma := strings.TrimSpace(p.w.T("sentence.comma"))
	stop := strings.TrimSpace(p.w.T("sentence.end"))
	key("key-comma", comma, p.w.T("write.comma"), flow.MarkPressed{Mark: comma})
	key("key-stop", stop, p.w.T("write.stop"), flow.MarkPressed{Mark: stop + " "})
	key("key-space", p.w.T("letters.space"), "", flow.MarkPressed{Mark: " "})
	key("key-delete", p.w.T("keypad.delete"), "", flow.LetterErased{})
	p.add(p.container("letters", a11y.Grid, p.w.T("letters.keys"), keys))
	p.action("continue", "next", "write.done", flow.Continued{})
}

// startsSentence says whether what is written next begins a sentence.
func startsSentence(text string) bool {
	r, n := utf8.DecodeLastRuneInString(strings.TrimRight(text, " "))
	return n == 0 || strings.ContainsRune(".!?\n", r)
}
