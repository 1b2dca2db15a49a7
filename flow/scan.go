package flow

import (
	"strings"

	"linli/report"
)

// Scanned: a card or a code was read by a device that types it. Only a field for what it is takes it, where it is seen and gone on from like what was
// typed; else nothing of it stays.
type Scanned struct{ Text string }

func (Scanned) event() {}

// Read says that a problem is of something that was read, and not of the answer on the page.
func (p Problem) Read() bool { return p == CardRead || p == NumberRead || p == CodeUnknown }

// scan puts what was read where it belongs. Where a resident is at nothing, it is as if nothing had been read.
func scan(s State, e Scanned) State {
	switch s.Place {
	case Home, Groups, Services, Find, Where, Homes, NamePage, Tell, Write, Draw, Ask, Contact, Phone, Review, Number, Add, Proof:
	default:
		return s
	}
	text := halfWidth(strings.TrimSpace(clean(e.Text)))
	number, err := report.ParseNumber(text)
	request := err == nil
	switch {
	case personal(text):
		s.Problem = CardRead
	case request && (s.Place == Home || s.Place == Number):
		s = s.at(Number)
		s.Digits = string(number)
	case request:
		s.Problem = NumberRead
	case s.Place == Phone && telephone(text):
		return answer(s, PhoneWritten{text})
	case s.Place == Ask && takesCode(s):
		return answer(s, Answered{text})
	default:
		s.Problem = CodeUnknown
	}
	s.Part = 0
	return s
}

// takesCode says whether the question being asked is answered with words or a number, such as that on a lamp post.
func takesCode(s State) bool {
	a, ok := s.Attribute()
	return ok && (a.Datatype == report.TypeString || a.Datatype == report.TypeNumber || a.Datatype == report.TypeText)
}

// telephone says whether a code is a telephone number and nothing more.
func telephone(text string) bool {
	digits := strings.TrimPrefix(text, "+")
	return len(digits) >= MinPhone && len(digits) <= MaxPhone && strings.Trim(digits, "0123456789") == ""
}

// personal says whether a code is that of an identity or social security card of China (GB 11643-1999) or of a bank card (ISO/IEC 7812-1, Luhn), which
// no page wants.
func personal(text string) bool { return identity(text) || bankCard(text) }

func identity(text string) bool {
	const digits, check = 17, "10X98765432"
	if len(text) != digits+1 || strings.Trim(text[:digits], "0123456789") != "" {
		return false
	}
	sum, weight := 0, 1
	for i := digits - 1; i >= 0; i-- {
		weight = weight * 2 % 11
		sum += int(text[i]-'0') * weight
	}
	return strings.ToUpper(text[digits:]) == string(check[sum%11])
}

func bankCard(text string) bool {
	if len(text) < 16 || len(text) > 19 || strings.Trim(text, "0123456789") != "" {
		return false
	}
	sum := 0
	for i := range len(text) {
		n := int(text[len(text)-1-i] - '0')
		if i%2 == 1 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
}
