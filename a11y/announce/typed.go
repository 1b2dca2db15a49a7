package announce

import (
	"strings"
	"unicode/utf8"

	"linli/a11y"
	"linli/i18n"
	"linli/speech"
)

// Typed says what has just been written into a field, or taken back from it, where before and after are all that it held and
// holds: the character, digits one by one, and not all of the field each time. Of what is personal it is only said how much there
// is, unless the resident has chosen to read it, and then to headphones only.
func Typed(w *i18n.Words, n a11y.Node, before, after string) []speech.Utterance {
	if ungrouped(before+after) != before+after {
		before, after = ungrouped(before), ungrouped(after)
	}
	same := common(before, after)
	added, gone := after[same:], before[same:]
	lang := n.Lang
	if lang == "" {
		lang = w.Lang()
	}
	count := utf8.RuneCountInString(after)
	text, personal := "", ""
	switch {
	case added == "" && gone == "" || added != "" && gone != "":
		return Focus(w, n)
	case added != "":
		text, personal = i18n.Typed(lang, added), w.T("typed.one", "Count", count)
	default:
		text, personal = w.T("typed.gone", "What", i18n.Typed(lang, gone)), w.T("typed.gone.one", "Count", count)
		if after == "" {
			text, personal = join(w, []string{text, w.T("state.empty")}), join(w, []string{w.T("typed.gone.one", "Count", count), w.T("state.empty")})
		}
	}
	u := speech.Utterance{Text: i18n.Aloud(lang, text), Lang: lang}
	if n.Secret {
		u.Text = i18n.Aloud(lang, personal)
	}
	if n.Secret && !n.Masked() && after != "" { // of an empty field nobody knows whether it was to be read
		u.Private = i18n.Aloud(lang, text)
	}
	return []speech.Utterance{u}
}

// Character says a character that has been recognised, with a word that it stands in.
func Character(w *i18n.Words, character string) []speech.Utterance {
	return []speech.Utterance{{Text: i18n.Spelled(w.Lang(), character), Lang: w.Lang()}}
}

// ungrouped is a number without the spaces that only group it; another text is as it is.
func ungrouped(text string) string {
	if digits := strings.ReplaceAll(text, " ", ""); digits != "" && strings.Trim(digits, "0123456789") == "" {
		return digits
	}
	return text
}

// common is how many bytes two texts begin alike with, whole characters.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) {
		r, size := utf8.DecodeRuneInString(a[n:])
		if other, _ := utf8.DecodeRuneInString(b[n:]); other != r {
			break
		}
		n += size
	}
	return n
}

// Spelled says the node of a page character by character: what a field holds, else what the node is called.
func Spelled(w *i18n.Words, n a11y.Node) []speech.Utterance {
	said := utter(w, n, func(value words) []words {
		if n.Role == a11y.Entry {
			return []words{value}
		}
		return []words{{n.Label, n.Lang}}
	})
	u := &said[0]
	spelled := func(text string) string { return i18n.Spelled(u.Lang, text) }
	text := n.Label
	if n.Role == a11y.Entry {
		text = ungrouped(n.Value)
	}
	switch {
	case text == "" || n.Secret && n.Masked(): // that it is empty, or hidden, is said as it is
	case n.Secret:
		u.Private = spelled(text)
	default:
		u.Text = spelled(text)
	}
	return said
}
