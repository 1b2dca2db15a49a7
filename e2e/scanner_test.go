//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"
)

// A scanner that types as fast as they do fills the field for what it has read, in whatever window of the page that is, and a person's keys after it
// are a person's.
func TestAScannerInTheWindow(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir())
	const number, card = "000199284065", "11010519491231002X"
	k.press("start-en")
	k.page("home")
	for _, delay := range []string{"0", "1", "5"} {
		k.do("type", "--delay", delay, "--args", "1", card, "key", "Return")
		k.until("a card to be refused", func(s shown) bool { return s.has("problem") })
		k.do("type", "--delay", delay, "--args", "1", number, "key", "Return")
		k.page("number")
		k.until("the number in its field", func(s shown) bool { return digits(s.value("digits")) == number })
		k.press("back")
		k.page("home")
	}
	for _, letter := range k.at.Page.Leaves() {
		if strings.Contains(letter.Label+letter.Value, card) {
			t.Errorf("the page shows the card: %v", letter)
		}
	}
	if pages := k.log.String(); slices.ContainsFunc([]string{number, card}, func(s string) bool { return strings.Contains(pages, s) }) {
		t.Error("the log has what was read")
	}
}
