package announce_test

import (
	"slices"
	"testing"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/i18n"
	"linli/speech"
)

// TestA14EachLanguageHasItsVoice: a name in another language is said in that one, and what the kiosk says of it in the page's.
func TestA14EachLanguageHasItsVoice(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	said := func(of ...string) (out []speech.Utterance) {
		for i := 0; i < len(of); i += 2 {
			out = append(out, speech.Utterance{Text: of[i], Lang: of[i+1]})
		}
		return out
	}
	for _, c := range []struct {
		lang string
		node a11y.Node
		want []speech.Utterance
	}{
		{"zh-Hans", a11y.Node{Role: a11y.Button, Label: "Street light", Lang: "en"}, said("Street light。", "en", "按钮。", "zh-Hans")},
		{"en", a11y.Node{Role: a11y.Button, Label: "路灯", Lang: "zh-Hans", Hint: "不亮"}, said("路灯.", "zh-Hans", "button.", "en", "不亮.", "zh-Hans")},
		{"zh-Hans", a11y.Node{Role: a11y.Button, Label: "中文", Lang: "zh-Hans", Hint: "点这里"}, said("中文，按钮，点这里。", "zh-Hans")},
		{"en", a11y.Node{Role: a11y.Button, Label: "What", Value: "路灯", ValueLang: "zh-Hans", Hint: "Change"}, said("What, button.", "en", "路灯.", "zh-Hans", "Change.", "en")},
		{"zh-Hans", a11y.Node{Role: a11y.Image, Label: "Street light", Lang: "en"}, said("Street light。", "en", "图。", "zh-Hans")},
	} {
		if got := announce.Focus(b.Words(c.lang), c.node); !slices.Equal(got, c.want) {
			t.Errorf("%s: said %+v, want %+v", a11y.Line(c.node), got, c.want)
		}
	}
}
