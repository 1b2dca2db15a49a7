package a11y

import (
	"fmt"
	"io"
	"strings"
)

// Dump writes a tree as indented text, a line a node: what a reviewer reads in place of pictures.
func Dump(w io.Writer, root Node) error { return dump(w, root, 0) }

func dump(w io.Writer, n Node, depth int) error {
	if _, err := fmt.Fprintf(w, "%s%s\n", strings.Repeat("  ", depth), Line(n)); err != nil {
		return err
	}
	for _, c := range n.Children {
		if err := dump(w, c, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// Line tells one node in one line: role, name, value, states, hint.
func Line(n Node) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q", n.Role, n.Label)
	if n.Value != "" {
		fmt.Fprintf(&b, " = %q", n.Value)
	}
	if n.ValueLang != "" {
		fmt.Fprintf(&b, " in %s", n.ValueLang)
	}
	for _, s := range n.State.Words() {
		b.WriteString(" [" + s + "]")
	}
	if n.Hint != "" {
		fmt.Fprintf(&b, " (%s)", n.Hint)
	}
	if n.Say != "" {
		fmt.Fprintf(&b, " say %q", n.Say)
	}
	if n.Lang != "" {
		fmt.Fprintf(&b, " lang %s", n.Lang)
	}
	return b.String()
}

// Words returns the names of the states that hold.
func (s State) Words() []string {
	var out []string
	for _, w := range []struct {
		on   bool
		word string
	}{
		{s.Disabled, "disabled"}, {s.Required, "required"}, {s.Invalid, "invalid"},
		{s.Selected, "selected"}, {s.Busy, "busy"}, {s.Default, "default"},
	} {
		if w.on {
			out = append(out, w.word)
		}
	}
	return out
}
