package atspi

import (
	"maps"
	"math/bits"
	"slices"

	"github.com/godbus/dbus/v5"
)

// event is one signal.
type event struct {
	path      dbus.ObjectPath
	of        string // the interface
	member    string
	detail    string
	one, two  int32
	value     any     // string, float64, ref or extents; nil where there is none
	object    *object // what has come, for the cache of readers
	gone      bool    // the path has gone, for it too
	placement bool    // it is only about a place
}

// events collects what is to be told, and how the tree stood before and stands now.
type events struct {
	old, new *tree
	name     string // ours, on the bus
	list     []event
}

// difference lists what turns one tree into another, in the order that readers need: what is there, how it is called, how it stands, the
// window, and at last the focus, which must be on something that is known, in a window that is active.
func difference(old, new *tree, name string) []event {
	e := &events{old: old, new: new, name: name}
	e.left()
	for _, o := range new.order {
		if was := old.byPath[o.path]; was != nil {
			e.changed(was, o)
		} else {
			e.came(o)
		}
	}
	e.window()
	e.focus()
	return e.list
}

func (e *events) tell(path dbus.ObjectPath, member, detail string, one, two int32, value any) {
	e.list = append(e.list, event{path: path, of: eventObject, member: member, detail: detail, one: one, two: two, value: value})
}

func (e *events) ref(o *object) ref { return ref{e.name, o.path} }

// left tells what has gone, children first. What went with its parent is only taken out of the cache.
func (e *events) left() {
	for _, o := range slices.Backward(e.old.order) {
		if e.new.byPath[o.path] != nil {
			continue
		}
		if parent := o.parent; parent != nil && e.new.byPath[parent.path] != nil {
			e.tell(parent.path, "ChildrenChanged", "remove", int32(o.index), 0, e.ref(o))
		}
		if o == e.old.focus {
			e.tell(o.path, "StateChanged", "focused", 0, 0, nil)
		}
		e.tell(o.path, "StateChanged", "defunct", 1, 0, nil)
		e.list = append(e.list, event{path: o.path, gone: true})
	}
}

// came tells what is new. What pops up is read by screen readers when it begins to show.
func (e *events) came(o *object) {
	e.list = append(e.list, event{path: o.path, object: o})
	switch {
	case o.parent == nil:
		e.tell(pathRoot, "ChildrenChanged", "add", 0, 0, e.ref(o))
		e.list = append(e.list, event{path: o.path, of: eventWindow, member: "Create", value: o.name})
	case e.old.byPath[o.parent.path] != nil:
		e.tell(o.parent.path, "ChildrenChanged", "add", int32(o.index), 0, e.ref(o))
	}
	switch o.role {
	case roleAlert, roleDialog, roleNotification, roleStatusBar:
		e.tell(o.path, "StateChanged", "showing", 1, 0, nil)
	}
}

// changed tells what is different about something that is still there.
func (e *events) changed(was, is *object) {
	if was.name != is.name {
		e.tell(is.path, "PropertyChange", "accessible-name", 0, 0, is.name)
	}
	if was.about != is.about {
		e.tell(is.path, "PropertyChange", "accessible-description", 0, 0, is.about)
	}
	if was.node.Now != is.node.Now {
		e.tell(is.path, "PropertyChange", "accessible-value", 0, 0, float64(is.node.Now))
	}
	if !maps.Equal(was.attributes, is.attributes) {
		e.tell(is.path, "AttributesChanged", "", 0, 0, nil)
	}
	e.rewritten(was, is)
	if was.place != is.place {
		e.list = append(e.list, event{path: is.path, of: eventObject, member: "BoundsChanged", value: extentsOf(is.place), placement: true})
	}
	for d := (was.states ^ is.states) &^ (stateFocused | stateActive); d != 0; d &= d - 1 {
		bit := bits.TrailingZeros64(uint64(d))
		e.tell(is.path, "StateChanged", stateName(bit), int32(is.states>>bit&1), 0, nil)
		if states(1)<<bit == stateSelected && is.parent != nil {
			e.tell(is.parent.path, "SelectionChanged", "", 0, 0, nil)
		}
	}
}

// rewritten tells what has been taken out of a field and put in; the caret is always at its end.
func (e *events) rewritten(was, is *object) {
	at, out, in := edit(was.text, is.text)
	if len(out) > 0 {
		e.tell(is.path, "TextChanged", "delete", int32(at), int32(len(out)), string(out))
	}
	if len(in) > 0 {
		e.tell(is.path, "TextChanged", "insert", int32(at), int32(len(in)), string(in))
	}
	if len(was.text) != len(is.text) {
		e.tell(is.path, "TextCaretMoved", "", int32(len(is.text)), 0, nil)
	}
}

// edit is what to take out of a text, where, and what to put in there, to get another.
func edit(was, is []rune) (at int, out, in []rune) {
	for at < len(was) && at < len(is) && was[at] == is[at] {
		at++
	}
	i, j := len(was), len(is)
	for i > at && j > at && was[i-1] == is[j-1] {
		i, j = i-1, j-1
	}
	return at, was[at:i], is[at:j]
}

func (e *events) window() {
	frame := e.new.frame
	if e.old.active == e.new.active {
		return
	}
	if e.new.active {
		e.tell(frame.path, "StateChanged", "active", 1, 0, nil)
		e.list = append(e.list, event{path: frame.path, of: eventWindow, member: "Activate", value: frame.name})
		return
	}
	e.list = append(e.list, event{path: frame.path, of: eventWindow, member: "Deactivate", value: frame.name})
	e.tell(frame.path, "StateChanged", "active", 0, 0, nil)
}

// focus tells it again where the window has become active: Orca has gone to the window then.
func (e *events) focus() {
	was, is := e.old.focus, e.new.focus
	moved := was == nil || is == nil || was.path != is.path
	if was != nil && moved && e.new.byPath[was.path] != nil {
		e.tell(was.path, "StateChanged", "focused", 0, 0, nil)
	}
	if is != nil && (moved || e.new.active && !e.old.active) {
		e.tell(is.path, "StateChanged", "focused", 1, 0, nil)
	}
}
