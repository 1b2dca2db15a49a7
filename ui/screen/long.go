package screen

import (
	"fmt"
	"strings"
	"unicode"

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

// pieces cuts a text, at least into one: after a sentence where there is one, else between words, else anywhere but before a mark that
// belongs to the character ahead of it. None of several is blank: there would be nothing to see or to say.
func pieces(text string) []string {
	var out []string
	for rest := []rune(text); len(rest) > 0; {
		at := len(rest)
		if at > longestPiece {
			at = seam(rest[:longestPiece+1])
		}
		if piece := string(rest[:at]); len(out) == 0 || strings.TrimSpace(piece) != "" {
			out = append(out, piece)
		}
		rest = rest[at:]
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// seam is where a piece ends best, of text with one character more than it may have.
func seam(text []rune) int {
	most := len(text) - 1
	for _, ends := range []func(r, next rune) bool{
		func(r, next rune) bool {
			return strings.ContainsRune("。！？；\n", r) || strings.ContainsRune(".!?;", r) && unicode.IsSpace(next)
		},
		func(r, next rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("，、：", r) },
		func(r, next rune) bool { return !unicode.IsMark(next) },
	} {
		for at := most; at > most/2; at-- {
			if !ends(text[at-1], text[at]) {
				continue
			}
			for end := at; end <= most; end++ { // a bracket or a quotation mark belongs to what it closes
				if !unicode.In(text[end], unicode.Pe, unicode.Pf) && text[end] != '"' {
					return end
				}
			}
		}
	}
	return most
}

// readOn are the pieces of a text after the first.
func readOn(id a11y.ID, text, lang string) []a11y.Node {
	var out []a11y.Node
	for i, piece := range pieces(text)[1:] {
		out = append(out, a11y.Node{ID: a11y.ID(fmt.Sprintf("%s-more-%d", id, i)), Role: a11y.Item, Label: piece, Lang: lang})
	}
	return out
}
