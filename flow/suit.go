package flow

// press is how settings change with a press.
func (s Settings) press(e Event) Settings {
	switch e.(type) {
	case SizePressed:
		s.Size++
	case ContrastPressed:
		s.Contrast++
	case HoldPressed:
		s.Hold++
	case PausePressed:
		s.Pause++
	case ReachPressed:
		s.Low = !s.Low
	case HandPressed:
		switch {
		case !s.Low:
			s.Low, s.Left = true, false
		case !s.Left:
			s.Left = true
		default:
			s.Low, s.Left = false, false
		}
	case ScreenPressed:
		s.Unseen = !s.Unseen
	case TouchPressed:
		s.Locked = !s.Locked
	case DwellPressed:
		s.Dwell++
	case ResetPressed:
		s = Settings{Lang: s.Lang, Spoken: s.Spoken, Switches: s.Switches, Dwell: s.Dwell} // how pages look, not how one gets on
	}
	return s
}
