package flow

import "linli/report"

// Assist is a member of staff who writes for a resident. What is written is sent only when the resident has agreed to all of it.
type Assist struct {
	// By is the number of the member of staff, "" where nobody helps.
	By string
	// Number and Code are being typed. Checking: it is being looked whether they belong together.
	Number, Code string
	Checking     bool
	// Agreed: the resident has been shown all that was written, and wants it sent.
	Agreed bool
}

// How many digits the number of a member of staff may have, and their code.
const (
	MaxStaffNumber = 8
	MaxStaffCode   = 8
	MinStaffCode   = 6
)

// assist lets staff sign in and out, and the resident agree.
func assist(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case AssistOpened:
		if s.Place == Staff && s.Assist.By == "" {
			return s.at(StaffNumber), nil
		}
	case AssistEnded:
		if s.Place == Staff {
			s.Assist, s.Part = Assist{}, 0
		}
	case SignedIn:
		return signedIn(s, e)
	case ResidentAgreed:
		if s.Place != Agree {
			return s, nil
		}
		s.Assist.Agreed = true
		return send(s)
	}
	return s, nil
}

// signIn looks whether a number and a code belong to a member of staff.
func signIn(s State) (State, []Effect) {
	s.Assist.Checking = true
	return s, []Effect{SignIn{s.Assist.Number, s.Assist.Code}}
}

// signedIn takes whether they do. Whoever was called has come: nobody else needs to.
func signedIn(s State, e SignedIn) (State, []Effect) {
	if !s.Assist.Checking {
		return s, nil
	}
	s.Assist.Checking, s.Assist.Code, s.Part = false, "", 0
	switch e.Trouble {
	case "":
		s.Assist.By = s.Assist.Number
		called := s.Call.Stage.Open()
		s.Call.Stage = NotCalled
		if s = s.aboveStaff(); called {
			return s, []Effect{CallOff{}}
		}
		return s, nil
	case report.TooOften:
		s.Problem = StaffLocked
	default:
		s.Problem = StaffWrong
	}
	return s, nil
}

// aboveStaff goes back to the page that the one about staff lies over.
func (s State) aboveStaff() State {
	below := s.Call.Below
	s = s.at(below.Place)
	s.Part, s.Problem = below.Part, below.Problem
	return s
}

// to is who helps on the way to a page: codes do not outlive theirs, and to have agreed means to what is being sent, as it is.
func (a Assist) to(p Place) Assist {
	a.Code, a.Checking = "", false
	a.Agreed = a.Agreed && (p == Sending || p == NotSent)
	if a.By == "" && p != StaffNumber && p != StaffCode {
		a.Number = ""
	}
	return a
}

// overStaff says whether a page lies over the one about staff.
func (p Place) overStaff() bool { return p == StaffNumber || p == StaffCode }
