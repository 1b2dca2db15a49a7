package flow

import (
	"slices"

	"linli/report"
)

// back goes to the page before. It never throws away an answer.
func back(s State) (State, []Effect) {
	if s.Clearing {
		return s.keptAll(), nil
	}
	if s.Place == Write || s.Place == Draw { // also where an answer is changed
		return s.at(s.Writing()), nil
	}
	switch s.Place {
	case Homes:
		return s.unpicked(), nil
	case NamePage:
		return s.at(Phone), nil
	}
	if s.Changing && inReport(s.Place) && s.Place != AskMonth && s.Place != AskTime {
		s.Changing = false
		return s.at(Review), nil
	}
	if to, ok := backOfChange(s); ok {
		return to, nil
	}
	switch s.Place {
	case Attract, Sending:
		return s, nil
	case Home:
		if written(s) {
			return s.at(Leaving), nil
		}
		return finish(s)
	case Help:
		return s.at(s.HelpFor), nil
	case About:
		return s.at(Help), nil
	case Suit:
		return s.at(s.SuitFor), nil
	case SwitchPage:
		return s.at(s.SwitchesFor), nil
	case Teach:
		s = s.at(Teach)
		s.Lesson = s.Lesson.to(s.Lesson.At - 1)
		return s, nil
	case Staff:
		return s.aboveStaff(), nil
	case StaffNumber:
		return s.at(Staff), nil
	case StaffCode:
		return s.at(StaffNumber), nil
	case NotSent:
		return s.at(Review), nil
	case Looking, NotLooked, Found:
		return s.at(Number), nil
	case Groups, Services:
		return s.upAShelf(), nil
	case Find:
		return s.at(s.listing()), nil
	case Number, Done:
		return s.at(Home), nil
	case Ask, Contact:
		return askBefore(s), nil
	}
	return s.at(before(s)), nil
}

// written says whether there is something that ending the session would lose.
func written(s State) bool {
	return s.Submission.Key != "" || s.Draft.ServiceCode != "" || s.Draft.Description != "" || s.Draft.Place.Known() || len(s.Draft.Attachments) > 0 ||
		s.Change.Words != "" || s.Change.Rating != report.Rating{}
}

// before is the page before the others.
func before(s State) Place {
	switch s.Place {
	case Where:
		if s.Search.Chose {
			return Find
		}
		return s.listing()
	case Tell:
		return Where
	case Waiting, Voice:
		return Tell
	case AskMonth, AskTime:
		return Ask
	case Phone:
		return Contact
	case Agree:
		return Review
	case Review:
		if s.Draft.Contact.Channel == report.ByPhone || s.Draft.Contact.Channel == report.BySMS {
			return Phone
		}
		return Contact
	}
	return Home
}

// askBefore goes one question back, or to the page before the questions.
func askBefore(s State) State {
	for _, i := range slices.Backward(s.Asked()) {
		if i < s.Asking || s.Place == Contact {
			s = s.at(Ask)
			s.Asking = i
			return s
		}
	}
	return s.at(Tell)
}

func inReport(p Place) bool { return p >= Groups && p <= NamePage }
