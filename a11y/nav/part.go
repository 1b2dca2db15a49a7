package nav

import (
	"slices"

	"linli/a11y"
)

// Parts returns the leaves of a page in the groups that belong together, in reading order: its title, each list of answers
// (those that follow one another are one) and what stands between them, each row of digits or of days, the pager, how to go on, the bar.
func Parts(root a11y.Node) [][]a11y.Node {
	var out [][]a11y.Node
	for _, part := range root.Children {
		if part.Role != a11y.Main {
			out = append(out, rows(part)...)
			continue
		}
		var loose []a11y.Node
		for i, n := range part.Children {
			if !n.Role.Container() {
				loose = append(loose, n)
				continue
			}
			if len(loose) > 0 {
				out, loose = append(out, loose), nil
			}
			if i > 0 && choices(n) && choices(part.Children[i-1]) { // whoever has no use for them is past them with one press
				out[len(out)-1] = append(out[len(out)-1], n.Leaves()...)
				continue
			}
			out = append(out, rows(n)...)
		}
		if len(loose) > 0 {
			out = append(out, loose)
		}
	}
	return out
}

// choices says whether a group holds answers to pick from.
func choices(n a11y.Node) bool { return n.Role == a11y.RadioGroup || n.Role == a11y.Group }

// rows are the leaves of a group as they stand: digits by three, days by the week, those with columns by these, all others together.
func rows(group a11y.Node) [][]a11y.Node {
	leaves := group.Leaves()
	most := map[a11y.Role]int{a11y.Keypad: 3, a11y.Calendar: 7}[group.Role]
	if len(leaves) == 0 || most == 0 && leaves[0].Column == 0 {
		return [][]a11y.Node{leaves}
	}
	var out [][]a11y.Node
	for i, n := range leaves {
		if i == 0 || n.Column == 1 || len(out[len(out)-1]) == most {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], n)
	}
	return out
}

// Part returns the first leaf of the group that is delta groups after the one that cur is in, stopping at both ends.
func Part(root a11y.Node, cur a11y.ID, delta int) a11y.ID {
	parts := Parts(root)
	if len(parts) == 0 {
		return ""
	}
	at := slices.IndexFunc(parts, func(p []a11y.Node) bool { return has(p, cur) })
	return parts[min(max(max(at, 0)+delta, 0), len(parts)-1)][0].ID
}

// Turn returns the button that turns the page, where the cursor is at the end of what is shown of it and there is more.
func Turn(root a11y.Node, cur a11y.ID, delta int) (a11y.Node, bool) {
	main, _ := root.Part(a11y.Main)
	if answers := main.Leaves(); !has(answers, cur) || has(answers, Part(root, cur, delta)) {
		return a11y.Node{}, false
	}
	id := a11y.ID("more")
	if delta < 0 {
		id = "less"
	}
	n, ok := root.Find(id)
	return n, ok && !n.State.Disabled
}

func has(leaves []a11y.Node, id a11y.ID) bool {
	return slices.ContainsFunc(leaves, func(n a11y.Node) bool { return n.ID == id })
}
