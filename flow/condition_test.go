package flow

import (
	"slices"
	"testing"

	"linli/report"
)

// depending asks for a name only where the dog is known, and for a colour with the colours of the kind.
func depending(answers ...string) State {
	of := func(code, value string) report.Conditions {
		return report.Conditions{All: []report.Condition{{Attribute: code, Op: "eq", Values: []string{value}}}}
	}
	return with(func(s *State) {
		s.Draft.Answers = nil
		s.Catalogue.Definition = report.Definition{ServiceCode: "heating", Attributes: []report.Attribute{
			{Code: "known", Datatype: report.TypeSingle, Variable: true, Values: []report.Value{{Key: "true"}, {Key: "false"}}},
			{Code: "name", Datatype: report.TypeString, Variable: true, Required: true, When: of("known", "true")},
			{Code: "colour", Datatype: report.TypeSingle, Variable: true, Values: []report.Value{{Key: "grey", When: of("known", "true")}, {Key: "red"}}},
		}}
		for i := 0; i+1 < len(answers); i += 2 {
			s.Draft = s.Draft.WithAnswer(answers[i], answers[i+1])
		}
		s.Place, s.Asking = Ask, 0
	})
}

// A question is asked, counted, gone back to and filed only where the answers to others call for it.
func TestDifference23QuestionsThatDependOnAnswers(t *testing.T) {
	for _, c := range []struct {
		known        string
		next, before int
		steps        int
		filed        []string
	}{
		{"true", 1, 1, 8, []string{"known", "name", "colour"}},
		{"false", 2, 0, 7, []string{"known"}},
	} {
		s := depending("known", c.known, "name", "Wolf", "colour", "grey")
		on, _ := Step(s, Continued{})
		if on.Place != Ask || on.Asking != c.next {
			t.Errorf("%s: after the first question comes %v %d", c.known, on.Place, on.Asking)
		}
		if _, of := Progress(s); of != c.steps {
			t.Errorf("%s: %d steps", c.known, of)
		}
		s.Place = Contact
		back, _ := Step(s, BackPressed{})
		if back.Place != Ask || back.Asking != 2 {
			t.Errorf("%s: back goes to %v %d", c.known, back.Place, back.Asking)
		}
		if back, _ = Step(with(func(b *State) { *b = s; b.Place, b.Asking = Ask, 2 }), BackPressed{}); back.Asking != c.before {
			t.Errorf("%s: back from the last goes to %d", c.known, back.Asking)
		}
		var filed []string
		for _, a := range Filing(s).Answers {
			filed = append(filed, a.Code)
		}
		if !slices.Equal(filed, c.filed) {
			t.Errorf("%s: filed %v", c.known, filed)
		}
	}
	s := depending("known", "false")
	s.Asking = 2
	if a, _ := s.Attribute(); len(a.Values) != 1 || a.Values[0].Key != "red" {
		t.Errorf("offered %v", a.Values)
	}
	s = depending("known", "true")
	s.Place = Review
	if got, _ := Step(s, SendPressed{}); got.Place != Ask || got.Asking != 1 || got.Problem != Missing {
		t.Errorf("a question that has come up is not asked for: %v %d %q", got.Place, got.Asking, got.Problem)
	}
}
