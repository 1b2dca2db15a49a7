package kiosktest

import (
	"slices"
	"strings"
	"testing"

	"linli/a11y"
)

// said are three ready phrases, in the order in which they are pressed here: that is the order in which the city reads them.
var said = []string{"这里的路灯不亮", "好几个星期了", "有人摔伤了"}

// TestFilingWithoutWriting chooses three ready phrases, goes on and files, by touch, with five keys and with one switch, and counts what
// they cost beside a request without words. Ten characters written with the nine keys of
// the page (K14) are 90 presses of five keys.
func TestFilingWithoutWriting(t *testing.T) {
	for _, c := range []struct {
		way  string
		most int // presses for three phrases
	}{{"touch", 3}, {"five keys", 13}, {"one switch", 6}} {
		t.Run(c.way, func(t *testing.T) {
			p := Open(t)
			do(t, p, toTell...)
			press, spent := pressing(t, p, c.way)
			before := spent()
			for _, phrase := range said {
				id, err := p.find(phrase)
				if err != nil {
					t.Fatal(err)
				}
				press(id)
			}
			presses := spent() - before
			t.Logf("%s: %d presses for three phrases", c.way, presses)
			if presses > c.most {
				t.Errorf("%d presses, want at most %d", presses, c.most)
			}
			do(t, p, "touch 下一步", "touch 不用找我", "touch 下一步", "touch 都对")
			if got, want := p.City.Filed[0].Draft.Description, strings.Join(said, "。")+"。"; got != want {
				t.Errorf("%q is filed, want %q", got, want)
			}
		})
	}
}

// TestOneOfTwoThatExcludeOneAnother: choosing one takes the other out, which is said and can be taken back; pressed again it goes; what
// is wrong and who is in danger can be chosen beside one another.
func TestOneOfTwoThatExcludeOneAnother(t *testing.T) {
	l := byEar(t, toTell...)
	words := func() string { return value(t, l.Player, "words") }
	for _, c := range []struct{ touch, words, says string }{
		{"这里的路灯不亮", "这里的路灯不亮。", "已选中，选了一个。"},
		{"这两天才坏的", "这里的路灯不亮。这两天才坏的。", "已选中。"},
		{"晚上路很黑", "这里的路灯不亮。这两天才坏的。晚上路很黑。", "已选中，选了两个。"},
		{"好几个星期了", "这里的路灯不亮。好几个星期了。晚上路很黑。", "已选中。"},
		{"改回去", "这里的路灯不亮。这两天才坏的。晚上路很黑。", ""},
		{"这两天才坏的", "这里的路灯不亮。晚上路很黑。", "未选。"},
	} {
		got := l.does(t, "touch "+c.touch)
		if words() != c.words || !strings.HasSuffix(got, c.says) {
			t.Errorf("%s: %q is written and %q said, want %q and %q", c.touch, words(), got, c.words, c.says)
		}
	}
	s, _ := l.Screen()
	var roles []a11y.Role
	main, _ := s.Root.Part(a11y.Main)
	for _, g := range main.Children {
		if strings.HasPrefix(string(g.ID), "phrases-") {
			roles = append(roles, g.Role)
		}
	}
	if want := []a11y.Role{a11y.Group, a11y.RadioGroup, a11y.RadioGroup, a11y.Group}; !slices.Equal(roles, want) {
		t.Errorf("the groups are %v, want %v", roles, want)
	}
}
