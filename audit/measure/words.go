package measure

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/assets"
	"linli/i18n"
	"linli/speech"
	"linli/ui/layout"
	"linli/ui/theme"
)

// Ink is how high a Chinese character and a capital H are, in ems.
type Ink struct{ Character, Capital float64 }

// Type measures the type of a page: capitals anywhere (V02; Section 508 402.4) and, at 100 per cent, what is to be read or chosen
// (V01; EN 301 549 5.1.4), and on the receipt (F14).
func Type(p Page, ink Ink, text int, mark Mark) {
	var number, other float64
	for _, b := range p.Boxes {
		for _, l := range b.Lines {
			mm, what := p.mm(l.Size), fmt.Sprintf("%q of %s", l.Text, b.Node.ID)
			mark("V02 capital", mm*ink.Capital, what)
			if b.Node.ID == "number" && l.Text == b.Node.Value {
				number = mm
			} else {
				other = max(other, mm)
			}
			if p.Name == "done" {
				mark("F14 capital", mm*ink.Capital, what)
			}
		}
		read := b.Node.Role == a11y.Text || b.Node.Role == a11y.Radio || b.Node.Role == a11y.Checkbox || b.Node.Role == a11y.Alert
		if read && text == 0 && len(b.Lines) > 0 && b.Node.ID != "weekdays" && !p.longer() {
			mm, what := p.mm(b.Lines[0].Size), fmt.Sprintf("%q of %s", b.Lines[0].Text, b.Node.ID)
			character := "V01 character"
			if p.Window.H < 300*p.Window.PerMM { // 15 inches, where words around the answers may be set smaller
				character = "V01 low"
			}
			mark(character, mm*ink.Character, what)
			mark("V01 capital", mm*ink.Capital, what)
		}
	}
	if p.Name == "done" && number > 0 {
		mark("F14 number", number/other, "number")
	}
}

// Lines measures how far apart the lines of a paragraph are, in ems, and paragraphs, in lines (V06; MIIT 1.3, WCAG 2.2 1.4.12).
func Lines(p Page, mark Mark) {
	main, _ := p.Screen.Root.Part(a11y.Main)
	var above layout.Box
	for _, b := range p.Boxes {
		for i := range b.Lines[min(1, len(b.Lines)):] {
			if one, next := b.Lines[i], b.Lines[i+1]; one.Size == next.Size && next.Y > one.Y {
				mark("V06 lines", float64((next.Y-one.Y)/one.Size), fmt.Sprintf("%q of %s", next.Text, b.Node.ID))
			}
		}
		_, ok := main.Find(b.Node.ID)
		if ok = ok && b.Look == layout.Plain && b.Node.ID != "weekdays" && len(b.Lines) > 0; ok && above.Node.ID != "" {
			last, first := above.Lines[len(above.Lines)-1], b.Lines[0]
			between := b.Rect.Y + first.Y - above.Rect.Y - last.Y
			mark("V06 paragraphs", float64(between/last.Size/theme.LineHeight), fmt.Sprintf("%q below %q", first.Text, last.Text))
		}
		if above = (layout.Box{}); ok {
			above = b
		}
	}
}

// Shown counts nodes of which words are not in their lines, or are cut short (V04; WCAG 2.2 1.4.4). A field shows the end of what is
// written into it.
func Shown(p Page, mark Mark) {
	for _, b := range p.Boxes {
		n, shown := b.Node, ""
		for _, l := range b.Lines {
			shown += unspaced(l.Text)
		}
		words := []string{n.Label, n.Hint, n.Value}
		if n.Role == a11y.Entry {
			words[2] = lastLines(b)
		}
		lost := strings.Contains(shown, "…")
		for _, w := range words {
			lost = lost || !strings.Contains(shown, unspaced(w))
		}
		end := unspaced(words[2])
		lost = lost || !strings.HasSuffix(unspaced(n.Value), end) || n.Value != "" && end == ""
		mark("V04 lost", count(lost), fmt.Sprintf("%s, which shows %q", n.ID, shown))
	}
}

// lastLines is what a field shows of what is written into it: the bold lines with the ink of answers.
func lastLines(b layout.Box) string {
	var out strings.Builder
	for _, l := range b.Lines {
		if l.Bold && l.Tone == layout.Ink {
			out.WriteString(l.Text + " ")
		}
	}
	return out.String()
}

// unspaced is a text without white space, which lines break at.
func unspaced(s string) string { return strings.Join(strings.Fields(s), "") }

var keyOrTemplate = regexp.MustCompile(`^[a-z]+(\.[a-z0-9-]+)+$|\{\{|<no value>`)

// Names counts nodes without a name (A01, V17; WCAG 2.2 4.1.2), or with one that is no words (L03), and pictograms that are not ours or
// are letters (V17).
func Names(p Page, mark Mark) {
	for n := range p.Screen.Root.All() {
		nameless := strings.TrimSpace(n.Label) == ""
		mark("A01 nameless", count(nameless), fmt.Sprintf("%s %s", n.Role, n.ID))
		if n.Icon != "" {
			mark("V17 pictogram", count(nameless || !slices.Contains(assets.Icons(), n.Icon)), fmt.Sprintf("%s of %s", n.Icon, n.ID))
		}
		words := n.Label + n.Hint + n.Value
		sign := strings.IndexFunc(words, func(r rune) bool { return unicode.In(r, unicode.So, unicode.Sm, unicode.Co) })
		mark("V17 sign", count(sign >= 0 && !p.longer() && n.Lang != i18n.Pseudo), string(n.ID))
		mark("L03 key", count(keyOrTemplate.MatchString(n.Label) || keyOrTemplate.MatchString(n.Hint)), fmt.Sprintf("%q of %s", n.Label, n.ID))
	}
}

// Said counts words that are on a page and are not said when all of it is read into headphones (A01; EN 301 549 5.1.3.1), and
// choices of which it is not said that they are chosen.
func Said(p Page, words *i18n.Words, mark Mark) {
	root := p.Screen.Root
	var said strings.Builder
	for _, u := range announce.Whole(words, root) {
		said.WriteString(u.In(speech.Headphones, speech.Settings{On: true}) + "\n")
	}
	all := said.String()
	for _, n := range root.Leaves() {
		for i, text := range []string{n.Spoken(), n.Value, n.Hint} {
			lang := n.Lang
			if i == 1 && n.ValueLang != "" {
				lang = n.ValueLang
			}
			if lang == "" {
				lang = root.Lang
			}
			if n.Role == a11y.Entry {
				text = i18n.Digits(lang, text)
			}
			text = i18n.Aloud(lang, strings.TrimSpace(text))
			mark("A01 unsaid", count(!strings.Contains(text, "*") && !strings.Contains(all, text)), fmt.Sprintf("%q of %s", text, n.ID))
		}
		if n.State.Selected {
			mark("A01 unsaid", count(!strings.Contains(all, words.T("state.selected"))), fmt.Sprintf("that %s is chosen", n.ID))
		}
	}
}
