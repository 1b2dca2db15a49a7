package screen

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"linli/a11y"
	"linli/flow"
	"linli/report"
)

// review shows all answers, each with a way to change it, before anything is sent.
func review(p *page) {
	p.heading("review.title")
	p.answered("review.title")
	if p.s.Assist.By != "" {
		p.action("send", "eye", "assist.show", flow.SendPressed{})
		return
	}
	p.action("send", "send", "review.send", flow.SendPressed{})
}

// answered is all that was answered, each with a way to change it.
func (p *page) answered(title string) {
	service, _ := p.s.Service()
	d := p.s.Draft
	rows := p.rows("service", p.w.T("review.service"), service.Name, flow.ChangePressed{Place: flow.Services})
	rows[0].ValueLang = foreign(service, p.w)
	for i := range rows[1:] { // of a long name, which is the city's
		rows[i+1].Lang, rows[i+1].Secret = rows[0].ValueLang, false
	}
	rows = append(rows, p.rows("place", p.w.T("review.place"), p.placeName(d.Place), flow.ChangePressed{Place: flow.Where})...)
	rows = append(rows, p.rows("words", p.w.T("review.words"), d.Description, flow.ChangePressed{Place: flow.Tell})...)
	rows = append(rows, p.voiceRow()...)
	for _, i := range p.s.Asked() {
		if a := p.s.Catalogue.Definition.Attributes[i]; a.Variable {
			id, question := a11y.ID(fmt.Sprintf("answer-%d", i)), a.Question
			if long(question) { // as on its own page
				rows, question = append(rows, above(id, question)...), p.w.T("waiting.title")
			}
			rows = append(rows, p.rows(id, question, p.answerText(a), flow.ChangePressed{Place: flow.Ask, Asking: i})...)
		}
	}
	reach := p.w.T("contact." + string(d.Contact.Channel))
	if d.Contact.Phone != "" && d.Contact.Channel != report.NoReply {
		reach += " " + p.masked(d.Contact.Phone)
	}
	if name := d.Contact.Name(); name != "" && d.Contact.Channel != report.NoReply {
		reach += " " + p.masked(name)
	}
	contact := p.row("contact", p.w.T("review.contact"), reach, flow.ChangePressed{Place: flow.Contact})
	contact.Secret = true
	p.add(p.container("rows", a11y.List, p.w.T(title), append(rows, contact)))
	if d.Contact.Phone != "" || d.Contact.Name() != "" {
		p.add(p.reveal("private.show", "private.hide"))
	}
	if service.Answers == report.AnswersNever { // to be known before it is sent
		p.add(p.told("review.never"))
	}
}

// rows is one answer with its question, the rest of a long one below it.
func (p *page) rows(id a11y.ID, question, answer string, e flow.Event) []a11y.Node {
	answer = strings.TrimSpace(answer)
	rows := append([]a11y.Node{p.row(id, question, pieces(answer)[0], e)}, readOn(id, answer, "")...)
	for i := range rows {
		rows[i].Secret = i > 0 || id == "words" // the resident's own words
	}
	return rows
}

// above is a long question, whole, above its answer.
func above(id a11y.ID, text string) []a11y.Node {
	return named(a11y.Node{ID: "question-" + id, Role: a11y.Item}, text)
}

// row is one answer with its question; pressing it changes it.
func (p *page) row(id a11y.ID, question, answer string, e flow.Event) a11y.Node {
	if answer == "" {
		answer = p.w.T("review.empty")
	}
	b := p.button("change-"+id, "edit", question, e)
	b.Value, b.Hint = answer, p.w.T("review.change")
	return b
}

// answerText is an answer as the resident gave it, in words.
func (p *page) answerText(a report.Attribute) string {
	heard := p.s.Catalogue.Definition.Heard(p.s.Draft)
	have := heard.Answer(a.Code)
	switch a.Datatype {
	case report.TypeSingle, report.TypeMulti:
		var names []string
		for _, v := range a.Offered(heard) {
			if slices.Contains(have, v.Key) {
				names = append(names, p.valueName(v))
			}
		}
		return p.w.List(names)
	case report.TypeDatetime:
		if t, ok := p.answeredTime(a); ok {
			return p.w.Day(t) + " " + p.w.Hour(t.Hour())
		}
	}
	if len(have) == 0 {
		return ""
	}
	return have[0]
}

// sending stands while the city is asked to take it.
func sending(p *page) {
	p.heading("sending.title")
	p.busy("sending.text")
}

// notSent says truthfully that nothing has arrived, and nothing is kept.
func notSent(p *page) {
	p.heading("notsent.title")
	p.trouble("send", p.s.Trouble)
	p.add(p.paragraph("kept", "notsent.kept"))
	p.action("retry", "send", "go.again", flow.RetryPressed{})
}

// done is the receipt.
func done(p *page) {
	title, next := "done.title", "done.next"
	if p.s.Receipt.Kept { // nothing is said to have arrived that has not
		title, next, p.picture = "done.title.kept", "done.next.kept", "saved"
	}
	p.heading(title)
	keep, when := "done.keep", p.s.Receipt.Answers == report.AnswersAtOnce
	switch p.s.Receipt.Answers { // nobody waits for what will not come
	case report.AnswersLater:
		next = "done.next.later"
	case report.AnswersNever:
		keep, next = "done.keep.never", "done.next.never"
	}
	p.add(p.number("done.number", p.s.Receipt.Number), p.paragraph("done-keep", keep))
	if p.s.Receipt.Notice != "" {
		p.add(a11y.Node{ID: "notice", Role: a11y.Text, Label: pieces(p.s.Receipt.Notice)[0], Icon: "info"})
		p.add(readOn("notice", p.s.Receipt.Notice, "")...)
	}
	p.add(p.paragraph("done-next", next))
	if when {
		p.add(p.paragraph("done-when", "done.when"))
	}
	p.changes()
	p.action("finish", "check", "go.finish", flow.Continued{})
	p.action("again", "report", "done.again", flow.ReportChosen{})
}

// told is a sentence about when, or whether, the city says what becomes of a request.
func (p *page) told(key string) a11y.Node {
	n := p.paragraph("answers", key)
	n.Icon = "info"
	return n
}

// number shows a receipt's number as large as nothing else on its page.
func (p *page) number(key string, n report.Number) a11y.Node {
	return a11y.Node{ID: "number", Role: a11y.Status, Label: p.w.T(key), Value: n.String(), Icon: "receipt", Live: true}
}

// number asks for the number of a request.
func number(p *page) {
	p.heading("number.title")
	p.add(p.entry("digits", "number.entry", report.Grouped(p.s.Digits), func(s string) flow.Event { return flow.NumberWritten{Digits: s} }),
		p.keypad(""))
	p.action("look", "track", "number.look", flow.Continued{})
}

func looking(p *page) {
	p.heading("looking.title")
	p.busy("looking.text")
}

// found tells what has happened to a request, the newest first.
func found(p *page) {
	st := p.s.Status
	lang := p.statusLang()
	if st.ServiceName == "" || long(st.ServiceName) {
		p.heading("found.title")
	} else {
		p.headingIn(st.ServiceName, lang)
	}
	now := a11y.Node{ID: "state", Role: a11y.Status, Label: p.w.T("found.now"), Value: p.w.T("state." + string(st.State)), Icon: stateIcon(st.State)}
	p.add(now)
	if long(st.ServiceName) {
		p.add(a11y.Node{ID: "service", Role: a11y.Text, Label: pieces(st.ServiceName)[0], Lang: lang})
		p.add(readOn("service", st.ServiceName, lang)...)
	}
	next := "next." + string(st.State)
	_, rateable := p.s.Rateable()
	if rateable {
		next = "rate.next"
		p.action("rate", "answered", "rate.begin", flow.RateChosen{})
	}
	switch st.Answers {
	case report.AnswersLater:
		p.add(p.told("found.later"))
	case report.AnswersNever:
		p.add(p.told("found.never"))
	default:
		p.add(p.paragraph("next", next))
	}
	if !st.Due.IsZero() && !st.State.Final() && st.State != report.Answered {
		p.add(a11y.Node{ID: "due", Role: a11y.Text, Label: p.w.T("found.due"), Value: p.w.DayTime(st.Due.In(p.v.Zone)), Icon: "clock"})
	}
	var items []a11y.Node
	for i, u := range slices.Backward(st.Updates) {
		n := a11y.Node{ID: a11y.ID(fmt.Sprintf("update-%d", i)), Role: a11y.Item, Label: p.w.T("state." + string(u.State)), Icon: stateIcon(u.State)}
		if n.Hint, n.Value = p.when(u.At), pieces(u.Text)[0]; n.Value != "" {
			n.ValueLang = lang
		}
		items = append(append(items, n), readOn(n.ID, u.Text, lang)...)
	}
	if len(items) > 0 {
		p.add(p.container("updates", a11y.List, p.w.T("found.updates"), items))
	}
	p.changes()
	p.unchangeable()
	p.unrateable()
	p.crumbs = []a11y.Node{{ID: "crumb", Role: a11y.Progress, Label: p.w.T("found.number", "Number", st.Number.String())}}
	p.action("finish", "check", "go.finish", flow.Continued{})
}

// statusLang is the language of what the city says of a request, where it is not the page's. One that does not say which it is may have
// said so of its services.
func (p *page) statusLang() string {
	of := report.Service{Lang: p.s.Status.Lang}
	if known, ok := p.s.Catalogue.Find(p.s.Status.ServiceCode); ok && of.Lang == "" && known.Name == p.s.Status.ServiceName {
		of = known
	}
	return foreign(of, p.w)
}

func (p *page) when(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.w.DayTime(t.In(p.v.Zone))
}

func notLooked(p *page) {
	p.heading("notlooked.title")
	if p.s.Missed == report.Busy {
		p.add(a11y.Node{ID: "trouble", Role: a11y.Alert, Label: p.w.T("trouble.why.busy"), Icon: "waiting", Live: true})
	} else {
		p.trouble("look", p.s.Missed)
	}
	p.action("retry", "reopened", "go.again", flow.RetryPressed{})
}

func stateIcon(s report.State) string {
	switch s {
	case report.Queued:
		return "saved"
	case report.Stuck:
		return "help"
	case report.InProgress:
		return "in-progress"
	case report.Confirming:
		return "answered"
	}
	return string(s)
}
