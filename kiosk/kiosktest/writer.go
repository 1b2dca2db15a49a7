package kiosktest

import (
	"unicode/utf8"

	"linli/flow"
)

// Writer offers the same few characters for strokes, and the same few words of Chinese for whatever is pressed, each for as many keys as it has syllables of two; nothing for what
// ends with 9999.
type Writer struct{}

// Characters implements kiosk.Writer: as many strokes, another character first. A single point is none.
func (Writer) Characters(asked flow.Recognise) []string {
	if len(asked.Strokes) == 1 && len(asked.Strokes[0]) == 1 {
		return nil
	}
	words := []rune("一二三王生田由甲申")
	n := min(len(asked.Strokes), len(words)) - 1
	out := []string{string(words[n])}
	for i, r := range words {
		if i != n {
			out = append(out, string(r))
		}
	}
	return out
}

// Candidates implements kiosk.Writer.
func (Writer) Candidates(asked flow.Suggest, lang string) []flow.Candidate {
	letters := asked.Letters
	n := len(letters)
	if n >= 4 && letters[n-4:] == "9999" {
		return nil
	}
	words := []string{"楼道的灯", "楼道", "楼", "漏", "路", "喽", "露", "搂", "陋", "篓"}
	if lang == "zh-Hant" {
		words = []string{"樓道的燈", "樓道", "樓", "漏", "路", "嘍", "露", "摟", "陋", "簍"}
	}
	out := make([]flow.Candidate, len(words))
	for i, w := range words {
		signs := []rune(letters)
		out[i] = flow.Candidate{Text: w, Letters: len(string(signs[:min(len(signs), 2*utf8.RuneCountInString(w))]))}
	}
	return out
}
