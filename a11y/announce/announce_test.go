package announce_test

import (
	"testing"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/i18n"
)

func TestFocus(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang string
		node a11y.Node
		want string
	}{
		{"en", a11y.Node{Role: a11y.Button, Label: "Go on"}, "Go on, button."},
		{"en", a11y.Node{Role: a11y.Radio, Label: "Here", State: a11y.State{Selected: true}}, "Here, choice, selected."},
		{"zh-Hans", a11y.Node{Role: a11y.Heading, Label: "在哪儿？"}, "在哪儿？"},
		{"zh-Hans", a11y.Node{Role: a11y.Alert, Label: "按错了。"}, "注意，按错了。"},
		{"en", a11y.Node{Role: a11y.Entry, Label: "Phone", Value: "13800138000", Secret: true}, "Phone, field, filled in, not read aloud."},
		{"en", a11y.Node{Role: a11y.Entry, Label: "Phone", Secret: true}, "Phone, field, empty."},
		{"en", a11y.Node{Role: a11y.Button, Label: "A", Say: "Larger letters"}, "Larger letters, button."},
	} {
		if got := announce.Focus(b.Words(c.lang), c.node); len(got) != 1 || got[0].Text != c.want {
			t.Errorf("%+v: said %+v, want %q", c.node, got, c.want)
		}
	}
}
