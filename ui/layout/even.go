package layout

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"
)

// mostEven is how many lines are made even. In more of them nobody sees a short last one.
const mostEven = 6

// evenly breaks a text into as many lines as wrap does, where they read best: after a comma or before a quotation rather than
// within a word, of about the same width, no character left alone. What somebody is writing is not broken so: it would leap about.
func evenly(m Measure, text string, size float32, bold bool, width float32) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		greedy := wrapParagraph(m, paragraph, size, bold, width)
		if n := len(greedy); n > 1 && n <= mostEven {
			greedy = even(m, paragraph, size, bold, width, greedy)
		}
		lines = append(lines, greedy...)
	}
	return lines
}

// way is a way to set the first pieces of a paragraph: what it costs, and where its last line begins.
type way struct {
	cost float32
	from int
}

// even is the best way to break a paragraph into the same number of lines as greedy, which is the answer where there is no other.
func even(m Measure, text string, size float32, bold bool, width float32, greedy []string) []string {
	pieces := breakable(m, text, size, bold)
	best := make([][]way, len(greedy)+1) // by the number of lines, and by that of the pieces in them
	best[0] = make([]way, len(pieces)+1)
	for i := range best[0][1:] {
		best[0][1+i].cost = math.MaxFloat32
	}
	for k := range greedy {
		best[k+1] = another(best[k], pieces, width)
	}
	lines := make([]string, len(greedy))
	for k, end := len(greedy), len(pieces); k > 0; k-- {
		w := best[k][end]
		if w.cost == math.MaxFloat32 { // a word is wider than a line
			return greedy
		}
		var line strings.Builder
		for _, p := range pieces[w.from:end] {
			line.WriteString(p.text)
		}
		lines[k-1], end = strings.TrimRight(line.String(), " "), w.from
	}
	return lines
}

// another are the best ways to set pieces in one line more than before.
func another(before []way, pieces []piece, width float32) []way {
	out := make([]way, len(before))
	out[0].cost = math.MaxFloat32
	for end := 1; end < len(out); end++ {
		out[end].cost = math.MaxFloat32
		last := pieces[end-1]
		w := last.bare - last.width
		for from := end - 1; from >= 0; from-- {
			if w += pieces[from].width; w > width {
				break
			}
			slack := (width - w) / width
			cost := before[from].cost + slack*slack
			if end < len(pieces) {
				cost += last.tear
			}
			if cost < out[end].cost {
				out[end] = way{cost, from}
			}
		}
	}
	return out
}

// tearing is what it costs to break a line where nobody would pause, in squares of an unused part of a line.
const tearing = 0.15

// piece is what is never broken.
type piece struct {
	text        string
	width, bare float32 // with and without the spaces at its end
	tear        float32 // what it costs to break the line after it
}

// breakable are the pieces of a text between the places where Unicode allows to break it (UAX 14).
func breakable(m Measure, text string, size float32, bold bool) []piece {
	var seg segmenter.Segmenter
	seg.Init([]rune(text))
	var out []piece
	for it := seg.LineIterator(); it.Next(); {
		word := string(it.Line().Text)
		bare := strings.TrimRight(word, " ")
		p := piece{text: word, width: m.Width(word, size, bold), bare: m.Width(bare, size, bold)}
		if last, _ := utf8.DecodeLastRuneInString(bare); bare == word && !strings.ContainsRune("，。：、；？！”’》）", last) {
			p.tear = tearing
			if n := len(out); n > 0 && out[n-1].tear == 0 { // a sentence's first character would stand alone
				p.tear *= 2
			}
		}
		out = append(out, p)
	}
	return out
}
