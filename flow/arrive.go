package flow

import (
	"slices"

	"linli/report"
)

// arrive takes what an effect brought. What nobody waits for any more is dropped.
func arrive(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case ServicesArrived:
		if e.Lang != s.Settings.Lang || s.Place == Attract {
			return s, nil
		}
		if s.Catalogue.Trouble = e.Trouble; e.Trouble != "" {
			return s, nil // what was loaded in another language is better than nothing
		}
		s = s.with(e)
	case DefinitionArrived:
		return define(s, e), nil
	case Frozen:
		if s.awaits(Sending) && s.Submission.Key == "" {
			s.Submission = e.Submission
			return s, []Effect{Send{e.Submission}}
		}
	case Filed:
		if s.awaits(Sending) {
			s = s.at(Done)
			s.Own = append(slices.Clip(s.Own), Own{e.Receipt.Number, s.Submission.Key, s.Draft.ServiceCode})
			s.Receipt, s.Draft, s.Submission, s.Answers = e.Receipt, report.Draft{Contact: Filing(s).Contact}, report.Submission{}, report.Draft{}
			s.History, s.Heard, s.Known = nil, Heard{}, s.Draft.Contact.Channel != "" // what was told once is not asked again
			s.Catalogue.Definition, s.Catalogue.Defined = report.Definition{}, false
		}
	case NotFiled:
		if s.awaits(Sending) && e.Trouble == report.Used { // nobody has seen that number
			return transmit(discarded(s))
		}
		if s.awaits(Sending) {
			s = s.at(NotSent)
			if s.Trouble = e.Trouble; e.Trouble == report.Refused { // it has come to its end, and nobody has seen its number
				s = discarded(s)
			}
		}
	case ChangeAnswered:
		return altered(s, e), nil
	case StatusArrived:
		return found(s, e), nil
	}
	return s, nil
}

// discarded forgets what was frozen.
func discarded(s State) State {
	s.Submission, s.Answers = report.Submission{}, report.Draft{}
	return s
}

// define takes a service's questions and, where the resident waits for them, goes on.
func define(s State, e DefinitionArrived) State {
	if e.Lang != s.Settings.Lang || s.Draft.ServiceCode == "" {
		return s
	}
	if e.Trouble != "" {
		if s.awaits(Waiting) {
			s.Catalogue.Trouble = e.Trouble
		}
		return s
	}
	if e.Definition.ServiceCode != s.Draft.ServiceCode {
		return s
	}
	s.Catalogue.Definition, s.Catalogue.Defined = e.Definition, true
	s.Asking = min(s.Asking, max(len(e.Definition.Attributes)-1, 0))
	switch asks := len(e.Definition.Attributes) > 0; {
	case s.awaits(Waiting):
		return firstQuestion(s)
	case !asks && (s.Place == Ask || s.Place == AskMonth || s.Place == AskTime):
		return s.at(Contact)
	}
	return s
}

// awaits says whether the resident waits at a place for the city, be it behind help or settings.
func (s State) awaits(p Place) bool { return s.Behind() == p }

// Behind is the page that help, settings and the one about staff lie over; where they do not, the page itself.
func (s State) Behind() Place {
	p := s.Place
	if p == Help || p == About {
		p = s.HelpFor
	}
	if p == SwitchPage {
		p = s.SwitchesFor
	}
	if p == Staff || p.overStaff() {
		p = s.Call.Below.Place
	}
	if p == Suit {
		p = s.SuitFor
	}
	return p
}

// Over says whether the page lies over another one until it is closed: help, settings and staff, and the questions whether somebody is still
// there, or really wants to end.
func (s State) Over() bool { return s.Quiet || s.Place == Leaving || s.Behind() != s.Place }

func found(s State, e StatusArrived) State {
	if wanted, _ := report.ParseNumber(s.Digits); !s.awaits(Looking) || e.Number != wanted {
		return s
	}
	switch e.Trouble {
	case "":
		s = s.at(Found)
		s.Status = e.Status
	case report.NotFound:
		s = s.at(Number)
		s.Problem = Unknown
	default:
		s = s.at(NotLooked)
		s.Missed = e.Trouble
	}
	return s
}
