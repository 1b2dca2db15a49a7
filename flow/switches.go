package flow

// Switches are those of somebody who cannot use keys one by one.
type Switches struct {
	// Count is how many there are: 0, 1 or 2.
	Count int
	// Forward and Choose are the keys that have been learnt for them, where they are not those of the site.
	Forward, Choose string
}

// useSwitches learns switches by their being pressed: the same key twice is the only one, two different keys are the one that goes
// on and the one that chooses.
func useSwitches(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case SwitchesOpened:
		return s.overWithSwitches(), nil
	case SwitchTried:
		switch {
		case s.Place != SwitchPage:
			s = s.overWithSwitches()
			s.Tried = e.Key
		case s.Tried == "":
			s.Tried = e.Key
		case s.Tried == e.Key:
			s.Settings.Switches = Switches{Count: 1, Choose: e.Key}
			return back(s)
		default:
			s.Settings.Switches = Switches{Count: 2, Forward: s.Tried, Choose: e.Key}
			return back(s)
		}
	case SwitchesUsed:
		s.Settings.Switches = Switches{Count: e.Count}
	case SwitchesOff:
		s.Settings.Switches, s.Settings.Locked = Switches{}, s.Settings.Locked && s.Settings.Spoken
		return back(s)
	}
	return s, nil
}

// overWithSwitches lays the page on which switches are learnt over the one that is shown.
func (s State) overWithSwitches() State {
	under := s.Place
	if under == Help || under == About {
		under = s.HelpFor
	}
	if under == SwitchPage {
		under = s.SwitchesFor
	}
	s = s.at(SwitchPage)
	s.SwitchesFor = under
	return s
}
