package flow

import (
	"slices"
	"strings"
	"testing"
	"time"

	"linli/report"
)

// slated is a session on the page on which one writes with a finger, and a clock for it.
type slated struct {
	t       *testing.T
	s       State
	effects []Effect
	number  int
}

func onSlate(t *testing.T, of Place) *slated {
	s, _ := Step(State{Place: of, Now: time.Unix(1e9, 0)}, DrawOpened{})
	if s.Place != Draw {
		t.Fatalf("from %s one comes to %s", of, s.Place)
	}
	return &slated{t: t, s: s}
}

func (w *slated) do(events ...Event) {
	for _, e := range events {
		var effects []Effect
		w.s, effects = Step(w.s, e)
		w.effects = append(w.effects, effects...)
	}
}

// wait lets time pass, with the kiosk's clock ticking.
func (w *slated) wait(d time.Duration) {
	for end := w.s.Now.Add(d); w.s.Now.Before(end); {
		next := end
		if due := w.s.Pen.Due; due.After(w.s.Now) && due.Before(end) {
			next = due
		}
		w.do(Ticked{Now: next})
		if due := w.s.Pen.Due; !due.IsZero() && !w.s.Now.Before(due) {
			w.do(PenRested{})
		}
	}
}

// stroke writes one that takes a while, after another while.
func (w *slated) stroke(after, takes time.Duration) {
	w.wait(after)
	w.do(PenDown{})
	w.wait(takes)
	w.number++
	w.do(StrokeDrawn{w.number, Stroke{{1, 1}, {2, 2}}})
}

// asked is how many strokes the last character was recognised of, and how many characters there were.
func (w *slated) asked() (strokes, characters int) {
	for _, e := range w.effects {
		if r, ok := e.(Recognise); ok {
			strokes, characters = len(r.Strokes), characters+1
		}
	}
	return strokes, characters
}

const ms = time.Millisecond

// TestThePauseFollowsTheHand: a quick hand waits 0.6 s, a slow one is not cut off, nobody waits more than 3 s, and a finger that is down is waited
// for.
func TestThePauseFollowsTheHand(t *testing.T) {
	for _, c := range []struct{ gap, least, most time.Duration }{
		{50 * ms, 600 * ms, 600 * ms}, {250 * ms, 600 * ms, 800 * ms}, {1000 * ms, 1700 * ms, 2200 * ms}, {1900 * ms, 3000 * ms, 3000 * ms},
	} {
		w := onSlate(t, Tell)
		for range 5 {
			w.stroke(c.gap, 5*time.Second)
		}
		if _, characters := w.asked(); characters > 0 {
			t.Errorf("strokes that come %v apart are %d characters", c.gap, characters)
		}
		w.wait(c.least - 10*ms)
		if _, characters := w.asked(); characters > 0 {
			t.Errorf("gaps of %v: it does not wait for %v", c.gap, c.least)
		}
		w.wait(c.most - c.least + 20*ms)
		if strokes, characters := w.asked(); characters != 1 || strokes != 5 {
			t.Errorf("gaps of %v: after %v %d strokes are %d characters", c.gap, c.most, strokes, characters)
		}
	}
}

// TestWhoIsCutOffGetsMoreTime: who erases a character that was taken for written waits longer before the next.
func TestWhoIsCutOffGetsMoreTime(t *testing.T) {
	w := onSlate(t, Tell)
	w.stroke(0, 100*ms)
	before := w.s.Pace.Pause()
	w.wait(before + ms)
	w.do(CharactersArrived{[]string{"一"}}, LetterErased{})
	if after := w.s.Pace.Pause(); after <= before || w.s.Draft.Description != "" {
		t.Errorf("%v before, %v after; written %q", before, after, w.s.Draft.Description)
	}
	before = w.s.Pace.Pause()
	w.stroke(0, 100*ms)
	w.do(CharacterEnded{}, CharactersArrived{[]string{"一"}}, LetterErased{}) // ended by the resident
	if after := w.s.Pace.Pause(); after != before {
		t.Errorf("%v before, %v after", before, after)
	}
}

// TestABestGuessIsWrittenAndReplaced: the likeliest is written; another takes its place, as often as one likes, until something else is written.
func TestABestGuessIsWrittenAndReplaced(t *testing.T) {
	w := onSlate(t, Tell)
	is := func(want string) {
		t.Helper()
		if w.s.Draft.Description != want {
			t.Errorf("%q is written, want %q", w.s.Draft.Description, want)
		}
	}
	w.stroke(0, 0)
	w.do(CharacterEnded{})
	if r := w.effects[0].(Recognise); r.Before != "" || len(w.s.Pen.Strokes) != 0 {
		t.Errorf("asked %+v, left %v", r, w.s.Pen.Strokes)
	}
	w.do(CharactersArrived{[]string{"灯", "打", "订"}})
	is("灯")
	w.do(CandidateChosen{2})
	is("订")
	w.do(CandidateChosen{1}, CandidateChosen{7})
	is("打")
	w.stroke(0, 0)
	w.do(CharacterEnded{})
	if r := w.effects[1].(Recognise); r.Before != "打" {
		t.Errorf("after %q", r.Before)
	}
	w.do(CharactersArrived{[]string{"十", "士"}})
	is("打十")
	w.do(MarkPressed{"。"}, CandidateChosen{1})
	is("打十。")
	w.do(UndoPressed{}, UndoPressed{})
	is("打")
	w.do(UndoPressed{}, UndoPressed{}, UndoPressed{})
	is("")
}

// TestErasingTakesTheLastStrokeFirst: then the last character.
func TestErasingTakesTheLastStrokeFirst(t *testing.T) {
	w := onSlate(t, Tell)
	w.do(Described{"灯"})
	w.stroke(0, 0)
	w.stroke(0, 0)
	w.do(LetterErased{})
	if len(w.s.Pen.Strokes) != 1 || w.s.Draft.Description != "灯" || w.s.Pen.Due.IsZero() {
		t.Errorf("%+v, %q", w.s.Pen, w.s.Draft.Description)
	}
	w.do(LetterErased{}, LetterErased{})
	if len(w.s.Pen.Strokes) != 0 || w.s.Draft.Description != "" || !w.s.Pen.Due.IsZero() {
		t.Errorf("%+v, %q", w.s.Pen, w.s.Draft.Description)
	}
}

// TestWhatIsPressedTooEarlyComesAfterTheCharacter: a mark, or going on, while a character is still to be recognised; and nothing happens where it is
// none, so that it is seen to be lacking.
func TestWhatIsPressedTooEarlyComesAfterTheCharacter(t *testing.T) {
	w := onSlate(t, Tell)
	w.stroke(0, 0)
	w.do(MarkPressed{"，"}, CharactersArrived{[]string{"灯"}})
	w.stroke(0, 0)
	w.do(Continued{})
	if w.s.Place != Draw {
		t.Fatal("the page has gone before the character was there")
	}
	w.do(CharactersArrived{[]string{"坏"}})
	if w.s.Place != Tell || w.s.Draft.Description != "灯，坏" {
		t.Errorf("on %s %q is written", w.s.Place, w.s.Draft.Description)
	}
	w.do(DrawOpened{})
	w.stroke(0, 0)
	w.do(Continued{}, CharactersArrived{})
	if w.s.Place != Draw || !w.s.Pen.Unread || w.s.Draft.Description != "灯，坏" {
		t.Errorf("what is nothing: on %s, %+v", w.s.Place, w.s.Pen)
	}
	w.do(CharactersArrived{[]string{"晚"}}) // too late
	w.do(Continued{})
	if w.s.Place != Tell || w.s.Draft.Description != "灯，坏" {
		t.Errorf("on %s %q is written", w.s.Place, w.s.Draft.Description)
	}
}

// TestCharactersComeInOrder: the next one is not asked for before the one before has come, and none is lost.
func TestCharactersComeInOrder(t *testing.T) {
	w := onSlate(t, Tell)
	w.stroke(0, 0)
	w.do(CharacterEnded{})
	w.stroke(0, 0)
	w.do(CharacterEnded{})
	if _, characters := w.asked(); characters != 1 || len(w.s.Pen.Strokes) != 1 {
		t.Errorf("%d characters asked for, %d strokes left", characters, len(w.s.Pen.Strokes))
	}
	w.do(CharactersArrived{[]string{"三"}})
	w.wait(3 * time.Second)
	w.do(CharactersArrived{[]string{"天"}})
	if w.s.Draft.Description != "三天" {
		t.Errorf("%q is written", w.s.Draft.Description)
	}
}

// TestBadStrokes: none at all, a scribble of 500, a stroke without a point, a pen that was never down; text that is too long or has control
// characters.
func TestBadStrokes(t *testing.T) {
	w := onSlate(t, Tell)
	w.do(CharacterEnded{}, PenRested{}, CandidateChosen{0}, LetterErased{}, StrokeDrawn{1, nil}, StrokeDrawn{2, Stroke{}})
	w.wait(5 * time.Second)
	if _, characters := w.asked(); characters > 0 || w.s.Pen.Last != 2 || !w.s.Pen.Due.IsZero() {
		t.Errorf("nothing is %d characters: %+v", characters, w.s.Pen)
	}
	w.number = 2
	for range 500 {
		w.stroke(0, 0)
	}
	if len(w.s.Pen.Strokes) != mostStrokes || w.s.Problem != InkFull || w.s.Pen.Last != 502 {
		t.Errorf("a scribble: %d strokes, %q, %d", len(w.s.Pen.Strokes), w.s.Problem, w.s.Pen.Last)
	}
	w.wait(5 * time.Second)
	if strokes, characters := w.asked(); strokes != mostStrokes || characters != 1 || w.s.Problem != "" {
		t.Errorf("a scribble is %d characters of %d strokes, %q", characters, strokes, w.s.Problem)
	}
	w.do(CharactersArrived{[]string{"齉"}})
	w.do(Described{"a\x00\x1b[2J\u202e灯\x7f"})
	if w.s.Draft.Description != "a[2J灯" {
		t.Errorf("%q", w.s.Draft.Description)
	}
	w.do(Described{strings.Repeat("长", 4001)})
	w.stroke(0, 0)
	w.do(CharacterEnded{}, CharactersArrived{[]string{"城"}})
	if w.s.Problem != TooLong || !strings.HasSuffix(w.s.Draft.Description, "长城") {
		t.Errorf("too long: %q", w.s.Problem)
	}
	for range 300 {
		w.do(LetterErased{})
	}
	if w.s.Problem != "" {
		t.Errorf("short enough again: %q", w.s.Problem)
	}
}

// TestStrokesAreForgotten with the page and with the session, and how fast somebody writes with the session.
func TestStrokesAreForgotten(t *testing.T) {
	for _, e := range []Event{HelpPressed{}, BackPressed{}, Finished{}} {
		w := onSlate(t, Tell)
		w.stroke(0, 0)
		w.stroke(300*ms, 0)
		w.do(e)
		if len(w.s.Pen.Strokes)+w.s.Pen.Last > 0 {
			t.Errorf("after %T: %+v", e, w.s.Pen)
		}
		if _, over := e.(Finished); over != (len(w.s.Pace.Gaps) == 0) {
			t.Errorf("after %T: %+v", e, w.s.Pace)
		}
	}
}

// TestWrittenForEachPage: what is written is the answer of the page one comes from, with a finger and by sounds, and one comes back there; a
// place that was chosen stays until another is written.
func TestWrittenForEachPage(t *testing.T) {
	here := report.Place{ID: "gate", Name: "南门", Located: true}
	for _, c := range []struct {
		page Place
		text func(State) string
	}{
		{Where, func(s State) string { return s.Draft.Place.Address }},
		{Tell, func(s State) string { return s.Draft.Description }},
		{Ask, func(s State) string { return strings.Join(s.Draft.Answer("note"), "") }},
		{Add, func(s State) string { return s.Change.Words }},
	} {
		start := State{Place: c.page, Now: time.Unix(1e9, 0)}
		start.Draft.Place = here
		start.Catalogue.Definition = report.Definition{Attributes: []report.Attribute{{Code: "note", Variable: true, Datatype: report.TypeText}}}
		s, _ := Step(start, PadOpened{})
		if s.Place != Write || s.Text() != "" || s.Draft.Place != here {
			t.Fatalf("%s: on %s with %q at %+v", c.page, s.Place, s.Text(), s.Draft.Place)
		}
		s, _ = Step(s, MarkPressed{"东"})
		s, _ = Step(s, Continued{})
		s, _ = Step(s, DrawOpened{})
		w := &slated{t: t, s: s}
		w.stroke(0, 0)
		w.do(Continued{}, CharactersArrived{[]string{"门"}})
		if w.s.Place != c.page || c.text(w.s) != "东门" {
			t.Errorf("%s: on %s with %q", c.page, w.s.Place, c.text(w.s))
		}
		w.do(UndoPressed{})
		if c.text(w.s) != "东" {
			t.Errorf("%s: taken back, %q", c.page, c.text(w.s))
		}
		w.do(UndoPressed{})
		if c.page == Where && w.s.Draft.Place != here {
			t.Errorf("taken back, it is at %+v", w.s.Draft.Place)
		}
	}
	for _, p := range []Place{Home, Phone, Ask, Draw, Attract} { // the question is none with a text
		if s, _ := Step(State{Place: p}, DrawOpened{}); s.Place != p {
			t.Errorf("from %s one comes to %s", p, s.Place)
		}
	}
	if !slices.Contains(Places(), Draw) {
		t.Error("it is no place")
	}
}
