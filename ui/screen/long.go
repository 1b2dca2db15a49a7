package screen

import (
	"fmt"
	"slices"
	"strings"

	"linli/a11y"
)

// How long texts of others may be, in characters: a question or a name as a title, a piece of anything. What is longer is
// read on in pieces, so that each fits on a page. Nothing is ever abbreviated.
const (
	longestTitle = 60
	longestPiece = 90
)

func long(name string) bool { return len([]rune(name)) > longestTitle }

// named is something to choose by its name, the rest of a long one below it.
func named(card a11y.Node, name string) []a11y.Node {
	card.Label = pieces(name)[0]
	return append([]a11y.Node{card}, readOn(card.ID, name, card.Lang)...)
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
