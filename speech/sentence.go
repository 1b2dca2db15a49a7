package speech

import (
	"strings"
	"unicode"
)

// Chinese says whether a language is written in Hanzi.
func Chinese(lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	return base == "zh" || base == "cmn" || base == "yue"
}

// longest is how many characters a sentence may have before it is cut where it can be.
const longest = 160

// sentences cuts a text into what is said in one breath. Pausing goes on from the beginning of one.
func sentences(text string) []string {
	var out []string
	var now []rune
	flush := func() {
		if s := strings.TrimSpace(string(now)); s != "" {
			out = append(out, s)
		}
		now = now[:0]
	}
	rs := []rune(clean(text))
	for i, r := range rs {
		now = append(now, r)
		switch {
		case strings.ContainsRune("。！？!?；;\n", r):
			flush()
		case r == '.' && (i+1 == len(rs) || rs[i+1] == ' '):
			flush()
		case len(now) >= longest && (strings.ContainsRune("，,、：:", r) || r == ' '), len(now) >= 2*longest:
			flush()
		}
	}
	flush()
	return out
}

// clean takes out what a voice could take for an order: markup, phonemes, control characters.
func clean(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
		case unicode.IsControl(r) || strings.ContainsRune("<>[]{}|\\^`~_*#=", r) || unicode.Is(unicode.Co, r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
