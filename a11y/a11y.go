// Package a11y holds the one description of a page from which everything else is derived: the window draws it, the
// voice speaks it, keys and switches walk it, AT-SPI publishes it, tests read it.
//
// A tree is plain data: no closures, no widgets, no pixels. Every node is named in the resident's language; what is not
// in the tree does not exist for anybody.
package a11y

import (
	"fmt"
	"strings"
)

// ID names a node for as long as its page is shown. The same state always gives the same IDs.
type ID string

// Role says what kind of thing a node is, in the terms of WAI-ARIA 1.2 where it has one.
type Role string

// Containers. They group what belongs together; a cursor never stops on them.
const (
	Page       Role = "page"
	Dialog     Role = "dialog"     // a page that lies over another one until it is closed
	Banner     Role = "banner"     // where am I: title and step
	Main       Role = "main"       // the answers
	Pager      Role = "pager"      // more of a page that does not fit at once
	Actions    Role = "actions"    // how to go on
	Toolbar    Role = "toolbar"    // the bar at the bottom, the same on every page
	List       Role = "list"       // things to read, or to go to
	RadioGroup Role = "radiogroup" // pick one
	Group      Role = "group"      // tick any
	Keypad     Role = "keypad"     // digits as on a telephone, three in a row
	Grid       Role = "grid"       // many small choices of equal rank
	Calendar   Role = "calendar"   // days, seven in a row
)

// Leaves. A cursor stops on every one of them.
const (
	Heading  Role = "heading"
	Text     Role = "text"
	Item     Role = "listitem"
	Status   Role = "status"
	Alert    Role = "alert"
	Progress Role = "progress"
	Button   Role = "button"
	Radio    Role = "radio"
	Checkbox Role = "checkbox"
	Entry    Role = "entry"
	// Slate is written on with a finger. Nothing can be done there without one, so other ways in only come past it.
	Slate Role = "slate"
)

// Image is a picture that tells what no words of its page tell. A cursor does not stop on it: whoever listens is told its name with the rest
// of the page. A pictogram beside words that say the same is only their Icon.
const Image Role = "image"

// Container says whether a role only groups others.
func (r Role) Container() bool {
	switch r {
	case Page, Dialog, Banner, Main, Pager, Actions, Toolbar, List, RadioGroup, Group, Keypad, Grid, Calendar:
		return true
	}
	return false
}

// Actionable says whether a resident can do something with the role.
func (r Role) Actionable() bool {
	switch r {
	case Button, Radio, Checkbox, Entry:
		return true
	}
	return false
}

// State is what can change about a node while it stays the same thing.
type State struct {
	Disabled bool `json:"disabled,omitempty"`
	Required bool `json:"required,omitempty"`
	Invalid  bool `json:"invalid,omitempty"`
	Selected bool `json:"selected,omitempty"`
	Busy     bool `json:"busy,omitempty"`
	// Default marks the button that goes on from here (AT-SPI: STATE_IS_DEFAULT). It is never pressed by itself.
	Default bool `json:"default,omitempty"`
}

// A Node is one thing that a resident can perceive.
type Node struct {
	ID    ID     `json:"id"`
	Role  Role   `json:"role"`
	Label string `json:"label"`
	// Hint says how to use it or what will happen.
	Hint string `json:"hint,omitempty"`
	// Value is what it holds: what was written, picked or typed.
	Value string `json:"value,omitempty"`
	// Say is spoken in place of Label where reading aloud needs other words.
	Say string `json:"say,omitempty"`
	// Lang is the BCP 47 tag of the words, empty where it is the page's.
	Lang string `json:"lang,omitempty"`
	// ValueLang is the tag of what it holds, where that is in another language than what it is called.
	ValueLang string `json:"valueLang,omitempty"`
	// Icon names a pictogram; a page's own is what it is about. It stands beside the words and says nothing that they do not say.
	Icon  string `json:"icon,omitempty"`
	State State  `json:"state,omitzero"`
	// Column is where it stands in a row of its grid, from 1; 0 means after its neighbour (WAI-ARIA 1.2: aria-colindex).
	Column int `json:"column,omitempty"`
	// Now and Of are how far it is of how far, of what has Of (WAI-ARIA 1.2: aria-valuenow, aria-valuemax).
	Now int `json:"now,omitempty"`
	Of  int `json:"of,omitempty"`
	// Secret: the value is personal. It never reaches a log, a loudspeaker or the bus unasked.
	Secret bool `json:"secret,omitempty"`
	// Live: a change of it is announced although the cursor is elsewhere.
	Live     bool   `json:"live,omitempty"`
	Children []Node `json:"children,omitempty"`
}

// All yields the node and everything below it in reading order.
func (n Node) All() func(yield func(Node) bool) {
	return func(yield func(Node) bool) { n.walk(yield) }
}

func (n Node) walk(yield func(Node) bool) bool {
	if !yield(n) {
		return false
	}
	for _, c := range n.Children {
		if !c.walk(yield) {
			return false
		}
	}
	return true
}

// Leaves returns what a cursor can stop on, in reading order.
func (n Node) Leaves() []Node {
	var out []Node
	for m := range n.All() {
		if !m.Role.Container() && m.Role != Image {
			out = append(out, m)
		}
	}
	return out
}

// Find returns the node with an ID.
func (n Node) Find(id ID) (Node, bool) {
	for m := range n.All() {
		if m.ID == id {
			return m, true
		}
	}
	return Node{}, false
}

// Part returns the first node with a role, such as Main.
func (n Node) Part(r Role) (Node, bool) {
	for m := range n.All() {
		if m.Role == r {
			return m, true
		}
	}
	return Node{}, false
}

// Spoken returns the words for a voice: Say, or Label where there is none.
func (n Node) Spoken() string {
	if n.Say != "" {
		return n.Say
	}
	return n.Label
}

// Check returns every fault that would leave somebody out: a node without a name, an ID used twice, a page whose first
// leaf is not its only heading (WCAG 2.2: 1.3.1, 2.4.6, 4.1.2).
func Check(root Node) []error {
	var errs []error
	seen := map[ID]bool{}
	headings := 0
	for n := range root.All() {
		if n.ID == "" || seen[n.ID] {
			errs = append(errs, fmt.Errorf("%s %q: missing or repeated id %q", n.Role, n.Label, n.ID))
		}
		seen[n.ID] = true
		if strings.TrimSpace(n.Label) == "" {
			errs = append(errs, fmt.Errorf("%s %q has no label", n.Role, n.ID))
		}
		if n.Role.Container() != (len(n.Children) > 0) {
			errs = append(errs, fmt.Errorf("%s %q has %d children", n.Role, n.ID, len(n.Children)))
		}
		if n.Role == Heading {
			headings++
		}
	}
	if leaves := root.Leaves(); headings != 1 || leaves[0].Role != Heading {
		errs = append(errs, fmt.Errorf("page %q: want one heading, first of all; found %d", root.ID, headings))
	}
	return errs
}
