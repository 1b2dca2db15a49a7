package screen

import (
	"fmt"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
)

// Fitted returns a screen as it fits, and which leaves of Main stand together, as fit measures it: one with fewer to choose from where that puts
// all of it on one part.
func Fitted(s Screen, fit func(Screen) [][]a11y.ID) (Screen, [][]a11y.ID) {
	parts := fit(s)
	for fewer := s; len(parts) > 1 && fewer.Fewer != nil; {
		fewer = fewer.Fewer()
		fewer.Settings = s.Settings // whoever measures may look at it otherwise
		if all := fit(fewer); len(all) < 2 {
			return fewer, all
		}
	}
	return s, parts
}

// Paged returns the part of a screen that is shown when its answers do not fit at once. parts says which leaves of Main
// stand together, in order; fewer than two mean that all fits. More and earlier parts are reached by buttons in the tree,
// so that keys, switches and voices page through exactly what eyes see.
func Paged(s Screen, parts [][]a11y.ID, w *i18n.Words) Screen {
	if len(parts) < 2 {
		return s
	}
	at := min(s.Part, len(parts)-1)
	keep := map[a11y.ID]bool{}
	for _, id := range parts[at] {
		keep[id] = true
	}
	out := s
	out.On = map[a11y.ID]flow.Event{}
	for id, e := range s.On {
		out.On[id] = e
	}
	var children []a11y.Node
	for _, c := range s.Root.Children {
		if c.Role == a11y.Main {
			c, _ = only(c, keep)
			children = append(children, c, pager(at, len(parts), s.Part, out.On, w))
			continue
		}
		children = append(children, c)
	}
	out.Root.Children = children
	if at > 0 {
		out.Root.ID += a11y.ID(fmt.Sprintf("/%d", at))
	}
	return out
}

// only keeps the leaves that are wanted and the containers that still hold any.
func only(n a11y.Node, keep map[a11y.ID]bool) (a11y.Node, bool) {
	if !n.Role.Container() {
		return n, keep[n.ID]
	}
	var children []a11y.Node
	for _, c := range n.Children {
		if c, ok := only(c, keep); ok {
			children = append(children, c)
		}
	}
	n.Children = children
	return n, len(children) > 0
}

// pager moves from the part that is shown, which is not the wanted one where there are fewer parts than there were.
func pager(at, of, wanted int, on map[a11y.ID]flow.Event, w *i18n.Words) a11y.Node {
	part := a11y.Node{ID: "part", Role: a11y.Progress, Label: w.T("pager.part", "Part", at+1, "Of", of), Now: at + 1, Of: of}
	less := a11y.Node{ID: "less", Role: a11y.Button, Label: w.T("pager.less"), Icon: "up"}
	more := a11y.Node{ID: "more", Role: a11y.Button, Label: w.T("pager.more"), Icon: "more"}
	less.State.Disabled, more.State.Disabled = at == 0, at == of-1
	on[less.ID], on[more.ID] = flow.PartMoved{By: at - 1 - wanted}, flow.PartMoved{By: at + 1 - wanted}
	return a11y.Node{ID: "pager", Role: a11y.Pager, Label: w.T("part.pager"), Children: []a11y.Node{less, part, more}}
}
