package flow

import "linli/report"

// Picking is a home that is being picked, a level after the other.
type Picking struct {
	Homes *report.Homes
	// At is what is known of it, Level what is asked now.
	At    report.Home
	Level report.Level
	// Typed are the digits for it, First is the first of those shown that there are to choose from.
	Typed string
	First int
}

// What happens while somebody picks a home. Place is what has been picked then, if nothing more is asked.
type (
	// HomesOpened: to the page for that. HomeChosen: one of those offered. HomeTyped: the digits as they now stand; HomeEntered: that is all of
	// them. HomeSkipped: that is not known. HomeEnough: no more of it matters. HomesMoved: others are looked at.
	HomesOpened struct{ Homes *report.Homes }
	HomeChosen  struct {
		Home  report.Home
		Place report.Place
	}
	HomeTyped   struct{ Digits string }
	HomeEntered struct{ Place report.Place }
	HomeSkipped struct{ Place report.Place }
	HomeEnough  struct{ Place report.Place }
	HomesMoved  struct{ By int }
)

func (HomesOpened) event() {}
func (HomeChosen) event()  {}
func (HomeTyped) event()   {}
func (HomeEntered) event() {}
func (HomeSkipped) event() {}
func (HomeEnough) event()  {}
func (HomesMoved) event()  {}

// maxHome is how many digits a door has at most.
const maxHome = 4

// pick goes on with a home.
func pick(s State, e Event) State {
	if e, opened := e.(HomesOpened); opened {
		if s.Place != Where || e.Homes == nil {
			return s
		}
		s.Picking = Picking{Homes: e.Homes}
		return s.asks(report.Home{}, report.ByBlock, report.Place{})
	}
	if s.Place != Homes {
		return s
	}
	p := s.Picking
	switch e := e.(type) {
	case HomeChosen:
		return s.asks(e.Home, p.Level+1, e.Place)
	case HomeEntered:
		home, ok := p.Homes.Typed(p.At, p.Level, p.Typed)
		switch {
		case p.Typed == "":
			s.Problem, s.Part = Missing, 0
		case !ok:
			s.Problem, s.Part = NotThere, 0
		default:
			return s.asks(home, p.Level+1, e.Place)
		}
	case HomeSkipped:
		return s.asks(p.At.Until(p.Level), p.Level+1, e.Place)
	case HomeEnough:
		return s.picked(e.Place)
	case HomesMoved:
		if first := p.First + e.By; first >= 0 {
			s.Picking.First, s.Part = first, 0
		}
	}
	return s
}

// asks asks for the next level of a home from one on; where there is none, the place is known.
func (s State) asks(home report.Home, from report.Level, place report.Place) State {
	level, more := s.Picking.Homes.Next(home, from)
	if !more {
		return s.picked(place)
	}
	s = s.at(Homes)
	s.Picking = Picking{Homes: s.Picking.Homes, At: home, Level: level}
	return s
}

// picked goes back to the question where it is, with a place. One of which nothing is known answers nothing.
func (s State) picked(place report.Place) State {
	if place.Known() {
		s.Draft.Place = place
	}
	s.Picking = Picking{}
	return s.at(Where)
}

// unpicked goes one level back.
func (s State) unpicked() State {
	p := s.Picking
	level, more := p.Homes.Before(p.At, p.Level)
	if !more {
		s.Picking = Picking{}
		return s.at(Where)
	}
	s = s.at(Homes)
	s.Picking = Picking{Homes: p.Homes, At: p.At.Until(level), Level: level}
	return s
}
