package flow

import (
	"slices"
	"strings"
	"unicode"

	"linli/report"
)

// Search is how somebody looks for one of many services.
type Search struct {
	// Typed are the keys: a letter from a to z, a digit from 2 to 9 for each of the letters on that key of a telephone; or what was written
	// with a keyboard.
	Typed string
	// Area and Kind are pictures that were chosen; Kind is empty until then.
	Area, Kind string
	// First is the first of those found that is shown.
	First int
	// Chose: the service of the draft was found so.
	Chose bool
}

// What happens while somebody looks for a service.
type (
	// FindOpened: to the page for that. SoughtTyped: a key. SoughtErased: the last key, or the last picture. SoughtWritten: all that is
	// typed, as it now stands. PictureChosen: an area or a kind. FoundMoved: others of those found are looked at.
	FindOpened    struct{}
	SoughtTyped   struct{ Key rune }
	SoughtErased  struct{}
	SoughtWritten struct{ Text string }
	PictureChosen struct{ Area, Kind string }
	FoundMoved    struct{ By int }
)

func (FindOpened) event()    {}
func (SoughtTyped) event()   {}
func (SoughtErased) event()  {}
func (SoughtWritten) event() {}
func (PictureChosen) event() {}
func (FoundMoved) event()    {}

const (
	// FindShown is how many of those found, or how many pictures, are shown at once.
	FindShown = 6
)

// Searchable says that there are more services than one page shows.
func (c Catalogue) Searchable() bool { return c.Loaded && len(c.Services) > Comfortable }

// seek looks for a service.
func seek(s State, e Event) State {
	if _, opened := e.(FindOpened); opened {
		if (s.Place == Groups || s.Place == Services) && s.Catalogue.Searchable() {
			s = s.at(Find)
			s.Search = Search{}
		}
		return s
	}
	if s.Place != Find {
		return s
	}
	s.Problem = ""
	switch e := e.(type) {
	case SoughtTyped:
		return s.typed(s.Search.Typed + string(e.Key))
	case SoughtWritten:
		return s.typed(clean(e.Text))
	case SoughtErased:
		return s.unsought()
	case PictureChosen:
		s.Search.Area, s.Search.Kind, s.Search.First = e.Area, e.Kind, 0
		s.Part = 0
	case FoundMoved:
		if first := s.Search.First + e.By; first >= 0 {
			s.Search.First, s.Part = first, 0
		}
	}
	return s
}

// typed looks for what sounds so. A key after which nothing would be left is not taken.
func (s State) typed(text string) State {
	text = sought(text)
	if len(text) > report.MaxTyped {
		return s
	}
	next := s
	next.Search.Typed, next.Search.First, next.Part = text, 0, 0
	if len(text) > len(s.Search.Typed) && len(next.Found()) == 0 {
		s.Problem, s.Part = NothingLike, 0
		return s
	}
	return next
}

// sought keeps what can be looked for.
func sought(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' { // as Chinese keyboards give them
			r += '!' - '！'
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// unsought takes the last key back, or the last picture where there is none.
func (s State) unsought() State {
	switch {
	case s.Search.Typed != "":
		typed := []rune(s.Search.Typed)
		s.Search.Typed = string(typed[:len(typed)-1])
	case s.Search.Kind != "":
		s.Search.Kind = ""
	default:
		s.Search.Area = ""
	}
	s.Search.First, s.Part = 0, 0
	return s
}

// Pictures are what there is to choose from as long as nothing was typed: areas, then the kinds of one, each with what there is of it; none
// where those found are few enough to be shown themselves.
func (s State) Pictures() []Shelf {
	found := s.Found()
	if s.Search.Typed != "" || s.Search.Kind != "" || len(found) <= FindShown {
		return nil
	}
	if s.Search.Area == "" {
		if areas := parts(found, Area, func(s report.Service) string { return s.Matter.Area }); len(areas) > 1 {
			return areas
		}
	}
	if kinds := parts(found, Kind, func(s report.Service) string { return s.Matter.Kind }); len(kinds) > 1 {
		return kinds
	}
	return nil
}

// Found are the services that have the chosen picture and sound like what was typed: those whose name does come first, then those of which a
// keyword does, each time those that begin so before those that have it later. Where there is none of them, it is those which people call so.
func (s State) Found() []report.Service {
	var ranked [ranks][]report.Service
	var called []report.Service
	for _, service := range s.Catalogue.Services {
		m := service.Matter
		if s.Search.Area != "" && m.Area != s.Search.Area || s.Search.Kind != "" && m.Kind != s.Search.Kind {
			continue
		}
		if rank := likeness(service, s.Search.Typed); rank < ranks {
			ranked[rank] = append(ranked[rank], service)
		} else if slices.ContainsFunc(m.Kin, func(k report.Sound) bool { return k.Begins(s.Search.Typed) }) {
			called = append(called, service)
		}
	}
	if found := slices.Concat(ranked[:]...); len(found) > 0 {
		return found
	}
	return called
}

// ranks is how many degrees of likeness there are.
const ranks = 4

// likeness is how well a service fits what was typed, 0 best, ranks not at all.
func likeness(s report.Service, typed string) int {
	if typed == "" {
		return 0
	}
	rank := like(s.Matter.Name, typed)
	for _, k := range s.Matter.Keywords {
		rank = min(rank, 2+like(k, typed))
	}
	if strings.ContainsFunc(typed, func(r rune) bool { return r > unicode.MaxASCII }) || s.Matter.Name == nil { // written as it is written
		for _, text := range append([]string{s.Name}, s.Keywords...) {
			if strings.Contains(sought(text), typed) {
				rank = min(rank, 1)
			}
		}
	}
	return min(rank, ranks)
}

// like is 0 for a text that sounds so from its start, 1 for one that does from a later word.
func like(s report.Sound, typed string) int {
	switch {
	case s.Begins(typed):
		return 0
	case s.Contains(typed):
		return 1
	}
	return ranks
}
