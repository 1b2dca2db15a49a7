package georeport

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText is how many characters of a text are kept. Nobody reads more on a kiosk, and laying out megabytes of
// text would freeze it.
const maxText = 20_000

// What HTML leaves out, where it breaks a line, and the rest of its tags.
var (
	unseen = regexp.MustCompile(`(?is)<!--.*?-->|<(script|style)\b.*?</(script|style)\s*>`)
	breaks = regexp.MustCompile(`(?i)<(br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>`)
	tags   = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
)

// Clean makes words from a server fit to be shown and spoken: HTML tags become nothing or a new line, entities
// become their characters, and control characters, overrides of the writing direction and bytes that are not
// UTF-8 are removed. Text that only looks like a tag ("a < b") stays.
func Clean(s string) string {
	s = plain(s)
	if len(s) > maxText {
		s = firstRunes(s, maxText)
	}
	// Twice, since tags and controls may be hidden in entities.
	return plain(withoutTags(plain(html.UnescapeString(withoutTags(s)))))
}

// plain removes what no code, id or address has, and leaves the rest as it is.
func plain(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(keepShown, s))
}

// withoutTags takes tags out until there are none: what is left of "<<b>b>" is one again. Text that goes on like that has no other use.
func withoutTags(s string) string {
	for range 4 {
		if !strings.Contains(s, "<") {
			return s
		}
		before := s
		s = unseen.ReplaceAllString(s, "")
		s = breaks.ReplaceAllString(s, "\n")
		s = tags.ReplaceAllString(s, "")
		if s == before {
			return s
		}
	}
	return strings.ReplaceAll(s, "<", "")
}

// keepShown drops the characters that are not words: controls, and the overrides and isolates with which a text
// can be made to read other than it is.
func keepShown(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r':
		return '\n'
	case unicode.IsControl(r), r == utf8.RuneError, r == '\uFEFF', r == '\uFFFE', r == '\uFFFF', r == '\u2028', r == '\u2029':
		return -1
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return -1
	}
	return r
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}
