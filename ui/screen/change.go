package screen

import (
	"strings"

	"linli/a11y"
	"linli/flow"
	"linli/report"
)

// changes offers what can be done here with the request on the page: to add to it or take it back, and until when; to read
// what was written.
func (p *page) changes() {
	var ways []a11y.Node
	if c, ok := p.s.Changeable(); ok {
		p.add(p.until(c))
		ways = append(ways, p.button("add", "plus", p.w.T("change.add"), flow.AddChosen{}), p.button("take-back", "withdrawn", p.w.T("change.takeback"), flow.TakeBackChosen{}))
	}
	if _, ok := p.s.Readable(); ok {
		ways = append(ways, p.button("read", "eye", p.w.T("written.read"), flow.ReadChosen{}))
	}
	if len(ways) > 0 {
		p.add(p.container("changes", a11y.List, p.w.T("part.choices"), ways))
	}
}

// until is the time until which a request may be changed. It stands still: nobody is hurried by a running clock.
func (p *page) until(c flow.Change) a11y.Node {
	n := p.paragraph("until", "change.until", "Time", p.w.Clock(c.Until.In(p.v.Zone)))
	n.Icon = "clock"
	return n
}

// unchangeable says why nothing can be changed of a request that is being worked on, and who can.
func (p *page) unchangeable() {
	st := p.s.Status
	_, can := p.s.Changeable()
	switch {
	case st.ChangeOver:
		p.add(p.paragraph("unchangeable", "change.over"))
	case !can && !st.ChangeUntil.IsZero():
		p.add(p.paragraph("unchangeable", "change.nophone"))
	}
}

// takeBack asks once more, since it cannot be undone.
func takeBack(p *page) {
	p.heading("takeback.title")
	p.add(p.paragraph("takeback-text", "takeback.text"), p.until(p.s.Change))
	p.action("stay", "back", "takeback.stay", flow.BackPressed{})
	p.action("take-back", "withdrawn", "takeback.yes", flow.TakeBackConfirmed{})
}

// add asks what is to be added: ready phrases, or the resident's own words.
func add(p *page) {
	p.heading("add.title")
	words := p.s.Change.Words
	p.waysToWrite()
	p.add(p.entry("words", "tell.entry", words, func(s string) flow.Event { return flow.AddWritten{Text: s} }))
	p.phrases(p.s.ChangedService(), words, func(e flow.PhraseToggled) flow.Event { return flow.AddToggled(e) })
	p.goOn()
}

// addCheck shows what will be added, before it is sent.
func addCheck(p *page) {
	p.heading("addcheck.title")
	p.add(p.container("rows", a11y.List, p.w.T("addcheck.title"), p.rows("added", p.w.T("review.words"), p.s.Change.Words, flow.BackPressed{})),
		p.paragraph("addcheck-text", "addcheck.text"))
	p.action("send", "send", "addcheck.send", flow.Continued{})
}

// proof asks for what only the resident knows. What it is for stands on its button.
func proof(p *page) {
	p.heading("proof.title")
	e := p.entry("proof", "proof.entry", p.s.Change.Proof.Digits, func(s string) flow.Event { return flow.ProofWritten{Digits: s} })
	e.Secret = true
	p.add(e, p.keypad(""))
	switch p.s.Change.Act {
	case flow.ToWithdraw:
		p.action("continue", "withdrawn", "takeback.yes", flow.Continued{})
	case flow.ToRate:
		p.action("continue", "send", "opinioncheck.send", flow.Continued{})
	case flow.ToRead:
		p.action("continue", "eye", "written.prove", flow.Continued{})
	default:
		p.action("continue", "send", "addcheck.send", flow.Continued{})
	}
}

// altering stands while the city is asked to do something with a request.
func altering(p *page) {
	p.heading(map[flow.Act]string{flow.ToAdd: "altering.title", flow.ToWithdraw: "altering.title", flow.ToRate: "sending.title", flow.ToRead: "looking.title"}[p.s.Change.Act])
	p.busy("sending.text")
}

func takenBack(p *page) {
	title, text := "takenback.title", "takenback.text"
	if p.s.Change.Later {
		title, text = "takenback.title.later", "takenback.text.later"
	}
	p.heading(title)
	p.add(p.number("done.number", p.s.Change.Number), p.paragraph("takenback-text", text))
	p.action("finish", "check", "go.finish", flow.Continued{})
	p.action("again", "report", "takenback.again", flow.ReportChosen{})
}

func added(p *page) {
	text := "added.text"
	if p.s.Change.Later {
		text = "added.text.later"
	}
	p.heading("added.title")
	p.add(p.number("done.number", p.s.Change.Number), p.paragraph("added-text", text))
	p.action("finish", "check", "go.finish", flow.Continued{})
}

// notChanged says why nothing was done, or that nobody knows, and keeps what was written in sight.
func notChanged(p *page) {
	code, act := p.s.Change.Trouble, p.s.Change.Act
	switch {
	case act == flow.ToRead:
		p.heading("notlooked.title")
	case act == flow.ToRate && code == report.Unconfirmed:
		p.heading("unsure.title")
	case act == flow.ToRate:
		p.heading("notsent.title")
	case code == report.Unconfirmed:
		p.heading("notchanged.unsure")
	default:
		p.heading("notchanged.title")
	}
	p.add(a11y.Node{ID: "trouble", Role: a11y.Alert, Label: p.w.T("trouble.why." + string(code)), Icon: "warning", Live: true})
	if where := p.v.Site.StaffWhere; where != "" {
		p.add(p.paragraph("help-staff", "help.staff", "Where", where))
	}
	if words := strings.TrimSpace(p.s.Change.Words); words != "" && act == flow.ToAdd {
		first := a11y.Node{ID: "kept", Role: a11y.Item, Label: p.w.T("notchanged.kept"), Value: pieces(words)[0]}
		p.add(p.container("words", a11y.List, p.w.T("notchanged.kept"), append([]a11y.Node{first}, readOn("kept", words, "")...)))
	}
	switch code {
	case report.TooLate, report.Refused, report.NoProof, report.TooOften, report.NotFound:
		p.action("finish", "check", "go.finish", flow.Continued{})
	default:
		p.action("retry", "reopened", "go.again", flow.RetryPressed{})
	}
}
