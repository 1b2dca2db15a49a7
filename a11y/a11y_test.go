package a11y_test

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
)

func page(id a11y.ID, main ...a11y.Node) a11y.Node {
	title := a11y.Node{ID: "title", Role: a11y.Heading, Label: "Title"}
	root := a11y.Node{ID: id, Role: a11y.Page, Label: "Title", Children: []a11y.Node{{ID: "banner", Role: a11y.Banner, Label: "Banner", Children: []a11y.Node{title}}}}
	if len(main) > 0 {
		root.Children = append(root.Children, a11y.Node{ID: "main", Role: a11y.Main, Label: "Main", Children: main})
	}
	return root
}

var (
	box   = a11y.Node{ID: "box", Role: a11y.Checkbox, Label: "Box"}
	entry = a11y.Node{ID: "entry", Role: a11y.Entry, Label: "Words", Value: "x"}
	alert = a11y.Node{ID: "problem", Role: a11y.Alert, Label: "Wrong", Live: true}
)

func TestCheck(t *testing.T) {
	if errs := a11y.Check(page("p", box, entry)); errs != nil {
		t.Errorf("a good page: %v", errs)
	}
	for want, root := range map[string]a11y.Node{
		"missing or repeated id": page("p", box, box),
		"has no label":           page("p", a11y.Node{ID: "b", Role: a11y.Button, Label: " "}),
		"has 0 children":         page("p", a11y.Node{ID: "l", Role: a11y.List, Label: "List"}),
		"has 1 children":         page("p", a11y.Node{ID: "b", Role: a11y.Button, Label: "B", Children: []a11y.Node{box}}),
		"want one heading":       page("p", a11y.Node{ID: "h", Role: a11y.Heading, Label: "H"}),
	} {
		errs := a11y.Check(root)
		if len(errs) != 1 || !strings.Contains(errs[0].Error(), want) {
			t.Errorf("%q: %v", want, errs)
		}
	}
}

func TestDiff(t *testing.T) {
	ticked := box
	ticked.State.Selected = true
	got := a11y.Diff(page("p", box, entry), page("p", alert, ticked, entry))
	if len(got) != 2 || got[0].Node.ID != "problem" || !got[0].New || got[1].Node.ID != "box" || got[1].New {
		t.Errorf("changes: %+v", got)
	}
	if got := a11y.Diff(page("p", box), page("p", box)); got != nil {
		t.Errorf("nothing changed: %+v", got)
	}
	if got := a11y.Diff(page("p", box), page("q", box)); len(got) != 2 || !got[0].New {
		t.Errorf("another page: %+v", got)
	}
}

func TestKeep(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new a11y.Node
		at, want a11y.ID
	}{
		{"stays", page("p", box, entry), page("p", entry, box), "box", "box"},
		{"an alert gets the cursor", page("p", box), page("p", alert, box), "box", "problem"},
		{"an old alert does not", page("p", alert, box), page("p", alert, box), "box", "box"},
		{"what is gone", page("p", box, entry), page("p", box), "entry", "title"},
		{"another page", page("p", box), page("q", box, entry), "box", "title"},
		{"another page with an alert", page("p", box), page("q", alert, box), "box", "problem"},
		{"the first page", a11y.Node{}, page("p", box), "", "title"},
	} {
		if got := nav.Keep(c.old, c.new, c.at); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMove(t *testing.T) {
	p := page("p", box, entry)
	for _, c := range []struct {
		at    a11y.ID
		delta int
		want  a11y.ID
	}{{"title", 1, "box"}, {"entry", 1, "entry"}, {"title", -1, "title"}, {"box", 9, "entry"}, {"gone", 1, "box"}, {"gone", 0, "title"}} {
		if got := nav.Move(p, c.at, c.delta); got != c.want {
			t.Errorf("%q by %d: %q, want %q", c.at, c.delta, got, c.want)
		}
	}
	if got := nav.Move(a11y.Node{Role: a11y.Page}, "x", 1); got != "" {
		t.Errorf("an empty page: %q", got)
	}
}

func TestSketchAndDump(t *testing.T) {
	ticked := box
	ticked.State.Selected, ticked.Hint = true, "hint"
	p := page("p", alert, ticked, entry)
	if got, want := a11y.Sketch(p), "  # Title\n  ! Wrong\n  [x] Box  — hint\n  Words: x▁\n"; got != want {
		t.Errorf("sketch:\n%s\nwant:\n%s", got, want)
	}
	var b strings.Builder
	if err := a11y.Dump(&b, p); err != nil {
		t.Fatal(err)
	}
	if want := "    checkbox \"Box\" [selected] (hint)\n"; !strings.Contains(b.String(), want) {
		t.Errorf("dump:\n%s\nwant a line:\n%s", b.String(), want)
	}
}
