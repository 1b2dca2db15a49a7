package flow

import (
	"reflect"
	"testing"
	"time"

	"linli/report"
)

var until = now.Add(10 * time.Minute)

// filed is the receipt of a request that this session has filed.
func filed(s *State) {
	s.Place, s.Draft, s.Own = Done, report.Draft{}, []Own{{Number: good, Key: "key-1", ServiceCode: "light"}}
	s.Receipt = report.Receipt{Number: good, ChangeUntil: until}
}

// tracked is the status of a request that another session has filed, with a phone.
func tracked(s *State) {
	s.Place, s.Draft = Found, report.Draft{}
	s.Status = report.Status{Number: good, ServiceCode: "light", ChangeUntil: until, Proof: true}
}

// changing is a change that began on the page of a status.
func changing(p Place, words, digits string) func(*State) {
	act := ToAdd
	if words == "" {
		act = ToWithdraw
	}
	return func(s *State) {
		tracked(s)
		s.Change = Change{Number: good, ServiceCode: "light", From: Found, Until: until, Act: act, Words: words, Proof: report.Proof{Digits: digits}}
		s.Place = p
	}
}

func proved(s *State) { s.Change.Proof = report.Proof{Filing: "key-1"} }

func TestF12Change(t *testing.T) {
	digits := report.Proof{Digits: "8000"}
	key := report.Proof{Filing: "key-1"}
	for _, c := range []struct {
		name    string
		state   State
		event   Event
		place   Place
		problem Problem
		effects []Effect
	}{
		{"take it back, from the receipt", with(filed), TakeBackChosen{}, TakeBack, "", nil},
		{"add to it, from the receipt", with(filed), AddChosen{}, Add, "", nil},
		{"take it back, from its status", with(tracked), TakeBackChosen{}, TakeBack, "", nil},
		{"not where the city does not offer it", with(filed, func(s *State) { s.Receipt.ChangeUntil = time.Time{} }), TakeBackChosen{}, Done, "", nil},
		{"not when the time is over", with(tracked, func(s *State) { s.Status.ChangeUntil = time.Time{} }), AddChosen{}, Found, "", nil},
		{"not without a phone in another session", with(tracked, func(s *State) { s.Status.Proof = false }), AddChosen{}, Found, "", nil},
		{"without a phone in the same one", with(tracked, func(s *State) { s.Status.Proof, s.Own = false, []Own{{Number: good, Key: "key-1"}} }), AddChosen{}, Add, "", nil},
		{"not from elsewhere", with(filed, at(Home)), TakeBackChosen{}, Home, "", nil},
		{"keep it", with(changing(TakeBack, "", "")), BackPressed{}, Found, "", nil},
		{"really, but whose is it?", with(changing(TakeBack, "", "")), TakeBackConfirmed{}, Proof, "", nil},
		{"really, and nothing is asked again", with(changing(TakeBack, "", ""), proved), TakeBackConfirmed{}, Altering, "", []Effect{Withdraw{good, key}}},
		{"Continued takes nothing back", with(changing(TakeBack, "", ""), proved), Continued{}, TakeBack, "", nil},
		{"a confirmation from elsewhere", with(changing(Found, "", ""), proved), TakeBackConfirmed{}, Found, "", nil},
		{"three digits", with(changing(Proof, "", "800")), Continued{}, Proof, FourDigits, nil},
		{"four digits", with(changing(Proof, "", "8000")), Continued{}, Altering, "", []Effect{Withdraw{good, digits}}},
		{"nothing to add", with(changing(Add, " \n", "")), Continued{}, Add, Missing, nil},
		{"something to add", with(changing(Add, "More.", "")), Continued{}, AddCheck, "", nil},
		{"check it: no", with(changing(AddCheck, "More.", "")), BackPressed{}, Add, "", nil},
		{"check it: yes", with(changing(AddCheck, "More.", "")), Continued{}, Proof, "", nil},
		{"check it: yes, and nothing is asked again", with(changing(AddCheck, "More. ", ""), proved), Continued{}, Altering, "", []Effect{Amend{good, key, "More."}}},
		{"back from the digits", with(changing(Proof, "More.", "")), BackPressed{}, AddCheck, "", nil},
		{"nothing is left while it is changed", with(changing(Altering, "More.", "8000")), BackPressed{}, Altering, "", nil},
		{"not even for home", with(changing(Altering, "More.", "8000")), HomePressed{}, Altering, "", nil},
		{"taken back", with(changing(Altering, "", "8000")), ChangeAnswered{Number: good, Act: ToWithdraw}, TakenBack, "", nil},
		{"added", with(changing(Altering, "More.", "8000")), ChangeAnswered{Number: good}, Added, "", nil},
		{"added while reading help", with(changing(Help, "More.", "8000"), func(s *State) { s.HelpFor = Altering }), ChangeAnswered{Number: good}, Added, "", nil},
		{"an answer about another", with(changing(Altering, "More.", "8000")), ChangeAnswered{Number: mistyped}, Altering, "", nil},
		{"an answer to another change", with(changing(Altering, "More.", "8000")), ChangeAnswered{Number: good, Act: ToWithdraw}, Altering, "", nil},
		{"a late answer", with(changing(Home, "More.", "8000")), ChangeAnswered{Number: good}, Home, "", nil},
		{"wrong digits", with(changing(Altering, "", "8000")), ChangeAnswered{Number: good, Act: ToWithdraw, Trouble: report.NoProof}, Proof, WrongDigits, nil},
		{"a key that does not fit", with(changing(Altering, "", ""), proved), ChangeAnswered{Number: good, Act: ToWithdraw, Trouble: report.NoProof}, NotChanged, "", nil},
		{"too late", with(changing(Altering, "", "8000")), ChangeAnswered{Number: good, Act: ToWithdraw, Trouble: report.TooLate}, NotChanged, "", nil},
		{"no line: again", with(changing(NotChanged, "", "8000")), RetryPressed{}, Altering, "", []Effect{Withdraw{good, digits}}},
		{"nothing is lost unasked", with(changing(NotChanged, "More.", "8000")), Continued{}, Leaving, "", nil},
		{"finish", with(changing(TakenBack, "", "")), Continued{}, Attract, "", []Effect{End{}}},
	} {
		s, effects := Step(c.state, c.event)
		if s.Place != c.place || s.Problem != c.problem || !reflect.DeepEqual(effects, c.effects) {
			t.Errorf("%s: at %s with problem %q and effects %+v", c.name, s.Place, s.Problem, effects)
		}
	}
}

// What was written for a request is there again when its change is begun again, and not for another request.
func TestF12WordsAreKept(t *testing.T) {
	s := with(changing(Add, "", ""))
	for _, e := range []Event{AddToggled{Phrase: "More", End: "."}, Continued{}, BackPressed{}, BackPressed{}, AddChosen{}} {
		s, _ = Step(s, e)
	}
	if s.Place != Add || s.Change.Words != "More." {
		t.Errorf("at %s with %q", s.Place, s.Change.Words)
	}
	s.Change.Number = mistyped
	s, _ = Step(s.at(Found), AddChosen{})
	if s.Change.Words != "" || s.Change.Number != good {
		t.Errorf("%+v", s.Change)
	}
	s, _ = Step(with(changing(Altering, "More.", "8001")), ChangeAnswered{Number: good, Trouble: report.NoProof})
	if s.Change.Words != "More." || s.Change.Proof.Digits != "8001" {
		t.Errorf("wrong digits lose %+v", s.Change)
	}
	if s, _ = Step(s, Finished{}); !reflect.DeepEqual(s, State{Now: now}) {
		t.Errorf("the session leaves %+v", s)
	}
}

// The session that files a request keeps its key: F07, nothing that was given is asked again.
func TestF07TheSessionKnowsWhatItFiled(t *testing.T) {
	s := with(at(Sending), func(s *State) { s.Submission = sent })
	s, _ = Step(s, Filed{report.Receipt{Number: good, ChangeUntil: until}})
	s, _ = Step(s, TakeBackChosen{})
	if _, effects := Step(s, TakeBackConfirmed{}); !reflect.DeepEqual(effects, []Effect{Withdraw{good, report.Proof{Filing: "key-1"}}}) {
		t.Errorf("%+v", effects)
	}
}

// What is kept to be done later is said so, on the page that says that it is done, and is forgotten with the next change.
func TestF12ChangedLater(t *testing.T) {
	for act, place := range map[Act]Place{ToAdd: Added, ToWithdraw: TakenBack} {
		for _, later := range []bool{true, false} {
			s := with(changing(Altering, "more", "8000"), func(s *State) { s.Change.Act = act })
			got, _ := Step(s, ChangeAnswered{Number: good, Act: act, Later: later})
			if got.Place != place || got.Change.Later != later {
				t.Errorf("%v later %v: %+v at %v", act, later, got.Change, got.Place)
			}
		}
	}
}
