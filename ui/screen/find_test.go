package screen

import (
	"testing"
	"time"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// TestKeysHaveTheLettersOfATelephone, all of them, each once (ITU-T E.161, 2.2).
func TestKeysHaveTheLettersOfATelephone(t *testing.T) {
	all := ""
	for digit := '2'; digit <= '9'; digit++ {
		all += lettersOn(digit)
	}
	if all != "ABCDEFGHIJKLMNOPQRSTUVWXYZ" || lettersOn('7') != "PQRS" || lettersOn('9') != "WXYZ" {
		t.Errorf("keys have %s, the seventh %s", all, lettersOn('7'))
	}
	if got := pressed("5d"); got != "JKL D" {
		t.Errorf("pressed %q", got)
	}
}

// TestServicesInAnotherLanguageAreFoundAndMarked: what a city has in its own language only is found by its sound, too, and shown and said in
// that language, as on the page that lists it; what the kiosk says of it is not.
func TestServicesInAnotherLanguageAreFoundAndMarked(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := View{Bundle: b, Langs: i18n.Shipped(), Zone: time.UTC, Offer: Offer{Texts: []int{100}, Themes: []string{"light"}}}
	c := flow.Catalogue{Loaded: true, Lang: "zh-Hans"}
	for range flow.Comfortable {
		c.Services = append(c.Services, report.Service{Code: "x", Name: "垃圾", Lang: "zh-Hans", Matter: report.Matter{Name: report.Sound{"la", "ji"}}})
	}
	c.Services = append(c.Services, report.Service{Code: "pole", Name: "Utility pole", Group: "Poles", Lang: "en", Matter: report.Matter{Name: report.Sound{"utility", "pole"}}})
	s := flow.State{Place: flow.Find, Catalogue: c, Settings: flow.Settings{Lang: "zh-Hans"}, Search: flow.Search{Typed: "765"}}
	scr := For(s, v)
	card, _ := scr.Root.Find("found-0")
	left, _ := scr.Root.Find("left")
	if card.Label != "Utility pole" || card.Lang != "en" || !card.Live || left.Lang != "" || left.Label != "还有1件" || !left.Live {
		t.Errorf("found %s in %q, beside %s in %q", a11y.Line(card), card.Lang, a11y.Line(left), left.Lang)
	}
	if e := scr.On["found-0"]; e != (flow.ServiceChosen{Code: "pole"}) {
		t.Errorf("it means %v", e)
	}
	s.Place, s.Search = flow.Groups, flow.Search{}
	rest, _ := For(s, v).Root.Find("group-0")
	if rest.Hint != "垃圾、垃圾、垃圾" {
		t.Errorf("examples are %q", rest.Hint)
	}
	alone, _ := For(s, v).Root.Find("service-1")
	if rest.Lang != "" || alone.Lang != "en" || alone.Label != "Utility pole" {
		t.Errorf("%s in %q beside %s in %q", a11y.Line(rest), rest.Lang, a11y.Line(alone), alone.Lang)
	}
}

// TestExamplesAreInTheLanguageOfTheirCard: a card is said in one language, so what is in another is no example of what is on it.
func TestExamplesAreInTheLanguageOfTheirCard(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := newPage(flow.State{Settings: flow.Settings{Lang: "en"}}, View{Bundle: b, Langs: i18n.Shipped()})
	mixed := []report.Service{{Name: "路灯不亮", Lang: "zh-Hans"}, {Name: "Street light", Lang: "en"}}
	for want, s := range map[string]flow.Shelf{"Street light": {By: flow.Area, Name: "street", Services: mixed}, "路灯不亮": {By: flow.Group, Name: "路上", Services: mixed}} {
		if card := p.card("group-0", s, flow.GroupChosen{}); card[0].Hint != want {
			t.Errorf("%s: example %q, want %q", card[0].Label, card[0].Hint, want)
		}
	}
}

// TestNoSearchWhereAPageShowsAll: a city with few services has no button for it.
func TestNoSearchWhereAPageShowsAll(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	v := View{Bundle: b, Langs: i18n.Shipped(), Zone: time.UTC, Offer: Offer{Texts: []int{100}, Themes: []string{"light"}}}
	for many := flow.Comfortable - 1; many < flow.Comfortable+2; many++ {
		s := flow.State{Place: flow.Groups, Catalogue: flow.Catalogue{Loaded: true, Services: make([]report.Service, many)}}
		for i := range s.Catalogue.Services {
			s.Catalogue.Services[i] = report.Service{Code: "x", Name: "垃圾", Group: []string{"a", "b"}[i%2]}
		}
		if _, there := For(s, v).Root.Find("find"); there != (many > flow.Comfortable) {
			t.Errorf("%d services, a button to look for one: %v", many, there)
		}
	}
}
