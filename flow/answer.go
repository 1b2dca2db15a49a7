package flow

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"linli/report"
)

// answer takes what the resident wrote, picked or typed. It never leaves the page, except from the pages of a date. A text
// that has become too long is kept, and said to be.
func answer(s State, e Event) State {
	s.Problem = ""
	s = take(s, e)
	if fault(s) == TooLong {
		s.Problem = TooLong
	}
	if s.Problem != "" {
		s.Part = 0 // where it can be read
	}
	return s
}

func take(s State, e Event) State {
	switch e := e.(type) {
	case PlaceChosen:
		s.Draft.Place = e.Place
	case PlaceWritten:
		s.Draft.Place = report.Place{Name: clean(e.Text), Address: clean(e.Text)}
	case Described:
		s.Draft.Description = clean(e.Text)
	case PhraseToggled:
		s.Draft.Description = togglePhrase(s.Draft.Description, e)
	case Answered:
		return answerWith(s, halfWidth(clean(e.Text)))
	case ValueChosen:
		return answerWith(s, e.Key)
	case ValueToggled:
		return toggleValue(s, e.Key)
	case MonthOpened, MonthMoved, DayChosen, TimeChosen:
		return answerDate(s, e)
	case ChannelChosen:
		s.Draft.Contact.Channel = e.Channel
	case SurnameWritten:
		s.Draft.Contact.Surname, s.Draft.Contact.Title = clean(e.Text), ""
	case GivenWritten:
		s.Draft.Contact.Given = clean(e.Text)
	case HomeTyped:
		s.Picking.Typed, s.Problem = onlyDigits(e.Digits, maxHome, NotThere)
	case PhoneWritten:
		s.Draft.Contact.Phone, s.Problem = onlyDigits(e.Digits, MaxPhone, PhoneFull)
	case NumberWritten:
		s.Digits, s.Problem = onlyDigits(e.Digits, report.NumberDigits, NumberFull)
	case StaffNumberWritten:
		s.Assist.Number, s.Problem = onlyDigits(e.Digits, MaxStaffNumber, StaffFull)
	case StaffCodeWritten:
		s.Assist.Code, s.Problem = onlyDigits(e.Digits, MaxStaffCode, StaffFull)
	case DigitPressed, DigitErased:
		return typeDigit(s, e)
	}
	return s
}

// HasPhrase says whether a description contains a ready phrase as a sentence of its own.
func HasPhrase(description, phrase, end string) bool { return phraseAt(description, phrase+end) >= 0 }

func togglePhrase(description string, e PhraseToggled) string {
	sentence := e.Phrase + e.End
	if i := phraseAt(description, sentence); i >= 0 {
		return description[:i] + description[i+len(sentence):]
	}
	for _, other := range e.Instead {
		if i := phraseAt(description, other+e.End); i >= 0 {
			return description[:i] + sentence + description[i+len(other+e.End):]
		}
	}
	if !endsSentence(description) {
		description += e.End
	}
	return description + sentence
}

// phraseAt returns where a sentence begins in a description, -1 where it is not or is only the tail of another.
func phraseAt(description, sentence string) int {
	for from := 0; ; {
		i := strings.Index(description[from:], sentence)
		if i < 0 {
			return -1
		}
		if i += from; endsSentence(description[:i]) {
			return i
		}
		from = i + len(sentence)
	}
}

// endsSentence says whether another sentence may follow.
func endsSentence(text string) bool {
	r, n := utf8.DecodeLastRuneInString(text)
	return n == 0 || strings.ContainsRune("。！？.!? \n", r)
}

// answerWith gives the question being asked one answer; an empty one takes it back.
func answerWith(s State, value string) State {
	a, ok := s.Attribute()
	if !ok {
		return s
	}
	if value == "" {
		s.Draft = s.Draft.WithAnswer(a.Code)
	} else {
		s.Draft = s.Draft.WithAnswer(a.Code, value)
	}
	return s
}

func toggleValue(s State, key string) State {
	a, ok := s.Attribute()
	if !ok {
		return s
	}
	var keys []string // in the order of the definition, so that the same choice is the same answer
	have := s.Draft.Answer(a.Code)
	for _, v := range a.Values {
		if slices.Contains(have, v.Key) != (v.Key == key) {
			keys = append(keys, v.Key)
		}
	}
	s.Draft = s.Draft.WithAnswer(a.Code, keys...)
	return s
}

func answerDate(s State, e Event) State {
	if a, ok := s.Attribute(); !ok || a.Datatype != report.TypeDatetime {
		return s
	}
	switch e := e.(type) {
	case MonthOpened:
		s = s.at(AskMonth)
		s.Month = firstOfMonth(s.Now)
	case MonthMoved:
		if s.Place == AskMonth {
			s.Month = s.Month.AddDate(0, e.By, 0)
		}
	case DayChosen:
		s = s.at(AskTime)
		s.Day = e.Day
	case TimeChosen:
		if s.Place == AskTime {
			d := s.Day
			t := time.Date(d.Year(), d.Month(), d.Day(), e.Hour, 0, 0, 0, d.Location())
			s = answerWith(s.at(Ask), t.Format(time.RFC3339))
		}
	}
	return s
}

// typeDigit appends to or takes from whatever the page's digits are.
func typeDigit(s State, e Event) State {
	edit := func(text string) string {
		if d, ok := e.(DigitPressed); ok {
			return text + string(d.Digit)
		}
		_, n := utf8.DecodeLastRuneInString(text)
		return text[:len(text)-n]
	}
	switch s.Place {
	case Number:
		s.Digits, s.Problem = onlyDigits(edit(s.Digits), report.NumberDigits, NumberFull)
	case Phone:
		s.Draft.Contact.Phone, s.Problem = onlyDigits(edit(s.Draft.Contact.Phone), MaxPhone, PhoneFull)
	case Proof:
		s.Change.Proof.Digits, s.Problem = onlyDigits(edit(s.Change.Proof.Digits), proofDigits, ProofFull)
	case Homes:
		return take(s, HomeTyped{edit(s.Picking.Typed)})
	case StaffNumber:
		return take(s, StaffNumberWritten{edit(s.Assist.Number)})
	case StaffCode:
		return take(s, StaffCodeWritten{edit(s.Assist.Code)})
	case Ask:
		if a, ok := s.Attribute(); ok {
			return answerWith(s, edit(strings.Join(s.Draft.Answer(a.Code), "")))
		}
	}
	return s
}

// halfWidth turns full-width digits, as Chinese keyboards give them, into plain ones.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, text)
}

// onlyDigits keeps the first limit digits, full-width ones too, and says what it left out, unless that only groups them.
func onlyDigits(text string, limit int, full Problem) (string, Problem) {
	var b strings.Builder
	var left Problem
	for _, r := range halfWidth(clean(text)) {
		switch {
		case r >= '0' && r <= '9' && b.Len() < limit:
			b.WriteRune(r)
		case r >= '0' && r <= '9':
			left = full
		case !strings.ContainsRune(" -+()./\n　－", r) && left == "":
			left = OnlyDigits
		}
	}
	return b.String(), left
}

// fault says what is wrong with the answer on the page.
func fault(s State) Problem {
	switch s.Place {
	case Where:
		if p := s.Draft.Place; !p.Known() || !p.Located && strings.TrimSpace(p.Name+p.Address) == "" {
			return Missing
		}
		return tooLong(s.Draft.Place.Name)
	case Tell:
		return tooLong(s.Draft.Description)
	case Write, Draw:
		return tooLong(s.Text())
	case Ask:
		if a, ok := s.Attribute(); ok {
			return faultOf(a, s.Draft.Answer(a.Code))
		}
	case Contact:
		if s.Draft.Contact.Channel == "" {
			return Missing
		}
	case Phone:
		if len(s.Draft.Contact.Phone) < MinPhone {
			return BadPhone
		}
	case NamePage:
		if utf8.RuneCountInString(s.Draft.Contact.Name()) > MaxName {
			return TooLong
		}
	case StaffNumber:
		if s.Assist.Number == "" {
			return StaffShort
		}
	case StaffCode:
		if len(s.Assist.Code) < MinStaffCode {
			return StaffShort
		}
	}
	return faultOfChange(s)
}

func faultOf(a report.Attribute, values []string) Problem {
	switch {
	case !a.Variable:
		return ""
	case blank(values) && a.Required:
		return Missing
	case blank(values):
		return ""
	case a.Datatype == report.TypeNumber:
		if _, err := strconv.ParseFloat(values[0], 64); err != nil || strings.Trim(values[0], "+-.0123456789") != "" {
			return NotANumber // ParseFloat alone would take NaN and 0x1p2
		}
	}
	return tooLong(values[0])
}

// blank says that nothing was answered, or nothing but spaces.
func blank(values []string) bool { return strings.TrimSpace(strings.Join(values, "")) == "" }

func tooLong(text string) Problem {
	if utf8.RuneCountInString(text) > MaxText {
		return TooLong
	}
	return ""
}
