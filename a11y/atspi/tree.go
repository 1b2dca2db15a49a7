package atspi

import (
	"fmt"
	"strings"

	"github.com/godbus/dbus/v5"

	"linli/a11y"
)

// object is one thing on the bus. It never changes; the next tree has others.
type object struct {
	id          a11y.ID
	key         string // what it was known by: the same object has the same path
	path        dbus.ObjectPath
	role        role
	name, about string
	locale      string
	states      states
	interfaces  []string
	attributes  map[string]string
	place       Rect
	node        a11y.Node
	text        []rune // of a field

	parent *object // nil for the frame
	index  int
	kids   []*object
	// by relation, the objects it stands in
	labelledBy, labelFor, describedBy, descriptionFor []*object
}

// tree is a whole window at one moment.
type tree struct {
	frame  *object
	order  []*object
	byPath map[dbus.ObjectPath]*object
	focus  *object
	active bool
	locale string // of the page
}

// children are those of an object, or the frame as the only one of the program itself.
func (t *tree) children(o *object) []*object {
	if o != nil {
		return o.kids
	}
	return []*object{t.frame}
}

// build makes the tree of the page that is shown. What was there before keeps its path; what is new gets one that has never been used,
// because clients keep what they know by path. Another page is made of new things, whatever they are called.
func (b *Bridge) build() *tree {
	was := map[string]dbus.ObjectPath{}
	for _, o := range b.now.Load().order {
		was[o.key] = o.path
	}
	root := b.page.Root
	t := &tree{byPath: map[dbus.ObjectPath]*object{}, active: !b.inactive, locale: localeOf("", root.Lang)}
	add := func(o *object, parent *object) {
		if o.path = was[o.key]; o.path == "" {
			b.paths++
			o.path = dbus.ObjectPath(fmt.Sprintf("%sn%d", pathPrefix, b.paths))
		}
		if o.parent = parent; parent != nil {
			o.index = len(parent.kids)
			parent.kids = append(parent.kids, o)
		}
		t.byPath[o.path] = o
		t.order = append(t.order, o)
	}
	var grow func(n a11y.Node, parent *object) Rect
	grow = func(n a11y.Node, parent *object) Rect {
		o := b.object(n)
		add(o, parent)
		if o.states&stateFocused != 0 {
			t.focus = o
		}
		for _, c := range n.Children {
			o.place = o.place.with(grow(c, o))
		}
		if n.ValueLang != "" {
			add(b.inItsOwn(n, o), o)
		}
		return o.place
	}
	if root.Role == a11y.Page {
		grow(root, nil)
	} else { // what lies over a page is in its window; at first nothing is shown at all
		under := b.under
		if root.Role == a11y.Dialog {
			under.Children = []a11y.Node{root}
		}
		grow(under, nil)
	}
	t.frame = t.order[0]
	if t.active {
		t.frame.states |= stateActive
	}
	for _, n := range b.notices {
		id := a11y.ID(fmt.Sprintf("notice-%d", n.number))
		add(&object{
			id: id, key: string(id), role: roleNotification, name: n.text,
			states: present, interfaces: []string{ifAccessible, ifComponent}, locale: t.locale, place: t.frame.place,
		}, t.frame)
	}
	t.relate()
	return t
}

// object makes what a node is on the bus.
func (b *Bridge) object(n a11y.Node) *object {
	page := b.page.Root
	o := &object{
		id: n.ID, role: roleOf(n, b.page.Private), name: nameOf(n), about: aboutOf(n), locale: localeOf(langOf(n), page.Lang),
		states: statesOf(n, b.page.Cursor), attributes: attributesOf(n), place: b.page.Bounds[n.ID], node: n,
	}
	if _, drawn := b.page.Bounds[n.ID]; n.Role == a11y.Image && len(b.page.Bounds) > 0 && !drawn { // there was no room for it
		o.states &^= stateShowing | stateVisible
	}
	o.key = fmt.Sprintf("%s/%s/%s/%d", page.ID, page.Lang, n.ID, o.role)
	if o.role == roleFrame {
		o.key = "frame" // windows stay
	}
	o.interfaces = []string{ifAccessible, ifComponent}
	if n.Role.Actionable() {
		o.interfaces = append(o.interfaces, ifAction)
	}
	if o.role == roleProgressBar {
		o.interfaces = append(o.interfaces, ifValue)
	}
	if n.Role == a11y.RadioGroup || n.Role == a11y.Group {
		o.interfaces = append(o.interfaces, ifSelection)
	}
	if n.Role == a11y.Entry {
		o.text = []rune(n.Value)
		o.interfaces = append(o.interfaces, ifText, ifEditableText)
	}
	return o
}

// inItsOwn is what something holds that is in another language than its name: only so it can be told which.
func (b *Bridge) inItsOwn(n a11y.Node, o *object) *object {
	id := n.ID + "-value"
	return &object{
		id: id, key: o.key + "/value", role: roleLabel, name: n.Value, locale: localeOf(n.ValueLang, b.page.Root.Lang),
		states: present, interfaces: []string{ifAccessible, ifComponent}, place: o.place,
	}
}

// langOf is the language of what something is called, which is, of a page, its heading.
func langOf(n a11y.Node) string {
	if n.Role == a11y.Page || n.Role == a11y.Dialog {
		if heading, ok := n.Part(a11y.Heading); ok && heading.Lang != "" {
			return heading.Lang
		}
	}
	return n.Lang
}

// nameOf is what something is called. What it holds is part of that, where it cannot be read as a field's content.
func nameOf(n a11y.Node) string {
	if n.Value == "" || n.Role == a11y.Entry {
		return n.Label
	}
	return n.Label + " " + n.Value
}

// aboutOf is what to know about something: how to use it, or what a short name means.
func aboutOf(n a11y.Node) string {
	if n.Hint == "" && n.Say != n.Label {
		return n.Say
	}
	return n.Hint
}

// attributesOf are what AT-SPI has no place of its own for, named as Core-AAM 1.2 does.
func attributesOf(n a11y.Node) map[string]string {
	a := map[string]string{}
	switch n.Role {
	case a11y.Heading:
		a["level"] = "1"
	case a11y.Banner, a11y.Main:
		a["xml-roles"] = string(n.Role)
	case a11y.Alert:
		a["live"] = "assertive"
	}
	if n.Live && n.Role != a11y.Alert {
		a["live"] = "polite"
	}
	if n.Value != "" && n.Role != a11y.Entry {
		a["valuetext"] = n.Value
	}
	return a
}

// localeOf is a BCP 47 tag the POSIX way.
func localeOf(lang, page string) string {
	if lang == "" {
		lang = page
	}
	switch lang {
	case "zh-Hans":
		return "zh_CN.UTF-8"
	case "zh-Hant":
		return "zh_TW.UTF-8"
	case "":
		return "C.UTF-8"
	}
	return strings.ReplaceAll(lang, "-", "_") + ".UTF-8"
}

// relate finds what belongs together: a group or field is labelled by the heading that asks for it in the same words, and what is wrong is
// described by the alert that says so.
func (t *tree) relate() {
	var heading, alert *object
	for _, o := range t.order {
		switch {
		case o.role == roleHeading && heading == nil:
			heading = o
		case o.role == roleAlert && alert == nil:
			alert = o
		}
	}
	for _, o := range t.order {
		switch o.node.Role {
		case a11y.Dialog, a11y.RadioGroup, a11y.Group, a11y.List, a11y.Grid, a11y.Entry:
			if heading != nil && o.name == heading.name {
				o.labelledBy, heading.labelFor = append(o.labelledBy, heading), append(heading.labelFor, o)
			}
		}
		if alert != nil && o.states&stateInvalidEntry != 0 && o.about == alert.name {
			o.describedBy, alert.descriptionFor = append(o.describedBy, alert), append(alert.descriptionFor, o)
		}
	}
}
