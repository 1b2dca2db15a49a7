package flow

import (
	"reflect"
	"testing"

	"linli/report"
)

var wang = report.Reply{By: "王姐", In: 3}

// TestN05OneCall goes through what can become of a call: whatever is pressed again and again, staff are called once, and what is
// heard of an earlier call does not count.
func TestN05OneCall(t *testing.T) {
	press, made, answered := StaffPressed{Reachable: true}, CallMade{Count: 1, Answers: true}, CallAnswered{1, wang}
	for _, c := range []struct {
		name   string
		events []Event
		stage  Stage
		count  int
		last   []Effect
	}{
		{"where nobody can be called", []Event{StaffPressed{}}, NotCalled, 0, nil},
		{"pressed", []Event{press}, Asked, 1, []Effect{CallStaff{1}}},
		{"pressed again and again", []Event{press, press, BackPressed{}, press, made, press, BackPressed{}, press}, Called, 1, nil},
		{"made", []Event{press, made}, Called, 1, nil},
		{"not made", []Event{press, CallMade{Count: 1, Trouble: report.Offline}}, Failed, 1, nil},
		{"not made, pressed again", []Event{press, CallMade{Count: 1, Trouble: report.Offline}, BackPressed{}, press}, Asked, 2, []Effect{CallStaff{2}}},
		{"answered", []Event{press, made, answered}, Coming, 1, nil},
		{"answered elsewhere", []Event{press, made, BackPressed{}, answered}, Coming, 1, nil},
		{"answered, pressed again", []Event{press, made, answered, BackPressed{}, press}, Coming, 1, nil},
		{"answered, and wanted again", []Event{press, made, answered, StaffWanted{}}, Asked, 2, []Effect{CallStaff{2}}},
		{"waited", []Event{press, made, CallWaited{}}, Unanswered, 1, nil},
		{"waited where nobody can answer", []Event{press, CallMade{Count: 1}, CallWaited{}}, Called, 1, nil},
		{"waited before it was made", []Event{press, CallWaited{}}, Asked, 1, nil},
		{"answered late", []Event{press, made, CallWaited{}, answered}, Coming, 1, nil},
		{"wanted again", []Event{press, made, CallWaited{}, StaffWanted{}}, Asked, 2, []Effect{CallStaff{2}}},
		{"wanted twice", []Event{press, made, CallWaited{}, StaffWanted{}, StaffWanted{}}, Asked, 2, nil},
		{"of an earlier call", []Event{press, made, CallWaited{}, StaffWanted{}, CallMade{Count: 2}, answered}, Called, 2, nil},
		{"taken back", []Event{press, made, StaffUnwanted{}}, TakenOff, 1, []Effect{CallOff{}}},
		{"taken back at once", []Event{press, StaffUnwanted{}, made}, TakenOff, 1, nil},
		{"taken back, then answered", []Event{press, made, StaffUnwanted{}, answered}, TakenOff, 1, nil},
		{"taken back twice", []Event{press, made, StaffUnwanted{}, StaffUnwanted{}}, TakenOff, 1, nil},
		{"taken back, pressed again", []Event{press, made, StaffUnwanted{}, BackPressed{}, press}, Asked, 2, []Effect{CallStaff{2}}},
		{"a late press of what has gone", []Event{press, made, BackPressed{}, StaffUnwanted{}, StaffWanted{}}, Called, 1, nil},
	} {
		s, effects := steps(with(at(Tell)), c.events...)
		if s.Call.Stage != c.stage || s.Call.Count != c.count || len(effects)+len(c.last) > 0 && !reflect.DeepEqual(effects, c.last) {
			t.Errorf("%s: stage %d, call %d, %v; want %d, %d, %v", c.name, s.Call.Stage, s.Call.Count, effects, c.stage, c.count, c.last)
		}
		if reply := s.Call.Reply; (reply == wang) != (c.stage == Coming) {
			t.Errorf("%s: the reply is %+v", c.name, reply)
		}
	}
}

// TestN05NothingIsLost: from every place, calling staff and coming back leaves everything as it was, the part of the page and what
// is wrong on it too; help and switches that lay over a page are closed.
func TestN05NothingIsLost(t *testing.T) {
	for _, p := range Places() {
		was := with(at(p))
		was.HelpFor, was.SuitFor, was.SwitchesFor, was.Part, was.Problem, was.Digits = Tell, Number, Number, 2, Missing, "1024"
		s, _ := steps(was, StaffPressed{Reachable: true}, CallMade{Count: 1, Answers: true}, CallAnswered{1, wang})
		if s.Place != Staff || s.Call.Stage != Coming && p != Staff {
			t.Errorf("%s: on %s, stage %d", p, s.Place, s.Call.Stage)
		}
		if p == Staff || p.overStaff() {
			continue
		}
		s, effects := Step(s, BackPressed{})
		switch p {
		case Help, About:
			was = was.at(Tell)
		case SwitchPage:
			was = was.at(Number)
		}
		s.Call = Call{}
		if !reflect.DeepEqual(s, was) || len(effects) > 0 {
			t.Errorf("%s: back on %s, part %d, problem %q", p, s.Place, s.Part, s.Problem)
		}
	}
}

// TestN05NobodyIsCaught: help, switches and settings over the page about staff, in any order, and Back leads out of them.
func TestN05NobodyIsCaught(t *testing.T) {
	over := []Event{HelpPressed{}, StaffPressed{Reachable: true}, SwitchesOpened{}, SuitPressed{}, HelpKeyPressed{}, SwitchTried{Key: "#34"}}
	for n := range 6 * 6 * 6 * 6 {
		s := with(at(Tell))
		for i := range 4 {
			s, _ = Step(s, over[n/[]int{1, 6, 36, 216}[i]%6])
		}
		if s.Behind() != Tell {
			t.Fatalf("%d: %s is not over the page", n, s.Place)
		}
		for range 6 {
			if s.Place != Tell {
				s, _ = Step(s, BackPressed{})
			}
		}
		if s.Place != Tell {
			t.Errorf("%d: six times back, and still on %s", n, s.Place)
		}
	}
}

// TestN05WhatIsWaitedForGoesOn while the resident is at the page about staff.
func TestN05WhatIsWaitedForGoesOn(t *testing.T) {
	s, _ := steps(with(at(Sending)), StaffPressed{Reachable: true}, Filed{report.Receipt{Number: good}})
	if s.Place != Done {
		t.Errorf("filed meanwhile: %s", s.Place)
	}
	s, _ = steps(with(at(Sending)), StaffPressed{Reachable: true}, HomePressed{})
	if s.Place != Staff {
		t.Errorf("sending was left for %s", s.Place)
	}
}
