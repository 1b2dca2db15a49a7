// Package announce turns pages and what changes on them into utterances. Whatever is said is derived from the tree: there
// is no second script for those who listen.
package announce

import (
	"strings"

	"linli/a11y"
	"linli/i18n"
	"linli/speech"
)

// Page says a page that has just come: its title, where in the whole it is, and what there is to read.
func Page(w *i18n.Words, root a11y.Node) []speech.Utterance {
	var out []speech.Utterance
	banner, _ := root.Part(a11y.Banner)
	for _, n := range banner.Leaves() {
		out = append(out, utter(w, n, plain(w, n)))
	}
	main, _ := root.Part(a11y.Main)
	for _, n := range main.Leaves() {
		if !n.Role.Actionable() {
			out = append(out, utter(w, n, plain(w, n)))
		}
	}
	return out
}

// Focus says the node that the cursor has come to: what it is called, what it is, how it stands, what it is for.
func Focus(w *i18n.Words, n a11y.Node) []speech.Utterance {
	parts := []string{n.Spoken()}
	switch n.Role {
	case a11y.Button, a11y.Radio, a11y.Checkbox, a11y.Entry:
		parts = append(parts, w.T("role."+string(n.Role)))
	case a11y.Alert:
		parts = []string{w.T("role.alert"), n.Spoken()}
	}
	parts = append(parts, states(w, n)...)
	return []speech.Utterance{utter(w, n, join(w, append(parts, value(w, n), n.Hint)))}
}

// Group says what stands together where a light goes from group to group: what each of them is called.
func Group(w *i18n.Words, leaves []a11y.Node) []speech.Utterance {
	var out []speech.Utterance
	for _, n := range leaves {
		out = append(out, utter(w, n, join(w, []string{n.Spoken()})))
	}
	return out
}

// Changed says what has changed on a page that stays: alerts and other live nodes, and the node under the cursor.
func Changed(w *i18n.Words, changes []a11y.Change, cursor a11y.ID) []speech.Utterance {
	var out []speech.Utterance
	for _, c := range changes {
		switch {
		case c.Node.ID == cursor:
			out = append(out, Focus(w, c.Node)...)
		case c.Node.Live || c.Node.Role == a11y.Entry:
			out = append(out, utter(w, c.Node, plain(w, c.Node)))
		}
	}
	return out
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

func plain(w *i18n.Words, n a11y.Node) string {
	return join(w, []string{n.Spoken(), value(w, n), n.Hint})
}

func value(w *i18n.Words, n a11y.Node) string {
	switch {
	case n.Value == "" && n.Role == a11y.Entry:
		return w.T("state.empty")
	case n.Secret && n.Value != "":
		return w.T("secret.hidden")
	}
	return n.Value
}

func states(w *i18n.Words, n a11y.Node) []string {
	var out []string
	if n.Role == a11y.Radio || n.Role == a11y.Checkbox {
		if n.State.Selected {
			out = append(out, w.T("state.selected"))
		} else {
			out = append(out, w.T("state.unselected"))
		}
	}
	if n.State.Disabled {
		out = append(out, w.T("state.disabled"))
	}
	if n.State.Busy {
		out = append(out, w.T("state.busy"))
	}
	return out
}

func utter(w *i18n.Words, n a11y.Node, text string) speech.Utterance {
	lang := n.Lang
	if lang == "" {
		lang = w.Lang()
	}
	return speech.Utterance{Text: text, Lang: lang, Secret: n.Secret}
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
