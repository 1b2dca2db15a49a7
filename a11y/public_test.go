package a11y

import "testing"

func TestPublic(t *testing.T) {
	root := Node{ID: "p", Role: Page, Label: "page", Children: []Node{
		{ID: "phone", Role: Entry, Label: "Phone", Value: "灯138", Secret: true},
		{ID: "row", Role: Item, Label: "Words", Value: "long", Hint: "to read", Secret: true},
		{ID: "rest", Role: Item, Label: "the rest of it", Say: "the rest", Hint: "of it", Secret: true},
		{ID: "open", Role: Item, Label: "Place", Value: "here"},
	}}
	got := root.Public("hidden").Children
	for i, want := range []Node{
		{ID: "phone", Role: Entry, Label: "Phone", Value: "****", Secret: true},
		{ID: "row", Role: Item, Label: "Words", Value: "hidden", Hint: "to read", Secret: true},
		{ID: "rest", Role: Item, Label: "hidden", Secret: true},
		root.Children[3],
	} {
		if Line(got[i]) != Line(want) {
			t.Errorf("%s, want %s", Line(got[i]), Line(want))
		}
	}
	if root.Children[0].Value != "灯138" {
		t.Error("the page itself has changed")
	}
}
