package flow

// helpKey is what the Help key is called while keys are learnt.
const helpKey = "help"

// listen is for those who listen and press keys. The Help key opens help for the page and teaches the keys; pressed twice,
// one after the other, it goes back.
func listen(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case SpeechWanted:
		s.Settings = s.Settings.press(e)
		s.Settings.Locked = s.Settings.Locked && (e.On || s.Settings.Switches.Count > 0)
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
			from := s.Place
			s = s.at(Help)
			s.HelpFor, s.Learning = from, true
		}
		s.Settings = s.Settings.press(SpeechWanted{On: true})
	}
	return s, nil
}
