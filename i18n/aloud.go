package i18n

import (
	"regexp"
	"strings"
	"sync"
)

// Aloud returns a text as it is read aloud: numbers that stand for something, such as a request's or a phone's, digit by digit
// in groups; everything else as people say it. Voices are given this, so that all of them say it alike. The groups are those
// in which the number is shown.
func Aloud(lang, text string) string {
	if !strings.ContainsAny(text, "0123456789") {
		return text
	}
	rules := inEnglish
	switch {
	case lang == "zh-Hant":
		rules = inTraditional
	case strings.HasPrefix(lang, "zh"):
		rules = inChinese
	}
	for _, r := range rules() {
		text = r.apply(text)
	}
	return text
}

// Digits returns a number that is still being written: digit by digit, in the groups in which it stands. Another text comes back
// as it is.
func Digits(lang, text string) string {
	if len(text) < 2 || strings.Trim(text, "0123456789 ") != "" {
		return text
	}
	if len(strings.ReplaceAll(text, " ", "")) >= 7 { // perhaps whole: then it has a way of its own
		if said := Aloud(lang, text); strings.ContainsAny(said, ",，") {
			return said
		}
	}
	parts, pause := strings.Fields(text), ", "
	for i, part := range parts {
		if strings.HasPrefix(lang, "zh") {
			parts[i], pause = digits(part, "幺"), "，"
		} else {
			parts[i] = strings.Join(strings.Split(part, ""), " ")
		}
	}
	return strings.Join(parts, pause)
}

var (
	inEnglish     = sync.OnceValue(english)
	inChinese     = sync.OnceValue(func() []rule { return chinese(false) })
	inTraditional = sync.OnceValue(func() []rule { return chinese(true) })
)

// rule says how one kind of number is read. say is given the number and its parts, and what stands before and behind it.
type rule struct {
	find *regexp.Regexp
	say  func(m []string, before, behind string) string
}

func (r rule) apply(text string) string {
	var b strings.Builder
	from := 0
	for _, at := range r.find.FindAllStringSubmatchIndex(text, -1) {
		m := make([]string, len(at)/2)
		for i := range m {
			if at[2*i] >= 0 {
				m[i] = text[at[2*i]:at[2*i+1]]
			}
		}
		b.WriteString(text[from:at[0]])
		b.WriteString(r.say(m, text[:at[0]], text[at[1]:]))
		from = at[1]
	}
	b.WriteString(text[from:])
	return b.String()
}

// What numbers look like that are read digit by digit, with the groups that they are read in.
const (
	requestNumber = `\b(\d{4}) ?(\d{4}) ?(\d{4})\b`
	identity      = `\b(\d{6})(\d{4})(\d{4})(\d{3}[\dXx])\b`
	mobile        = `\b(1\d{2})[ -]?(\d{4})[ -]?(\d{4})\b`
	landline      = `\b(0\d{2,3})[ -]?(\d{3,4})[ -]?(\d{4})\b`
	local         = `\b([2-9]\d{2,3})[ -]?(\d{4})\b`
)

// groups reads each part of a number digit by digit.
func groups(pause string, digits func(string) string) func([]string, string, string) string {
	return func(m []string, _, _ string) string {
		out := make([]string, len(m)-1)
		for i, part := range m[1:] {
			out[i] = digits(part)
		}
		return strings.Join(out, pause)
	}
}

func english() []rule {
	digits := func(s string) string { return strings.Join(strings.Split(s, ""), " ") }
	var out []rule
	for _, shape := range []string{identity, requestNumber, mobile, landline, local} {
		out = append(out, rule{regexp.MustCompile(shape), groups(", ", digits)})
	}
	return append(out, rule{regexp.MustCompile(`\b\d{5,}\b`), func(m []string, _, _ string) string { return digits(m[0]) }})
}
