package kiosktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk"
	"linli/report"
	"linli/ui/screen"
)

// understood is a large city as a kiosk has it.
func understood(t testing.TB, lang string, shape Shape) flow.Catalogue {
	t.Helper()
	services := kiosk.Understand(Large(lang, shape), View(t).Bundle.Words(lang), Reader())
	if len(services) < 300 {
		t.Fatalf("only %d services", len(services))
	}
	s, _ := flow.Step(flow.State{Place: flow.Home, Settings: flow.Settings{Lang: lang}}, flow.ServicesArrived{Lang: lang, Services: services})
	return s.Catalogue
}

// TestALargeCityFitsOnItsPages: three hundred services are no more than four pages deep, whatever their groups, and no page has a card that is
// called like another.
func TestALargeCityFitsOnItsPages(t *testing.T) {
	v := View(t)
	for _, lang := range v.Langs {
		for _, shape := range []Shape{Grouped, Ungrouped, Crumbled} {
			c := understood(t, lang, shape)
			pages, deepest := map[string]bool{}, 0
			for _, service := range c.Services {
				path, _ := c.WayTo(service.Code)
				deepest = max(deepest, len(path)+1)
				for n := range len(path) + 1 {
					if key := fmt.Sprint(path[:n]); !pages[key] {
						pages[key] = true
						s := flow.State{Place: flow.Groups, Path: path[:n], Catalogue: c, Settings: flow.Settings{Lang: lang}, Now: Now}
						called := map[string]bool{}
						cards := 0
						for _, card := range screen.For(s, v).Root.Leaves() {
							if id := string(card.ID); strings.HasPrefix(id, "group-") || strings.HasPrefix(id, "service-") && card.Role == a11y.Button {
								cards++
								if called[card.Label] {
									t.Errorf("%s %s, page %v: two cards are called %q", lang, shape, path[:n], card.Label)
								}
								called[card.Label] = true
							}
						}
						if cards == 0 || cards > flow.Comfortable {
							t.Errorf("%s %s, page %v: %d cards", lang, shape, path[:n], cards)
						}
					}
				}
			}
			if deepest > 4 {
				t.Errorf("%s %s: %d pages one after the other", lang, shape, deepest)
			}
			t.Logf("%s, %s: %d pages, %d one after the other", lang, shape, len(pages), deepest)
		}
	}
}

// TestEveryServiceOfALargeCitySounds: each is found by the first letters of its name, with the keys of a telephone, also what is in another
// language than the resident's.
func TestEveryServiceOfALargeCitySounds(t *testing.T) {
	for _, lang := range View(t).Langs {
		c := understood(t, lang, Grouped)
		others, keys := 0, 0
		for _, service := range c.Services {
			if service.Lang != lang {
				others++
			}
			keys += len(keysFor(t, c, service))
		}
		if lang == "zh-Hans" && others != 3 {
			t.Errorf("%d services are in another language", others)
		}
		t.Logf("%s: %.1f keys until one of %d is among the first six", lang, float64(keys)/float64(len(c.Services)), len(c.Services))
	}
}

// keysFor are the fewest keys of a telephone that have to be pressed until a service is among those that are shown: the first letters of its
// syllables or words, or all letters, as somebody does who has not found it so.
func keysFor(t testing.TB, c flow.Catalogue, service report.Service) string {
	t.Helper()
	var first report.Sound
	for _, unit := range service.Matter.Name {
		first = append(first, unit[:1])
	}
	for _, typed := range []string{first.Keys(), service.Matter.Name.Keys()} {
		s := flow.State{Place: flow.Find, Catalogue: c}
		for i, key := range typed {
			s, _ = flow.Step(s, flow.SoughtTyped{Key: key})
			found := s.Found()
			if slices.ContainsFunc(found[:min(flow.FindShown, len(found))], func(s report.Service) bool { return s.Code == service.Code }) {
				return typed[:i+1]
			}
		}
	}
	t.Errorf("%q is not found by %v", service.Name, service.Matter.Name)
	return ""
}

// TestOneOfThreeHundredByKeys goes with a keypad, without digits on it, to a service deep inside, by groups and by its sound, and counts.
func TestOneOfThreeHundredByKeys(t *testing.T) {
	c := understood(t, "zh-Hans", Grouped)
	presses := func(open func(w *keyed), code string) int {
		p := Open(t)
		do(t, p, "city is large and has groups", "touch 中文", "touch 反映")
		w := &keyed{t: t, p: p}
		open(w)
		w.choose(code)
		if s, _ := p.Screen(); s.Root.ID != "page-where" {
			t.Fatalf("%s leads to %s", code, s.Root.ID)
		}
		return w.presses
	}
	var groups, search []int
	for i := 7; i < len(c.Services); i += 23 {
		service := c.Services[i]
		path, _ := c.WayTo(service.Code)
		groups = append(groups, presses(func(w *keyed) {
			for _, i := range path {
				w.to(a11y.ID(fmt.Sprint("group-", i)))
			}
		}, service.Code))
		search = append(search, presses(func(w *keyed) {
			w.to("find")
			for _, key := range keysFor(t, c, service) {
				w.to(a11y.ID("key-" + string(key)))
			}
		}, service.Code))
	}
	mean := func(n []int) float64 {
		sum := 0
		for _, i := range n {
			sum += i
		}
		return float64(sum) / float64(len(n))
	}
	t.Logf("presses of five keys: by groups %.0f, at most %d; by sound %.0f, at most %d", mean(groups), slices.Max(groups), mean(search), slices.Max(search))
	if slices.Max(groups) > 40 || slices.Max(search) > 60 {
		t.Errorf("too many presses: %v by groups, %v by sound", groups, search)
	}
}

// keyed is a resident with five keys who counts them.
type keyed struct {
	t       *testing.T
	p       *Player
	presses int
}

func (w *keyed) to(id a11y.ID) {
	w.t.Helper()
	s, cursor := w.p.Screen()
	for _, c := range append(way(w.t, s.Root, cursor, id), nav.Activate) {
		w.p.Kiosk.Press(c)
		w.p.Kiosk.Settle(w.t.Context())
		w.presses++
	}
}

// choose chooses a service of the page.
func (w *keyed) choose(code string) {
	w.t.Helper()
	s, _ := w.p.Screen()
	for id, e := range s.On {
		if e == (flow.ServiceChosen{Code: code}) {
			w.to(id)
			return
		}
	}
	w.t.Fatalf("%s is not on %s:\n%s", code, s.Root.ID, a11y.Sketch(s.Root))
}
