package atspi

import "github.com/godbus/dbus/v5"

// Where things are on the bus, and what they are called (at-spi2-core, xml/).
const (
	nameBus      = "org.a11y.Bus"
	nameRegistry = "org.a11y.atspi.Registry"

	pathPrefix   = "/org/a11y/atspi/accessible/"
	pathRoot     = pathPrefix + "root"
	pathNull     = "/org/a11y/atspi/null"
	pathCache    = "/org/a11y/atspi/cache"
	pathRegistry = "/org/a11y/atspi/registry"

	ifAccessible   = "org.a11y.atspi.Accessible"
	ifApplication  = "org.a11y.atspi.Application"
	ifComponent    = "org.a11y.atspi.Component"
	ifAction       = "org.a11y.atspi.Action"
	ifValue        = "org.a11y.atspi.Value"
	ifText         = "org.a11y.atspi.Text"
	ifEditableText = "org.a11y.atspi.EditableText"
	ifSelection    = "org.a11y.atspi.Selection"
	ifCache        = "org.a11y.atspi.Cache"
	ifSocket       = "org.a11y.atspi.Socket"
	ifProperties   = "org.freedesktop.DBus.Properties"
	ifIntrospect   = "org.freedesktop.DBus.Introspectable"
	eventObject    = "org.a11y.atspi.Event.Object"
	eventWindow    = "org.a11y.atspi.Event.Window"
)

// ref names an object of some program: (so).
type ref struct {
	Name string
	Path dbus.ObjectPath
}

// extents is a place on the bus: (iiii).
type extents struct{ X, Y, W, H int32 }

func extentsOf(r Rect) extents { return extents{int32(r.X), int32(r.Y), int32(r.W), int32(r.H)} }
