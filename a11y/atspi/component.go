package atspi

import "linli/a11y"

// AtspiCoordType. The window of a kiosk fills the screen, so that the first two are the same.
const (
	ofScreen = 0
	ofWindow = 1
	ofParent = 2
)

// component answers where things are.
func (c call) component(t *tree, o *object, args []any) ([]any, error) {
	if o == nil {
		o = t.frame
	}
	n := numbers(args)
	switch c.member {
	case "GetExtents", "GetPosition":
		if len(n) != 1 {
			return nil, badArguments()
		}
		at := o.from(n[0])
		if c.member == "GetPosition" {
			return answer(int32(at.X), int32(at.Y))
		}
		return answer(extentsOf(at))
	case "GetSize":
		return answer(int32(o.place.W), int32(o.place.H))
	case "Contains", "GetAccessibleAtPoint":
		if len(n) != 3 {
			return nil, badArguments()
		}
		at := o.from(n[2])
		x, y := n[0]-at.X+o.place.X, n[1]-at.Y+o.place.Y
		if c.member == "Contains" {
			return answer(o.place.has(x, y))
		}
		if found := o.under(x, y); found != nil {
			return answer(c.l.ref(found))
		}
		return answer(none())
	case "GetLayer":
		if o == t.frame {
			return answer(uint32(7)) // a window
		}
		return answer(uint32(3)) // something in it
	case "GetMDIZOrder":
		return answer(int16(-1))
	case "GetAlpha":
		return answer(1.0)
	case "GrabFocus":
		return answer(o.states&stateFocusable != 0 && c.l.b.ask(func(to Controls) { to.Focus(o.id) }))
	case "ScrollTo", "ScrollToPoint", "SetExtents", "SetPosition", "SetSize":
		return answer(false)
	}
	return nil, noMethod()
}

// from is where something is, seen from the screen, the window or what it is in.
func (o *object) from(coordinates int) Rect {
	at := o.place
	if coordinates == ofParent && o.parent != nil {
		at.X -= o.parent.place.X
		at.Y -= o.parent.place.Y
	}
	return at
}

// under is what is at a point: a leaf where there is one.
func (o *object) under(x, y int) *object {
	if !o.place.has(x, y) {
		return nil
	}
	for _, k := range o.kids {
		if k.node.Role == "" { // it is nowhere to be seen by itself
			continue
		}
		if found := k.under(x, y); found != nil {
			return found
		}
	}
	return o
}

// actionInfo is (sss).
type actionInfo struct{ Name, About, Key string }

// action answers what can be done with something: one thing, which is what a finger would do.
func (c call) action(o *object, args []any) ([]any, error) {
	verb := "click"
	switch o.node.Role {
	case a11y.Checkbox:
		verb = "toggle"
	case a11y.Entry:
		verb = "activate"
	}
	if c.member == "GetActions" {
		return answer([]actionInfo{{verb, o.about, ""}})
	}
	if i, ok := argument[int32](args, 0); !ok || i != 0 {
		return nil, badArguments()
	}
	switch c.member {
	case "GetName", "GetLocalizedName":
		return answer(verb)
	case "GetDescription":
		return answer(o.about)
	case "GetKeyBinding":
		return answer("")
	case "DoAction":
		return answer(c.press(o))
	}
	return nil, noMethod()
}

// press does what a finger on it would do.
func (c call) press(o *object) bool {
	return !o.node.State.Disabled && c.l.b.ask(func(to Controls) { to.Activate(o.id) })
}

// selected are the chosen ones among the children.
func selected(o *object) []*object {
	var out []*object
	for _, k := range o.kids {
		if k.node.State.Selected {
			out = append(out, k)
		}
	}
	return out
}

// selection answers which of several is chosen. To choose is to press.
func (c call) selection(o *object, args []any) ([]any, error) {
	n := numbers(args)
	if c.member == "SelectAll" || c.member == "ClearSelection" {
		return answer(false)
	}
	if len(n) != 1 {
		return nil, badArguments()
	}
	of := o.kids
	if c.member == "GetSelectedChild" || c.member == "DeselectSelectedChild" {
		of = selected(o)
	}
	var k *object
	if n[0] >= 0 && n[0] < len(of) {
		k = of[n[0]]
	}
	switch c.member {
	case "GetSelectedChild":
		if k == nil {
			return answer(none())
		}
		return answer(c.l.ref(k))
	case "IsChildSelected":
		return answer(k != nil && k.node.State.Selected)
	case "SelectChild":
		return answer(k != nil && k.node.Role.Actionable() && (k.node.State.Selected || c.press(k)))
	case "DeselectChild", "DeselectSelectedChild": // of one of several that exclude each other there is always another
		return answer(k != nil && k.node.Role == a11y.Checkbox && (!k.node.State.Selected || c.press(k)))
	}
	return nil, noMethod()
}
