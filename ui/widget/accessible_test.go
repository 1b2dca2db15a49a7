package widget

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/theme"
)

// TestReadersOfOtherSystems: what Fyne's readers are told of a cell is its name, what it holds and whether it can be pressed, and nothing
// that is personal. Without the tag accessibility nobody asks; the methods are the same with it.
func TestReadersOfOtherSystems(t *testing.T) {
	test.NewTempApp(t)
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		node  a11y.Node
		label string
		role  fyne.AccessibleRole
	}{
		{a11y.Node{Role: a11y.Button, Label: "Send", Hint: "it counts"}, "Send", fyne.AccessibleRoleButton},
		{a11y.Node{Role: a11y.Radio, Label: "1", Say: "one", Value: "chosen"}, "one, chosen", fyne.AccessibleRoleButton},
		{a11y.Node{Role: a11y.Button, Label: "Back", State: a11y.State{Disabled: true}}, "Back", fyne.AccessibleRoleText},
		{a11y.Node{Role: a11y.Heading, Label: "Check your answers"}, "Check your answers", fyne.AccessibleRoleText},
		{a11y.Node{Role: a11y.Entry, Label: "Phone", Value: "13800138000", Secret: true}, "Phone, ***********", fyne.AccessibleRoleButton},
		{a11y.Node{Role: a11y.Item, Label: "Phone", Value: "13800138000", Secret: true}, "Phone, ***", fyne.AccessibleRoleText},
		{a11y.Node{Role: a11y.Text, Label: "13800138000", Secret: true}, "***", fyne.AccessibleRoleText},
	} {
		cell := NewCell(fonts, NewPictograms(), nil)
		cell.Set(layout.Box{Node: c.node}, theme.Choose(1080, 1920, 0, 0, 0), false)
		var readable fyne.Accessible = cell
		if got := readable.AccessibilityLabel(); got != c.label || strings.Contains(got, "138") {
			t.Errorf("%+v is called %q, want %q", c.node, got, c.label)
		}
		if got := readable.AccessibilityRole(); got != c.role {
			t.Errorf("%q is a %s, want %s", c.label, got, c.role)
		}
	}
}
