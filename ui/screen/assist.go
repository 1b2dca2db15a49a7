package screen

import (
	"strings"

	"linli/a11y"
	"linli/flow"
)

// assisting offers staff to write for the resident, and says who does. Nothing of it is a person's name.
func (p *page) assisting() (choices []a11y.Node) {
	switch by := p.s.Assist.By; {
	case by != "":
		return []a11y.Node{p.button("alone", "exit", p.w.T("assist.end"), flow.AssistEnded{})}
	case p.v.Assisted:
		n := p.button("assist", "write", p.w.T("assist.open"), flow.AssistOpened{})
		n.Hint = p.w.T("assist.open.hint")
		return []a11y.Node{n}
	}
	return nil
}

// helped says on every page that somebody writes for the resident.
func (p *page) helped() {
	if by := p.s.Assist.By; by != "" {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "helped", Role: a11y.Text, Label: p.w.T("assist.now", "By", by), Say: p.w.Say("assist.now", "By", apart(by)), Live: true})
	}
}

// apart is a number as it is said: digit by digit.
func apart(number string) string { return strings.Join(strings.Split(number, ""), " ") }

// staffNumber asks who it is that wants to write for the resident.
func staffNumber(p *page) {
	p.heading("assist.number.title")
	p.add(p.entry("staff-number", "assist.number", p.s.Assist.Number, func(s string) flow.Event { return flow.StaffNumberWritten{Digits: s} }), p.keypad(""))
	p.goOn()
}

// staffCode asks for what only that member of staff knows.
func staffCode(p *page) {
	p.heading("assist.code.title")
	e := p.entry("staff-code", "assist.code", p.s.Assist.Code, func(s string) flow.Event { return flow.StaffCodeWritten{Digits: s} })
	e.Secret = true
	p.add(e, p.keypad(""))
	p.action("continue", "check", "assist.in", flow.Continued{})
}

// agree shows the resident all that staff have written. Only the button on this page sends it.
func agree(p *page) {
	p.heading("agree.title")
	by := p.s.Assist.By
	p.add(a11y.Node{ID: "agree-text", Role: a11y.Text, Label: p.w.T("agree.text", "By", by), Say: p.w.Say("agree.text", "By", apart(by))})
	p.answered("agree.title")
	p.action("agree", "send", "agree.yes", flow.ResidentAgreed{})
}
