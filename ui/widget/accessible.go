package widget

import (
	"strings"

	"fyne.io/fyne/v2"
)

var _ fyne.Accessible = (*Cell)(nil)

// masked stands in place of what is personal. Who listens is not known: the reader is the system's, and so is its loudspeaker.
const masked = "***"

// AccessibilityLabel implements fyne.Accessible, for readers of macOS and Windows (Fyne's build tag accessibility): what the cell is
// called and what it holds. On Linux readers have the whole tree through AT-SPI (a11y/atspi).
func (c *Cell) AccessibilityLabel() string {
	n := c.box.Node.Public(masked)
	parts := make([]string, 0, 2)
	for _, words := range []string{n.Spoken(), n.Value} {
		if words = strings.TrimSpace(words); words != "" {
			parts = append(parts, words)
		}
	}
	return strings.Join(parts, ", ")
}

// AccessibilityRole implements fyne.Accessible, which knows no more than these.
func (c *Cell) AccessibilityRole() fyne.AccessibleRole {
	if c.Pressable() {
		return fyne.AccessibleRoleButton
	}
	return fyne.AccessibleRoleText
}
