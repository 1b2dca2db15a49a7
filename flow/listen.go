package flow

import "cmp"

// helpKey is what the Help key is called while keys are learnt.
const helpKey = "help"

// Way is how somebody gets on who listens.
type Way string

// The ways: a finger that says what it comes to, or keys. There is a sentence in i18n for each under "orient.".
const (
	ByTouch Way = "touch"
	ByKeys  Way = "keys"
)

// listen is for those who listen and press keys. The Help key opens help for the page and teaches the keys; pressed twice,
// one after the other, it goes back.
func listen(s State, e Event) (State, []Effect) {
	spoken := s.Settings.Spoken
	switch e := e.(type) {
	case ListenPressed:
		s.Settings = s.Settings.press(e)
		return s.begun(spoken, ByTouch), nil
	case SpeechWanted:
		s.Settings = s.Settings.press(e)
		s.Settings.Locked = s.Settings.Locked && (e.On || s.Settings.Switches.Count > 0)
		return s.begun(spoken, e.By), nil
	case KeyNamed:
		if s.Learning {
			s.Learned = e.Key
		}
	case HelpKeyPressed:
		switch {
		case s.Learning && s.Learned == helpKey:
			return back(s)
		case s.Learning:
			s.Learned = helpKey
		case s.Place == Help:
			s.Learning, s.Part = true, 0
		default:
			s = s.overWithHelp()
			s.Learning = true
		}
		s.Settings = s.Settings.press(SpeechWanted{On: true})
		return s.begun(spoken, ByKeys), nil
	}
	return s, nil
}

// begun tells somebody who begins to listen how to get on, until another page comes.
func (s State) begun(spoken bool, by Way) State {
	switch {
	case !s.Settings.Spoken:
		s.Orient = ""
	case !spoken:
		s.Orient, s.Unplugged = cmp.Or(by, ByTouch), false
	}
	return s
}
