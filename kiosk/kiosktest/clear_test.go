package kiosktest

import (
	"strings"
	"testing"

	"linli/a11y"
)

// TestAllIsClearedAfterAQuestion: by pinyin, with a finger and letter by letter. The question shows what is to go, "no" comes back to it, and "yes" says that
// nothing is written and leaves a button that brings it back.
func TestAllIsClearedAfterAQuestion(t *testing.T) {
	english := []string{"touch English", "touch Report", "touch In the street", "touch Street light", "touch 南门", "touch Go on", "touch Write with letters", "touch N", "touch o"}
	for _, c := range []struct {
		lines                          []string
		all, no, yes, undo, said, text string
	}{
		{append(append([]string(nil), toTell...), "touch 用拼音写", "touch JKL", "touch 楼道的灯"), "全擦掉", "不擦", "全都擦掉", "改回去", "您要说的话，填写，空的", "楼道的灯"},
		{append(append([]string(nil), toTell...), "touch 用拼音写", "touch JKL", "touch 楼道的灯", "touch 写好了", "touch 用手指写"), "全擦掉", "不擦", "全都擦掉", "改回去", "您要说的话，填写，空的", "楼道的灯"},
		{english, "Clear all", "No", "Yes", "Undo", "What you want to say, field, empty", "No"},
	} {
		p := Open(t)
		do(t, p, c.lines...)
		page, _ := p.Screen()
		do(t, p, "touch "+c.all)
		s, _ := p.Screen()
		if n, _ := s.Root.Find("words"); s.Root.ID != "page-clear" || n.Value != c.text || n.Role != a11y.Item || !n.Secret {
			t.Fatalf("asked on %s:\n%s", s.Root.ID, p.drawn)
		}
		if undo, _ := s.Root.Find("undo"); !undo.State.Disabled {
			t.Error("what is asked about can be changed unseen")
		}
		do(t, p, "touch "+c.no)
		if s, _ := p.Screen(); s.Root.ID != page.Root.ID || value(t, p, "words") != c.text {
			t.Errorf("kept: %q on %s", value(t, p, "words"), s.Root.ID)
		}
		do(t, p, "touch "+c.all)
		p.Text()
		do(t, p, "touch "+c.yes)
		if said := p.Text(); value(t, p, "words") != "" || !strings.Contains(said, c.said) {
			t.Errorf("cleared: %q, said %s", value(t, p, "words"), said)
		}
		if n, _ := p.shown.Root.Find("clear"); !n.State.Disabled {
			t.Error("nothing can be cleared once more")
		}
		do(t, p, "touch "+c.undo)
		if value(t, p, "words") != c.text {
			t.Errorf("brought back: %q", value(t, p, "words"))
		}
	}
}

// TestLettersOnKeysAreToldApart: what is heard of a key is first the letter, then what it is learned with; the keys of a telephone say their letters.
func TestLettersOnKeysAreToldApart(t *testing.T) {
	p := Open(t)
	p.Kiosk.Settle(t.Context())
	do(t, p, append(append([]string(nil), toTell...), "touch 用拼音写")...)
	heard := func(id a11y.ID) string {
		p.Text()
		p.Kiosk.Focus(id)
		p.Kiosk.Settle(t.Context())
		return p.Text()
	}
	if said := heard("key-5"); !strings.Contains(said, "J K L，") {
		t.Errorf("a key of a telephone is said %q", said)
	}
	do(t, p, "touch 换数字", "touch 换全键")
	if said := heard("key-b"); !strings.Contains(said, "» B，玻璃的玻，") {
		t.Errorf("B is said %q", said)
	}
	do(t, p, "touch English", "touch A to Z")
	if said := heard("key-d"); !strings.Contains(said, "» D, dog, ") {
		t.Errorf("D is said %q", said)
	}
}
