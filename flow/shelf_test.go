package flow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"linli/report"
)

// randomCity is any city: as many services, in as many groups of any size, of as many kinds, with names that may sound alike or as nothing.
func randomCity(r *rand.Rand) Catalogue {
	n := []int{r.IntN(12), r.IntN(100), r.IntN(600)}[r.IntN(3)]
	groups, kinds, letters := 1+r.IntN([]int{1, 12, 400}[r.IntN(3)]), 1+r.IntN([]int{1, 12, 60}[r.IntN(3)]), 1+r.IntN(26)
	c := Catalogue{Lang: "en", Loaded: true}
	for i := range n {
		s := report.Service{Code: fmt.Sprint(i), Name: fmt.Sprint("Name ", i)}
		if g := r.IntN(groups) * r.IntN(2); g > 0 || groups == 2 { // a great many in none
			s.Group = fmt.Sprint("group ", g)
		}
		kind := r.IntN(kinds)
		s.Matter.Kind, s.Matter.Area = fmt.Sprint("kind ", kind), fmt.Sprint("area ", kind%6)
		for range r.IntN(5) {
			syllable := string(rune('a'+r.IntN(letters))) + []string{"", "a", "eng"}[r.IntN(3)]
			s.Matter.Name = append(s.Matter.Name, syllable)
		}
		c.Services = append(c.Services, s)
	}
	return c
}

// TestEveryServiceIsReached: whatever a city offers, each of its services is on one page and no other, and no page has more to choose from
// than is comfortable; names on a page are different, and Back leads the same way back.
func TestEveryServiceIsReached(t *testing.T) {
	r := rand.New(rand.NewPCG(300, 9))
	deepest := 0
	for range 60 {
		s, _ := Step(State{Place: Home, Now: now, Settings: Settings{Lang: "en"}}, ServicesArrived{Lang: "en", Services: randomCity(r).Services})
		s, _ = Step(s, ReportChosen{})
		c := s.Catalogue
		seen := map[string]int{}
		var walk func(State, int)
		walk = func(s State, depth int) {
			deepest = max(deepest, depth)
			shelf := c.Shelf(s.Path)
			cards := len(shelf.Services)
			if len(shelf.Shelves) > 0 {
				cards = len(shelf.Shelves)
			}
			if want := s.listing(); s.Place != want {
				t.Fatalf("%v is shown as %s, want %s", s.Path, s.Place, want)
			}
			if cards > Comfortable {
				t.Errorf("%d services: %d cards on page %v", len(c.Services), cards, s.Path)
			}
			names := map[string]bool{}
			for i, below := range shelf.Shelves {
				name := fmt.Sprint(below.By, below.Name, below.From, below.To, below.Count)
				if names[name] {
					t.Errorf("two cards of page %v are called %q", s.Path, name)
				}
				names[name] = true
				if one, single := below.Single(); single && c.Searchable() {
					seen[one.Code]++
					continue
				}
				down, _ := Step(s, GroupChosen{i})
				walk(down, depth+1)
				if up, _ := Step(down, BackPressed{}); up.Place != s.Place || !slices.Equal(up.Path, s.Path) {
					t.Errorf("back from %v leads to %s %v", down.Path, up.Place, up.Path)
				}
			}
			if len(shelf.Shelves) > 0 {
				return
			}
			for _, one := range shelf.Services {
				seen[one.Code]++
				if chosen, _ := Step(s, ServiceChosen{one.Code}); chosen.Place != Where || chosen.Draft.ServiceCode != one.Code {
					t.Errorf("choosing %s leads to %s", one.Code, chosen.Place)
				}
			}
		}
		if len(c.Services) == 0 {
			continue
		}
		walk(s, 1)
		for _, one := range c.Services {
			if seen[one.Code] != 1 {
				t.Fatalf("%d services: %s is on %d pages", len(c.Services), one.Code, seen[one.Code])
			}
			if way, ok := c.WayTo(one.Code); !ok || !slices.ContainsFunc(c.Shelf(way).Services, func(s report.Service) bool { return s.Code == one.Code }) {
				t.Errorf("the way to %s is %v", one.Code, way)
			}
		}
	}
	if deepest > 6 {
		t.Errorf("%d pages one after the other", deepest)
	}
	t.Logf("at most %d pages one after the other", deepest)
}

// city is one with services in groups of some sizes, each of one kind.
func city(sizes ...int) Catalogue {
	c := Catalogue{Lang: "en", Loaded: true}
	for g, size := range sizes {
		for i := range size {
			name := report.Sound{fmt.Sprintf("%c%03d", 'a'+i%26, i/26)}
			c.Services = append(c.Services, report.Service{
				Code: fmt.Sprintf("%d-%d", g, i), Group: fmt.Sprint("g", g), Name: fmt.Sprint("service ", g, " ", i),
				Matter: report.Matter{Kind: fmt.Sprint("kind", g), Area: fmt.Sprint("area", g%6), Name: name},
			})
		}
	}
	return c
}

// TestShelves are those that somebody would expect.
func TestShelves(t *testing.T) {
	told := func(s Shelf) string {
		var out []string
		for _, b := range s.Shelves {
			name := b.Name
			if b.By == Letters {
				name = b.From + "-" + b.To
			}
			if b.Count > 0 {
				name += fmt.Sprint("#", b.Count)
			}
			out = append(out, fmt.Sprintf("%s:%d", name, len(b.Services)))
		}
		return strings.Join(out, " ")
	}
	same := city(20)
	for i := range same.Services {
		same.Services[i].Matter.Name = report.Sound{"lu", "deng"}
	}
	mixed := city(80)
	for i := range mixed.Services {
		mixed.Services[i].Matter.Kind = fmt.Sprint("kind", i%4)
	}
	many := city(slices.Repeat([]int{3}, 100)...)
	for _, c := range []struct {
		name string
		city Catalogue
		path []int
		want string
	}{
		{"small: as it comes", city(2, 1), nil, "g0:2 g1:1"},
		{"small, one group", city(9), nil, ""},
		{"nine groups", city(9, 1, 3, 4, 5, 6, 7, 8, 9), nil, "g0:9 g1:1 g2:3 g3:4 g4:5 g5:6 g6:7 g7:8 g8:9"},
		{"ten groups: the smallest are the rest", city(9, 1, 3, 4, 5, 6, 7, 8, 9, 2), nil, "g0:9 g2:3 g3:4 g4:5 g5:6 g6:7 g7:8 g8:9 :3"},
		{"twelve equal groups", city(slices.Repeat([]int{25}, 12)...), nil, "g0:25 g1:25 g2:25 g3:25 g4:25 g5:25 g6:25 g7:25 :100"},
		{"their rest has its groups", city(slices.Repeat([]int{25}, 12)...), []int{8}, "g8:25 g9:25 g10:25 g11:25"},
		{"a hundred groups: by areas", many, nil, "area0:51 area1:51 area2:51 area3:51 area4:48 area5:48"},
		{"a large group of one kind: by letters", city(80, 5), []int{0}, "A-B:8 C-E:9 F-H:9 I-K:9 L-N:9 O-Q:9 R-T:9 U-W:9 X-Z:9"},
		{"a large group of a few kinds", mixed, nil, "kind0:20 kind1:20 kind2:20 kind3:20"},
		{"the same sound", same, nil, "L-L#1:6 L-L#2:7 L-L#3:7"},
	} {
		got := told(c.city.Shelf(c.path))
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestTheShelfStaysInAnotherLanguage: whoever changes the language goes on looking at the same services, whatever their groups are called
// there, also while help lies over them.
func TestTheShelfStaysInAnotherLanguage(t *testing.T) {
	other := city(8, 7, 6)
	slices.Reverse(other.Services)
	for i := range other.Services {
		other.Services[i].Group = "其他" + other.Services[i].Group
	}
	s := State{Place: Groups, Catalogue: city(8, 7, 6), Settings: Settings{Lang: "en"}, Now: now}
	s, _ = Step(s, GroupChosen{2})
	for _, help := range []bool{false, true} {
		at := s
		if help {
			at, _ = Step(at, HelpPressed{})
		}
		at, _ = Step(at, LangChosen{"zh-Hans"})
		at, _ = Step(at, ServicesArrived{Lang: "zh-Hans", Services: other.Services})
		if help {
			at, _ = Step(at, BackPressed{})
		}
		if shelf := at.Catalogue.Shelf(at.Path); at.Place != Services || len(shelf.Services) != 6 || shelf.Services[0].Group != "其他g2" {
			t.Errorf("help %v: at %s %v with %d services", help, at.Place, at.Path, len(shelf.Services))
		}
	}
	gone, _ := Step(s, ServicesArrived{Lang: "en", Services: city(3, 3).Services})
	if gone.Place != Groups || gone.Path != nil {
		t.Errorf("the group has gone: at %s %v", gone.Place, gone.Path)
	}
}
