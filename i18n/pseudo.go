package i18n

import "strings"

// stretch makes pseudo text: letters get accents, words grow so that the whole is at least 40 % longer; template
// actions stay as they are.
func stretch(text string) string {
	var b strings.Builder
	for text != "" {
		plain, rest, found := strings.Cut(text, "{{")
		b.WriteString(accent(plain))
		if !found {
			break
		}
		action, after, _ := strings.Cut(rest, "}}")
		b.WriteString("{{" + action + "}}")
		text = after
	}
	return b.String()
}

func accent(plain string) string {
	const from, to = "aeioucnyAEIOUCNY", "áéíöüçñýÁÉÍÖÜÇÑÝ"
	accents := map[rune]rune{}
	marks := []rune(to)
	for i, r := range from {
		accents[r] = marks[i]
	}
	var b strings.Builder
	letters := 0
	for _, r := range plain {
		if a, ok := accents[r]; ok {
			r = a
		}
		b.WriteRune(r)
		if letters++; letters%9 < 8 && letters%2 == 1 {
			b.WriteRune('~')
		}
	}
	return b.String()
}
