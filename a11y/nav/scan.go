package nav

import (
	"math"
	"slices"

	"linli/a11y"
)

// Scan is where the light is for somebody who has one or two switches: first on a group of what can be pressed, then on one
// after the other of the group that was chosen. It comes past everything, and so also past the way back and past help.
type Scan struct {
	groups [][]a11y.Node
	keys   []a11y.Node // those of the page that write
	group  int
	item   int // -1 is the group as a whole
	rounds int
	rests  bool
}

// How often the light goes round before it rests, and before it leaves a group in which nothing is chosen.
const (
	roundsOfAll   = 3
	roundsOfGroup = 2
)

// NewScan begins with the group that has a leaf of a page, or with the first one.
func NewScan(root a11y.Node, at a11y.ID) Scan {
	s := Scan{groups: groups(root), keys: keys(root), item: -1}
	s.group = max(0, slices.IndexFunc(s.groups, func(g []a11y.Node) bool { return has(g, at) }))
	return s
}

// Lit returns what the light is on; nothing where it rests.
func (s Scan) Lit() []a11y.Node {
	switch {
	case s.rests || len(s.groups) == 0:
		return nil
	case s.item < 0:
		return s.groups[s.group]
	}
	return s.groups[s.group][s.item : s.item+1]
}

// Rests says whether the light has gone round often enough without being answered.
func (s Scan) Rests() bool { return s.rests }

// Step moves the light on.
func (s Scan) Step() Scan {
	if s.rests || len(s.groups) == 0 {
		return s
	}
	of, at := len(s.groups[s.group]), &s.item
	if s.item < 0 {
		of, at = len(s.groups), &s.group
	}
	if *at = (*at + 1) % of; *at > 0 {
		return s
	}
	s.rounds++
	switch {
	case s.item < 0 && s.rounds == roundsOfAll:
		s.rests = true
	case s.item >= 0 && s.rounds == roundsOfGroup:
		s.item, s.rounds = -1, 0
	}
	return s
}

// Choose goes into the group that is lit, or returns the leaf that is meant: the light then is on its group, where several may be
// chosen, on the next one, where one answer is enough, or on the first keys, where another digit is written.
func (s Scan) Choose() (Scan, a11y.ID) {
	lit := s.Lit()
	s.rounds = 0
	switch {
	case len(lit) == 0:
		s.rests, s.group, s.item = false, 0, -1
		return s, ""
	case len(lit) > 1:
		s.item = 0
		return s, ""
	}
	s.item = -1
	switch {
	case lit[0].Role == a11y.Radio:
		s.group = (s.group + 1) % len(s.groups)
	case has(s.keys, lit[0].ID):
		s.group = slices.IndexFunc(s.groups, func(g []a11y.Node) bool { return has(s.keys, g[0].ID) })
	}
	return s, lit[0].ID
}

// keys are those of a keypad. From the last of them the way to the first would lead past the whole page.
func keys(root a11y.Node) []a11y.Node {
	pad, _ := root.Part(a11y.Keypad)
	return pad.Children
}

// groups are what can be pressed, in groups that are small enough to be gone through.
func groups(root a11y.Node) [][]a11y.Node {
	var out [][]a11y.Node
	for _, part := range Parts(root) {
		var can []a11y.Node
		for _, n := range part {
			if n.Role.Actionable() && n.Role != a11y.Entry && !n.State.Disabled {
				can = append(can, n)
			}
		}
		out = append(out, split(root, can)...)
	}
	return out
}

// split makes rows of many leaves; the way back and help stand alone.
func split(root a11y.Node, can []a11y.Node) [][]a11y.Node {
	var out [][]a11y.Node
	row, most := []a11y.Node(nil), rowOf(root, can)
	end := func() {
		if len(row) > 0 {
			out, row = append(out, row), nil
		}
	}
	for _, n := range can {
		alone := n.ID == "back" || n.ID == "help" || n.ID == "staff"
		if alone || len(row) == most || n.Column == 1 {
			end()
		}
		row = append(row, n)
		if alone {
			end()
		}
	}
	end()
	return out
}

// rowOf is how many leaves stand in a row: as they do on the page, or else about as many as there are rows.
func rowOf(root a11y.Node, can []a11y.Node) int {
	const few = 5
	if len(can) <= few {
		return few
	}
	for n := range root.All() {
		if has(n.Children, can[0].ID) {
			switch n.Role {
			case a11y.Calendar:
				return len(can)
			case a11y.Toolbar:
				return few
			}
		}
	}
	return int(math.Ceil(math.Sqrt(float64(len(can)))))
}
