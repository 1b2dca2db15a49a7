package flow

import "linli/report"

// Stage is how far a call for staff has come.
type Stage int

// The stages. Asked: it is on its way. Called: staff can see or hear it. Coming: they have said so. Unanswered: they have not, for long.
const (
	NotCalled Stage = iota
	Asked
	Called
	Coming
	Unanswered
	Failed
	TakenOff
)

// Open says whether somebody may still come because of a call.
func (s Stage) Open() bool { return s == Asked || s == Called || s == Coming || s == Unanswered }

// Call is a call for staff.
type Call struct {
	Stage Stage
	// Count tells it from the ones before: what is heard of those does not matter any more.
	Count int
	// Answers: staff can say that they come. Where they cannot, nobody waits for it.
	Answers bool
	// Reply is what they have said.
	Reply report.Reply
	// Below is the page that the one about it lies over.
	Below Below
}

// Below is a page that another one lies over, and how it was.
type Below struct {
	Place   Place
	Part    int
	Problem Problem
}

// callStaff calls staff, once, whatever the resident is doing, and goes on from there afterwards.
func callStaff(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case StaffPressed:
		s = s.overWithStaff()
		if !e.Reachable || s.Call.Stage.Open() {
			return s, nil
		}
		return ask(s)
	case StaffWanted:
		if s.Place == Staff && s.Call.Stage != Asked {
			return ask(s)
		}
	case StaffUnwanted:
		if s.Place == Staff && s.Call.Stage.Open() {
			s.Call.Stage, s.Part = TakenOff, 0
			return s, []Effect{CallOff{}}
		}
	}
	return s, nil
}

func ask(s State) (State, []Effect) {
	s.Part = 0
	s.Call = Call{Stage: Asked, Count: s.Call.Count + 1, Below: s.Call.Below}
	return s, []Effect{CallStaff{s.Call.Count}}
}

// overWithStaff lays the page about staff over the one that is shown. It never lies over help or the page for switches, which may
// lie over it.
func (s State) overWithStaff() State {
	if s.Place == Staff {
		return s
	}
	under := Below{s.Place, s.Part, s.Problem}
	if s.Place == Help || s.Place == About {
		under = Below{Place: s.HelpFor}
	}
	if under.Place == SwitchPage {
		under = Below{Place: s.SwitchesFor}
	}
	s = s.at(Staff)
	if under.Place != Staff && !under.Place.overStaff() {
		s.Call.Below = under
	}
	return s
}

// heard takes what is heard of a call, wherever the resident is meanwhile. On the page about it that stands on the first part.
func heard(s State, e Event) State {
	before := s.Call.Stage
	switch e := e.(type) {
	case CallMade:
		switch {
		case e.Count != s.Call.Count || s.Call.Stage != Asked:
		case e.Trouble != "":
			s.Call.Stage = Failed
		default:
			s.Call.Stage, s.Call.Answers = Called, e.Answers
		}
	case CallAnswered:
		if e.Count == s.Call.Count && (s.Call.Stage == Called || s.Call.Stage == Unanswered) {
			s.Call.Stage, s.Call.Reply = Coming, e.Reply
		}
	case CallWaited:
		if s.Call.Stage == Called && s.Call.Answers {
			s.Call.Stage = Unanswered
		}
	}
	if s.Place == Staff && s.Call.Stage != before {
		s.Part = 0
	}
	return s
}
