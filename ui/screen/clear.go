package screen

import (
	"slices"

	"linli/a11y"
	"linli/flow"
)

// writingDone closes a page on which one writes: it is all there, or all of it is to go.
func (p *page) writingDone() {
	p.action("continue", "next", "write.done", flow.Continued{})
	p.action("clear", "delete", "write.clear", flow.ClearPressed{})
	p.actions[1].State.Disabled = !p.s.Clearable()
}

// clearing asks before all that is written is taken away, and shows what that is.
func clearing(p *page) {
	p.name, p.picture = "page-clear", "delete"
	p.heading("clear.title")
	words := p.s.Text()
	rows := slices.Concat([]a11y.Node{{ID: "words", Role: a11y.Item, Label: p.asked(), Value: pieces(words)[0]}}, readOn("words", words, ""))
	for i := range rows {
		rows[i].Secret = true
	}
	p.add(p.paragraph("clear-text", "clear.text"), p.container("rows", a11y.List, p.asked(), rows))
	p.action("stay", "back", "clear.keep", flow.BackPressed{})
	p.action("clear", "delete", "clear.yes", flow.ClearConfirmed{})
}
