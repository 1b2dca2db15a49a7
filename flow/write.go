package flow

import (
	"strings"
	"unicode/utf8"

	"linli/report"
)

// Pad is what is being written on the page by its sounds: pinyin with the nine keys of a telephone or with letters, or zhuyin.
type Pad struct {
	// Letters were pressed, of an alphabet, of a telephone's keys or of zhuyin, and nothing was chosen for them yet.
	Letters string
	// Offered are texts for them, the likeliest first, as asked for Letters; First is the first that is shown.
	Offered []Candidate
	First   int
}

// Keys are those with which one writes without a keyboard.
type Keys int

// The keys: those that a language usually has, digits, letters as on a typewriter, the signs of zhuyin.
const (
	UsualKeys Keys = iota
	DigitKeys
	FullKeys
	ZhuyinKeys
)

// Zhuyin says whether a letter is one of the 37 signs of zhuyin.
func Zhuyin(letter rune) bool { return letter >= 'ㄅ' && letter <= 'ㄩ' }

// Candidate is a text for the first letters of what was pressed.
type Candidate struct {
	Text string
	// Letters is how many bytes of the letters it stands for.
	Letters int
}

// What happens while somebody writes by sounds.
type (
	// PadOpened: to the page on which one writes without a keyboard. LetterPressed: a letter, or the key of a telephone with several.
	// LetterErased: the last letter, or what was written last. CandidateChosen: the i-th of those offered. CandidatesMoved: others are
	// looked at. MarkPressed: a mark ends what is being written. KeysChosen: it goes on with other keys.
	PadOpened       struct{}
	LetterPressed   struct{ Letter rune }
	LetterErased    struct{}
	CandidateChosen struct{ Index int }
	CandidatesMoved struct{ By int }
	MarkPressed     struct{ Mark string }
	KeysChosen      struct{ Keys Keys }
	// CandidatesArrived: these are the texts for letters, after what stands before them.
	CandidatesArrived struct {
		Letters, Before string
		Candidates      []Candidate
	}
)

func (PadOpened) event()         {}
func (LetterPressed) event()     {}
func (LetterErased) event()      {}
func (CandidateChosen) event()   {}
func (CandidatesMoved) event()   {}
func (MarkPressed) event()       {}
func (KeysChosen) event()        {}
func (CandidatesArrived) event() {}

// Suggest asks for texts for letters, after what stands before them. Southern: who wrote them may not hear z and zh, n and l, in and ing
// apart.
type Suggest struct {
	Letters, Before string
	Southern        bool
	// Surname, Given: it is a name of that kind.
	Surname, Given bool
}

func (Suggest) effect() {}

const (
	// PadShown is how many candidates are shown at once.
	PadShown = 6
	// maxLetters is how many letters can wait: nobody says as much in one breath.
	maxLetters = 40
)

// Writing is the page whose answer is written on Write and on Draw.
func (s State) Writing() Place {
	if s.WriteFor == Attract {
		return Tell
	}
	return s.WriteFor
}

// opened goes from a page with a text to where that is written.
func (s State) opened(to Place) State {
	switch s.Place {
	case Where, Tell, Add, NamePage:
	case Ask:
		if a, ok := s.Attribute(); !ok || !a.Variable || a.Datatype != report.TypeText && a.Datatype != report.TypeString {
			return s
		}
	default:
		return s
	}
	s.WriteFor = s.Place
	return s.at(to)
}

// Text is what has been written of the answer that Write and Draw are for.
func (s State) Text() string {
	switch s.Writing() {
	case Where:
		if p := s.Draft.Place; p.ID == "" && !p.Located {
			return p.Name
		}
		return "" // chosen, not written
	case Ask:
		a, _ := s.Attribute()
		return strings.Join(s.Draft.Answer(a.Code), "")
	case Add:
		return s.Change.Words
	case NamePage:
		if s.asksSurname() {
			return s.Draft.Contact.Surname
		}
		return s.Draft.Contact.Given
	}
	return s.Draft.Description
}

// withText is that answer with another text.
func (s State) withText(text string) State {
	if text == s.Text() {
		return s
	}
	switch s.Writing() {
	case Where:
		return take(s, PlaceWritten{text})
	case Ask:
		return take(s, Answered{text})
	case Add:
		s.Change.Words = clean(text)
		return s
	case NamePage:
		if s.asksSurname() {
			return take(s, SurnameWritten{text})
		}
		return take(s, GivenWritten{text})
	}
	return take(s, Described{text})
}

// pen writes with what the page has.
func pen(s State, e Event) (State, []Effect) {
	if _, opened := e.(PadOpened); opened {
		return s.opened(Write), nil
	}
	if s.Place != Write && s.Place != Draw || s.Clearing {
		return s, nil
	}
	s.Problem = ""
	switch e := e.(type) {
	case LetterPressed:
		if s.Place == Draw {
			return s, nil
		}
		if utf8.RuneCountInString(s.Pad.Letters) < maxLetters {
			return s.letters(s.Pad.Letters + string(e.Letter))
		}
		s.Problem, s.Part = PadFull, 0
		return s, nil
	case LetterErased:
		if n := len(s.Pad.Letters); n > 0 {
			_, last := utf8.DecodeLastRuneInString(s.Pad.Letters)
			return s.letters(s.Pad.Letters[:n-last])
		}
		return s.rub().noted(), nil
	case CandidateChosen:
		if s.Place == Draw {
			return s.rechoose(e.Index).noted(), nil
		}
		return s.choose(e.Index)
	case KeysChosen:
		s.Keys, s.Part = e.Keys, 0
		return s, nil
	case CandidatesMoved:
		if first := s.Pad.First + e.By; first >= 0 && first < len(s.Pad.Offered) {
			s.Pad.First, s.Part = first, 0
		}
	case MarkPressed:
		if s.unread() {
			return s.read(e)
		}
		s, effects := s.settle()
		if s.Pad.Letters == "" {
			s = s.withText(s.Text() + e.Mark)
			s.Pen = s.Pen.emptied()
		}
		return s.noted(), effects
	}
	return s.noted(), nil
}

// letters goes on with other letters and asks for texts for them. Those for the old ones are gone at once: whoever is quick would choose
// what they did not mean.
func (s State) letters(letters string) (State, []Effect) {
	s.Pad = Pad{Letters: letters}
	s.Part = 0
	if letters == "" {
		return s.noted(), nil
	}
	return s.noted(), []Effect{s.suggest(letters)}
}

// suggest asks for texts for letters.
func (s State) suggest(letters string) Suggest {
	name := s.Writing() == NamePage
	return Suggest{Letters: letters, Before: s.Text(), Southern: s.Settings.Southern, Surname: name && s.asksSurname(), Given: name && !s.asksSurname()}
}

// choose writes a text that is offered and goes on with the letters that it does not stand for.
func (s State) choose(i int) (State, []Effect) {
	if i < 0 || i >= len(s.Pad.Offered) {
		return s, nil
	}
	c := s.Pad.Offered[i]
	s = s.withText(s.Text() + c.Text)
	return s.letters(s.Pad.Letters[min(c.Letters, len(s.Pad.Letters)):])
}

// settle writes the likeliest text for the letters that wait. Those that it does not stand for go on waiting, as all do for which there is
// none: nobody loses what they pressed.
func (s State) settle() (State, []Effect) {
	if s.Pad.Letters == "" {
		return s, nil
	}
	return s.choose(0)
}

// noted says where too much has been written.
func (s State) noted() State {
	if fault(s) == TooLong {
		s.Problem, s.Part = TooLong, 0
	}
	return s
}

// offer shows the texts that were asked for, if the letters are still the same.
func offer(s State, e CandidatesArrived) State {
	if s.Place == Write && s.Pad.Letters == e.Letters && strings.HasSuffix(s.Text(), e.Before) {
		s.Pad.Offered, s.Pad.First = e.Candidates, 0
	}
	return s
}
