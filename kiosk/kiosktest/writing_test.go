package kiosktest

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/speech"
	"linli/ui/screen"
)

// This file holds what is said to those who write by ear, and spelling.

// types presses keys that write.
func (l *listener) types(t testing.TB, text string) {
	t.Helper()
	for _, r := range text {
		l.Kiosk.Type(r, nav.None)
		l.Kiosk.Settle(t.Context())
	}
}

// does does one thing and returns what is said about it.
func (l *listener) does(t testing.TB, line string) string {
	t.Helper()
	l.heard()
	l.do(t, line)
	return l.heard()
}

// byEar is a resident with headphones, after some steps.
func byEar(t *testing.T, steps ...string) *listener {
	t.Helper()
	l := earful(t, nil, func(v *screen.View) { v.Keypad = "right" })
	l.recorder.Plug(speech.Headphones)
	l.do(t, append([]string{"key plugged_in"}, steps...)...)
	l.heard()
	return l
}

// TestA12EveryDigitIsCounted: digits of a phone number are only counted, on its keys and on the keypad, until the resident wants to
// read them; then headphones hear them, and the loudspeaker does not.
func TestA12EveryDigitIsCounted(t *testing.T) {
	l := byEar(t, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 就在这里", "touch 下一步", "touch 下一步", "touch 卧室", "touch 下一步", "touch 打电话", "touch 下一步")
	for _, c := range []struct{ line, want string }{
		{"touch 1", "一位，共一位"}, {"touch 3", "一位，共两位"}, {"touch 擦掉", "擦掉一位，还有一位"}, {"key erase", "擦掉一位，还有零位，空的。"},
		{"touch 8", "一位，共一位"}, {"key repeat", "电话号码，填写，已填写，不念出来。"}, {"key spell", "已填写，不念出来。"},
	} {
		if got := l.does(t, c.line); got != c.want {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
	l.types(t, "3")
	if got := l.heard(); got != "一位，共两位" {
		t.Errorf("typed: %q", got)
	}
	if got := l.does(t, "touch 让我看看"); !strings.Contains(got, "八三") {
		t.Errorf("wanted: %q", got)
	}
	l.types(t, "7")
	if got := l.heard(); got != "七" {
		t.Errorf("typed, to be read: %q", got)
	}
	if got := l.does(t, "key repeat"); !strings.Contains(got, "八三七") {
		t.Errorf("read back: %q", got)
	}
	l.recorder.Plug(speech.Loudspeaker)
	l.types(t, "1")
	l.do(t, "touch 2", "key erase", "key repeat", "key repeat", "key spell")
	if got := l.heard(); strings.ContainsAny(got, "三八七幺") || !strings.Contains(got, "一位，共四位") {
		t.Errorf("from the loudspeaker: %q", got)
	}
}

// TestTheKeysStandAsOnATelephone: 1, 2 and 3 on top, the zero below the 8, and each says where it is.
func TestTheKeysStandAsOnATelephone(t *testing.T) {
	l := byEar(t, "touch 中文", "touch 查进度")
	for key, want := range map[a11y.ID]string{
		"key-1": "第一排第一个", "key-5": "第二排第二个", "key-9": "第三排第三个", "key-0": "第四排第二个", "key-delete": "第四排第三个",
	} {
		l.Kiosk.Focus(key)
		l.Kiosk.Settle(t.Context())
		if got := l.heard(); !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	pad, _ := l.shown.Root.Part(a11y.Keypad)
	if got := pad.Children[0].Label + pad.Children[1].Label + pad.Children[2].Label; got != "123" {
		t.Errorf("on top: %s", got)
	}
	l = byEar(t, "touch 中文", "touch 反映", "touch 街上", "touch 路灯", "touch 就在这里", "touch 下一步", "touch 下一步")
	if pad, ok := l.shown.Root.Part(a11y.Keypad); ok {
		for i, want := range map[int]string{9: "第四排第一个", 10: "第四排第二个", 11: "第四排第三个"} {
			if got := spoken(t, l.shown.Root, pad.Children[i].ID); !strings.Contains(got, want) {
				t.Errorf("%s: %q, want %q", pad.Children[i].ID, got, want)
			}
		}
	}
}

// TestWhatIsWrittenIsSaid: each character, what is taken back, too many digits, and the whole field when it is asked for, wherever the
// cursor is.
func TestWhatIsWrittenIsSaid(t *testing.T) {
	l := byEar(t, "touch 中文", "touch 查进度")
	for i, want := range []string{"幺", "零", "二", "四", "零", "六", "四", "二", "八", "三", "零", "四"} {
		l.types(t, string("102406428304"[i]))
		if got := l.heard(); got != want {
			t.Errorf("digit %d: %q, want %q", i, got, want)
		}
	}
	l.types(t, "5")
	if got := l.heard(); !strings.Contains(got, "多的没有记下") || strings.Contains(got, "五") {
		t.Errorf("one too many: %q", got)
	}
	if got := l.does(t, "key repeat"); !strings.Contains(got, "幺零二四，零六四二，八三零四") {
		t.Errorf("read back: %q", got)
	}
	if got := l.does(t, "key erase"); got != "擦掉四" {
		t.Errorf("taken back: %q", got)
	}
	if got := l.does(t, "touch 7"); got != "七" {
		t.Errorf("a key of the page: %q", got)
	}
	if got := l.does(t, "key repeat"); !strings.Contains(got, "八三零七") {
		t.Errorf("read back after a key of the page: %q", got)
	}
	l.do(t, "next")
	s, cursor := l.Screen()
	if got := l.does(t, "key repeat"); got != spoken(t, s.Root, cursor) {
		t.Errorf("after another key: %q", got)
	}

	l = byEar(t, "touch English", "touch Report", "touch In the street", "touch Street light", "touch Right here", "touch Go on")
	l.types(t, "Hi ?")
	if got := l.heard(); got != "H\nI\nspace\nquestion mark" {
		t.Errorf("written: %q", got)
	}
	if got := l.does(t, "key repeat"); !strings.Contains(got, "What you want to say, field, Hi ?") {
		t.Errorf("read back: %q", got)
	}
	if got := l.does(t, "key repeat"); got != "H, house. I, ice. space. question mark." {
		t.Errorf("twice in a row: %q", got)
	}
}

// TestTooMuchIsSaid: the first character beyond what can be kept is answered with what is wrong.
func TestTooMuchIsSaid(t *testing.T) {
	l := byEar(t, "touch 中文", "touch 反映", "touch 街上", "touch 路灯", "touch 就在这里", "touch 下一步")
	l.do(t, "write 您要说的话: "+strings.Repeat("路", 3800))
	l.heard()
	l.types(t, "灯")
	if got := l.heard(); !strings.Contains(got, "写得太长了") {
		t.Errorf("said %q", got)
	}
}

// TestPhrasesAreCounted: each says whether it is chosen and how many are; what they make of the text is said when it is asked for.
func TestPhrasesAreCounted(t *testing.T) {
	l := byEar(t, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 就在这里", "touch 下一步")
	phrases := l.shown.Root
	first, _ := phrases.Find("phrase-0")
	second, _ := phrases.Find("phrase-1")
	for _, c := range []struct{ touch, want string }{
		{first.Label, "已选中，选了一个。"}, {second.Label, "已选中，选了两个。"}, {first.Label, "未选，选了一个。"},
	} {
		if got := l.does(t, "touch "+c.touch); !strings.HasSuffix(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s: %q, want %q", c.touch, got, c.want)
		}
	}
	l.Kiosk.Focus("words")
	l.Kiosk.Settle(t.Context())
	if got := l.heard(); !strings.Contains(got, second.Label) {
		t.Errorf("the field: %q", got)
	}
}

// TestSpelling: a key of its own, and repeat twice in a row, spell what the cursor is on; a third press says it again, and so does one
// after anything else.
func TestSpelling(t *testing.T) {
	l := byEar(t, "touch 中文")
	l.Kiosk.Focus("track")
	l.Kiosk.Settle(t.Context())
	item, spelled := spoken(t, l.shown.Root, "track"), "查，检查的查。进，进口的进。度，程度的度。"
	for i, c := range []struct{ line, want string }{
		{"key spell", spelled}, {"key repeat", item}, {"key repeat", spelled}, {"key repeat", item}, {"key spell", spelled}, {"key repeat", spelled},
	} {
		if got := l.does(t, c.line); got != c.want {
			t.Errorf("%d, %s: %q, want %q", i, c.line, got, c.want)
		}
	}
	l.do(t, "key repeat", "next", "previous")
	if got := l.does(t, "key repeat"); got != item {
		t.Errorf("repeat, away and back, repeat: %q", got)
	}
}
