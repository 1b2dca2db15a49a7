package flow

import (
	"strings"
	"time"

	"linli/report"
)

// Step applies one event. An event that makes no sense where the session is changes nothing: a late answer, a second
// press of a button that has already gone.
func Step(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case Ticked:
		s.Now = e.Now
		return s, nil
	case Finished:
		return finish(s)
	case WentQuiet:
		return quiet(s)
	case ScanRested: // nobody did it, and so it answers no question
		s.Resting = e.On
		return s, nil
	case Unplugged:
		s.Unplugged = true
		return s, nil
	case ServicesArrived, DefinitionArrived, Frozen, Filed, NotFiled, StatusArrived, ChangeAnswered:
		return arrive(s, e)
	case KeysSaved:
		return teach(s, e)
	case CallMade, CallAnswered, CallWaited:
		return heard(s, e), nil
	case SignedIn:
		return assist(s, e)
	case RecordingHeard, Recorded, HearingOver, TakenDown:
		return listened(s, e)
	case CandidatesArrived:
		return offer(s, e), nil
	case CharactersArrived:
		return recognised(s, e)
	case PenRested:
		return draw(s, e)
	}
	if e == (ScreenWanted{}) {
		s.Settings.Unseen, s.Quiet = false, false
		return s, nil
	}
	if s.Quiet { // whatever was done: it only says that somebody is there
		s.Quiet = false
		return s, nil
	}
	s, effects, done := interrupted(s, e)
	if done {
		return s, effects
	}
	switch e := e.(type) {
	case Stirred:
		return s, nil
	case VoiceOpened, RecordPressed, StopPressed, HearAsked, HearPressed, RemovePressed:
		return speak(s, e)
	case WordsRight, WordsLeft, WordsAloud:
		return confirm(s, e)
	case PadOpened, LetterPressed, LetterErased, CandidateChosen, CandidatesMoved, MarkPressed, KeysChosen:
		after, effects := pen(s, e)
		return remember(s, after, e), effects
	case DrawOpened, PenDown, StrokeDrawn, CharacterEnded:
		return draw(s, e)
	case ClearPressed, ClearConfirmed:
		return remember(s, clearAll(s, e), e), nil
	case LangChosen, PartMoved, RevealPressed:
		return adjust(s, e)
	case HomesOpened, HomeChosen, HomeEntered, HomeSkipped, HomeEnough, HomesMoved:
		return remember(s, pick(s, e), e), nil
	case NamingOpened, SurnameChosen, SurnamesMoved, TitleChosen:
		return remember(s, name(s, e), e), nil
	case FindOpened, SoughtTyped, SoughtErased, SoughtWritten, PictureChosen, FoundMoved:
		return seek(s, e), nil
	case SizePressed, ContrastPressed, HoldPressed, PausePressed, ReachPressed, HandPressed, ScreenPressed, TouchPressed, DwellPressed, SouthernPressed, ResetPressed:
		s.Settings, s.Part = s.Settings.press(e), 0
		return s, nil
	case RatePressed, VolumePressed, RateMoved, VolumeMoved, AloudPressed:
		s.Settings = s.Settings.press(e) // the part that is shown stays
		return s, nil
	case ListenPressed, HelpKeyPressed, KeyNamed, SpeechWanted:
		return listen(s, e)
	case SwitchesOpened, SwitchTried, SwitchesUsed, SwitchesOff:
		return useSwitches(s, e)
	case StaffPressed, StaffWanted, StaffUnwanted:
		return callStaff(s, e)
	case AssistOpened, AssistEnded, ResidentAgreed:
		return assist(s, e)
	case KeyStruck, LessonForgotten, KeyAdded, LessonEnded, KeysWanted, LessonLeft:
		return teach(s, e)
	case Started, ReportChosen, TrackChosen, HelpPressed, AboutPressed, SuitPressed, HomePressed, BackPressed, RetryPressed, ChangePressed:
		return travel(s, e)
	case GroupChosen, ServiceChosen, Continued, SendPressed:
		return proceed(s, e)
	case TakeBackChosen, AddChosen, TakeBackConfirmed, AddWritten, AddToggled, ProofWritten,
		RateChosen, OpinionGiven, OpinionPressed, ReadChosen:
		after, effects := change(s, e)
		return remember(s, after, e), effects
	case UndoPressed:
		return undo(s), nil
	case Scanned:
		return remember(s, scan(s, e), e), nil
	default:
		return remember(s, answer(s, e), e), nil
	}
}

// quiet asks whether somebody is still there. Where nobody has begun there is nobody to ask.
func quiet(s State) (State, []Effect) {
	if s.Place == Attract {
		return finish(s)
	}
	s.Quiet, s.Revealed = true, false
	return s, nil
}

// finish forgets everything but the time.
func finish(s State) (State, []Effect) {
	return State{Now: s.Now}, []Effect{End{}}
}

// at moves to a place and leaves behind what belongs to the page that was shown.
func (s State) at(p Place) State {
	s.Place, s.Part, s.Problem, s.Revealed = p, 0, "", false
	s.Learning, s.Learned, s.Tried, s.Resting = false, "", "", false
	s.Orient, s.Unplugged = "", false
	s.Message, s.Pad, s.Pen, s.Clearing = Message{}, Pad{}, Pen{}, false
	s.Assist = s.Assist.to(p)
	return s
}

// adjust changes what of a page is shown or in which words, never where the resident is.
func adjust(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case RevealPressed:
		s.Revealed = !s.Revealed
	case PartMoved:
		s.Part = max(s.Part+e.By, 0)
	case LangChosen:
		if e.Lang == s.Settings.Lang {
			return s, nil
		}
		s.Settings.Lang = e.Lang
		s.Part = 0
		if s.Behind() == Teach {
			return s, nil
		}
		effects := []Effect{LoadServices{Lang: e.Lang}}
		if service, ok := s.Service(); ok && service.Asks {
			effects = append(effects, LoadDefinition{service.Code, e.Lang})
		}
		return s, effects
	}
	return s, nil
}

// travel goes to another page without answering anything.
func travel(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case Started:
		if s.Place != Attract {
			return s, nil
		}
		s.Settings.Lang = e.Lang
		return s.at(Home), []Effect{LoadServices{Lang: e.Lang}}
	case ReportChosen:
		return beginReport(s)
	case TrackChosen:
		return s.at(Number), nil
	case HelpPressed:
		return s.overWithHelp(), nil
	case AboutPressed:
		if s.Place == Help {
			s = s.at(About)
		}
		return s, nil
	case SuitPressed:
		if s.Place != Suit {
			behind := s.Behind()
			s = s.at(Suit)
			s.SuitFor = behind
		}
		return s, nil
	case HomePressed:
		if b := s.Behind(); b.Sends() || b == Teach {
			return s, nil
		}
		s.Changing, s.Change.Told = false, report.Told{}
		return s.at(Home), nil
	case ChangePressed:
		if s.Place == Review || s.Place == Agree {
			to := e.Place
			if to == Services {
				s.Path, _ = s.Catalogue.WayTo(s.Draft.ServiceCode)
				to = s.listing()
			}
			if to == Homes {
				to = Where
			}
			s = s.at(to)
			s.Asking, s.Changing = e.Asking, true
		}
		return s, nil
	case RetryPressed:
		return retry(s)
	case BackPressed:
		return back(s)
	}
	return s, nil
}

// overWithHelp lays help over the page that is shown. What the kiosk can do is a page of help.
func (s State) overWithHelp() State {
	under := s.Place
	if under == About {
		under = s.HelpFor
	}
	if s.Place != Help {
		s = s.at(Help)
		s.HelpFor = under
	}
	return s
}

func beginReport(s State) (State, []Effect) {
	s.Receipt = report.Receipt{}
	s.Path, s.Search = nil, Search{}
	if s.Catalogue.Loaded && len(s.Catalogue.Services) > 0 {
		return s.at(s.listing()), nil
	}
	s = s.at(Groups)
	if s.Catalogue.Trouble != "" {
		s.Catalogue = Catalogue{}
		return s, []Effect{LoadServices{s.Settings.Lang}}
	}
	return s, nil
}

// retry asks the city once more for what did not come or could not be sent.
func retry(s State) (State, []Effect) {
	switch s.Place {
	case Groups, Services:
		s.Catalogue.Loaded, s.Catalogue.Trouble = false, ""
		return s, []Effect{LoadServices{s.Settings.Lang}}
	case Waiting:
		s.Catalogue.Trouble = ""
		return s, []Effect{LoadDefinition{s.Draft.ServiceCode, s.Settings.Lang}}
	case NotSent:
		return transmit(s)
	case NotLooked:
		return look(s)
	case NotChanged:
		return alter(s)
	}
	return s, nil
}

// look starts looking for the number that was typed, if it can be one.
func look(s State) (State, []Effect) {
	n, err := report.ParseNumber(s.Digits)
	switch {
	case err == nil:
		return s.at(Looking), []Effect{Look{n, s.Settings.Lang}}
	case len(s.Digits) == report.NumberDigits:
		s.Problem, s.Part = Mistyped, 0
	default:
		s.Problem, s.Part = Incomplete, 0
	}
	return s, nil
}

// clean drops what no page shows and no wire carries: control characters, direction marks, broken UTF-8.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r == 0xfffd, r == 0xfeff:
			return -1
		case r >= 0x200e && r <= 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text)
}

// firstOfMonth is the first day of t's month, at midnight.
func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}
