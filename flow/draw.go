package flow

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Point is a place on the slate, in millimetres from its upper left corner. A Stroke is the way of a finger on it.
type (
	Point  struct{ X, Y float32 }
	Stroke []Point
)

// Pen is what is being written with a finger, a character at a time. It is nowhere else and is gone with the page.
type Pen struct {
	// Strokes are those of the character that is being written; Last is the number of the last one that was taken, or left out.
	Strokes []Stroke
	Last    int
	// Down: a finger is on the slate. Lifted is when one was there last; Due is when the character counts as written, never where it
	// is zero or the finger is down.
	Down        bool
	Lifted, Due time.Time
	// Reading: it is being asked what the last character is; Then is what was pressed meanwhile.
	Reading bool
	Then    Event
	// Guesses are what that may be, the likeliest first; Chosen is the one that stands at the end of what is written. Unread: it may
	// be nothing.
	Guesses []string
	Chosen  int
	Unread  bool
	// Paused: it was taken for written because nothing came for a while.
	Paused bool
}

// What happens while somebody writes with a finger.
type (
	// DrawOpened: to the page on which one does. PenDown: a finger has come down on the slate. StrokeDrawn: it has left, and this was its
	// way; the strokes of a slate are numbered. CharacterEnded: the character is written, says the resident; PenRested, which comes from
	// the kiosk's clock, that nothing more came.
	DrawOpened  struct{}
	PenDown     struct{}
	StrokeDrawn struct {
		Number int
		Stroke Stroke
	}
	CharacterEnded struct{}
	PenRested      struct{}
	// CharactersArrived: this is what the strokes may be, after what stands before them.
	CharactersArrived struct{ Characters []string }
)

func (DrawOpened) event()        {}
func (PenDown) event()           {}
func (StrokeDrawn) event()       {}
func (CharacterEnded) event()    {}
func (PenRested) event()         {}
func (CharactersArrived) event() {}

// Recognise asks which characters strokes may be, after what stands before them.
type Recognise struct {
	Strokes []Stroke
	Before  string
}

func (Recognise) effect() {}

const (
	// GuessesShown is how many characters are offered for what was written.
	GuessesShown = 8
	// mostStrokes is more than any character has.
	mostStrokes = 64
)

// Pace is how long a resident's hand takes between two strokes of a character. It ends with the session.
type Pace struct {
	// Gaps are the last times between two strokes; Slower is how often a character was taken for written too early.
	Gaps   []time.Duration
	Slower int
}

const (
	shortestPause, longestPause = 600 * time.Millisecond, 3 * time.Second
	firstPause                  = 2 * time.Second // of somebody whose hand is not known yet
	gapsKept                    = 8
)

// Pause is how long nothing has to come until a character counts as written: longer than the resident's own longest gap.
func (p Pace) Pause() time.Duration {
	pause := firstPause
	if len(p.Gaps) > 0 {
		pause = slices.Max(p.Gaps)*8/5 + 300*time.Millisecond
	}
	for range p.Slower {
		pause = pause * 3 / 2
	}
	return min(max(pause, shortestPause), longestPause)
}

// heard takes one more gap.
func (p Pace) heard(gap time.Duration) Pace {
	p.Gaps = append(slices.Clone(p.Gaps[max(len(p.Gaps)+1-gapsKept, 0):]), gap)
	return p
}

// draw writes with a finger.
func draw(s State, e Event) (State, []Effect) {
	if _, opened := e.(DrawOpened); opened {
		return s.opened(Draw), nil
	}
	if s.Place != Draw {
		return s, nil
	}
	switch e := e.(type) {
	case PenDown:
		if !s.Pen.Down && len(s.Pen.Strokes) > 0 {
			s.Pace = s.Pace.heard(s.Now.Sub(s.Pen.Lifted))
		}
		s.Pen.Down, s.Pen.Unread, s.Pen.Paused = true, false, false
	case StrokeDrawn:
		return s.drawn(e), nil
	case CharacterEnded:
		return s.read(nil)
	case PenRested:
		if !s.Pen.Down && !s.Pen.Due.IsZero() {
			s.Pen.Paused = true
			return s.read(nil)
		}
	}
	return s, nil
}

// drawn adds a stroke to the character that is being written.
func (s State) drawn(e StrokeDrawn) State {
	s.Pen.Down, s.Pen.Last = false, e.Number
	switch n := len(s.Pen.Strokes); {
	case len(e.Stroke) > 0 && n == mostStrokes:
		s.Problem, s.Part = InkFull, 0
	case len(e.Stroke) > 0:
		s.Pen.Strokes = append(slices.Clone(s.Pen.Strokes), e.Stroke)
		s.Pen.Lifted = s.Now
	}
	if s.Pen.Due = (time.Time{}); len(s.Pen.Strokes) > 0 {
		s.Pen.Due = s.Now.Add(s.Pace.Pause())
	}
	return s
}

// read asks what the strokes are, and does something else then. Only one character is asked for at a time: they would come in any order.
func (s State) read(then Event) (State, []Effect) {
	if s.Pen.Reading || len(s.Pen.Strokes) == 0 {
		if s.Pen.Due = (time.Time{}); len(s.Pen.Strokes) > 0 {
			s.Pen.Due = s.Now.Add(s.Pace.Pause())
		}
		if then != nil {
			s.Pen.Then = then
		}
		return s, nil
	}
	asked := Recognise{s.Pen.Strokes, s.Text()}
	s.Pen = Pen{Last: s.Pen.Last, Down: s.Pen.Down, Paused: s.Pen.Paused, Guesses: s.Pen.Guesses, Chosen: s.Pen.Chosen, Reading: true, Then: then}
	if s.Problem == InkFull {
		s.Problem = ""
	}
	return s, []Effect{asked}
}

// unread says whether something was written with a finger that has not become a character.
func (s State) unread() bool { return s.Place == Draw && (s.Pen.Reading || len(s.Pen.Strokes) > 0) }

// recognised writes the likeliest character, and does what was pressed meanwhile.
func recognised(s State, e CharactersArrived) (State, []Effect) {
	if s.Place != Draw || !s.Pen.Reading {
		return s, nil
	}
	after, then := s, s.Pen.Then
	after.Pen.Reading, after.Pen.Then = false, nil
	after.Pen.Guesses, after.Pen.Chosen, after.Pen.Unread = e.Characters[:min(len(e.Characters), GuessesShown)], 0, len(e.Characters) == 0
	if !after.Pen.Unread {
		after = after.withText(s.Text() + e.Characters[0])
		after = after.noted()
	}
	after = remember(s, after, e)
	if then != nil && !after.Pen.Unread { // else nobody would see that it is lacking
		return Step(after, then)
	}
	return after, nil
}

// rechoose puts another guess in the place of the one that is written.
func (s State) rechoose(i int) State {
	p := s.Pen
	if i < 0 || i >= len(p.Guesses) {
		return s
	}
	if rest, ok := strings.CutSuffix(s.Text(), p.Guesses[p.Chosen]); ok {
		s = s.withText(rest + p.Guesses[i])
		s.Pen.Chosen = i
	}
	return s
}

// rub takes the last stroke away, or else the last character.
func (s State) rub() State {
	if n := len(s.Pen.Strokes); n > 0 {
		s.Pen.Strokes = slices.Clone(s.Pen.Strokes[:n-1])
		s.Pen.Lifted = s.Now
		if s.Pen.Due = (time.Time{}); n > 1 {
			s.Pen.Due = s.Now.Add(s.Pace.Pause())
		}
		return s
	}
	if s.Pen.Paused { // it was not written to its end
		s.Pace.Slower++
	}
	text := s.Text()
	_, n := utf8.DecodeLastRuneInString(text)
	s = s.withText(text[:len(text)-n])
	s.Pen = s.Pen.emptied()
	return s
}

// emptied is a slate on which nothing is written.
func (p Pen) emptied() Pen { return Pen{Last: p.Last, Down: p.Down, Reading: p.Reading, Then: p.Then} }
