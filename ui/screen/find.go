package screen

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"linli/a11y"
	"linli/flow"
)

// find is where one of many services is looked for: by the keys of a telephone that have its letters, or by pictures. What is left is counted,
// and the first of it is there to be chosen.
func find(p *page) {
	p.heading("find.title")
	if p.unavailable(len(p.s.Catalogue.Services)) {
		return
	}
	search := p.s.Search
	e := p.entry("sought", "find.entry", pressed(search.Typed), func(text string) flow.Event { return typed(search.Typed, text) })
	p.written[e.ID] = search.Typed
	p.add(e, p.findKeys())
	found := p.s.Found()
	if search.Typed == "" && search.Area == "" && search.Kind == "" {
		p.add(p.paragraph("how", "find.how"))
	} else {
		p.crumbs = append(p.crumbs, p.left(len(found))) // beside the keys on each part of the page
	}
	if pictures := p.s.Pictures(); len(pictures) > 0 {
		p.pictures(pictures)
		return
	}
	p.found(len(found), func(i, at int) []a11y.Node {
		b := p.button(a11y.ID(fmt.Sprintf("found-%d", at)), p.icon(found[i]), "", flow.ServiceChosen{Code: found[i].Code})
		b.Lang = foreign(found[i], p.w)
		b.Live = at == 0 && search.Typed != ""
		return named(b, found[i].Name)
	})
}

// left says how many are left, and of what.
func (p *page) left(count int) a11y.Node {
	n := a11y.Node{ID: "left", Role: a11y.Text, Label: p.w.T("find.left", "Count", count), Live: true}
	if count == 0 {
		n.Label = p.w.T("find.nothing")
	}
	switch search := p.s.Search; {
	case search.Kind != "":
		n.Label = p.w.List([]string{p.w.T("kind." + search.Kind), n.Label})
	case search.Area != "":
		n.Label = p.w.List([]string{p.w.T("area." + search.Area), n.Label})
	}
	return n
}

// pictures are kinds, or what kinds belong to.
func (p *page) pictures(pictures []flow.Shelf) {
	p.found(len(pictures), func(i, at int) []a11y.Node {
		s := pictures[i]
		id, e := fmt.Sprint("picture-", at), flow.PictureChosen{Area: p.s.Search.Area, Kind: s.Name}
		if s.By == flow.Area { // another thing, on which nobody stays who has pressed one of those
			id, e = fmt.Sprint("area-", at), flow.PictureChosen{Area: s.Name}
		}
		cards := p.card(a11y.ID(id), s, e)
		cards[0].Hint = "" // there are keys beside them
		return cards
	})
}

// found shows a few of those found at a time.
func (p *page) found(count int, card func(i, at int) []a11y.Node) {
	p.some(count, p.s.Search.First, flow.FindShown, func(by int) flow.Event { return flow.FoundMoved{By: by} }, card)
}

// some shows a few of many things at a time.
func (p *page) some(count, first, shown int, moved func(by int) flow.Event, card func(i, at int) []a11y.Node) {
	if first >= count {
		first = 0
	}
	var cards []a11y.Node
	for i := first; i < min(first+shown, count); i++ {
		cards = append(cards, card(i, i-first)...)
	}
	if first+shown < count {
		cards = append(cards, p.button("found-more", "more", p.w.T("find.more"), moved(shown)))
	} else if first > 0 {
		cards = append(cards, p.button("found-more", "up", p.w.T("find.first"), moved(-first)))
	}
	if len(cards) > 0 {
		p.add(p.container("found", a11y.List, p.w.T("part.choices"), cards))
	}
}

// findKeys are those of a telephone that have letters, and one that takes back.
func (p *page) findKeys() a11y.Node {
	keys := []a11y.Node{p.button("key-delete", "delete", p.w.T("keypad.delete"), flow.SoughtErased{})}
	for digit := '2'; digit <= '9'; digit++ {
		b := p.button(a11y.ID("key-"+string(digit)), "", lettersOn(digit), flow.SoughtTyped{Key: digit})
		b.Say = strings.Join(strings.Split(b.Label, ""), " ")
		keys = append(keys, b)
	}
	return p.container("keypad", a11y.Keypad, p.w.T("find.keys"), keys)
}

// lettersOn are the letters on a key of a telephone (ITU-T E.161, 2.2).
func lettersOn(digit rune) string {
	several := []int{3, 3, 3, 3, 3, 4, 3, 4}
	first := 'A'
	for _, n := range several[:digit-'2'] {
		first += rune(n)
	}
	letters := ""
	for n := range several[digit-'2'] {
		letters += string(first + rune(n))
	}
	return letters
}

// pressed shows what was typed: of each key all its letters.
func pressed(typed string) string {
	var shown []string
	for _, r := range typed {
		switch {
		case r >= '2' && r <= '9':
			shown = append(shown, lettersOn(r))
		default:
			shown = append(shown, strings.ToUpper(string(r)))
		}
	}
	return strings.Join(shown, " ")
}

// typed is what a key of a keyboard or of a keypad means where something has been typed already.
func typed(had, now string) flow.Event {
	if more, ok := strings.CutPrefix(now, had); ok && utf8.RuneCountInString(more) == 1 {
		r, _ := utf8.DecodeRuneInString(more)
		return flow.SoughtTyped{Key: r}
	}
	if less, ok := strings.CutPrefix(had, now); ok && utf8.RuneCountInString(less) == 1 {
		return flow.SoughtErased{}
	}
	return flow.SoughtWritten{Text: now}
}
