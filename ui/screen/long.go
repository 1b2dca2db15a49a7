package screen

import (
	"fmt"
	"slices"
	"strings"

	"linli/a11y"
)

// How long texts of others may be, in characters: a name on a card, a question as a title, a piece of a long answer. What is
// longer is not a name; a question or an answer is read on in pieces, so that each fits on a page.
const (
	longestName  = 100
	longestTitle = 60
	longestPiece = 90
)

// brief is a name that fits on a card.
func brief(name string) string {
	if r := []rune(name); len(r) > longestName {
		return string(r[:longestName]) + "…"
	}
	return name
}

// pieces cuts a text, at least into one. None of several is blank: there would be nothing to see or to say.
func pieces(text string) []string {
	var out []string
	for piece := range slices.Chunk([]rune(text), longestPiece) {
		if len(out) == 0 || strings.TrimSpace(string(piece)) != "" {
			out = append(out, string(piece))
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// readOn are the pieces of a text after the first.
func readOn(id a11y.ID, text, lang string) []a11y.Node {
	var out []a11y.Node
	for i, piece := range pieces(text)[1:] {
		out = append(out, a11y.Node{ID: a11y.ID(fmt.Sprintf("%s-more-%d", id, i)), Role: a11y.Item, Label: piece, Lang: lang})
	}
	return out
}
