package i18n

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Sounds cuts a text into what is said of it: a syllable for each Hanzi, which read turns into pinyin with the tone as a digit behind
// each syllable, and a word for each word in Latin letters, without their marks; numbers as their digits. What can be written in no
// letter from a to z is left out. A nil read knows no Hanzi.
func Sounds(text string, read func(hanzi string) string) []string {
	var out []string
	for _, run := range spans(text) {
		if first := []rune(run)[0]; !unicode.Is(unicode.Han, first) {
			if word := plainLetters(run); word != "" {
				out = append(out, word)
			}
			continue
		}
		if read != nil {
			out = append(out, cutPinyin(read(run))...)
		}
	}
	return out
}

// spans cuts a text into stretches of Hanzi, words and numbers, without what stands between them.
func spans(text string) []string {
	const none, hanzi, word, number = 0, 1, 2, 3
	var out []string
	last, from := none, 0
	cut := func(at int) {
		if last != none {
			out = append(out, text[from:at])
		}
	}
	for i, r := range text {
		kind := none
		switch {
		case unicode.Is(unicode.Han, r):
			kind = hanzi
		case unicode.IsDigit(r):
			kind = number
		case unicode.IsLetter(r) || unicode.IsMark(r) || r == '\'' || r == '’':
			kind = word
		}
		if kind != last {
			cut(i)
			last, from = kind, i
		}
	}
	cut(len(text))
	return out
}

// inFull are letters that are no plain ones with a mark.
var inFull = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i")

// plainLetters is a word in letters from a to z, or a number in digits; "" where it is neither.
func plainLetters(word string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, inFull.Replace(norm.NFKD.String(strings.ToLower(word))))
}

// cutPinyin cuts "dian4ti1 huai4" into its syllables, without tones; the ü of pinyin is a v, as it is typed.
func cutPinyin(pinyin string) []string {
	return strings.FieldsFunc(strings.NewReplacer("ü", "v", "u:", "v").Replace(pinyin), func(r rune) bool { return r < 'a' || r > 'z' })
}
