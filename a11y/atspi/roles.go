package atspi

import "linli/a11y"

// role is an AtspiRole (at-spi2-core, atspi/atspi-constants.h); numbers are never given twice.
type role uint32

// The roles that are used. None is above 128: at-spi2-core 2.46 would not know it.
const (
	roleAlert        role = 2
	roleCalendar     role = 5
	roleCheckBox     role = 7
	roleDialog       role = 16
	roleDrawingArea  role = 18
	roleFrame        role = 23
	roleImage        role = 27
	roleLabel        role = 29
	roleList         role = 31
	roleListItem     role = 32
	rolePanel        role = 39
	rolePassword     role = 40
	roleProgressBar  role = 42
	roleButton       role = 43
	roleRadioButton  role = 44
	roleStatusBar    role = 54
	roleToolBar      role = 63
	roleParagraph    role = 73
	roleApplication  role = 75
	roleEntry        role = 79
	roleHeading      role = 83
	roleGrouping     role = 99
	roleNotification role = 101
	roleLandmark     role = 110
)

// String is the role's name, for clients that ask for it, and in outlines.
func (r role) String() string {
	switch r {
	case roleAlert:
		return "alert"
	case roleCalendar:
		return "calendar"
	case roleCheckBox:
		return "check box"
	case roleDialog:
		return "dialog"
	case roleDrawingArea:
		return "drawing area"
	case roleFrame:
		return "frame"
	case roleImage:
		return "image"
	case roleLabel:
		return "label"
	case roleList:
		return "list"
	case roleListItem:
		return "list item"
	case rolePanel:
		return "panel"
	case rolePassword:
		return "password text"
	case roleProgressBar:
		return "progress bar"
	case roleButton:
		return "button"
	case roleRadioButton:
		return "radio button"
	case roleStatusBar:
		return "status bar"
	case roleToolBar:
		return "tool bar"
	case roleParagraph:
		return "paragraph"
	case roleApplication:
		return "application"
	case roleEntry:
		return "entry"
	case roleHeading:
		return "heading"
	case roleGrouping:
		return "grouping"
	case roleNotification:
		return "notification"
	case roleLandmark:
		return "landmark"
	}
	return "unknown"
}

// roleOf is what a node is on the bus. Where in the whole a page is has no numbers on some pages: there it is a label.
func roleOf(n a11y.Node, private bool) role {
	switch n.Role {
	case a11y.Page:
		return roleFrame
	case a11y.Dialog:
		return roleDialog
	case a11y.Banner, a11y.Main:
		return roleLandmark
	case a11y.Pager, a11y.Actions:
		return rolePanel
	case a11y.Toolbar:
		return roleToolBar
	case a11y.List:
		return roleList
	case a11y.Calendar:
		return roleCalendar
	case a11y.RadioGroup, a11y.Group, a11y.Keypad, a11y.Grid:
		return roleGrouping
	case a11y.Heading:
		return roleHeading
	case a11y.Item:
		return roleListItem
	case a11y.Status:
		return roleStatusBar
	case a11y.Alert:
		return roleAlert
	case a11y.Progress:
		if n.Of > 0 {
			return roleProgressBar
		}
		return roleLabel
	case a11y.Button:
		return roleButton
	case a11y.Radio:
		return roleRadioButton
	case a11y.Checkbox:
		return roleCheckBox
	case a11y.Image:
		return roleImage
	case a11y.Slate:
		return roleDrawingArea
	case a11y.Entry:
		if covered(n, private) {
			return rolePassword
		}
		return roleEntry
	}
	return roleParagraph
}

// covered says whether a field's content is not to be read.
func covered(n a11y.Node, private bool) bool {
	return n.Secret && (!private || n.Value == "" || n.Masked())
}

// states is a set of AtspiStateType: bit n is its number n.
type states uint64

const (
	stateActive         states = 1 << 1
	stateBusy           states = 1 << 3
	stateChecked        states = 1 << 4
	stateDefunct        states = 1 << 6
	stateEditable       states = 1 << 7
	stateEnabled        states = 1 << 8
	stateFocusable      states = 1 << 11
	stateFocused        states = 1 << 12
	stateModal          states = 1 << 16
	stateSelectable     states = 1 << 22
	stateSelected       states = 1 << 23
	stateSensitive      states = 1 << 24
	stateShowing        states = 1 << 25
	stateSingleLine     states = 1 << 26
	stateVisible        states = 1 << 30
	stateRequired       states = 1 << 33
	stateInvalidEntry   states = 1 << 36
	stateSelectableText states = 1 << 38
	stateIsDefault      states = 1 << 39
	stateCheckable      states = 1 << 41

	present = stateEnabled | stateSensitive | stateShowing | stateVisible
)

// stateName is what a state is called in events.
func stateName(bit int) string {
	switch states(1) << bit {
	case stateActive:
		return "active"
	case stateBusy:
		return "busy"
	case stateChecked:
		return "checked"
	case stateEditable:
		return "editable"
	case stateEnabled:
		return "enabled"
	case stateFocusable:
		return "focusable"
	case stateFocused:
		return "focused"
	case stateModal:
		return "modal"
	case stateSelectable:
		return "selectable"
	case stateSelected:
		return "selected"
	case stateSensitive:
		return "sensitive"
	case stateShowing:
		return "showing"
	case stateSingleLine:
		return "single-line"
	case stateVisible:
		return "visible"
	case stateRequired:
		return "required"
	case stateInvalidEntry:
		return "invalid-entry"
	case stateSelectableText:
		return "selectable-text"
	case stateIsDefault:
		return "is-default"
	case stateCheckable:
		return "checkable"
	}
	return ""
}

// words are the two that the bus takes, the low one first.
func (s states) words() []uint32 { return []uint32{uint32(s), uint32(s >> 32)} }

// statesOf is how a node stands. The cursor can come to every leaf.
func statesOf(n a11y.Node, at a11y.ID) states {
	s := stateShowing | stateVisible
	for _, is := range []struct {
		so   bool
		then states
	}{
		{!n.State.Disabled, stateEnabled | stateSensitive},
		{n.State.Busy, stateBusy},
		{n.State.Required, stateRequired},
		{n.State.Invalid, stateInvalidEntry},
		{n.State.Default, stateIsDefault},
		{!n.Role.Container() && n.Role != a11y.Image, stateFocusable},
		{n.ID == at && !n.Role.Container(), stateFocused},
		{n.Role == a11y.Radio || n.Role == a11y.Checkbox, stateCheckable | stateSelectable},
		{n.Role == a11y.Dialog, stateModal},
		{n.State.Selected, stateSelected | stateSelectable},
		{n.State.Selected && (n.Role == a11y.Radio || n.Role == a11y.Checkbox), stateChecked},
		{n.Role == a11y.Entry, stateEditable | stateSelectableText | stateSingleLine},
	} {
		if is.so {
			s |= is.then
		}
	}
	return s
}
