package i18n

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// TestSurnames: a hundred of one character and some of two, each once, in the characters of the language; whoever hears one can tell it from
// others that sound so.
func TestSurnames(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	first := map[string][]string{"zh-Hans": {"王", "李", "张", "刘", "陈"}, "zh-Hant": {"王", "李", "張", "劉", "陳"}}
	for _, lang := range Shipped() {
		single, double := b.Words(lang).Surnames()
		if first[lang] == nil {
			if len(single)+len(double) > 0 {
				t.Errorf("%s: surnames of a language that is written letter by letter", lang)
			}
			continue
		}
		if len(single) != 100 || len(double) < 10 || !slices.Equal(single[:5], first[lang]) {
			t.Fatalf("%s: %d and %d surnames, which begin %v", lang, len(single), len(double), single[:5])
		}
		been := map[string]bool{}
		for i, s := range slices.Concat(single, double) {
			if want := map[bool]int{true: 1, false: 2}[i < len(single)]; been[s] || utf8.RuneCountInString(s) != want {
				t.Errorf("%s: %s", lang, s)
			}
			been[s] = true
			for _, r := range s {
				if spellerOf(lang).words[r] == "" {
					t.Errorf("%s: %c of %s is spelled without a word", lang, r, s)
				}
			}
		}
	}
}
