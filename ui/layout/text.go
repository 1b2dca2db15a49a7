package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"
)

// wrap breaks a text into lines no wider than width, at the places where Unicode allows it (UAX 14); a word that is wider
// than a line is broken anywhere.
func wrap(m Measure, text string, size float32, bold bool, width float32) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		lines = append(lines, wrapParagraph(m, paragraph, size, bold, width)...)
	}
	return lines
}

func wrapParagraph(m Measure, text string, size float32, bold bool, width float32) []string {
	if m.Width(text, size, bold) <= width {
		return []string{text}
	}
	var seg segmenter.Segmenter
	seg.Init([]rune(text))
	var lines []string
	line := ""
	flush := func() {
		if line = strings.TrimRight(line, " "); line != "" {
			lines = append(lines, line)
		}
		line = ""
	}
	for it := seg.LineIterator(); it.Next(); {
		word := string(it.Line().Text)
		if m.Width(line+strings.TrimRight(word, " "), size, bold) > width {
			flush()
		}
		for m.Width(strings.TrimRight(word, " "), size, bold) > width && utf8.RuneCountInString(word) > 1 {
			var head string
			head, word = cut(m, word, size, bold, width)
			lines = append(lines, head)
		}
		line += word
	}
	flush()
	return lines
}

// cut takes from a word as many characters as fit, at least one.
func cut(m Measure, word string, size float32, bold bool, width float32) (head, rest string) {
	end := 0
	for i, r := range word {
		n := i + utf8.RuneLen(r)
		if end > 0 && m.Width(word[:n], size, bold) > width {
			break
		}
		end = n
	}
	return word[:end], word[end:]
}

// widest is the width of the widest line.
func widest(m Measure, lines []string, size float32, bold bool) float32 {
	var w float32
	for _, l := range lines {
		w = max(w, m.Width(l, size, bold))
	}
	return w
}
