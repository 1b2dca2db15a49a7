package screen

import (
	"strings"
	"unicode/utf8"

	"linli/a11y"
	"linli/flow"
)

// masked is what of something personal can be read by whoever stands behind: how long it is, until it is asked for.
func (p *page) masked(text string) string {
	if p.s.Revealed {
		return text
	}
	return strings.Repeat("*", utf8.RuneCountInString(text))
}

// reveal shows what is personal on the page, until it is left: the number, or what was written.
func (p *page) reveal(show, hide string) a11y.Node {
	key := show
	if p.s.Revealed {
		key = hide
	}
	return p.button("reveal", "eye", p.w.T(key), flow.RevealPressed{})
}
