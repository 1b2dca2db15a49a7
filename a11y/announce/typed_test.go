package announce_test

import (
	"testing"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/i18n"
	"linli/speech"
)

// TestTyped: what has been written or taken back is said, not the whole field; of what is personal, how much there is.
func TestTyped(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	words := a11y.Node{Role: a11y.Entry, Label: "说的话"}
	hidden := a11y.Node{Role: a11y.Entry, Label: "电话", Value: "***", Secret: true}
	read := a11y.Node{Role: a11y.Entry, Label: "电话", Value: "138", Secret: true}
	for _, c := range []struct {
		lang            string
		node            a11y.Node
		before, after   string
		public, private string
	}{
		{"zh-Hans", words, "", "路", "路", "路"},
		{"zh-Hans", words, "路", "路灯坏了", "灯坏了", "灯坏了"},
		{"zh-Hans", words, "路灯", "路", "擦掉灯", "擦掉灯"},
		{"zh-Hans", words, "路", "", "擦掉路，空的。", "擦掉路，空的。"},
		{"zh-Hans", words, "a", "a ", "空格", "空格"},
		{"en", words, "ca", "cab", "B", "B"},
		{"en", words, "cab", "ca", "B taken away", "B taken away"},
		{"zh-Hans", words, "1024 ", "1024 1", "幺", "幺"},
		{"zh-Hans", words, "102", "1024 ", "四", "四"},
		{"zh-Hans", words, "1", "102406428304", "零二四零，六四二，八三零四", "零二四零，六四二，八三零四"},
		{"zh-Hans", hidden, "13", "138", "一位，共三位", "一位，共三位"},
		{"zh-Hans", hidden, "1384", "138", "擦掉一位，还有三位", "擦掉一位，还有三位"},
		{"zh-Hans", read, "13", "138", "一位，共三位", "八"},
		{"zh-Hans", read, "1384", "138", "擦掉一位，还有三位", "擦掉四"},
		{"en", hidden, "1", "", "one digit taken away, 0 left, empty.", "one digit taken away, 0 left, empty."},
	} {
		said := announce.Typed(b.Words(c.lang), c.node, c.before, c.after)
		for output, want := range map[speech.Output]string{speech.Loudspeaker: c.public, speech.Headphones: c.private} {
			if got := said[0].In(output, speech.Settings{On: true}); got != want {
				t.Errorf("%q, then %q, output %d: said %q, want %q", c.before, c.after, output, got, want)
			}
		}
	}
}

// TestSpelledKeepsWhatIsPersonal: it is spelled to headphones, and not even there while it is not to be read.
func TestSpelledKeepsWhatIsPersonal(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		node            a11y.Node
		public, private string
	}{
		{a11y.Node{Role: a11y.Button, Label: "灯", Hint: "不亮", Value: "有"}, "灯，电灯的灯。", "灯，电灯的灯。"},
		{a11y.Node{Role: a11y.Entry, Label: "号码", Value: "10 2"}, "幺。零。二。", "幺。零。二。"},
		{a11y.Node{Role: a11y.Entry, Label: "号码"}, "空的。", "空的。"},
		{a11y.Node{Role: a11y.Entry, Label: "电话", Value: "**", Secret: true}, "已填写，不念出来。", "已填写，不念出来。"},
		{a11y.Node{Role: a11y.Entry, Label: "电话", Value: "13", Secret: true}, "已填写，不念出来。", "幺。三。"},
		{a11y.Node{Role: a11y.Item, Label: "漏", Secret: true}, "已填写，不念出来。", "漏，漏水的漏。"},
	} {
		said := announce.Spelled(b.Words("zh-Hans"), c.node)
		for output, want := range map[speech.Output]string{speech.Loudspeaker: c.public, speech.Headphones: c.private} {
			if got := said[0].In(output, speech.Settings{On: true}); got != want {
				t.Errorf("%+v, output %d: said %q, want %q", c.node, output, got, want)
			}
		}
	}
}

// TestSpacesAreSpelled: a field that holds nothing else is not silent.
func TestSpacesAreSpelled(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Shipped() {
		said := announce.Spelled(b.Words(lang), a11y.Node{Role: a11y.Entry, Label: "x", Value: " "})
		if len(said) != 1 || said[0].Text == "" {
			t.Errorf("%s: %+v", lang, said)
		}
	}
}
