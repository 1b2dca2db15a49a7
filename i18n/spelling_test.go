package i18n

import (
	"strings"
	"testing"
	"unicode"
)

func TestSpelled(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"zh-Hans", "灯坏", "灯，电灯的灯。坏，好坏的坏。"},
		{"zh-Hant", "燈", "燈，電燈的燈。"},
		{"zh-Hans", "喆", "喆。"},
		{"zh-Hans", "A1，", "A。幺。逗号。"},
		{"en", "Bag 1", "B, ball. A, apple. G, goat. space. 1."},
		{"en", "\x07-\u00a7", "hyphen. a sign."},
		{"en-XA", "é", "É."},
	} {
		if got := Spelled(c.lang, c.text); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestLettersAreToldApart: on a key each is called as it is, and then something tells it from those that sound alike.
func TestLettersAreToldApart(t *testing.T) {
	for _, c := range []struct {
		lang   string
		letter rune
		want   string
	}{
		{"zh-Hans", 'b', "B，玻璃的玻"}, {"zh-Hant", 'd', "D，電燈的燈"}, {"zh-Hans", 'v', "V，绿色的绿"}, {"en", 'b', "B, ball"}, {"en-XA", 'm', "M, moon"},
	} {
		if got := Letter(c.lang, c.letter); got != c.want {
			t.Errorf("%s %c: %q, want %q", c.lang, c.letter, got, c.want)
		}
	}
	for _, lang := range Shipped() {
		seen := map[string]rune{}
		for r := 'a'; r <= 'z'; r++ {
			letter, with, ok := strings.Cut(Letter(lang, r), map[bool]string{true: ", ", false: "，"}[lang == "en"])
			if other, twice := seen[with]; !ok || letter != string(unicode.ToUpper(r)) || twice || strings.Contains(with, "{") || strings.HasPrefix(with, "的") {
				t.Errorf("%s %c is said %q, as %c", lang, r, Letter(lang, r), other)
			}
			seen[with] = r
		}
	}
}

func TestTyped(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"zh-Hans", "1", "幺"}, {"en", "1", "1"}, {"zh-Hans", "灯", "灯"}, {"en", "b", "B"}, {"en", " ", "space"}, {"zh-Hans", "？", "问号"},
		{"zh-Hans", "\n\n", "空格"}, {"zh-Hans", "10240000", "幺零二四，零零零零"}, {"zh-Hans", "路灯坏了", "路灯坏了"},
	} {
		if got := Typed(c.lang, c.text); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestEveryCharacterOfOursIsSpelledWithAWord: whatever we ask or offer can be told from what sounds like it.
func TestEveryCharacterOfOursIsSpelledWithAWord(t *testing.T) {
	ours, without := map[rune]bool{}, map[string]string{}
	for _, l := range lines(t) {
		for _, r := range l.text {
			if !unicode.Is(unicode.Han, r) || ours[r] || !strings.HasPrefix(l.lang, "zh") {
				continue
			}
			ours[r] = true
			if spellerOf(l.lang).words[r] == "" {
				without[l.lang] += string(r)
			}
		}
	}
	if n := len([]rune(without["zh-Hans"] + without["zh-Hant"])); len(ours) < 900 || n > 0 {
		t.Errorf("of %d characters %d have no word: %v", len(ours), n, without)
	}
}
