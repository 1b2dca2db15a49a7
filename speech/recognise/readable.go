package recognise

import (
	"strings"
	"time"
	"unicode"
)

// How many characters anybody can say in a second, and how many more one may be wrong about: programs that hear nothing go round in circles.
const (
	fastest = 30
	beyond  = 30
)

// readable is a text as a page can show it: on one line, without what is no character. It is an error where it cannot be what was said, or
// where the resident could not read all of it.
func (o Options) readable(text string, length time.Duration) (string, error) {
	unshown := false
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r), r == unicode.ReplacementChar: // control characters, marks of direction, private use
			return -1
		case o.Shows(r):
			return r
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			unshown = true
		}
		return -1 // a note, a face
	}, text)
	text = strings.Join(strings.Fields(text), " ")
	said := 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			said++
		}
	}
	switch {
	case unshown:
		return "", errUnshown
	case said == 0:
		return "", nil
	case float64(len([]rune(text))) > fastest*length.Seconds()+beyond:
		return "", errTooMuch
	}
	return text, nil
}
