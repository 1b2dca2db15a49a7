package atspi

import (
	"slices"
	"strings"
	"testing"

	"linli/a11y"
)

// help is a page that lies over contact.
func help() Page {
	root := a11y.Node{ID: "page-help", Role: a11y.Dialog, Label: "怎么用", Lang: "zh-Hans", Children: []a11y.Node{
		{ID: "banner", Role: a11y.Banner, Label: "where", Children: []a11y.Node{{ID: "title", Role: a11y.Heading, Label: "怎么用"}}},
		{ID: "actions", Role: a11y.Actions, Label: "go on", Children: []a11y.Node{{ID: "understood", Role: a11y.Button, Label: "明白了"}}},
	}}
	return Page{Root: root, Cursor: "title", Bounds: map[a11y.ID]Rect{"title": {1, 1, 8, 8}, "understood": {1, 20, 8, 8}}}
}

// TestWhatLiesOverAPageIsADialog: in the window, which goes on being called as the page beneath, stands a modal dialog of the page's title and
// all that is in it; where it closes it is gone, and the window is what it was.
func TestWhatLiesOverAPageIsADialog(t *testing.T) {
	b, _, r := open(t)
	window := r.find("page-contact")
	r.listen("object:")
	r.until("somebody to listen", b.watched.Load)
	b.Show(help())
	heard := r.hear("StateChanged focused 1")
	dialog := r.find("page-help")
	if dialog.role() != roleDialog || dialog.name() != "怎么用" || dialog.states() != present|stateModal {
		t.Errorf("it is a %s, %q, with states %b", dialog.role(), dialog.name(), dialog.states())
	}
	if r.find("window").at != window.at || window.name() != "怎么联系您？" || window.states()&stateActive == 0 {
		t.Errorf("it is in the window %q of states %b", window.name(), window.states())
	}
	if kids := window.kids(); len(kids) != 1 || kids[0].at != dialog.at {
		t.Errorf("the window has %d in it", len(kids))
	}
	title := r.find("title")
	for _, has := range ask[[]relation](dialog, ifAccessible+".GetRelationSet") {
		if has.Kind != labelledBy || !slices.Equal(has.With, []ref{title.at}) {
			t.Errorf("it has the relation %v", has)
		}
	}
	if n := len(ask[[]relation](dialog, ifAccessible+".GetRelationSet")); n != 1 {
		t.Errorf("it has %d relations", n)
	}
	if at := ask[extents](dialog, ifComponent+".GetExtents", uint32(ofScreen)); at != (extents{1, 1, 8, 27}) {
		t.Errorf("it is at %v", at)
	}
	showing := slices.Index(heard, "StateChanged showing 1")
	if added := slices.Index(heard, "ChildrenChanged add 0"); added < 0 || showing < added {
		t.Errorf("that it opens is not told, or before it is there:\n%s", strings.Join(heard, "\n"))
	}
	b.Show(contact())
	if heard = r.hear("StateChanged focused 1"); !slices.Contains(heard, "ChildrenChanged remove 0") {
		t.Errorf("that it closes is not told:\n%s", strings.Join(heard, "\n"))
	}
	if r.find("page-contact").at != window.at || dialog.states() != stateDefunct {
		t.Error("the window is another one, or the dialog is still there")
	}
}

// TestPicturesThatTellSomething are images with a name, that nothing stops on; without a place where there was no room for them.
func TestPicturesThatTellSomething(t *testing.T) {
	b, _, r := open(t)
	page := contact()
	page.Root.Children[0].Children = append(page.Root.Children[0].Children, a11y.Node{ID: "picture", Role: a11y.Image, Label: "Street light", Lang: "en", Icon: "lamp"})
	page.Bounds["picture"] = Rect{10, 20, 30, 40}
	b.Show(page)
	picture := r.find("picture")
	if picture.role() != roleImage || picture.name() != "Street light" || picture.states() != present || prop[string](picture, ifAccessible, "Locale") != "en.UTF-8" {
		t.Errorf("it is a %s, %q, with states %b", picture.role(), picture.name(), picture.states())
	}
	if ask[bool](picture, ifComponent+".GrabFocus") {
		t.Error("it takes the focus")
	}
	if at := ask[extents](picture, ifComponent+".GetExtents", uint32(ofScreen)); at != (extents{10, 20, 30, 40}) {
		t.Errorf("it is at %v", at)
	}
	page.Bounds = contact().Bounds
	b.Show(page)
	r.until("it to show no more", func() bool { return picture.states() == stateEnabled|stateSensitive })
}

// TestA14WhatSomethingHoldsInAnotherLanguage is marked: the thing itself is called in the page's language.
func TestA14WhatSomethingHoldsInAnotherLanguage(t *testing.T) {
	b, _, r := open(t)
	b.Show(contact().with("later", func(n *a11y.Node) { n.Value, n.ValueLang = "Street light", "en" }).
		with("title", func(n *a11y.Node) { n.Lang = "en" }))
	value := r.find("later-value")
	if value.role() != roleLabel || value.name() != "Street light" || prop[string](value, ifAccessible, "Locale") != "en.UTF-8" || value.states() != present {
		t.Errorf("it is a %s, %q, in %s", value.role(), value.name(), prop[string](value, ifAccessible, "Locale"))
	}
	later := r.find("later")
	if later.name() != "以后 Street light" || prop[string](later, ifAccessible, "Locale") != "zh_CN.UTF-8" {
		t.Errorf("what holds it is %q", later.name())
	}
	if got := prop[string](r.find("page-contact"), ifAccessible, "Locale"); got != "en.UTF-8" {
		t.Errorf("the window is called as its title, in %s", got)
	}
	if got := ask[string](r.thing(pathRoot), ifApplication+".GetLocale", uint32(0)); got != "zh_CN.UTF-8" {
		t.Errorf("the program is in %s", got)
	}
	if hit := ask[ref](r.find("page-contact"), ifComponent+".GetAccessibleAtPoint", int32(200), int32(1010), uint32(ofScreen)); hit != later.at {
		t.Errorf("a finger finds %v and not the button", hit)
	}
}
