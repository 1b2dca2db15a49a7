package atspi

import (
	"strings"

	"github.com/godbus/dbus/v5"
)

// LookupObject implements dbus.Handler. Objects are looked up in the tree when they are called; nothing is exported.
func (l *link) LookupObject(path dbus.ObjectPath) (dbus.ServerObject, bool) {
	return call{l: l, path: path}, strings.HasPrefix(string(path), "/org/a11y/atspi/")
}

// call is something that somebody calls: first only an object, then an interface of it, then a method.
type call struct {
	l            *link
	path         dbus.ObjectPath
	face, member string
}

// LookupInterface implements dbus.ServerObject.
func (c call) LookupInterface(name string) (dbus.Interface, bool) { c.face = name; return c, true }

// LookupMethod implements dbus.Interface.
func (c call) LookupMethod(name string) (dbus.Method, bool) { c.member = name; return c, true }

// The arguments come as they are, and what Call returns goes out as it is.

// NumArguments implements dbus.Method.
func (call) NumArguments() int { return 0 }

// NumReturns implements dbus.Method.
func (call) NumReturns() int { return 0 }

// ArgumentValue implements dbus.Method.
func (call) ArgumentValue(int) any { return nil }

// ReturnValue implements dbus.Method.
func (call) ReturnValue(int) any { return nil }

// DecodeArguments implements dbus.ArgumentDecoder. Whoever but the registry calls is a reader, and wants to be told of changes.
func (c call) DecodeArguments(_ *dbus.Conn, sender string, _ *dbus.Message, args []any) ([]any, error) {
	if sender != c.l.desktop.Load().Name && c.member != "Set" { // before it has answered, the registry sets our number
		c.l.b.watched.Store(true)
	}
	return args, nil
}

func noMethod() error     { return dbus.NewError("org.freedesktop.DBus.Error.UnknownMethod", nil) }
func noObject() error     { return dbus.NewError("org.freedesktop.DBus.Error.UnknownObject", nil) }
func noProperty() error   { return dbus.NewError("org.freedesktop.DBus.Error.UnknownProperty", nil) }
func badArguments() error { return dbus.NewError("org.freedesktop.DBus.Error.InvalidArgs", nil) }

// argument is one of what was given, if it is there and of that type.
func argument[T any](args []any, i int) (v T, ok bool) {
	if i < len(args) {
		v, ok = args[i].(T)
	}
	return v, ok
}

// numbers are the whole numbers that the arguments begin with.
func numbers(args []any) []int {
	var out []int
	for _, a := range args {
		switch n := a.(type) {
		case int32:
			out = append(out, int(n))
		case uint32:
			out = append(out, int(n))
		default:
			return out
		}
	}
	return out
}

func answer(v ...any) ([]any, error) { return v, nil }

// Call implements dbus.Method. It runs on a goroutine of its own and reads one tree, which does not change.
func (c call) Call(args ...any) ([]any, error) {
	t := c.l.b.now.Load()
	if c.path == pathCache {
		return c.cache(t)
	}
	o := t.byPath[c.path] // nil for the program itself
	switch {
	case o == nil && c.path != pathRoot && c.face == ifAccessible && c.member == "GetState": // of the dead that is asked, too
		return answer(stateDefunct.words())
	case o == nil && c.path != pathRoot:
		return nil, noObject()
	}
	switch c.face {
	case ifProperties:
		return c.properties(t, o, args)
	case ifAccessible:
		return c.accessible(t, o, args)
	case ifComponent:
		return c.component(t, o, args)
	case ifIntrospect:
		return answer("<node/>")
	case ifSocket:
		if c.member == "Embedded" || c.member == "Unembed" {
			return answer()
		}
	case ifApplication: // that it has no bus of its own is said by not knowing the method
		if o == nil && c.member == "GetLocale" {
			return answer(t.locale)
		}
	}
	return c.of(o, args)
}

// of answers for what only some objects have.
func (c call) of(o *object, args []any) ([]any, error) {
	if o == nil || !o.is(c.face) {
		return nil, noMethod()
	}
	switch c.face {
	case ifAction:
		return c.action(o, args)
	case ifText:
		return c.text(o, args)
	case ifEditableText:
		return c.edit(o, args)
	case ifSelection:
		return c.selection(o, args)
	}
	return nil, noMethod()
}

func (o *object) is(face string) bool {
	for _, i := range o.interfaces {
		if i == face {
			return true
		}
	}
	return false
}

// ref is an object of ours, or the program itself.
func (l *link) ref(o *object) ref {
	if o == nil {
		return ref{l.name, pathRoot}
	}
	return ref{l.name, o.path}
}

func (l *link) refs(objects []*object) []ref {
	out := make([]ref, len(objects))
	for i, o := range objects {
		out[i] = l.ref(o)
	}
	return out
}

func none() ref { return ref{"", pathNull} }

// cacheItem is ((so)(so)(so)iiassusau).
type cacheItem struct {
	Object, Application, Parent ref
	Index, Children             int32
	Interfaces                  []string
	Name                        string
	Role                        uint32
	About                       string
	States                      []uint32
}

func (l *link) item(o *object) cacheItem {
	return cacheItem{
		l.ref(o), l.ref(nil), l.ref(o.parent), int32(o.index), int32(len(o.kids)), o.interfaces, o.name, uint32(o.role), o.about, o.states.words(),
	}
}

// cache gives readers everything at once.
func (c call) cache(t *tree) ([]any, error) {
	switch {
	case c.face == ifCache && c.member == "GetItems":
		items := []cacheItem{{
			c.l.ref(nil), c.l.ref(nil), *c.l.desktop.Load(), -1, 1, programInterfaces(), c.l.b.o.Name, uint32(roleApplication), "", present.words(),
		}}
		for _, o := range t.order {
			items = append(items, c.l.item(o))
		}
		return answer(items)
	case c.face == ifProperties && c.member == "Get":
		return answer(dbus.MakeVariant(uint32(1))) // the version
	}
	return nil, noMethod()
}

func programInterfaces() []string { return []string{ifAccessible, ifApplication, ifComponent} }
