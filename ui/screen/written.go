package screen

import (
	"fmt"
	"slices"
	"strings"

	"linli/a11y"
	"linli/flow"
)

// veil stands for words that are not for whoever stands behind; it does not tell how many they are.
const veil = "********"

// written shows what the resident wrote, to them alone: hidden until it is asked for, and never kept.
func written(p *page) {
	p.heading("written.title")
	p.crumbs = append(p.crumbs, a11y.Node{ID: "crumb", Role: a11y.Progress, Label: p.w.T("found.number", "Number", p.s.Change.Number.String())})
	told := p.s.Change.Told
	rows := slices.Concat(p.own("words", p.w.T("review.words"), told.Description), p.own("place", p.w.T("review.place"), told.Place))
	for i, a := range told.Answers {
		id, question := a11y.ID(fmt.Sprintf("answer-%d", i)), a.Question
		if long(question) { // as on its own page
			rows, question = append(rows, above(id, question)...), p.w.T("waiting.title")
		}
		rows = append(rows, p.own(id, question, p.w.List(a.Words))...)
	}
	p.add(p.container("rows", a11y.List, p.w.T("written.title"), rows), p.reveal("written.show", "written.hide"))
	p.action("finish", "check", "go.finish", flow.Continued{})
}

// own is something that the resident wrote, with what it answers; the rest of a long one is below it.
func (p *page) own(id a11y.ID, question, words string) []a11y.Node {
	words = strings.TrimSpace(words)
	switch {
	case words == "":
		words = p.w.T("review.empty")
	case !p.s.Revealed:
		words = veil
	}
	first := a11y.Node{ID: id, Role: a11y.Item, Label: question, Value: pieces(words)[0]}
	rows := append([]a11y.Node{first}, readOn(id, words, "")...)
	for i := range rows {
		rows[i].Secret = true
	}
	return rows
}
