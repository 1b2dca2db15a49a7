package announce_test

import (
	"testing"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/i18n"
	"linli/speech"
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

// TestA12: what is masked is not even said in headphones; what is not masked is said there only.
func TestA12(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		node            a11y.Node
		public, private string
	}{
		{a11y.Node{Role: a11y.Entry, Label: "电话", Value: "***********", Secret: true}, "电话，填写，已填写，不念出来。", "电话，填写，已填写，不念出来。"},
		{a11y.Node{Role: a11y.Entry, Label: "电话", Value: "13800138000", Secret: true}, "电话，填写，已填写，不念出来。", "电话，填写，幺三八，零零幺三，八零零零。"},
		{a11y.Node{Role: a11y.Item, Label: "我家的事", Secret: true}, "已填写，不念出来。", "我家的事。"},
		{a11y.Node{Role: a11y.Item, Label: "街上的事"}, "街上的事。", "街上的事。"},
	} {
		said := announce.Focus(b.Words("zh-Hans"), c.node)
		for output, want := range map[speech.Output]string{speech.Loudspeaker: c.public, speech.Headphones: c.private} {
			if got := said[0].In(output, speech.Settings{On: true}); got != want {
				t.Errorf("%+v, output %d: said %q, want %q", c.node, output, got, want)
			}
		}
	}
}

func TestPlaceAmongChoices(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	root := a11y.Node{ID: "page", Role: a11y.Page, Children: []a11y.Node{{ID: "choices", Role: a11y.RadioGroup, Children: []a11y.Node{
		{ID: "a", Role: a11y.Radio, Label: "Here"}, {ID: "b", Role: a11y.Radio, Label: "There", State: a11y.State{Selected: true}},
	}}}}
	if got := announce.At(b.Words("en"), root, "b"); got[0].Text != "There, choice, selected, 2 of 2." {
		t.Errorf("said %+v", got)
	}
}
