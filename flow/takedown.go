package flow

import (
	"strings"

	"linli/report"
)

// Heard is what a program has understood of the voice message. Nothing of it goes anywhere unless the resident says that it is right.
type Heard struct {
	Stage Taking
	// Text is what was understood, to be confirmed.
	Text string
	// Taken is what the resident has said is right, as it was put into the description.
	Taken string
}

// Taking is how far the writing down of a voice message is.
type Taking int

// The stages. AsItIs: it is not written down, or no longer asked about.
const (
	AsItIs Taking = iota
	BeingTakenDown
	ToConfirm
	// NotUnderstood: it could not be written down; the voice is there all the same.
	NotUnderstood
)

// TakeDown wants TakenDown: a recording is to be written down.
type TakeDown struct{ Recording report.Attachment }

func (TakeDown) effect() {}

// What happens to what was understood.
type (
	// TakenDown: this was understood of the recording, "" where nothing was.
	TakenDown struct{ Text string }
	// WordsRight: it is what the resident said; End is what ends a sentence before it. WordsLeft: only the voice is to be sent.
	// WordsAloud: it is to be heard, from the loudspeaker too.
	WordsRight struct{ End string }
	WordsLeft  struct{}
	WordsAloud struct{}
)

func (TakenDown) event()  {}
func (WordsRight) event() {}
func (WordsLeft) event()  {}
func (WordsAloud) event() {}

// takenDown takes what was understood. While a new recording is made, or where there is none any more, nobody asks for it.
func takenDown(s State, e TakenDown) State {
	if _, there := s.Draft.Recording(); !there || s.Heard.Stage != BeingTakenDown {
		return s
	}
	s.Heard.Stage, s.Heard.Text = ToConfirm, strings.TrimSpace(clean(e.Text))
	if s.Heard.Text == "" {
		s.Heard.Stage = NotUnderstood
	}
	if s.Place == Voice {
		s.Part = 0
	}
	return s
}

// confirm does what the resident says of what was understood.
func confirm(s State, e Event) (State, []Effect) {
	if s.Place != Voice || s.Heard.Stage != ToConfirm {
		return s, nil
	}
	switch e := e.(type) {
	case WordsRight:
		after := s
		after.Draft.Description = s.Heard.into(s.Draft.Description, e.End)
		after.Heard, after.Part = Heard{Taken: s.Heard.Text}, 0
		if after = remember(s, after, e); tooLong(after.Draft.Description) != "" {
			after = after.at(Tell)
			after.Problem = fault(after)
		}
		return after, nil
	case WordsLeft:
		s.Heard.Stage, s.Heard.Text, s.Part = AsItIs, "", 0
	case WordsAloud: // the kiosk says it
	}
	return s, nil
}

// into puts what was understood into a description: in place of what was understood of the recording before, else after what is there.
func (h Heard) into(description, end string) string {
	switch {
	case h.Taken != "" && strings.Contains(description, h.Taken):
		return strings.Replace(description, h.Taken, h.Text, 1)
	case !endsSentence(description):
		description += end
	case strings.HasSuffix(description, "."):
		description += " "
	}
	return description + h.Text
}

// InWriting says whether what was understood of the recording stands in the description.
func (s State) InWriting() bool {
	return s.Heard.Taken != "" && strings.Contains(s.Draft.Description, s.Heard.Taken)
}
