package a11y

// Change is what happened to one leaf between two trees.
type Change struct {
	Node Node
	// New: it was not there before. Otherwise its words, value or state differ.
	New bool
}

// Diff returns the leaves of new that old does not have, or has otherwise, in reading order. Two trees with different
// root IDs are different pages: then every leaf is new.
func Diff(old, new Node) []Change {
	before := map[ID]Node{}
	if old.ID == new.ID {
		for n := range old.All() {
			before[n.ID] = n
		}
	}
	var out []Change
	for _, n := range new.Leaves() {
		was, there := before[n.ID]
		if !there {
			out = append(out, Change{n, true})
		} else if !same(was, n) {
			out = append(out, Change{n, false})
		}
	}
	return out
}

func same(a, b Node) bool {
	return a.Label == b.Label && a.Value == b.Value && a.ValueLang == b.ValueLang && a.Hint == b.Hint && a.State == b.State && a.Role == b.Role
}
