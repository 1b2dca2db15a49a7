// Package announce turns pages and what changes on them into utterances. Whatever is said is derived from the tree: there
// is no second script for those who listen.
package announce

import (
	"slices"
	"strings"

	"linli/a11y"
	"linli/i18n"
	"linli/speech"
)

// Page says a page that has just come: its title, where in the whole it is, and what there is to read.
func Page(w *i18n.Words, root a11y.Node) []speech.Utterance {
	var out []speech.Utterance
	for _, part := range []a11y.Role{a11y.Banner, a11y.Main} {
		group, _ := root.Part(part)
		for _, n := range group.Leaves() {
			if !n.Role.Actionable() {
				out = append(out, utter(w, n, plain(n))...)
			}
		}
	}
	return out
}

// Whole says everything that is on a page, in reading order: what there is to read and to see, and what can be done, each with its state
// and its place among its like.
func Whole(w *i18n.Words, root a11y.Node) []speech.Utterance {
	out := Page(w, root)
	if picture, ok := root.Part(a11y.Image); ok {
		out = append(out, focus(w, picture, "")...)
	}
	for _, n := range root.Leaves() {
		if n.Role.Actionable() || inNeither(root, n.ID) {
			out = append(out, At(w, root, n.ID)...)
		}
	}
	return out
}

// Begin says what somebody hears first who has just begun to listen: how to get on, and then what there is to say.
func Begin(w *i18n.Words, root a11y.Node, said []speech.Utterance) []speech.Utterance {
	var first []speech.Utterance
	for _, id := range []a11y.ID{"orient", "orient-start"} {
		if n, ok := root.Find(id); ok {
			first = append(first, utter(w, n, plain(n))...)
		}
	}
	return append(first, slices.DeleteFunc(said, func(u speech.Utterance) bool { return slices.Contains(first, u) })...)
}

// inNeither says whether a leaf is neither in the banner nor among the answers.
func inNeither(root a11y.Node, id a11y.ID) bool {
	for _, part := range []a11y.Role{a11y.Banner, a11y.Main} {
		group, _ := root.Part(part)
		if _, ok := group.Find(id); ok {
			return false
		}
	}
	return true
}

// At says the node of a page that the cursor has come to: what it is called, what it is, how it stands, which of how many it is,
// what it is for.
func At(w *i18n.Words, root a11y.Node, id a11y.ID) []speech.Utterance {
	n, ok := root.Find(id)
	if !ok {
		return nil
	}
	return focus(w, n, place(w, root, id))
}

// Focus says a node without its page.
func Focus(w *i18n.Words, n a11y.Node) []speech.Utterance { return focus(w, n, "") }

func focus(w *i18n.Words, n a11y.Node, place string) []speech.Utterance {
	return utter(w, n, func(value words) []words {
		name, ours := words{n.Spoken(), n.Lang}, func(text string) words { return words{text, ""} }
		parts := []words{name}
		switch n.Role {
		case a11y.Button, a11y.Radio, a11y.Checkbox, a11y.Entry, a11y.Image:
			parts = append(parts, ours(w.T("role."+string(n.Role))))
		case a11y.Alert:
			parts = []words{ours(w.T("role.alert")), name}
		}
		for _, s := range append(states(w, n), place) {
			parts = append(parts, ours(s))
		}
		return append(parts, value, words{n.Hint, n.Lang})
	})
}

// place is which of its choices a choice is; "" where it has no others beside it. Of days that says nothing. Digits stand as on a
// telephone.
func place(w *i18n.Words, root a11y.Node, id a11y.ID) string {
	for n := range root.All() {
		if n.Role == a11y.Keypad {
			if i := slices.IndexFunc(n.Children, func(c a11y.Node) bool { return c.ID == id }); i >= 0 {
				return onKeypad(w, i, len(n.Children))
			}
		}
		if n.Role != a11y.RadioGroup && n.Role != a11y.Group && n.Role != a11y.List {
			continue
		}
		var beside []a11y.ID
		for _, c := range n.Children {
			if c.Role.Actionable() {
				beside = append(beside, c.ID)
			}
		}
		if i := slices.Index(beside, id); i >= 0 && len(beside) > 1 {
			return w.T("say.place", "Part", i+1, "Of", len(beside))
		}
	}
	return ""
}

// onKeypad is where the i-th of some keys is. In the last row the zero stands in the middle and, where there are only two, nothing
// on its left.
func onKeypad(w *i18n.Words, i, of int) string {
	if i >= 9 && of == 11 {
		i++
	}
	return w.T("say.key", "Row", i/3+1, "Column", i%3+1)
}

// Group says what stands together where a light goes from group to group: what each of them is called.
func Group(w *i18n.Words, leaves []a11y.Node) []speech.Utterance {
	var out []speech.Utterance
	for _, n := range leaves {
		out = append(out, utter(w, n, func(words) []words { return []words{{n.Spoken(), n.Lang}} })...)
	}
	return out
}

// Changed says what has changed on a page that stays: alerts and other live nodes, the node under the cursor and, where that is
// one of several that may be chosen, how many are. What a choice makes of a field is not said: whoever wants to hear it goes
// there. What is written there is said by Typed.
func Changed(w *i18n.Words, root a11y.Node, changes []a11y.Change, cursor a11y.ID) []speech.Utterance {
	var out []speech.Utterance
	for _, c := range changes {
		switch {
		case c.Node.Role == a11y.Entry:
		case c.Node.ID == cursor && c.Node.Role == a11y.Checkbox:
			out = append(out, focus(w, c.Node, chosen(w, root, cursor))...)
		case c.Node.ID == cursor:
			out = append(out, Focus(w, c.Node)...)
		case c.Node.Live:
			out = append(out, utter(w, c.Node, plain(c.Node))...)
		}
	}
	return out
}

// chosen is how many are chosen of those that stand together with one; "" where it stands alone.
func chosen(w *i18n.Words, root a11y.Node, id a11y.ID) string {
	for group := range root.All() {
		if group.Role != a11y.Group || len(group.Children) < 2 || !slices.ContainsFunc(group.Children, func(c a11y.Node) bool { return c.ID == id }) {
			continue
		}
		n := 0
		for _, c := range group.Children {
			if c.State.Selected {
				n++
			}
		}
		return w.T("say.chosen", "Count", n)
	}
	return ""
}

// Undone says what has been taken back, wherever the cursor is: each answer as it stands now.
func Undone(w *i18n.Words, changes []a11y.Change) []speech.Utterance {
	var out []speech.Utterance
	for _, c := range changes {
		if c.Node.ID != "undo" {
			out = append(out, Focus(w, c.Node)...)
		}
	}
	return out
}

// plain says a node and nothing about how it is used, for a value.
func plain(n a11y.Node) func(value words) []words {
	return func(value words) []words { return []words{{n.Spoken(), n.Lang}, value, {n.Hint, n.Lang}} }
}

// words are something to say, in a language; "" for the page's.
type words struct{ text, lang string }

// value is what everybody may hear of a node's value.
func value(w *i18n.Words, n a11y.Node) words {
	switch {
	case n.Value == "" && n.Role == a11y.Entry:
		return words{w.T("state.empty"), ""}
	case n.Secret && n.Value != "":
		return words{w.T("secret.hidden"), ""}
	}
	return held(w, n)
}

// held is a node's value. What is still being written is read digit by digit.
func held(w *i18n.Words, n a11y.Node) words {
	lang := n.ValueLang
	if lang == "" {
		lang = n.Lang
	}
	if n.Role == a11y.Entry {
		return words{i18n.Digits(w.Lang(), n.Value), lang}
	}
	return words{n.Value, lang}
}

func states(w *i18n.Words, n a11y.Node) []string {
	var out []string
	if n.Role == a11y.Radio || n.Role == a11y.Checkbox {
		if n.State.Selected {
			out = append(out, w.T("state.selected"))
		} else {
			out = append(out, w.T("state.unselected"))
		}
	} else if n.State.Selected { // the day that was picked
		out = append(out, w.T("state.selected"))
	}
	if n.State.Disabled {
		out = append(out, w.T("state.disabled"))
	}
	if n.State.Busy {
		out = append(out, w.T("state.busy"))
	}
	return out
}

// utter says a node: one utterance after the other for each language that its words are in, so that each has the voice of its own.
func utter(w *i18n.Words, n a11y.Node, say func(value words) []words) []speech.Utterance {
	if n.Secret {
		return []speech.Utterance{personal(w, n, say)}
	}
	said := slices.DeleteFunc(say(value(w, n)), func(part words) bool { return part.text == "" })
	var out []speech.Utterance
	var texts []string
	for i, part := range said {
		texts = append(texts, part.text)
		if i+1 == len(said) || tongue(w, said[i+1].lang) != tongue(w, part.lang) {
			out, texts = append(out, utterance(w, part.lang, texts)), nil
		}
	}
	return out
}

// personal says a node that is, in one language: beside what everybody may hear, because the voice knows who listens. It is said nowhere
// while it is not to be read either.
func personal(w *i18n.Words, n a11y.Node, say func(value words) []words) speech.Utterance {
	all := func(value words) speech.Utterance {
		var texts []string
		for _, part := range say(value) {
			texts = append(texts, part.text)
		}
		return utterance(w, n.Lang, texts)
	}
	u := all(value(w, n))
	switch {
	case n.Value == "" && n.Role == a11y.Entry || n.Masked():
	case n.Value == "": // its name is what is personal
		u.Private, u.Text = u.Text, join(w, []string{w.T("secret.hidden")})
	default:
		u.Private = all(held(w, n)).Text
	}
	return u
}

func utterance(w *i18n.Words, lang string, texts []string) speech.Utterance {
	lang = tongue(w, lang)
	return speech.Utterance{Text: i18n.Aloud(lang, join(w, texts)), Lang: lang}
}

// tongue is the language of words, which is the page's where they have none of their own.
func tongue(w *i18n.Words, lang string) string {
	if lang == "" {
		return w.Lang()
	}
	return lang
}

// join puts sentences and words in a row, with exactly one stop after each.
func join(w *i18n.Words, parts []string) string {
	var b strings.Builder
	stopped := true
	for _, p := range parts {
		p = strings.TrimSpace(p)
		if p == "" {
			continue
		}
		if !stopped {
			b.WriteString(w.T("say.comma"))
		} else if b.Len() > 0 && isASCII(b.String()) {
			b.WriteString(" ")
		}
		b.WriteString(p)
		stopped = strings.ContainsAny(p[len(p)-1:], ".!?") || strings.HasSuffix(p, "。") || strings.HasSuffix(p, "？") || strings.HasSuffix(p, "！")
	}
	if !stopped {
		b.WriteString(strings.TrimSpace(w.T("sentence.end")))
	}
	return b.String()
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

// Setting says how something is now that has just been changed.
func Setting(w *i18n.Words, name, now string) []speech.Utterance {
	return []speech.Utterance{{Text: i18n.Aloud(w.Lang(), join(w, []string{name, now})), Lang: w.Lang()}}
}
