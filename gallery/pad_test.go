package gallery

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/i18n"
	"linli/ui/screen"
	"linli/ui/theme"
)

// TestDigitsStayTogether: the digits of a telephone are all on one part of a page, in every language, window and size.
func TestDigitsStayTogether(t *testing.T) {
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, _ theme.Style, _ *theme.Fonts) {
		pad, ok := s.Root.Part(a11y.Keypad)
		if s.Root.Lang == i18n.Pseudo && size.Width > size.Height {
			return // so long that a button takes half of the page
		}
		want := 10
		if strings.HasPrefix(string(s.Root.ID), "page-find") { // letters, and one that takes back
			want = 9
		}
		if n := len(pad.Children); ok && n < want {
			t.Errorf("%s: %d keys", name, n)
		}
		if _, field := s.Root.Part(a11y.Entry); ok && !field {
			t.Errorf("%s: digits, and nothing to be seen of what they write", name)
		}
	})
}
