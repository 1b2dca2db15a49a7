package flow

import (
	"reflect"
	"testing"

	"linli/report"
)

var (
	unhappy = report.Rating{Answered: report.Yes, Solved: report.No, Satisfied: 1}
	happy   = report.Rating{Solved: report.Yes, Satisfied: 5}
)

// closed is the status of a request that the city has closed, filed in another session with a phone.
func closed(s *State) {
	tracked(s)
	s.Status.State, s.Status.ChangeUntil, s.Status.Closing, s.Status.Private = report.Closed, until.AddDate(-1, 0, 0), 1, true
}

// opining is a rating that began on the page of a status.
func opining(p Place, asking int, r report.Rating) func(*State) {
	return func(s *State) {
		closed(s)
		s.Change = Change{Number: good, From: Found, Act: ToRate, Closing: 1, Asking: asking, Rating: r}
		s.Place = p
	}
}

func reading(p Place) func(*State) {
	return func(s *State) {
		closed(s)
		s.Change, s.Place = Change{Number: good, From: Found, Act: ToRead}, p
	}
}

func proofIs(digits string) func(*State) {
	return func(s *State) { s.Change.Proof.Digits = digits }
}

func own(s *State) { s.Own = []Own{{Number: good, Key: "key-1"}} }

func TestF18Opinion(t *testing.T) {
	digits, key := report.Proof{Digits: "8000"}, report.Proof{Filing: "key-1"}
	check := func(r report.Rating) State { return with(opining(OpinionCheck, 2, r)) }
	checking := func(s *State) { s.Change.Checking = true }
	for _, c := range []struct {
		name    string
		state   State
		event   Event
		place   Place
		asking  int
		effects []Effect
	}{
		{"say how it went", with(closed), RateChosen{}, Opinion, 0, nil},
		{"not where the city does not offer it", with(closed, func(s *State) { s.Status.Closing = 0 }), RateChosen{}, Found, 0, nil},
		{"not without a phone in another session", with(closed, func(s *State) { s.Status.Proof = false }), RateChosen{}, Found, 0, nil},
		{"without a phone in the same one", with(closed, own, func(s *State) { s.Status.Proof = false }), RateChosen{}, Opinion, 0, nil},
		{"not from elsewhere", with(closed, at(Home)), RateChosen{}, Home, 0, nil},
		{"skip a question", with(opining(Opinion, 0, report.Rating{})), Continued{}, Opinion, 1, nil},
		{"the last question", with(opining(Opinion, 2, happy)), Continued{}, OpinionCheck, 2, nil},
		{"back to where it began", with(opining(Opinion, 0, happy)), BackPressed{}, Found, 0, nil},
		{"a question back", with(opining(Opinion, 2, happy)), BackPressed{}, Opinion, 1, nil},
		{"back from the check", check(happy), BackPressed{}, Opinion, 2, nil},
		{"change one", check(happy), OpinionPressed{0}, Opinion, 0, nil},
		{"not from elsewhere either", with(opining(Found, 0, happy)), OpinionPressed{1}, Found, 0, nil},
		{"changed", with(opining(Opinion, 0, happy), checking), Continued{}, OpinionCheck, 0, nil},
		{"not changed", with(opining(Opinion, 0, happy), checking), BackPressed{}, OpinionCheck, 0, nil},
		{"send it, but whose is it?", check(unhappy), Continued{}, Proof, 2, nil},
		{"send it, and nothing is asked again", with(opining(OpinionCheck, 2, unhappy), proved), Continued{}, Altering, 2, []Effect{Rate{good, key, 1, unhappy}}},
		{"nothing said, nothing sent", check(report.Rating{}), Continued{}, Attract, 0, []Effect{End{}}},
		{"the digits", with(opining(Proof, 2, unhappy), proofIs("8000")), Continued{}, Altering, 2, []Effect{Rate{good, digits, 1, unhappy}}},
		{"back from the digits", with(opining(Proof, 2, unhappy)), BackPressed{}, OpinionCheck, 2, nil},
		{"wrong digits", with(opining(Altering, 2, unhappy)), ChangeAnswered{Number: good, Act: ToRate, Trouble: report.NoProof}, Proof, 2, nil},
		{"told", with(opining(Altering, 2, unhappy)), ChangeAnswered{Number: good, Act: ToRate}, Rated, 0, nil},
		{"an answer to something else", with(opining(Altering, 2, unhappy)), ChangeAnswered{Number: good, Act: ToAdd}, Altering, 2, nil},
		{"not taken", with(opining(Altering, 2, unhappy)), ChangeAnswered{Number: good, Act: ToRate, Trouble: report.Offline}, NotChanged, 2, nil},
		{"again", with(opining(NotChanged, 2, unhappy), proved), RetryPressed{}, Altering, 2, []Effect{Rate{good, key, 1, unhappy}}},
		{"finish", with(opining(Rated, 0, report.Rating{})), Continued{}, Attract, 0, []Effect{End{}}},
		{"not left unasked", with(opining(Found, 0, happy)), Continued{}, Leaving, 0, nil},
		{"on to another request", with(opining(Rated, 0, report.Rating{})), BackPressed{}, Home, 0, nil},
	} {
		s, effects := Step(c.state, c.event)
		if s.Place != c.place || s.Change.Asking != c.asking || !reflect.DeepEqual(effects, c.effects) {
			t.Errorf("%s: at %s, question %d, effects %+v", c.name, s.Place, s.Change.Asking, effects)
		}
	}
}

// TestF18OpinionsAreKept: what was said is there again, for this closing and no other; undo takes back what is asked.
func TestF18OpinionsAreKept(t *testing.T) {
	s, _ := steps(with(closed), RateChosen{}, OpinionGiven{report.Rating{Answered: report.Yes}}, Continued{},
		OpinionGiven{report.Rating{Answered: report.Yes, Solved: report.No}}, BackPressed{})
	if s, _ = Step(s, UndoPressed{}); s.Change.Rating != (report.Rating{Solved: report.No}) || s.Undoable() {
		t.Errorf("undone on the first page: %+v", s.Change.Rating)
	}
	s, _ = steps(s, Continued{}, UndoPressed{})
	if s.Change.Rating != (report.Rating{}) {
		t.Errorf("undone on the second page: %+v", s.Change.Rating)
	}
	s, _ = steps(with(closed), RateChosen{}, OpinionGiven{happy}, BackPressed{}, RateChosen{})
	if s.Change.Rating != happy {
		t.Errorf("begun again: %+v", s.Change.Rating)
	}
	s, _ = Step(s, BackPressed{})
	s.Status.Closing = 2
	if s, _ = Step(s, RateChosen{}); s.Change.Rating != (report.Rating{}) {
		t.Errorf("of another closing: %+v", s.Change.Rating)
	}
	if s, _ = Step(with(closed), OpinionGiven{happy}); s.Change.Rating != (report.Rating{}) {
		t.Error("said where nothing is asked")
	}
	for rating, reopened := range map[report.Rating]bool{happy: false, unhappy: true, {Solved: report.Partly}: false} {
		s, _ := Step(with(opining(Altering, 2, rating)), ChangeAnswered{Number: good, Act: ToRate})
		if !reflect.DeepEqual(s.Change, Change{Number: good, Reopened: reopened}) {
			t.Errorf("%+v leaves %+v", rating, s.Change)
		}
	}
}

func TestD07Reading(t *testing.T) {
	told := report.Told{Description: "It is dark."}
	for _, c := range []struct {
		name    string
		state   State
		event   Event
		place   Place
		problem Problem
		effects []Effect
	}{
		{"whose is it?", with(closed), ReadChosen{}, Proof, "", nil},
		{"nothing is asked again", with(closed, own), ReadChosen{}, Altering, "", []Effect{Read{good, report.Proof{Filing: "key-1"}, "en"}}},
		{"not where the city does not offer it", with(closed, func(s *State) { s.Status.Private = false }), ReadChosen{}, Found, "", nil},
		{"not without a phone in another session", with(closed, func(s *State) { s.Status.Proof = false }), ReadChosen{}, Found, "", nil},
		{"not from elsewhere", with(closed, at(Home)), ReadChosen{}, Home, "", nil},
		{"the digits", with(reading(Proof), proofIs("8000")), Continued{}, Altering, "", []Effect{Read{good, report.Proof{Digits: "8000"}, "en"}}},
		{"three digits", with(reading(Proof), proofIs("800")), Continued{}, Proof, FourDigits, nil},
		{"back from the digits", with(reading(Proof)), BackPressed{}, Found, "", nil},
		{"read", with(reading(Altering)), ChangeAnswered{Number: good, Act: ToRead, Told: told}, Written, "", nil},
		{"wrong digits", with(reading(Altering)), ChangeAnswered{Number: good, Act: ToRead, Trouble: report.NoProof}, Proof, WrongDigits, nil},
		{"no line", with(reading(Altering)), ChangeAnswered{Number: good, Act: ToRead, Trouble: report.Offline}, NotChanged, "", nil},
		{"back to the status", with(reading(Written)), BackPressed{}, Found, "", nil},
		{"finish", with(reading(Written), func(s *State) { s.Change.Told = told }), Continued{}, Attract, "", []Effect{End{}}},
	} {
		s, effects := Step(c.state, c.event)
		if s.Place != c.place || s.Problem != c.problem || !reflect.DeepEqual(effects, c.effects) {
			t.Errorf("%s: at %s with problem %q and effects %+v", c.name, s.Place, s.Problem, effects)
		}
	}
	s, _ := steps(with(reading(Altering)), ChangeAnswered{Number: good, Act: ToRead, Told: told}, RevealPressed{}, WentQuiet{})
	if s.Revealed || s.Change.Told.Description != told.Description {
		t.Errorf("nobody is there, and it can be read: %v", s.Revealed)
	}
	if s, _ = Step(s, Finished{}); !reflect.DeepEqual(s, State{Now: now}) {
		t.Errorf("the session leaves %+v", s)
	}
	if s, _ = steps(with(reading(Written), func(s *State) { s.Change.Told = told }), BackPressed{}); s.Change.Told.Description != "" {
		t.Error("what was read outlives its page")
	}
}
