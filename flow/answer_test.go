package flow

import (
	"strings"
	"testing"
)

// TestF09NothingIsDroppedInSilence: digits beyond what a number has, and what is no digit, are left out and said to be; a
// text that is too long stays as it was written and is said to be too long, at once.
func TestF09NothingIsDroppedInSilence(t *testing.T) {
	long, fifteen := strings.Repeat("长", MaxText), "861380013800012"
	phone := func(digits string) State { return with(at(Phone), func(s *State) { s.Draft.Contact.Phone = digits }) }
	for _, c := range []struct {
		name    string
		state   State
		event   Event
		problem Problem
		written string
	}{
		{"a thirteenth digit", with(number(good)), DigitPressed{'7'}, NumberFull, good},
		{"thirteen digits at once", with(number("")), NumberWritten{good + "7"}, NumberFull, good},
		{"a letter among digits", with(number("102")), NumberWritten{"102x"}, OnlyDigits, "102"},
		{"digits in groups", with(number("")), NumberWritten{"1024 0642-8304"}, "", good},
		{"a sixteenth digit", phone(fifteen), DigitPressed{'3'}, PhoneFull, fifteen},
		{"sixteen digits at once", phone(""), PhoneWritten{"+86 138-0013-8000 1234"}, PhoneFull, fifteen},
		{"a phone number as people write it", phone(""), PhoneWritten{"+86 (138) 0013.8000"}, "", "8613800138000"},
		{"a name for a phone number", phone(""), PhoneWritten{"王"}, OnlyDigits, ""},
		{"one character too many", with(at(Tell)), Described{long + "!"}, TooLong, long + "!"},
		{"just not too many", with(at(Tell)), Described{long}, "", long},
		{"too long a place", with(at(Where)), PlaceWritten{long + "!"}, TooLong, long + "!"},
		{"too long an answer", with(asking(5)), Answered{long + "!"}, TooLong, long + "!"},
		{"a digit more than an answer holds", with(asking(5), answered("words", long)), DigitPressed{'1'}, TooLong, long + "1"},
	} {
		c.state.Part = 1
		got, _ := Step(c.state, c.event)
		place, code := answers(c.state, c.event), ""
		if place == Ask {
			code = "words"
		}
		if written := given(got, place, code); got.Problem != c.problem || strings.TrimSpace(written) != c.written {
			t.Errorf("%s: %q, and %d characters are written: %.40q", c.name, got.Problem, len(written), written)
		}
		if got.Problem != "" && got.Part != 0 {
			t.Errorf("%s: said on part %d, where nobody sees it", c.name, got.Part)
		}
	}
}
