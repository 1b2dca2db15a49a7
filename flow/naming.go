package flow

import "strings"

// Naming is how far somebody has come with what they are called.
type Naming struct {
	// First is the first surname that is shown. Chosen: the surname is known, and the rest is asked.
	First  int
	Chosen bool
}

// What happens while somebody says what they are called.
type (
	// NamingOpened: to the page for that. SurnameChosen: one of those offered; none to choose anew. SurnamesMoved: others are looked at.
	// SurnameWritten, GivenWritten: as they now stand. TitleChosen: no more than that is wanted.
	NamingOpened   struct{}
	SurnameChosen  struct{ Surname string }
	SurnamesMoved  struct{ By int }
	SurnameWritten struct{ Text string }
	GivenWritten   struct{ Text string }
	TitleChosen    struct{ Title string }
)

func (NamingOpened) event()   {}
func (SurnameChosen) event()  {}
func (SurnamesMoved) event()  {}
func (SurnameWritten) event() {}
func (GivenWritten) event()   {}
func (TitleChosen) event()    {}

// MaxName is how many characters a name has at most.
const MaxName = 60

// name asks for what somebody is called.
func name(s State, e Event) State {
	if _, opened := e.(NamingOpened); opened && s.Place == Phone {
		s = s.at(NamePage)
		s.Naming = Naming{Chosen: s.Draft.Contact.Surname != ""}
		return s
	}
	if s.Place != NamePage {
		return s
	}
	s.Problem = ""
	switch e := e.(type) {
	case SurnameChosen:
		s.Draft.Contact = s.Draft.Contact.Unnamed()
		s.Draft.Contact.Surname = e.Surname
		s.Naming.Chosen, s.Naming.First, s.Part = e.Surname != "", 0, 0
	case SurnamesMoved:
		if first := s.Naming.First + e.By; first >= 0 {
			s.Naming.First, s.Part = first, 0
		}
	case TitleChosen:
		s.Draft.Contact.Title, s.Draft.Contact.Given = e.Title, ""
	}
	return s
}

// asksSurname says whether it is the surname that is written first: not where names are written whole, letter by letter.
func (s State) asksSurname() bool {
	return !s.Naming.Chosen && !strings.HasPrefix(s.Settings.Lang, "en")
}

// calledOn goes on from what somebody is called: after a surname that was written there is the rest.
func (s State) calledOn() State {
	if after := s.surnamed(); after.Naming.Chosen != s.Naming.Chosen {
		return after.at(NamePage)
	}
	return s.at(Phone)
}

// surnamed asks for the rest of a name where a surname was written.
func (s State) surnamed() State {
	if s.Place == NamePage && s.asksSurname() && strings.TrimSpace(s.Draft.Contact.Surname) != "" {
		s.Naming.Chosen = true
	}
	return s
}
