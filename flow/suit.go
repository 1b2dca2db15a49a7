package flow

// press is how settings change with a press.
func (s Settings) press(e Event) Settings {
	switch e := e.(type) {
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
	case SpeechWanted:
		s.Spoken, s.Muted = e.On, !e.On
	case ListenPressed:
		s.Spoken, s.Muted = true, false
	case RatePressed:
		s.Rate = round(s.Rate+1, SlowestRate, FastestRate)
	case VolumePressed:
		s.Volume = round(s.Volume+1, SoftestVolume, LoudestVolume)
	case RateMoved:
		s.Rate = min(max(s.Rate+e.By, SlowestRate), FastestRate)
	case VolumeMoved:
		s.Volume = min(max(s.Volume+e.By, SoftestVolume), LoudestVolume)
	case AloudPressed:
		s.Aloud = !s.Aloud
	case TouchPressed:
		s.Locked = !s.Locked
	case DwellPressed:
		s.Dwell++
	case SouthernPressed:
		s.Southern = !s.Southern
	case ResetPressed:
		s = Settings{Lang: s.Lang, Southern: s.Southern, Spoken: s.Spoken, Switches: s.Switches, Dwell: s.Dwell} // how pages look, not how one gets on
	}
	return s
}

// round begins with the least again behind the most.
func round(n, least, most int) int {
	if n > most {
		return least
	}
	return n
}
