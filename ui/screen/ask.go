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

// ask puts one question of the service's definition; each GeoReport datatype has a page of its own kind.
func ask(p *page) {
	a, ok := p.s.Attribute()
	if !ok {
		p.heading("waiting.title")
		p.goOn()
		return
	}
	p.question(a)
	switch {
	case !a.Variable:
	case a.Datatype == report.TypeSingle, a.Datatype == report.TypeMulti:
		p.choose(a)
	case a.Datatype == report.TypeDatetime:
		p.chooseDay(a)
	case a.Datatype == report.TypeNumber:
		p.write(a, "ask.number", p.keypad("."))
	case a.Datatype == report.TypeText:
		p.write(a, "ask.text", p.unsure(a))
		p.waysToWrite()
	default:
		p.write(a, "ask.string", p.keypad("-"))
		p.add(p.unsure(a))
		p.waysToWrite()
	}
	p.goOn()
}

// question is the title: the city's own words, and how to answer them. A text that is no question is shown below a
// title of ours.
func (p *page) question(a report.Attribute) {
	service, _ := p.s.Service()
	lang := foreign(service, p.w)
	if !a.Variable {
		p.heading("ask.note")
		p.add(a11y.Node{ID: "note", Role: a11y.Text, Label: pieces(a.Question)[0], Lang: lang, Icon: "info"})
		p.add(readOn("note", a.Question, lang)...)
		if a.Hint != "" {
			p.add(a11y.Node{ID: "note-hint", Role: a11y.Text, Label: a.Hint, Lang: lang})
		}
		return
	}
	if long(a.Question) {
		p.heading("waiting.title")
		p.add(a11y.Node{ID: "question", Role: a11y.Text, Label: pieces(a.Question)[0], Lang: lang})
		p.add(readOn("question", a.Question, lang)...)
	} else {
		p.headingIn(a.Question, lang)
	}
	hint := a.Hint
	if hint == "" && !a.Required {
		hint = p.w.T("ask.optional")
		lang = ""
	}
	if hint != "" {
		p.add(a11y.Node{ID: "how", Role: a11y.Text, Label: hint, Lang: lang})
	}
}

// choose offers the values of a list: one of them, or any.
func (p *page) choose(a report.Attribute) {
	have := p.s.Draft.Answer(a.Code)
	var cards []a11y.Node
	for i, v := range a.Values {
		id, selected := a11y.ID(fmt.Sprintf("value-%d", i)), slices.Contains(have, v.Key)
		card := p.checkbox(id, "", "", selected, flow.ValueToggled{Key: v.Key})
		if a.Datatype == report.TypeSingle {
			card = p.radio(id, "", "", selected, flow.ValueChosen{Key: v.Key})
		}
		cards = append(cards, named(card, p.valueName(v))...)
	}
	role := a11y.Group
	if a.Datatype == report.TypeSingle {
		role = a11y.RadioGroup
	}
	p.addChoices(role, a, cards)
}

// valueName is the city's word for a value, or ours for a yes and a no.
func (p *page) valueName(v report.Value) string {
	switch {
	case v.Name != "":
		return v.Name
	case v.Key == "true":
		return p.w.T("ask.yes")
	}
	return p.w.T("ask.no")
}

func (p *page) addChoices(role a11y.Role, a report.Attribute, cards []a11y.Node) {
	if len(cards) > 0 {
		p.add(p.container("values", role, a.Question, cards))
	}
}

// write adds a field and what helps to fill it.
func (p *page) write(a report.Attribute, key string, helps a11y.Node) {
	e := p.entry("answer", key, strings.Join(p.s.Draft.Answer(a.Code), ""), func(s string) flow.Event { return flow.Answered{Text: s} })
	e.State.Required = a.Required
	p.add(e, helps)
}

// unsure lets somebody go on who does not know or cannot write.
func (p *page) unsure(a report.Attribute) a11y.Node {
	phrase := p.w.T("ask.unsure")
	selected := slices.Equal(p.s.Draft.Answer(a.Code), []string{phrase})
	e := flow.Answered{Text: phrase}
	if selected {
		e.Text = ""
	}
	return p.container("unsure-group", a11y.Group, p.w.T("part.choices"), []a11y.Node{p.checkbox("unsure", "", phrase, selected, e)})
}

// nearDays are the days that are offered at once, counted from today.
var nearDays = [...]int{0, -1, -2, 1, 2}

// chooseDay offers the days around today and, for others, a calendar.
func (p *page) chooseDay(a report.Attribute) {
	answer, answered := p.answeredTime(a)
	today := p.today()
	var cards []a11y.Node
	near := false
	for i, d := range nearDays {
		day := today.AddDate(0, 0, d)
		selected := answered && sameDay(answer, day)
		near = near || selected
		label := p.w.T(fmt.Sprintf("day.%d", i))
		if selected {
			label = p.w.T("day.at", "Day", label, "Hour", p.w.Hour(answer.Hour()))
		}
		b := p.day(a11y.ID(fmt.Sprintf("day-%d", i)), label, selected, flow.DayChosen{Day: day})
		b.Hint = p.w.ShortDay(day)
		cards = append(cards, b)
	}
	label, hint := p.w.T("day.another"), ""
	if answered && !near {
		label, hint = p.w.Day(answer), p.w.Hour(answer.Hour())
	}
	b := p.day("day-another", label, answered && !near, flow.MonthOpened{})
	b.Hint = hint
	p.addChoices(a11y.List, a, append(cards, b))
}

// day opens the page for the hour. It is a button: to choose is not to turn a page (docs/decisions/0012).
func (p *page) day(id a11y.ID, label string, selected bool, e flow.Event) a11y.Node {
	icon := "calendar"
	if selected {
		icon = "check"
	}
	b := p.button(id, icon, label, e)
	b.State.Selected = selected
	return b
}

// askMonth is a calendar of one month.
func askMonth(p *page) {
	first := p.s.Month
	p.heading("month.title", "Month", p.w.MonthOf(first))
	p.title.Live = true // it changes with the month
	move := []a11y.Node{
		p.button("month-before", "back", p.w.T("month.before"), flow.MonthMoved{By: -1}),
		p.button("month-after", "next", p.w.T("month.after"), flow.MonthMoved{By: 1}),
	}
	p.add(p.container("months", a11y.Pager, p.w.T("month.move"), move))
	days := []a11y.Node{{ID: "weekdays", Role: a11y.Text, Label: p.w.T("month.weekdays"), Say: p.w.Say("month.weekdays")}}
	for day := first; day.Month() == first.Month(); day = day.AddDate(0, 0, 1) {
		b := p.button(a11y.ID(fmt.Sprintf("day-%d", day.Day())), "", fmt.Sprint(day.Day()), flow.DayChosen{Day: day})
		b.Say, b.Column = p.w.ShortDay(day), (int(day.Weekday())+6)%7+1 // weeks begin on Monday (ISO 8601)
		days = append(days, b)
	}
	p.add(p.container("calendar", a11y.Calendar, p.w.MonthOf(first), days))
}

// askTime asks for the hour.
func askTime(p *page) {
	p.heading("time.title")
	p.crumbs = append(p.crumbs, a11y.Node{ID: "day", Role: a11y.Text, Label: p.w.Day(p.s.Day)})
	var hours []a11y.Node
	for i := range 24 {
		h := (i + 6) % 24 // the day begins in the morning
		hours = append(hours, p.button(a11y.ID(fmt.Sprintf("hour-%d", h)), "", p.w.Hour(h), flow.TimeChosen{Hour: h}))
	}
	p.add(p.container("hours", a11y.Grid, p.w.T("time.title"), hours))
}

func (p *page) today() time.Time {
	n := p.s.Now.In(p.v.Zone)
	return time.Date(n.Year(), n.Month(), n.Day(), 0, 0, 0, 0, p.v.Zone)
}

func (p *page) answeredTime(a report.Attribute) (time.Time, bool) {
	v := p.s.Draft.Answer(a.Code)
	if len(v) == 0 {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, v[0])
	return t.In(p.v.Zone), err == nil
}

func sameDay(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }
