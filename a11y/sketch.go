package a11y

import (
	"fmt"
	"strings"
)

// Sketch draws a page with letters, for people who read tests and journeys: what is there, in reading order, as it would
// be seen. Buttons stand in [brackets], the one that goes on in [[two]], radio buttons and check boxes show their state.
func Sketch(root Node) string {
	var b strings.Builder
	for _, part := range root.Children {
		switch part.Role {
		case Toolbar, Pager:
			fmt.Fprintf(&b, "  ── %s ──\n", inline(part))
		default:
			sketch(&b, part, 1)
		}
	}
	return b.String()
}

func sketch(b *strings.Builder, n Node, depth int) {
	indent := strings.Repeat("  ", depth)
	if n.Role.Container() {
		if n.Role == Keypad || n.Role == Calendar || n.Role == Grid || n.Role == Pager {
			fmt.Fprintf(b, "%s%s\n", indent, inline(n))
			return
		}
		next := depth
		if n.Role == List || n.Role == RadioGroup || n.Role == Group {
			next++
		}
		for _, c := range n.Children {
			sketch(b, c, next)
		}
		return
	}
	if n.Role == Image { // what is drawn stands in pictures
		return
	}
	fmt.Fprintf(b, "%s%s\n", indent, mark(n))
}

func inline(n Node) string {
	var names []string
	for _, c := range n.Children {
		names = append(names, mark(c))
	}
	return strings.Join(names, " ")
}

// mark draws one leaf.
func mark(n Node) string {
	text := n.Label
	if n.Value != "" {
		text += ": " + n.Value
	}
	switch n.Role {
	case Heading:
		return "# " + text
	case Radio:
		text = pick(n.State.Selected, "(•) ", "( ) ") + text
	case Checkbox:
		text = pick(n.State.Selected, "[x] ", "[ ] ") + text
	case Entry:
		text = n.Label + ": " + n.Value + "▁"
	case Alert:
		text = "! " + text
	case Slate:
		text = "▢ " + text
	case Button:
		text = pick(n.State.Default, "[[ ", "[") + text + pick(n.State.Default, " ]]", "]")
		if n.State.Disabled {
			text = "(" + text + ")"
		}
	}
	if n.Hint != "" {
		text += "  — " + n.Hint
	}
	return text
}

func pick(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}
