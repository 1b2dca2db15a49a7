package screen

import (
	"fmt"
	"strings"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// homesShown is how many blocks, buildings or entrances are shown at once: as many as are looked through in one go.
const homesShown = flow.Comfortable

// homes is where a home of the community is picked, a level on each page: from cards where there are few, else with digits.
func homes(p *page) {
	at, level := p.s.Picking.At, p.s.Picking.Level
	p.heading("homes.title." + level.String())
	if so := p.address(at); so != "" {
		p.crumbs = append(p.crumbs, a11y.Node{ID: "so-far", Role: a11y.Text, Label: so})
	}
	if p.s.Picking.Homes.Types(at, level) {
		p.typeHome()
	} else {
		p.chooseHome()
	}
	if left := at.Until(level); left != (report.Home{}) || level == report.ByBlock {
		key := "homes.unknown"
		if level == report.ByDoor {
			key = "homes.without"
		}
		p.action("unknown", "unknown", key, flow.HomeSkipped{Place: p.home(left)})
	}
	if level == report.ByEntrance {
		p.action("whole", "housing", "homes.whole", flow.HomeEnough{Place: p.home(at)})
	}
}

// typeHome asks for the number of a level.
func (p *page) typeHome() {
	at, level, typed := p.s.Picking.At, p.s.Picking.Level, p.s.Picking.Typed
	p.add(p.entry("number", "homes.entry."+level.String(), typed, func(s string) flow.Event { return flow.HomeTyped{Digits: s} }), p.keypad(""))
	b, _ := p.s.Picking.Homes.Building(at)
	switch {
	case level == report.ByFloor:
		p.add(p.paragraph("how", "homes.how.floor", "Count", b.Floors))
	case level == report.ByDoor && b.Floors > 1:
		p.add(p.paragraph("how", "homes.how.door"))
	}
	home, _ := p.s.Picking.Homes.Typed(at, level, typed)
	p.action("continue", "next", "go.on", flow.HomeEntered{Place: p.home(home)})
}

// chooseHome offers what there is of a level.
func (p *page) chooseHome() {
	level := p.s.Picking.Level
	icon := map[report.Level]string{report.ByBlock: "nearby", report.ByBuilding: "housing", report.ByEntrance: "door"}[level]
	offered := p.s.Picking.Homes.Offered(p.s.Picking.At, level)
	p.some(len(offered), p.s.Picking.First, homesShown, func(by int) flow.Event { return flow.HomesMoved{By: by} }, func(i, at int) []a11y.Node {
		b := p.button(a11y.ID(fmt.Sprint("home-", at)), icon, "", flow.HomeChosen{Home: offered[i], Place: p.home(offered[i])})
		b.Live = at == 0
		return named(b, p.choice(offered[i], level))
	})
}

// choice is what one of those offered is called at a level, without what was chosen before it.
func (p *page) choice(at report.Home, level report.Level) string {
	switch {
	case level == report.ByEntrance:
		return p.w.T("homes.choose.entrance", "Number", at.Entrance)
	case level == report.ByBuilding && p.s.Picking.At.Block > 0:
		b, _ := p.s.Picking.Homes.Building(at)
		return building(p.w, b)
	}
	return p.address(at)
}

// building is what a building is called.
func building(w *i18n.Words, b report.Building) string {
	if name := b.Name.For(w.Lang()); name != "" {
		return name
	}
	return w.T("homes.building", "Number", b.Number)
}

// home is the place that a home is. Its address is in the words of the site, its name in those of the resident.
func (p *page) home(at report.Home) report.Place {
	if at == (report.Home{}) {
		return report.Place{}
	}
	b, _ := p.s.Picking.Homes.Building(at)
	own := p.v.Bundle.Words(p.v.Langs[0])
	return report.Place{
		ID: at.ID(), Name: p.address(at), Address: strings.TrimSpace(p.v.Site.Name + " " + address(own, p.s.Picking.Homes, at)),
		Lat: b.Lat, Long: b.Long, Located: b.Located,
	}
}

func (p *page) address(at report.Home) string { return address(p.w, p.s.Picking.Homes, at) }

// placeName is what a place is called; one that was picked from the homes in the language that is read now.
func (p *page) placeName(place report.Place) string {
	if at, ok := p.v.Site.Homes.Home(place.ID); ok {
		return address(p.w, p.v.Site.Homes, at)
	}
	return place.Name
}

// address is where a home is, in words, as far as it is known.
func address(w *i18n.Words, homes *report.Homes, at report.Home) string {
	said := ""
	add := func(part string) {
		switch {
		case said == "":
			said = part
		case part != "":
			said = w.T("homes.join", "From", said, "To", part)
		}
	}
	if at.Block > 0 {
		add(homes.Blocks[at.Block-1].Name.For(w.Lang()))
	}
	if b, ok := homes.Building(at); ok {
		add(building(w, b))
	}
	for _, part := range []struct {
		key    string
		number int
	}{{"homes.entrance", at.Entrance}, {"homes.floor", at.Floor}, {"homes.door", at.Door}} {
		if part.number > 0 {
			add(w.T(part.key, "Number", part.number))
		}
	}
	return said
}
