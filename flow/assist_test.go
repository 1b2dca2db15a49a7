package flow

import (
	"math/rand/v2"
	"testing"

	"linli/report"
)

// helped is a state in which a member of staff has signed in.
func helped(s *State) { s.Assist.By = "1024" }

// TestN04TheResidentHasTheLastWord: what staff have written is sent with the resident's word only, which is for what was shown, and the
// city is told who wrote it.
func TestN04TheResidentHasTheLastWord(t *testing.T) {
	frozen := report.Submission{Number: good, Key: "key-1"}
	for _, c := range []struct {
		name    string
		state   State
		events  []Event
		place   Place
		freezes bool
	}{
		{"alone", with(), []Event{SendPressed{}}, Sending, true},
		{"staff press send", with(helped), []Event{SendPressed{}}, Agree, false},
		{"staff press it again and again", with(helped), []Event{SendPressed{}, SendPressed{}, Continued{}, RetryPressed{}}, Agree, false},
		{"the resident agrees", with(helped), []Event{SendPressed{}, ResidentAgreed{}}, Sending, true},
		{"agreed before it was shown", with(helped), []Event{ResidentAgreed{}, SendPressed{}}, Agree, false},
		{"changed afterwards", with(helped), []Event{SendPressed{}, ChangePressed{Place: Tell}, Described{"Other words."}, Continued{}, SendPressed{}}, Agree, false},
		{"agreed, not kept, changed", with(helped), []Event{SendPressed{}, ResidentAgreed{}, NotFiled{report.Full}, BackPressed{}, ChangePressed{Place: Tell}, Described{"Other words."}, Continued{}, SendPressed{}}, Agree, false},
		{"agreed, not kept, tried again", with(helped), []Event{SendPressed{}, ResidentAgreed{}, NotFiled{report.Full}, RetryPressed{}}, Sending, true},
		{"agreed, given a number, tried again", with(helped), []Event{SendPressed{}, ResidentAgreed{}, Frozen{frozen}, NotFiled{report.Full}, RetryPressed{}}, Sending, false},
		{"a wrong answer", with(helped, at(Agree), without("one")), []Event{ResidentAgreed{}}, Ask, false},
		{"help ends", with(helped), []Event{StaffPressed{}, AssistEnded{}, BackPressed{}, SendPressed{}}, Sending, true},
	} {
		s, effects := steps(c.state, c.events...)
		var froze bool
		for _, e := range effects {
			if f, ok := e.(Freeze); ok {
				if froze = true; f.Draft.Helper != s.Assist.By {
					t.Errorf("%s: written by %q, the city is told %q", c.name, s.Assist.By, f.Draft.Helper)
				}
			}
		}
		if s.Place != c.place || froze != c.freezes {
			t.Errorf("%s: on %s, frozen %v; want %s, %v", c.name, s.Place, froze, c.place, c.freezes)
		}
	}
}

// TestN04WithoutAWordNothingIsSent presses anything in any order, but never agrees.
func TestN04WithoutAWordNothingIsSent(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	events := []Event{
		SendPressed{}, Continued{}, RetryPressed{}, BackPressed{}, HelpPressed{}, HomePressed{}, ReportChosen{}, StaffPressed{Reachable: true}, UndoPressed{},
		ChangePressed{Place: Tell}, ChangePressed{Place: Contact}, Described{"More."}, ChannelChosen{report.NoReply}, NotFiled{report.Offline}, SuitPressed{}, AboutPressed{},
		WentQuiet{}, Stirred{}, SignedIn{}, LangChosen{"en"}, SwitchesOpened{}, HelpKeyPressed{}, Unplugged{},
	}
	s := with(helped)
	for range 50_000 {
		var effects []Effect
		s, effects = Step(s, events[r.IntN(len(events))])
		for _, e := range effects {
			switch e.(type) {
			case Freeze, Send:
				t.Fatalf("%#v without the resident's word", e)
			case End:
				s = with(helped)
			}
		}
	}
}

// TestN04SigningIn: only who has both numbers right writes for a resident, and goes back to where the resident was.
func TestN04SigningIn(t *testing.T) {
	open := []Event{StaffPressed{}, AssistOpened{}}
	typed := append(open, StaffNumberWritten{"1024"}, Continued{}, StaffCodeWritten{"314159"}, Continued{})
	for _, c := range []struct {
		name    string
		events  []Event
		place   Place
		problem Problem
		by      string
	}{
		{"opened", open, StaffNumber, "", ""},
		{"no number", append(open, Continued{}), StaffNumber, StaffShort, ""},
		{"too long a number", append(open, StaffNumberWritten{"123456789"}), StaffNumber, StaffFull, ""},
		{"a short code", append(open, StaffNumberWritten{"1024"}, Continued{}, StaffCodeWritten{"31415"}, Continued{}), StaffCode, StaffShort, ""},
		{"not yet known", typed, StaffCode, "", ""},
		{"right", append(typed, SignedIn{}), Tell, "", "1024"},
		{"wrong", append(typed, SignedIn{report.NoProof}), StaffCode, StaffWrong, ""},
		{"too often", append(typed, SignedIn{report.TooOften}), StaffCode, StaffLocked, ""},
		{"gone back meanwhile", append(typed, BackPressed{}, SignedIn{}), StaffNumber, "", ""},
		{"nobody asked", []Event{SignedIn{}}, Tell, "", ""},
	} {
		s, _ := steps(with(at(Tell)), c.events...)
		if s.Place != c.place || s.Problem != c.problem || s.Assist.By != c.by {
			t.Errorf("%s: on %s, %q, by %q; want %s, %q, %q", c.name, s.Place, s.Problem, s.Assist.By, c.place, c.problem, c.by)
		}
		if s.Place != StaffCode && s.Assist.Code != "" || c.problem == StaffWrong && s.Assist.Code != "" {
			t.Errorf("%s: the code is still there", c.name)
		}
	}
	called := []Event{StaffPressed{Reachable: true}, CallMade{Count: 1, Answers: true}}
	s, effects := steps(with(at(Tell)), append(append(called, typed[1:]...), SignedIn{})...)
	if s.Call.Stage != NotCalled || len(effects) != 1 || effects[0] != (CallOff{}) {
		t.Errorf("who was called is there: stage %d, %v", s.Call.Stage, effects)
	}
	if s, _ := steps(with(helped), BackPressed{}, HomePressed{}, BackPressed{}, Finished{}); s.Assist != (Assist{}) {
		t.Errorf("the next resident is helped by %+v", s.Assist)
	}
}

// TestUndoOfAForgottenNumber: what was typed by whoever did not sign in is forgotten, and there is nothing of it to take back.
func TestUndoOfAForgottenNumber(t *testing.T) {
	s := State{Place: Staff, Now: now, Settings: Settings{Lang: "en"}}
	for _, e := range []Event{AssistOpened{}, StaffNumberWritten{"1"}, BackPressed{}, AssistOpened{}} {
		s, _ = Step(s, e)
	}
	if s.Place != StaffNumber || s.Assist.Number != "" || s.Undoable() {
		t.Errorf("at %s with %q, undo %v", s.Place, s.Assist.Number, s.Undoable())
	}
}
