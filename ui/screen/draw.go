package screen

import (
	"slices"

	"linli/a11y"
	"linli/flow"
)

// acrossGuesses is how many characters stand beside each other.
const acrossGuesses = flow.GuessesShown / 2

// draw is where a resident writes with a finger, a character at a time: what is written, the slate, and below it what the
// last character may be, so that the slate stays where it is.
func draw(p *page) {
	if !slices.Contains(p.v.Writes, p.w.Lang()) || spells(p.w.Lang()) {
		write(p) // the language has been changed here
		return
	}
	p.heading("draw.title")
	p.add(p.writing(p.s.Text(), p.typed))
	keys := []a11y.Node{
		p.mark("key-comma", p.w.T("sentence.comma"), "write.comma"),
		p.mark("key-stop", p.w.T("sentence.end"), "write.stop"),
		p.button("key-delete", "delete", p.w.T("keypad.delete"), flow.LetterErased{}),
		p.button("key-read", "check", p.w.T("draw.read"), flow.CharacterEnded{}),
	}
	for i := range keys {
		keys[i].Column = i + 1
	}
	p.add(a11y.Node{ID: "slate", Role: a11y.Slate, Label: p.w.T("draw.slate"), Say: p.w.Say("draw.slate")},
		p.container("keys", a11y.Grid, p.w.T("draw.keys"), keys))
	switch pen := p.s.Pen; {
	case pen.Unread:
		p.add(a11y.Node{ID: "unread", Role: a11y.Status, Label: p.w.T("draw.unread"), Live: true})
	case len(pen.Guesses) > 0:
		var cards []a11y.Node
		for i, text := range pen.Guesses {
			b := p.candidate(i, text, flow.CandidateChosen{Index: i})
			b.Column = i%acrossGuesses + 1
			cards = append(cards, b)
		}
		p.add(p.container("candidates", a11y.Grid, p.w.T("write.candidates"), cards))
	}
	p.writingDone()
}
