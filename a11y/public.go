package a11y

import (
	"strings"
	"unicode/utf8"
)

// Masked says whether even who looks at a node's value only sees how long it is.
func (n Node) Masked() bool { return strings.Contains(n.Value, "**") || n.Value == "*" }

// Public returns the tree as anybody may have it, for readers that do not know who listens: of a personal field only how
// long its content is, hidden in place of any other personal value, or of a name that is personal itself.
func (n Node) Public(hidden string) Node {
	if n.Secret {
		switch {
		case n.Role == Entry:
			n.Value = strings.Repeat("*", utf8.RuneCountInString(n.Value))
		case n.Value != "":
			n.Value, n.ValueLang = hidden, ""
		default:
			n.Label, n.Say, n.Hint = hidden, "", ""
		}
	}
	if len(n.Children) > 0 {
		children := make([]Node, len(n.Children))
		for i, c := range n.Children {
			children[i] = c.Public(hidden)
		}
		n.Children = children
	}
	return n
}
