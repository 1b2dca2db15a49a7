package flow

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"linli/report"
)

// An Edit is an answer as it was before the resident changed it.
type Edit struct {
	// Place is the page that the answer belongs to; Code is the attribute where that is Ask.
	Place Place
	Code  string
	// Draft, Digits and Change are what was there before. Only the part that belongs to Place is put back.
	Draft  report.Draft
	Digits string
	Change Change
	Number string // of a member of staff
	// Heard is what was understood of a voice message, where that was confirmed.
	Heard Heard
	// Last is when it was changed last, Stretch how: what is written without a pause is one change.
	Last    time.Time
	Stretch Stretch
}

// Stretch is how a change may go on: not at all, by writing more, by erasing more.
type Stretch int

// The stretches.
const (
	Whole Stretch = iota
	Writing
	Erasing
)

const (
	// kept is how many changes can be taken back.
	kept = 40
	// pause ends a stretch of writing, and so do that many characters: a press taken back by mistake costs no more.
	pause   = 3 * time.Second
	longest = 20
)

// remember keeps how an answer was before an event changed it.
func remember(before, s State, e Event) State {
	place := answers(before, e)
	code := ""
	if a, ok := before.Attribute(); ok && place == Ask {
		code = a.Code
	}
	was, is := given(before, place, code), given(s, place, code)
	if was == is {
		return s
	}
	c := Edit{Place: place, Code: code, Draft: before.Draft, Digits: before.Digits, Change: before.Change, Number: before.Assist.Number, Last: s.Now, Stretch: stretch(e, was, is)}
	if _, right := e.(WordsRight); right {
		c.Heard = before.Heard
	}
	if n := len(s.History); n > 0 && c.goesOn(s.History[n-1], is) {
		s.History = slices.Clone(s.History)
		s.History[n-1].Last = s.Now
		return s
	}
	s.History = append(slices.Clone(s.History[max(len(s.History)+1-kept, 0):]), c)
	return s
}

// answers is the page whose answer an event gives.
func answers(s State, e Event) Place {
	switch e.(type) {
	case PlaceChosen, PlaceWritten, HomeChosen, HomeEntered, HomeSkipped, HomeEnough:
		return Where
	case Described, PhraseToggled, WordsRight:
		return Tell
	case LetterErased, CandidateChosen, MarkPressed, CharactersArrived, ClearConfirmed:
		return s.Writing()
	case Recorded, RemovePressed:
		return Voice
	case Answered, ValueChosen, ValueToggled, DayChosen, TimeChosen:
		return Ask
	case ChannelChosen:
		return Contact
	case PhoneWritten:
		return Phone
	case SurnameChosen, SurnameWritten, GivenWritten, TitleChosen:
		return NamePage
	case NumberWritten:
		return Number
	case AddWritten, AddToggled:
		return Add
	case ProofWritten:
		return Proof
	case StaffNumberWritten:
		return StaffNumber
	case OpinionGiven:
		return Opinion
	}
	return s.Place
}

// given is the answer of a page as a text to compare.
func given(s State, p Place, code string) string {
	switch p {
	case Where:
		return s.Draft.Place.ID + "\n" + s.Draft.Place.Name
	case Tell:
		return s.Draft.Description
	case Voice:
		if a, ok := s.Draft.Recording(); ok {
			return a.SHA256()
		}
	case Ask:
		return strings.Join(s.Draft.Answer(code), "\n")
	case Contact:
		return string(s.Draft.Contact.Channel)
	case Phone:
		return s.Draft.Contact.Phone
	case NamePage:
		c := s.Draft.Contact
		return c.Surname + "\n" + c.Title + "\n" + c.Given
	case Number:
		return s.Digits
	case Add:
		return s.Change.Words
	case Proof:
		return s.Change.Proof.Digits
	case StaffNumber: // a code is erased by hand: nothing keeps it
		return s.Assist.Number
	case Opinion:
		return opinion(s.Change.Rating, s.Change.Asking)
	}
	return ""
}

// stretch says whether an event is a piece of writing that others may follow.
func stretch(e Event, was, is string) Stretch {
	switch e.(type) {
	case PlaceWritten, Described, Answered, PhoneWritten, NumberWritten, AddWritten, ProofWritten, StaffNumberWritten, SurnameWritten, GivenWritten, MarkPressed, LetterErased, DigitPressed, DigitErased:
		switch {
		case strings.HasPrefix(is, was):
			return Writing
		case strings.HasPrefix(was, is):
			return Erasing
		}
	}
	return Whole
}

// goesOn says whether a change is only more of the one before, which began at last.
func (c Edit) goesOn(last Edit, is string) bool {
	if c.Stretch == Whole || c.Stretch != last.Stretch || c.Place != last.Place || c.Code != last.Code || c.Last.Sub(last.Last) >= pause {
		return false
	}
	began := given(State{Draft: last.Draft, Digits: last.Digits, Change: last.Change, Assist: Assist{Number: last.Number}}, last.Place, last.Code)
	more := utf8.RuneCountInString(is) - utf8.RuneCountInString(began)
	return max(more, -more) <= longest
}

// last is the newest change that can be taken back on the page that is shown, -1 where there is none. The check page shows
// all answers of a report; others only their own.
func (s State) last() int {
	if s.Clearing { // nothing of it can be seen
		return -1
	}
	a, _ := s.Attribute()
	place := s.Place
	if place == Write || place == Draw { // the same answer
		place = s.Writing()
	}
	for i, c := range slices.Backward(s.History) {
		switch {
		case s.Place == Review && c.Place >= Where && c.Place <= NamePage && s.Catalogue.asks(c):
			return i
		case (c.Place == Add || c.Place == Proof || c.Place == Opinion) && c.Change.Number != s.Change.Number:
			continue // of another request
		case c.Place == StaffNumber && c.Number == s.Assist.Number:
			continue // it was forgotten meanwhile, as whoever signs in is
		case s.Place == Opinion && c.Change.Asking != s.Change.Asking:
			continue // of another question
		case s.Place == Voice && c.Heard.Stage == ToConfirm: // it was confirmed here
			return i
		case place == c.Place && (place != Ask || c.Code == a.Code):
			return i
		}
	}
	return -1
}

// asks says whether the chosen service still asks what was changed.
func (c Catalogue) asks(change Edit) bool {
	return change.Place != Ask || slices.ContainsFunc(c.Definition.Attributes, func(a report.Attribute) bool { return a.Code == change.Code })
}

// Undoable says whether there is something to take back on the page that is shown.
func (s State) Undoable() bool { return s.last() >= 0 }

// undo takes the last change of an answer back and leaves all others, and the page, as they are.
func undo(s State) State {
	i := s.last()
	if i < 0 {
		return s
	}
	c := s.History[i]
	s.History = slices.Delete(slices.Clone(s.History), i, i+1)
	s.Problem, s.Pad, s.Pen = "", Pad{}, s.Pen.emptied()
	switch c.Place {
	case Where:
		s.Draft.Place = c.Draft.Place
	case Tell:
		s.Draft.Description = c.Draft.Description
		if s.Place == Voice { // it is asked again
			s.Heard = c.Heard
		}
	case Voice:
		was, _ := c.Draft.Recording()
		s.Message, s.Heard = Message{}, Heard{Taken: s.Heard.Taken}
		s.Draft = s.Draft.WithRecording(was)
	case Ask:
		s.Draft = s.Draft.WithAnswer(c.Code, c.Draft.Answer(c.Code)...)
	case Contact:
		s.Draft.Contact.Channel = c.Draft.Contact.Channel
	case Phone:
		s.Draft.Contact.Phone = c.Draft.Contact.Phone
	case NamePage:
		was := c.Draft.Contact
		s.Draft.Contact.Surname, s.Draft.Contact.Title, s.Draft.Contact.Given = was.Surname, was.Title, was.Given
		s.Naming.Chosen = was.Surname != ""
	case Number:
		s.Digits = c.Digits
	case Add:
		s.Change.Words = c.Change.Words
	case Proof:
		s.Change.Proof.Digits = c.Change.Proof.Digits
	case StaffNumber:
		s.Assist.Number = c.Number
	case Opinion:
		s.Change.Rating = withOpinion(s.Change.Rating, c.Change.Asking, c.Change.Rating)
	}
	return s
}
