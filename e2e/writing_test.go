//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"linli/a11y"
)

// TestK14AComplaintIsWrittenInTheWindow: with the nine keys of the page, by touch and with the digits of a keypad, and filed; the city gets
// what was meant.
func TestK14AComplaintIsWrittenInTheWindow(t *testing.T) {
	program(t)
	const text, keys = "楼道的灯坏了三天了", "568326333364482453726842653"
	k := start(t, openScreen(t), t.TempDir())
	last := ' '
	for _, strike := range []func(digit rune){
		func(digit rune) {
			id := a11y.ID("key-" + string(digit))
			if digit == last {
				time.Sleep(time.Second) // at once, it would be a double strike
			}
			k.press(id)
			k.until("the key to be pressed", func(s shown) bool { return s.Cursor == id }) // what is likely may stay the same
			last = digit
		},
		func(digit rune) { k.do("type", "--delay", apart, string(digit)) },
	} {
		for _, id := range []a11y.ID{"start-zh-Hans", "report", "group-0", "service-0", "here", "continue", "write"} {
			k.press(id)
		}
		k.page("write")
		for _, digit := range keys {
			strike(digit)
		}
		for rest := text; rest != ""; {
			k.until("something to choose", func(s shown) bool { return s.has("candidate-0") || s.has("more") })
			best, id := "", a11y.ID("candidates-more")
			for i := range 6 {
				n, ok := k.at.leaf(a11y.ID(fmt.Sprintf("candidate-%d", i)))
				if ok && strings.HasPrefix(rest, n.Label) && len(n.Label) > len(best) {
					best, id = n.Label, n.ID
				}
			}
			before := k.at.Page
			k.press(id)
			k.until("what was chosen", func(s shown) bool { return len(a11y.Diff(before, s.Page)) > 0 })
			rest = strings.TrimPrefix(rest, best)
		}
		k.press("continue")
		k.page("tell")
		if got := k.at.value("words"); got != text {
			t.Fatalf("%q is written, want %q", got, text)
		}
		k.press("continue")
		for k.until("a question or how to reach the resident", func(s shown) bool {
			return s.Page.ID == "page-contact" || strings.HasPrefix(string(s.Page.ID), "page-ask-") && s.has("continue")
		}); k.at.Page.ID != "page-contact"; {
			answer(k)
		}
		k.press("channel-none")
		k.press("continue")
		k.page("review")
		k.press("send")
		k.page("done")
		sent := get(t, "http://"+k.address()+"/open311/v2/requests/"+digits(k.at.value("number"))+".json")
		var requests []struct{ Description string }
		if err := json.Unmarshal([]byte(sent), &requests); err != nil || len(requests) != 1 {
			t.Errorf("%v: %s", err, sent)
		}
		k.press("finish")
		k.page("attract")
	}
	if strings.Contains(k.log.String(), "楼道") {
		t.Error("what was written is in the log")
	}
	k.stop()
}
