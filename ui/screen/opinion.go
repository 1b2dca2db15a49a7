package screen

import (
	"fmt"

	"linli/a11y"
	"linli/flow"
	"linli/report"
)

// said is one answer to a question about a request that is closed: what it is called, its picture, and what is said with it.
type said struct {
	key, icon string
	rating    report.Rating
}

// asks returns the name of the i-th question about a request that is closed, and its answers, the best first.
func (p *page) asks(i int) (question string, answers []said) {
	r := p.s.Change.Rating
	switch i {
	case 0:
		answered := func(v report.Verdict) report.Rating { r.Answered = v; return r }
		return "opinion.answered", []said{
			{"opinion.answered.yes", "answered", answered(report.Yes)},
			{"opinion.answered.no", "no-reply", answered(report.No)},
		}
	case 1:
		solved := func(v report.Verdict) report.Rating { r.Solved = v; return r }
		return "opinion.solved", []said{
			{"opinion.solved.yes", "check", solved(report.Yes)},
			{"opinion.solved.partly", "partly", solved(report.Partly)},
			{"opinion.solved.no", "cross", solved(report.No)},
		}
	}
	for n := report.BestSatisfied; n > 0; n-- {
		r.Satisfied = n
		answers = append(answers, said{fmt.Sprint("opinion.satisfied.", n), fmt.Sprint("satisfied-", n), r})
	}
	return "opinion.satisfied", answers
}

// opinion asks one question about a request that is closed. Nobody has to answer it.
func opinion(p *page) {
	question, answers := p.asks(p.s.Change.Asking)
	p.heading(question)
	var cards []a11y.Node
	answered := false
	for i, a := range answers {
		selected := a.rating == p.s.Change.Rating
		answered = answered || selected
		cards = append(cards, p.radio(a11y.ID(fmt.Sprintf("say-%d", i)), a.icon, p.w.T(a.key), selected, flow.OpinionGiven{Rating: a.rating}))
	}
	p.add(p.container("says", a11y.RadioGroup, p.w.T(question), cards))
	if answered {
		p.goOn()
		return
	}
	p.action("continue", "next", "opinion.skip", flow.Continued{})
}

// opinionCheck shows what was said before it is sent, and what will follow from it.
func opinionCheck(p *page) {
	p.heading("opinioncheck.title")
	var rows []a11y.Node
	for i := range flow.Opinions {
		question, answers := p.asks(i)
		answer := p.w.T("opinion.nothing")
		for _, a := range answers {
			if a.rating == p.s.Change.Rating {
				answer = p.w.T(a.key)
			}
		}
		rows = append(rows, p.row(a11y.ID(fmt.Sprintf("opinion-%d", i)), p.w.T(question), answer, flow.OpinionPressed{Asking: i}))
	}
	if p.s.Change.Rating == (report.Rating{}) {
		p.add(p.paragraph("follows", "opinioncheck.nothing"))
		p.action("finish", "check", "go.finish", flow.Continued{})
	} else {
		p.add(p.follows())
		p.action("send", "send", "opinioncheck.send", flow.Continued{})
	}
	p.add(p.container("rows", a11y.List, p.w.T("opinioncheck.title"), rows))
}

// follows is what will happen when it is sent. It stands above all else, so that it is there wherever the page is cut.
func (p *page) follows() a11y.Node {
	key, icon := "opinioncheck.once", "info"
	if p.s.Change.Rating.Reopens() {
		key, icon = "opinioncheck.reopens", "reopened"
	}
	n := p.paragraph("follows", key)
	n.Icon = icon
	return n
}

func rated(p *page) {
	p.heading("rated.title")
	key := "rated.text"
	if p.s.Change.Reopened {
		key = "rated.reopened"
	}
	p.add(p.number("done.number", p.s.Change.Number), p.paragraph("rated-text", key))
	p.action("finish", "check", "go.finish", flow.Continued{})
}

// unrateable says why nothing can be said here of a request that is closed, and who can be told.
func (p *page) unrateable() {
	if _, can := p.s.Rateable(); !can && p.s.Status.Closing > 0 {
		p.add(p.paragraph("unrateable", "rate.nophone"))
	}
}
