//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/i18n"
	"linli/speech"
	"linli/speech/speechtest"
)

// script is what could be heard in a session: every sentence of every page that was shown, and when keys were pressed.
type script struct {
	sentences []speech.Phrase
	seen      map[string]bool
	presses   []press
}

// press is a key, and how much had been heard when it was pressed.
type press struct{ code, at int }

// page takes down what is said of a page.
func (s *script) page(words *i18n.Bundle, page a11y.Node, rate int) {
	w := words.Words(page.Lang)
	said := append(announce.Whole(w, page), announce.Setting(w, w.T("suit.rate"), fmt.Sprint(rate, "%"))...)
	for _, n := range page.Leaves() {
		said = append(said, announce.Focus(w, n)...)
	}
	for _, u := range said {
		text := u.Text
		if u.Private != "" {
			text = u.Private
		}
		for _, stop := range []string{"。", "？", "！", ". ", "? ", "! "} {
			text = strings.ReplaceAll(text, stop, stop+"\n")
		}
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" && !s.seen[fmt.Sprint(rate, line)] {
				s.seen[fmt.Sprint(rate, line)] = true
				s.sentences = append(s.sentences, speech.Phrase{Text: line, Lang: u.Lang, Rate: rate})
			}
		}
	}
}

// heardLine is a sentence and where it was heard.
type heardLine struct {
	from, to int
	alike    float64
	text     string
}

// transcript writes what was heard and when beside the sound, where that is kept: sentences that were heard to their end, the beginning of
// those that a key has cut off, and the keys.
func (l *listener) transcript() {
	l.t.Helper()
	if !l.recorded {
		return
	}
	pcm := l.phones.since(0)
	var lines []heardLine
	var sounds [][]int16
	for _, p := range l.script.sentences {
		said := speechtest.Trim(sound(l.t, p.Lang, p.Text, p.Rate))
		sounds = append(sounds, said)
		for _, at := range speechtest.Find(pcm, said, alike) {
			lines = append(lines, heardLine{at.From, at.From + len(said), at.Alike, p.Text})
		}
	}
	lines = untangled(lines)
	for i, k := range l.script.presses { // what is left between a sentence and a key
		from := 0
		if i > 0 {
			from = l.script.presses[i-1].at
		}
		for _, h := range lines {
			if h.from < k.at && h.to > from {
				from = h.to
			}
		}
		rest := speechtest.Trim(pcm[min(from, k.at):k.at])
		start := from + len(pcm[from:max(from, k.at)]) - len(rest)
		if len(rest) < speech.SampleRate/5 {
			continue
		}
		best := heardLine{start, k.at, 0, ""}
		for j, said := range sounds {
			if len(said) > len(rest)/2 {
				if m := speechtest.Match(rest, said[:min(len(said), len(rest)*3/4)]); m > best.alike {
					best.alike, best.text = m, l.script.sentences[j].Text+" (cut off)"
				}
			}
		}
		lines = append(lines, best)
	}
	for _, k := range l.script.presses {
		lines = append(lines, heardLine{k.at, k.at, 0, fmt.Sprintf("- key %d", k.code)})
	}
	slices.SortStableFunc(lines, func(a, b heardLine) int { return a.from - b.from })
	var b strings.Builder
	at := func(n int) float64 { return float64(n) / speech.SampleRate }
	for _, h := range lines {
		fmt.Fprintf(&b, "%7.2f %5.2f s  %.3f  %s\n", at(h.from), at(h.to-h.from), h.alike, h.text)
	}
	if err := os.WriteFile(filepath.Join(os.Getenv("E2E_WAV"), strings.ReplaceAll(l.t.Name(), "/", "-")+".txt"), []byte(b.String()), 0o600); err != nil {
		l.t.Error(err)
	}
}

// untangled keeps, of what would have been heard at the same time, what is the longest, and of that what is most alike.
func untangled(lines []heardLine) (out []heardLine) {
	slices.SortFunc(lines, func(a, b heardLine) int {
		if d := (b.to - b.from) - (a.to - a.from); d > speech.SampleRate/5 || d < -speech.SampleRate/5 {
			return d
		}
		return int(1e6 * (b.alike - a.alike))
	})
	for _, h := range lines {
		if !slices.ContainsFunc(out, func(o heardLine) bool {
			return h.from < o.to-speech.SampleRate/20 && o.from < h.to-speech.SampleRate/20
		}) {
			out = append(out, h)
		}
	}
	return out
}
