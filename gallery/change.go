package gallery

import (
	"context"
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
