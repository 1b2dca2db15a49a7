package gallery

import (
	"context"
	"strings"
	"time"

	"linli/report"
)

// takenBack takes a request back in the session that filed it.
func (p *player) takenBack() {
	p.fill()
	p.press("send", "take-back")
	p.keep("takeback")
	p.press("take-back")
	p.keep("takenback")
}

// added adds words to a request that another session filed.
func (p *player) added() {
	p.start()
	p.press("track")
	p.city.status = p.sample()
	p.city.status.ChangeUntil, p.city.status.Proof = now.Add(9*time.Minute), true
	p.write("digits", string(p.number))
	p.press("look")
	p.keep("found-changeable")
	p.press("add")
	p.keep("add")
	p.press("phrase-0", "phrase-1")
	p.keep("add-written")
	p.press("continue")
	p.keep("addcheck")
	p.press("send")
	p.keep("proof")
	p.press("continue")
	p.keep("proof-missing")
	p.write("proof", "8001")
	p.city.fail = &report.Error{Code: report.NoProof, Op: "gallery"}
	p.press("continue")
	p.keep("proof-wrong")
	p.city.fail = nil
	p.press("continue")
	p.keep("added")
}

// notChanged is too late, and then the line breaks; and a request about which nothing can be done here.
func (p *player) notChanged() {
	p.fill()
	p.press("send", "add", "phrase-0", "continue")
	p.city.fail = &report.Error{Code: report.Unconfirmed, Op: "gallery"}
	p.press("send")
	p.keep("notchanged-unconfirmed")
	p.city.fail = &report.Error{Code: report.TooLate, Op: "gallery"}
	p.press("retry")
	p.keep("notchanged")
	p.open()
	p.start()
	p.press("track")
	p.city.status = p.sample()
	p.city.status.ChangeOver = true
	p.write("digits", string(p.number))
	p.press("look")
	p.keep("found-over")
}

func (m *moody) Withdraw(context.Context, report.Number, report.Proof) error { return m.fail }

func (m *moody) Amend(context.Context, report.Number, report.Proof, string) error { return m.fail }

func (m *moody) Rate(context.Context, report.Number, report.Proof, int, report.Rating) error {
	return m.fail
}

func (m *moody) Told(context.Context, report.Number, report.Proof, string) (report.Told, error) {
	return m.told, m.fail
}

// rated rates a request that is closed and was not solved; then one that another session has filed without a phone.
func (p *player) rated() {
	p.closedOne()
	p.keep("found-closed")
	p.press("rate")
	p.keep("opinion-answered")
	p.press("say-0", "continue")
	p.keep("opinion-solved")
	p.press("say-2", "continue")
	p.keep("opinion-satisfied")
	p.press("say-3")
	p.keep("opinion-satisfied-chosen")
	p.press("continue")
	p.keep("opinioncheck-reopens")
	p.press("send")
	p.keep("proof-rating")
	p.write("proof", "8000")
	p.city.fail = &report.Error{Code: report.Unconfirmed, Op: "gallery"}
	p.press("continue")
	p.keep("notchanged-rating")
	p.city.fail = nil
	p.press("retry")
	p.keep("rated-reopened")
	p.open()
	p.closedOne()
	p.press("rate", "say-0", "continue", "say-0", "continue", "say-0", "continue")
	p.keep("opinioncheck")
	p.press("send")
	p.write("proof", "8000")
	p.press("continue")
	p.keep("rated")
	p.open()
	p.closedOne()
	p.press("rate", "continue", "continue", "continue")
	p.keep("opinioncheck-nothing")
	p.open()
	p.closedOne()
	p.press("back")
	p.city.status.Proof = false
	p.press("look")
	p.keep("found-closed-nophone")
	p.press("back")
	p.city.fail = &report.Error{Code: report.Busy, Op: "gallery"}
	p.press("look")
	p.keep("notlooked-busy")
}

// closedOne looks up a request that the city has closed.
func (p *player) closedOne() {
	p.start()
	p.press("track")
	p.city.status = p.sample()
	p.city.status.State, p.city.status.Closing, p.city.status.Proof, p.city.status.Private = report.Closed, 1, true, true
	p.city.status.Updates = append(p.city.status.Updates, report.Update{At: now.Add(-time.Hour), State: report.Closed})
	p.write("digits", string(p.number))
	p.press("look")
}

// read reads what was written.
func (p *player) read() {
	p.closedOne()
	words := p.view.Bundle.Words(p.lang)
	said := words.Phrases("", "heating")[0].Phrases
	p.city.told = report.Told{Description: strings.Join(said, words.T("sentence.end")), Place: p.view.Site.Here.Name,
		Answers: []report.ToldAnswer{{Question: p.view.Bundle.Words(p.lang).T("time.title"), Words: []string{words.Hour(9)}}}}
	p.press("read")
	p.keep("proof-reading")
	p.write("proof", "8000")
	p.press("continue")
	p.keep("written")
	p.press("reveal")
	p.keep("written-shown")
}
