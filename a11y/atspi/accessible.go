package atspi

import (
	"maps"

	"github.com/godbus/dbus/v5"
)

// accessible answers what everything is asked: what it is, and how it stands among others.
func (c call) accessible(t *tree, o *object, args []any) ([]any, error) {
	switch c.member {
	case "GetChildAtIndex":
		i, ok := argument[int32](args, 0)
		if !ok {
			return nil, badArguments()
		}
		if kids := t.children(o); i >= 0 && int(i) < len(kids) {
			return answer(c.l.ref(kids[i]))
		}
		return answer(none())
	case "GetChildren":
		return answer(c.l.refs(t.children(o)))
	case "GetIndexInParent":
		if o == nil {
			return answer(int32(-1))
		}
		return answer(int32(o.index))
	case "GetRelationSet":
		return answer(c.relations(o))
	case "GetRole":
		return answer(uint32(o.what()))
	case "GetRoleName", "GetLocalizedRoleName":
		return answer(o.what().String())
	case "GetState":
		if o == nil {
			return answer(present.words())
		}
		return answer(o.states.words())
	case "GetAttributes":
		return answer(c.attributes(o))
	case "GetApplication":
		return answer(c.l.ref(nil))
	case "GetInterfaces":
		if o == nil {
			return answer(programInterfaces())
		}
		return answer(o.interfaces)
	}
	return nil, noMethod()
}

func (o *object) what() role {
	if o == nil {
		return roleApplication
	}
	return o.role
}

// toolkit is what draws the window.
const toolkit = "Fyne"

func (c call) attributes(o *object) map[string]string {
	out := map[string]string{"toolkit": toolkit}
	if o != nil {
		maps.Copy(out, o.attributes)
		out["id"] = string(o.id)
	}
	return out
}

// relation is (ua(so)).
type relation struct {
	Kind uint32
	With []ref
}

// AtspiRelationType.
const (
	labelFor       = 1
	labelledBy     = 2
	descriptionFor = 17
	describedBy    = 18
)

func (c call) relations(o *object) []relation {
	out := []relation{}
	if o == nil {
		return out
	}
	for _, r := range []struct {
		kind uint32
		with []*object
	}{{labelledBy, o.labelledBy}, {labelFor, o.labelFor}, {describedBy, o.describedBy}, {descriptionFor, o.descriptionFor}} {
		if len(r.with) > 0 {
			out = append(out, relation{r.kind, c.l.refs(r.with)})
		}
	}
	return out
}

// properties answers Get, GetAll and Set.
func (c call) properties(t *tree, o *object, args []any) ([]any, error) {
	face, ok := argument[string](args, 0)
	if !ok {
		return nil, badArguments()
	}
	if c.member == "GetAll" {
		return answer(c.all(t, o, face))
	}
	name, ok := argument[string](args, 1)
	if !ok {
		return nil, badArguments()
	}
	switch c.member {
	case "Get":
		if v, ok := c.all(t, o, face)[name]; ok {
			return answer(v)
		}
	case "Set":
		if v, ok := argument[dbus.Variant](args, 2); ok && o == nil && face == ifApplication && name == "Id" {
			if id, ok := v.Value().(int32); ok {
				c.l.id.Store(id)
				return answer()
			}
		}
	default:
		return nil, noMethod()
	}
	return nil, noProperty()
}

// all are the properties of an interface of something; o is nil for the program itself.
func (c call) all(t *tree, o *object, face string) map[string]dbus.Variant {
	has := map[string]any{"version": uint32(1)}
	switch {
	case face == ifAccessible && o == nil:
		has["Name"], has["Description"], has["Parent"], has["ChildCount"] = c.l.b.o.Name, "", *c.l.desktop.Load(), int32(1)
		has["AccessibleId"], has["HelpText"], has["Locale"] = "", "", t.locale
	case face == ifAccessible:
		has["Name"], has["Description"], has["Parent"], has["ChildCount"] = o.name, o.about, c.l.ref(o.parent), int32(len(o.kids))
		has["AccessibleId"], has["HelpText"], has["Locale"] = string(o.id), "", o.locale
	case face == ifApplication && o == nil:
		has["ToolkitName"], has["Version"], has["ToolkitVersion"] = toolkit, c.l.b.o.Version, c.l.b.o.Version
		has["AtspiVersion"], has["InterfaceVersion"], has["Id"] = "2.1", uint32(1), c.l.id.Load()
	case o == nil || !o.is(face):
	case face == ifAction:
		has["NActions"] = int32(1)
	case face == ifValue:
		has["MinimumValue"], has["MaximumValue"], has["MinimumIncrement"] = 0.0, float64(o.node.Of), 0.0
		has["CurrentValue"], has["Text"] = float64(o.node.Now), o.name
	case face == ifText:
		has["CharacterCount"], has["CaretOffset"] = int32(len(o.text)), int32(len(o.text))
	case face == ifSelection:
		has["NSelectedChildren"] = int32(len(selected(o)))
	}
	out := make(map[string]dbus.Variant, len(has))
	for name, v := range has {
		out[name] = dbus.MakeVariant(v)
	}
	return out
}
