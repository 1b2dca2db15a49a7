package screen

import (
	"strings"
	"testing"
)

// TestPiecesAreNeverBlank: whatever a resident writes, each piece of it has something to see, and none is lost.
func TestPiecesAreNeverBlank(t *testing.T) {
	for _, text := range []string{"", " ", strings.Repeat("a", 90) + strings.Repeat(" ", 200) + "b", strings.Repeat("长", 181)} {
		got := pieces(text)
		for i, piece := range got {
			if i > 0 && strings.TrimSpace(piece) == "" {
				t.Errorf("%q: piece %d is blank", text, i)
			}
		}
		without := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if len(got) == 0 || without(strings.Join(got, "")) != without(text) {
			t.Errorf("%q became %q", text, got)
		}
	}
}
