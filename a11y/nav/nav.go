// Package nav says where the cursor goes. It is pure: a tree and a place in it give the next place.
package nav

import "linli/a11y"

// Move returns the leaf that is delta places after cur in reading order, stopping at both ends.
// A cursor that is not in the tree starts at its first leaf.
func Move(root a11y.Node, cur a11y.ID, delta int) a11y.ID {
	leaves := root.Leaves()
	if len(leaves) == 0 {
		return ""
	}
	at := index(leaves, cur)
	return leaves[min(max(at+delta, 0), len(leaves)-1)].ID
}

// Keep returns the cursor for a tree that has just changed: the first alert where one has appeared, on this page or with
// another, so that an error is met at once; where it was if that is still there; else the first leaf.
func Keep(old, new a11y.Node, cur a11y.ID) a11y.ID {
	for _, c := range a11y.Diff(old, new) {
		if c.Node.Role == a11y.Alert {
			return c.Node.ID
		}
	}
	leaves := new.Leaves()
	if old.ID == new.ID {
		for _, n := range leaves {
			if n.ID == cur {
				return cur
			}
		}
	}
	if len(leaves) == 0 {
		return ""
	}
	return leaves[0].ID
}

func index(leaves []a11y.Node, id a11y.ID) int {
	for i, n := range leaves {
		if n.ID == id {
			return i
		}
	}
	return 0
}
