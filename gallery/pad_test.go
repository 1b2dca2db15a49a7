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

// TestCandidatesStandBesideTheKeys: in every size whoever types sees what may be meant, at least two of them and a way to the others. On
// 15 inches cards as high as a hand needs have no room beside the keys.
func TestCandidatesStandBesideTheKeys(t *testing.T) {
	met := 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, _ theme.Style, _ *theme.Fonts) {
		if !strings.HasPrefix(name, "write-offered ") || size.Name == "small" || s.Root.Lang == i18n.Pseudo {
			return
		}
		met++
		for _, id := range []a11y.ID{"words", "key-5", "candidate-0", "candidate-1", "candidates-more"} {
			if _, ok := s.Root.Find(id); !ok {
				t.Errorf("%s: no %s there", name, id)
			}
		}
	})
	if met < 12 {
		t.Errorf("%d pages with candidates", met)
	}
}
