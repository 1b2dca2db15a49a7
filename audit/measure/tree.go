package measure

import (
	"fmt"
	"strings"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
)

// Tree counts what is wrong with how a page is made: headings (F01), fields and choices (F01, F02), what must be on every page (F06,
// L01, V15), errors (F08; WCAG 2.2 3.3.1), faults of the tree (A01; WCAG 2.2 1.3.1).
func Tree(p Page, mark Mark) {
	root := p.Screen.Root
	for _, err := range a11y.Check(root) {
		mark("A01 tree", 1, err.Error())
	}
	mark("A01 tree", 0, "")
	main, _ := root.Part(a11y.Main)
	fields := 0
	for _, n := range main.Leaves() {
		fields += int(count(n.Role == a11y.Entry))
	}
	mark("F01 fields", float64(fields), "")
	if p.Name == "home" {
		mark("F02 choices", float64(len(main.Leaves())), "")
	}
	bar, _ := root.Part(a11y.Toolbar)
	size, ok := bar.Find("size")
	mark("V15 missing", count(!ok || size.State.Disabled || p.Screen.On["size"] != (flow.SizePressed{})), "size")
	if _, begun := bar.Find("back"); begun {
		_, ok = bar.Find("undo")
		mark("F06 missing", count(!ok), "undo")
	}
	problems(root, mark)
}

// problems counts fields that are wrong of which the words are not above, or not beside them, or that have no sign.
func problems(root a11y.Node, mark Mark) {
	for n := range root.All() {
		if !n.State.Invalid || n.Role.Container() {
			continue
		}
		above := false
		for other := range root.All() {
			above = above || other.Role == a11y.Alert && other.Label == n.Hint
		}
		mark("F08 unsaid", count(!above || n.Hint == ""), string(n.ID))
	}
}

// Private counts nodes that show a telephone number that nobody has asked to see (D06).
func Private(p Page, number string, mark Mark) {
	if strings.HasSuffix(p.Name, "shown") {
		return
	}
	for _, n := range p.Screen.Root.Leaves() {
		mark("D06 shown", count(strings.Contains(n.Label+n.Hint+n.Value+n.Say, number)), string(n.ID))
	}
}

// Keys counts what keys and switches do not come to: leaves that the key for the next thing leaves out, or comes to in another order (K01,
// K03), from which the one before does not lead back (K04), and what can be pressed and is never lit for one switch (K09).
func Keys(p Page, mark Mark) {
	root := p.Screen.Root
	leaves := root.Leaves()
	at := a11y.ID("")
	if len(leaves) > 0 {
		at = leaves[0].ID
	}
	for i, n := range leaves {
		if i > 0 {
			before := at
			at = nav.Move(root, at, 1)
			mark("K04 trap", count(nav.Move(root, at, -1) != before), string(n.ID))
		}
		mark("K01 unreached", count(at != n.ID), string(n.ID))
	}
	lit := lights(root)
	for _, n := range leaves {
		if n.Role.Actionable() && n.Role != a11y.Entry && !n.State.Disabled {
			mark("K09 unlit", count(!lit[n.ID]), string(n.ID))
		}
	}
}

// lights are what one switch can press: every group that is lit is chosen once, and every leaf of it.
func lights(root a11y.Node) map[a11y.ID]bool {
	out, seen := map[a11y.ID]bool{}, map[string]bool{}
	for s := nav.NewScan(root, ""); !s.Rests() && len(s.Lit()) > 0 && !seen[fmt.Sprint(ids(s.Lit()))]; s = s.Step() {
		seen[fmt.Sprint(ids(s.Lit()))] = true
		inner, id := s.Choose()
		if out[id] = true; id != "" {
			continue
		}
		for range s.Lit() {
			_, id := inner.Choose()
			out[id] = true
			inner = inner.Step()
		}
	}
	return out
}

func ids(leaves []a11y.Node) []a11y.ID {
	out := make([]a11y.ID, len(leaves))
	for i, n := range leaves {
		out[i] = n.ID
	}
	return out
}
