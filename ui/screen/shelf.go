package screen

import (
	"fmt"
	"slices"
	"strings"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// groups asks what it is about, first roughly.
func groups(p *page) {
	key := "groups.title"
	if len(p.s.Path) > 0 {
		key = "services.title"
	}
	p.heading(key)
	p.shelf(p.s.Catalogue.Shelf(p.s.Path))
}

// services asks what it is about exactly.
func services(p *page) {
	p.heading("services.title")
	p.shelf(p.s.Catalogue.Shelf(p.s.Path))
}

// shelf is what there is to choose from: groups, services, or some of both.
func (p *page) shelf(shelf flow.Shelf) {
	if p.unavailable(len(p.s.Catalogue.Services)) {
		return
	}
	many := p.s.Catalogue.Searchable()
	if many && len(p.s.Path) > 0 {
		p.add(p.within())
	}
	var cards []a11y.Node
	for i, below := range shelf.Shelves {
		if s, single := below.Single(); single && many {
			cards = append(cards, p.service(i, s)...)
			continue
		}
		cards = append(cards, p.card(a11y.ID(fmt.Sprintf("group-%d", i)), below, flow.GroupChosen{Index: i})...)
	}
	id := a11y.ID("groups")
	if len(shelf.Shelves) == 0 {
		id = "services"
		for i, s := range shelf.Services {
			cards = append(cards, p.service(i, s)...)
		}
	}
	p.add(p.container(id, a11y.List, p.w.T("part.choices"), cards))
	if many {
		b := p.button("find", "track", p.w.T("find.open"), flow.FindOpened{})
		b.Hint = p.w.T("find.open.hint")
		p.add(p.container("ways", a11y.List, p.w.T("part.choices"), []a11y.Node{b}))
	}
}

// within says what the choices have in common.
func (p *page) within() a11y.Node {
	var names []string
	n := a11y.Node{ID: "within", Role: a11y.Text}
	for _, s := range p.s.Catalogue.Names(p.s.Path) {
		names = append(names, pieces(p.called(s))[0])
		if s.By == flow.Group && s.Name != "" {
			n.Lang = foreign(s.Services[0], p.w)
		}
	}
	n.Label = p.w.List(names)
	return n
}

// service is a card of one service.
func (p *page) service(i int, s report.Service) []a11y.Node {
	b := p.button(a11y.ID(fmt.Sprintf("service-%d", i)), p.icon(s), "", flow.ServiceChosen{Code: s.Code})
	b.Lang = foreign(s, p.w)
	return named(b, s.Name)
}

// card is a card of several services, with some of them as examples.
func (p *page) card(id a11y.ID, s flow.Shelf, e flow.Event) []a11y.Node {
	b := p.button(id, p.icon(s.Services[0]), "", e)
	switch s.By {
	case flow.Group:
		b.Lang = foreign(s.Services[0], p.w)
	case flow.Kind:
		b.Icon = s.Name
	case flow.Area:
		b.Icon = areaIcon(s.Name)
	}
	if s.Name == "" { // ours
		b.Lang = ""
	}
	b.Hint = p.w.List(firstNames(p.spoken(s.Services, b.Lang), 3))
	return named(b, p.called(s))
}

// spoken are the services whose names are in a language: a card is said in one.
func (p *page) spoken(services []report.Service, lang string) []report.Service {
	return slices.DeleteFunc(slices.Clone(services), func(s report.Service) bool { return foreign(s, p.w) != lang })
}

// areaIcon is the pictogram of an area.
func areaIcon(area string) string {
	return map[string]string{"home": "home", "building": "housing", "street": "road", "clean": "rubbish", "care": "doctor", "life": "market"}[area]
}

// called is what a shelf is called.
func (p *page) called(s flow.Shelf) string {
	switch {
	case s.By == flow.Letters:
		return p.stretch(s)
	case s.Name == "":
		return p.w.T("groups.rest")
	case s.By == flow.Kind:
		return p.w.T("kind." + s.Name)
	case s.By == flow.Area:
		return p.w.T("area." + s.Name)
	}
	return s.Name
}

// stretch is what the names of a stretch begin with.
func (p *page) stretch(s flow.Shelf) string {
	name := s.From
	if s.To != s.From {
		name = p.w.T("range.letters", "From", s.From, "To", s.To)
	}
	if s.Count > 0 {
		return p.w.T("range.again", "Name", name, "Count", s.Count)
	}
	return name
}

func (p *page) icon(s report.Service) string { return p.w.Picture(p.kind(s)) }

func (p *page) kind(s report.Service) string { return p.w.Kind(s.Name, s.Keywords) }

// foreign is the language of a service's words where it is not the page's.
func foreign(s report.Service, w *i18n.Words) string {
	if s.Lang == "" || strings.EqualFold(s.Lang, w.Catalogue()) {
		return ""
	}
	return s.Lang
}

// firstNames are examples: of the first n services those whose names are short.
func firstNames(services []report.Service, n int) []string {
	var out []string
	for _, s := range services[:min(n, len(services))] {
		if !long(s.Name) {
			out = append(out, s.Name)
		}
	}
	return out
}
