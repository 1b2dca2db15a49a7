package screen

import (
	"fmt"
	"slices"

	"linli/a11y"
	"linli/flow"
)

// surnamesShown is how many surnames are shown at once, and how many stand beside each other.
const (
	surnamesShown  = 9
	acrossSurnames = 3
)

// name asks what the resident is called, which may be left out: a surname picked or written, then a title or the rest. Where names are not
// written with characters, it is written whole.
func name(p *page) {
	c := p.s.Draft.Contact
	switch {
	case p.s.Naming.Chosen:
		p.heading("name.rest")
		p.add(a11y.Node{ID: "so-far", Role: a11y.Status, Label: p.w.T("name.now"), Value: c.Name(), Secret: true, Live: true})
		p.titles()
		p.add(p.nameEntry("given", "name.given", c.Given))
		p.waysToWrite()
		p.add(p.button("surname-change", "reopened", p.w.T("name.change"), flow.SurnameChosen{}))
		p.goOn()
		return
	case spells(p.w.Lang()):
		p.heading("name.title")
		p.add(p.nameEntry("given", "name.whole", c.Given))
	default:
		p.heading("name.title")
		p.surnames()
		p.add(p.nameEntry("surname", "name.another", c.Surname))
	}
	p.waysToWrite()
	key := "go.on"
	if c.Name() == "" {
		key = "name.without"
	}
	p.action("continue", "next", key, flow.Continued{})
}

// nameEntry is a field for a part of a name.
func (p *page) nameEntry(id a11y.ID, key, value string) a11y.Node {
	e := p.entry(id, key, value, p.nameWritten)
	e.Secret = true
	return e
}

// nameWritten is what it means that a part of a name is written.
func (p *page) nameWritten(text string) flow.Event {
	if p.s.Naming.Chosen || spells(p.w.Lang()) {
		return flow.GivenWritten{Text: text}
	}
	return flow.SurnameWritten{Text: text}
}

// nameAsked is the part of a name that is asked.
func (p *page) nameAsked() string {
	switch {
	case p.s.Naming.Chosen:
		return p.w.T("name.given")
	case spells(p.w.Lang()):
		return p.w.T("name.whole")
	}
	return p.w.T("name.another")
}

// titles are for those who want to say no more than their surname.
func (p *page) titles() {
	if spells(p.w.Lang()) {
		return
	}
	var cards []a11y.Node
	for _, key := range []string{"madam", "sir"} {
		title := p.w.T("name." + key)
		cards = append(cards, p.radio(a11y.ID("title-"+key), "", title, p.s.Draft.Contact.Given == "" && p.s.Draft.Contact.Title == title, flow.TitleChosen{Title: title}))
	}
	p.add(p.container("titles", a11y.RadioGroup, p.w.T("name.rest"), cards))
}

// surnames are those of most people, the most frequent first, and those of two characters.
func (p *page) surnames() {
	single, double := p.w.Surnames()
	all := slices.Concat(single, double)
	first := p.s.Naming.First
	if first >= len(all) {
		first = 0
	}
	var keys []a11y.Node
	for i := first; i < min(first+surnamesShown, len(all)); i++ {
		keys = append(keys, p.characters(a11y.ID(fmt.Sprint("surname-", i-first)), all[i], flow.SurnameChosen{Surname: all[i]}))
	}
	keys[0].Live = true // for those who do not see that there are others now
	move := func(id a11y.ID, key string, to int) {
		if to != first {
			b := p.button(id, "", p.w.T(key), flow.SurnamesMoved{By: to - first})
			b.Say = p.w.Say(key)
			keys = append(keys, b)
		}
	}
	if first+surnamesShown < len(all) {
		move("surnames-more", "name.more", first+surnamesShown)
	}
	if first < len(single) {
		move("surnames-double", "name.double", len(single))
	}
	move("surnames-first", "name.first", 0)
	p.add(p.container("surnames", a11y.Grid, p.w.T("name.surnames"), inColumns(keys, acrossSurnames)))
}

// nameButton leads to what the resident is called, and says whether that is known.
func (p *page) nameButton() a11y.Node {
	b := p.button("name", "edit", p.w.T("name.open"), flow.NamingOpened{})
	if p.s.Draft.Contact.Name() != "" {
		b.Label, b.Icon = p.w.T("name.noted"), "check"
	}
	return b
}
