package flow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"linli/report"
)

func finding(c Catalogue) State {
	s := State{Place: Home, Now: now, Settings: Settings{Lang: "en"}}
	for _, e := range []Event{ServicesArrived{Lang: "en", Services: c.Services}, ReportChosen{}, FindOpened{}} {
		s, _ = Step(s, e)
	}
	return s
}

func press(s State, keys string) State {
	for _, key := range keys {
		s, _ = Step(s, SoughtTyped{key})
	}
	return s
}

func codes(services []report.Service) []string {
	var out []string
	for _, s := range services {
		out = append(out, s.Code)
	}
	return out
}

// TestEveryServiceIsFoundByItsSound: whoever types a name or a keyword of any service of any city, with letters or with the keys of a telephone,
// is never told that there is no such thing, has less and less to look through, and finds it, before whatever only has that later in its name.
func TestEveryServiceIsFoundByItsSound(t *testing.T) {
	r := rand.New(rand.NewPCG(300, 311))
	for range 40 {
		c := randomCity(r)
		if !c.Searchable() {
			continue
		}
		for i := range c.Services {
			c.Services[i].Matter.Keywords = []report.Sound{{"lamp", fmt.Sprintf("%c", 'a'+r.IntN(26))}}
		}
		opened := finding(c)
		for range 20 {
			sought := c.Services[r.IntN(len(c.Services))]
			for _, sound := range []report.Sound{sought.Matter.Name, sought.Matter.Keywords[0]} {
				for _, typed := range []string{sound.Keys(), strings.Join(sound, "")} {
					s := opened
					left := len(c.Services)
					for _, key := range typed {
						s, _ = Step(s, SoughtTyped{key})
						found := s.Found()
						if s.Problem != "" || len(found) > left || !slices.Contains(codes(found), sought.Code) {
							t.Fatalf("%v typed as %s: at %q there is %q, %d left of %d", sound, typed, s.Search.Typed, s.Problem, len(found), left)
						}
						left = len(found)
					}
					if s.Search.Typed != typed {
						t.Errorf("typed %q of %q", s.Search.Typed, typed)
					}
				}
			}
		}
	}
}

// lamps is a city in which what is found by what is known.
func lamps() Catalogue {
	c := city(5, 5)
	for i, s := range []struct {
		name, keyword, kin report.Sound
		kind, area         string
	}{
		{report.Sound{"xiu", "lu", "deng"}, nil, nil, "light", "street"},
		{report.Sound{"lu", "deng"}, nil, nil, "light", "street"},
		{report.Sound{"street", "lamp"}, report.Sound{"lu", "deng"}, nil, "lamp", "street"},
		{report.Sound{"pole"}, nil, report.Sound{"lu", "deng"}, "lamp", "street"},
		{report.Sound{"ke", "ba"}, nil, report.Sound{"le", "gi", "xia"}, "bus", "home"},
	} {
		c.Services[i].Matter = report.Matter{Name: s.name, Kind: s.kind, Area: s.area, Kin: []report.Sound{s.kin}}
		if s.keyword != nil {
			c.Services[i].Matter.Keywords = []report.Sound{s.keyword}
		}
	}
	for i := range c.Services[5:] {
		c.Services[5+i].Matter = report.Matter{Name: report.Sound{"zuo"}, Kind: fmt.Sprint("kind", i), Area: "street"}
	}
	return c
}

// TestFound: names come before keywords, and what begins so before what has it later; what else people say only counts where that finds nothing.
func TestFound(t *testing.T) {
	s := press(finding(lamps()), "53")
	if got := strings.Join(codes(s.Found()), " "); got != "0-1 0-4 0-0 0-2" {
		t.Errorf("found %s", got)
	}
	if called := press(s, "49"); strings.Join(codes(called.Found()), " ") != "0-4" || called.Problem != "" { // le di xia
		t.Errorf("called %v, %s", codes(called.Found()), called.Problem)
	}
	if s = press(s, "3"); strings.Join(codes(s.Found()), " ") != "0-1 0-0 0-2" || s.Problem != "" {
		t.Errorf("found %v, %s", codes(s.Found()), s.Problem)
	}
	refused := press(s, "7")
	if refused.Problem != NothingLike || refused.Search.Typed != "533" || len(refused.Found()) != 3 {
		t.Errorf("what nobody sounds like is told as %q, with %q typed", refused.Problem, refused.Search.Typed)
	}
	if s, _ = Step(refused, SoughtErased{}); s.Problem != "" || s.Search.Typed != "53" {
		t.Errorf("erased to %q, %s", s.Search.Typed, s.Problem)
	}
	if s, _ = Step(s, SoughtWritten{" Ｌu-D "}); s.Search.Typed != "lud" {
		t.Errorf("written as %q", s.Search.Typed)
	}
}

// TestFoundAsItIsWritten: with a keyboard names can be written as they are, and what sounds as no letter is found so.
func TestFoundAsItIsWritten(t *testing.T) {
	c := lamps()
	c.Services[7].Name, c.Services[7].Matter.Name = "Φώτα δρόμου", nil
	c.Services[8].Name = "路灯坏了"
	for text, want := range map[string]string{"δρόμ": "1-2", "路灯": "1-3"} {
		s, _ := Step(finding(c), SoughtWritten{text})
		if got := strings.Join(codes(s.Found()), " "); got != want || s.Problem != "" {
			t.Errorf("%q finds %s, %s", text, got, s.Problem)
		}
	}
}

// TestPictures narrow, before something is typed and together with it, and are taken back one by one.
func TestPictures(t *testing.T) {
	names := func(s State) (out []string) {
		for _, p := range s.Pictures() {
			out = append(out, p.Name)
		}
		return out
	}
	s := finding(lamps())
	if got := names(s); !slices.Equal(got, []string{"street", "home"}) {
		t.Errorf("areas %v", got)
	}
	s, _ = Step(s, PictureChosen{Area: "street"})
	if got := names(s); len(got) != 7 || got[0] != "light" || len(s.Found()) != 9 {
		t.Errorf("kinds %v of %d", got, len(s.Found()))
	}
	s, _ = Step(s, PictureChosen{Area: "street", Kind: "light"})
	if got := codes(s.Found()); names(s) != nil || !slices.Equal(got, []string{"0-0", "0-1"}) {
		t.Errorf("light: %v", got)
	}
	if s = press(s, "9"); !slices.Equal(codes(s.Found()), []string{"0-0"}) {
		t.Errorf("light and x: %v", codes(s.Found()))
	}
	for _, want := range []Search{{Area: "street", Kind: "light"}, {Area: "street"}, {}, {}} {
		if s, _ = Step(s, SoughtErased{}); s.Search != want {
			t.Errorf("taken back to %+v, want %+v", s.Search, want)
		}
	}
}

// TestFindGoesWhereItCameFrom: a service that was found is left by Back to where it was found; what is changed later is changed where it stands.
func TestFindGoesWhereItCameFrom(t *testing.T) {
	s := press(finding(lamps()), "53")
	s, _ = Step(s, ServiceChosen{"0-0"})
	if s.Place != Where || s.Draft.ServiceCode != "0-0" {
		t.Fatalf("chosen: %s %s", s.Place, s.Draft.ServiceCode)
	}
	back, _ := Step(s, BackPressed{})
	if back.Place != Find || back.Search.Typed != "53" {
		t.Errorf("back to %s with %q", back.Place, back.Search.Typed)
	}
	listed, _ := Step(back, BackPressed{})
	if listed.Place != Groups || listed.Path != nil {
		t.Errorf("and to %s %v", listed.Place, listed.Path)
	}
	changed := s
	changed.Place = Review
	changed, _ = Step(changed, ChangePressed{Place: Services})
	if shelf := changed.Catalogue.Shelf(changed.Path); changed.Place != Services || shelf.Name != "g0" {
		t.Errorf("changed at %s %q", changed.Place, shelf.Name)
	}
	s, _ = Step(s, HomePressed{})
	if s, _ = Step(s, ReportChosen{}); s.Place != Groups || s.Path != nil || s.Search != (Search{}) {
		t.Errorf("begun again at %s %v %+v", s.Place, s.Path, s.Search)
	}
	for _, small := range []State{{Place: Services, Catalogue: city(9)}, {Place: Tell, Catalogue: lamps()}, {Place: Groups}} {
		if after, _ := Step(small, FindOpened{}); after.Place != small.Place {
			t.Errorf("%s with %d services: looked for", small.Place, len(small.Catalogue.Services))
		}
	}
	shrunk, _ := Step(press(finding(lamps()), "53"), ServicesArrived{Lang: "en", Services: city(2, 2).Services})
	if shrunk.Place != Groups {
		t.Errorf("nothing to look through any more, and at %s", shrunk.Place)
	}
	others, _ := Step(press(finding(lamps()), "53"), ServicesArrived{Lang: "en", Services: city(20, 20).Services})
	if others.Place != Find || others.Search.Typed != "" {
		t.Errorf("nothing sounds so any more: at %s with %q typed", others.Place, others.Search.Typed)
	}
}
