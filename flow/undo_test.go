package flow

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"linli/report"
)

// TestF06UndoTakesTheLastChangeBack: on every page with an answer, one press takes the last change of it back, whatever
// it was, and nothing else; the page stays.
func TestF06UndoTakesTheLastChangeBack(t *testing.T) {
	other := report.Place{ID: "other", Name: "Other"}
	for _, c := range []struct {
		name  string
		state State
		// before are changes that stay; the last event is the one taken back.
		before []Event
		last   Event
	}{
		{"a place", with(at(Where)), nil, PlaceChosen{other}},
		{"a place written over a place chosen", with(at(Where)), []Event{PlaceChosen{other}}, PlaceWritten{"by the tree"}},
		{"a phrase", with(at(Tell)), []Event{Described{"It drips. "}}, PhraseToggled{Phrase: "It is loud", End: ". "}},
		{"a phrase taken out", with(at(Tell)), []Event{PhraseToggled{Phrase: "It is loud", End: ". "}}, PhraseToggled{Phrase: "It is loud", End: ". "}},
		{"all that was written, erased", with(at(Tell)), []Event{PhraseToggled{Phrase: "It is loud", End: ". "}}, Described{""}},
		{"one value", with(asking(1)), nil, ValueChosen{"b"}},
		{"one value, the first time", with(asking(1), without("one")), nil, ValueChosen{"b"}},
		{"a value ticked", with(asking(2)), []Event{ValueToggled{"b"}}, ValueToggled{"a"}},
		{"a digit erased", with(asking(3), answered("number", "12")), nil, DigitErased{}},
		{"an answer", with(asking(5)), nil, Answered{"I do not know"}},
		{"a channel", with(at(Contact)), nil, ChannelChosen{report.BySMS}},
		{"a phone number erased at once", with(at(Phone)), nil, PhoneWritten{""}},
		{"a number", with(number("1024")), nil, NumberWritten{good}},
	} {
		t.Run(c.name, func(t *testing.T) {
			want, _ := steps(c.state, c.before...)
			done, _ := Step(want, c.last)
			if !done.Undoable() || reflect.DeepEqual(done.Draft, want.Draft) && done.Digits == want.Digits {
				t.Fatalf("%#v changed nothing that can be taken back", c.last)
			}
			got, effects := Step(done, UndoPressed{})
			if effects != nil || got.Place != want.Place || len(got.History) != len(want.History) {
				t.Errorf("now at %s with %v, %d changes left of %d", got.Place, effects, len(got.History), len(want.History))
			}
			same(t, got, want)
		})
	}
}

// same fails where two states have other answers. The order in which they were given does not count.
func same(t *testing.T, got, want State) {
	t.Helper()
	a, b := Filing(got), Filing(want)
	if !reflect.DeepEqual(a, b) || got.Digits != want.Digits || got.Draft.Place != want.Draft.Place || got.Draft.Contact != want.Draft.Contact {
		t.Errorf("answers are\n%+v, want\n%+v", a, b)
	}
}

// TestF06UndoKeepsOtherAnswers: what was answered on other pages meanwhile stays, and what cannot be seen is not undone.
func TestF06UndoKeepsOtherAnswers(t *testing.T) {
	s, _ := steps(with(at(Where)), PlaceWritten{"by the tree"}, Continued{}, Described{"It is loud. "}, BackPressed{}, UndoPressed{})
	if s.Place != Where || s.Draft.Place != gate || s.Draft.Description != "It is loud. " {
		t.Errorf("%s: %+v", s.Place, s.Draft)
	}
	if s.Undoable() {
		t.Error("on the page of the place, the words of another page can be undone")
	}
	if s, _ = Step(s, Continued{}); !s.Undoable() {
		t.Error("back on the page of the words, nothing can be undone")
	}
	// On the check page all answers can be seen: there the last one is taken back, then the one before.
	s, _ = steps(with(at(Where)), PlaceWritten{"by the tree"}, Continued{}, Described{"It is loud. "})
	s, _ = Step(s.at(Review), UndoPressed{})
	if s.Place != Review || s.Draft.Description != with().Draft.Description || s.Draft.Place.Name != "by the tree" {
		t.Errorf("once: %s: %+v", s.Place, s.Draft)
	}
	if s, _ = Step(s, UndoPressed{}); s.Draft.Place != gate || s.Undoable() {
		t.Errorf("twice: %+v, more: %v", s.Draft, s.Undoable())
	}
	for _, p := range []Place{Home, Help, Services, AskMonth, AskTime, NotSent, Done} {
		s, _ := steps(with(at(Where)), PlaceWritten{"by the tree"})
		if s = s.at(p); s.Undoable() {
			t.Errorf("on %s a place can be undone that nobody sees there", p)
		}
	}
}

// TestF06UndoLeavesLaterAnswers: an answer taken back after all the others have been given leaves them as they are.
func TestF06UndoLeavesLaterAnswers(t *testing.T) {
	answers := []struct {
		page  func(*State)
		event Event
	}{
		{at(Where), PlaceWritten{"by the tree"}}, {at(Tell), Described{"It is loud. "}}, {asking(1), ValueChosen{"b"}},
		{asking(2), ValueToggled{"b"}}, {at(Contact), ChannelChosen{report.BySMS}}, {at(Phone), PhoneWritten{"5550123"}},
		{number(""), NumberWritten{good}},
	}
	for i, first := range answers {
		got, want := with(first.page), with()
		got, _ = Step(got, first.event)
		for j, later := range answers {
			if j != i {
				later.page(&got)
				later.page(&want)
				got, _ = Step(got, later.event)
				want, _ = Step(want, later.event)
			}
		}
		digits := got.Digits
		first.page(&got)
		if got.Digits = digits; got.Place == Number {
			want.Digits = ""
		}
		got, _ = Step(got, UndoPressed{})
		same(t, got, want)
	}
}

// TestF06WritingIsTakenBackInStretches: what is written without a pause is one change, and no more than can be written again.
func TestF06WritingIsTakenBackInStretches(t *testing.T) {
	write := func(s State, text string, after time.Duration) State {
		for _, r := range text {
			s.Now = s.Now.Add(after)
			s, _ = Step(s, Described{s.Draft.Description + string(r)})
		}
		return s
	}
	start := with(at(Tell), func(s *State) { s.Draft.Description = "" })
	s := write(start, "水管坏了", time.Second)
	s, _ = steps(s, Ticked{s.Now.Add(time.Minute)})
	s = write(s, "在漏", time.Second)
	if s, _ = Step(s, UndoPressed{}); s.Draft.Description != "水管坏了" {
		t.Errorf("after one press %q is left", s.Draft.Description)
	}
	if s, _ = Step(s, UndoPressed{}); s.Draft.Description != "" || s.Undoable() {
		t.Errorf("after two presses %q is left", s.Draft.Description)
	}
	s = write(start, strings.Repeat("长", 100), time.Second)
	if s, _ = Step(s, UndoPressed{}); len([]rune(s.Draft.Description)) < 100-longest-1 {
		t.Errorf("one press takes %d characters back", 100-len([]rune(s.Draft.Description)))
	}
	s, _ = steps(write(start, "水管", time.Second), Described{"水"}, UndoPressed{})
	if s.Draft.Description != "水管" {
		t.Errorf("an erase taken back leaves %q", s.Draft.Description)
	}
}

// TestF06TheHistoryIsBoundedAndEnds: it does not grow without end, and nothing of it outlives the request or the session.
func TestF06TheHistoryIsBoundedAndEnds(t *testing.T) {
	s := with(asking(1))
	for i := range 3 * kept {
		s, _ = Step(s, ValueChosen{[]string{"b", "a"}[i%2]})
	}
	if len(s.History) != kept {
		t.Errorf("%d changes are kept, want %d", len(s.History), kept)
	}
	if ended, _ := Step(s, Finished{}); len(ended.History) != 0 {
		t.Error("the next resident can undo what this one did")
	}
	s.Place = Sending
	if filed, _ := Step(s, Filed{report.Receipt{Number: good}}); len(filed.History) != 0 {
		t.Error("what has been filed can be undone into the next request")
	}
}
