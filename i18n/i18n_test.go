package i18n

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func load(t *testing.T) *Bundle {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestLanguagesHaveTheSameKeys: a sentence exists in all languages or in none.
func TestLanguagesHaveTheSameKeys(t *testing.T) {
	b := load(t)
	want := b.Keys("zh-Hans")
	slices.Sort(want)
	for _, lang := range append(Shipped(), Pseudo) {
		got := b.Keys(lang)
		slices.Sort(got)
		for _, k := range want {
			if !slices.Contains(got, k) {
				t.Errorf("%s lacks %q", lang, k)
			}
		}
		for _, k := range got {
			if !slices.Contains(want, k) {
				t.Errorf("%s has %q, zh-Hans has not", lang, k)
			}
		}
	}
}

var action = regexp.MustCompile(`\{\{[^}]*\}\}`)

// TestTemplatesAgree: each language uses the same values in a sentence.
func TestTemplatesAgree(t *testing.T) {
	b := load(t)
	marks := func(lang, key string) []string {
		text := b.Words(lang).T(key, "Step", "S", "Of", "O", "Part", "P", "Where", "W", "By", "B", "Version", "V", "In", "I", "Key", "K", "Keys", "KS", "Phone", "H", "Day", "D", "Hour", "U",
			"Month", "M", "Number", "N", "Year", "Y", "Weekday", "K", "Minute", "I", "Time", "T", "Seconds", "C", "Minutes", "U", "Now", "X", "Count", "A", "Row", "B", "Column", "E", "What", "F", "From", "R", "To", "Z", "Name", "E")
		if strings.Contains(text, "<no value>") {
			t.Errorf("%s %q: %q", lang, key, text)
		}
		return action.FindAllString(text, -1)
	}
	for _, key := range b.Keys("en") {
		for _, lang := range append(Shipped(), Pseudo) {
			if left := marks(lang, key); len(left) > 0 {
				t.Errorf("%s %q: %v stays in the text", lang, key, left)
			}
		}
	}
}

// TestChineseIsWrittenInChinese: full-width punctuation, no English left over.
func TestChineseIsWrittenInChinese(t *testing.T) {
	half := regexp.MustCompile(`\p{Han}[,?!;:()]|[,?!;:(]\p{Han}`)
	b := load(t)
	for _, lang := range []string{"zh-Hans", "zh-Hant"} {
		w := b.Words(lang)
		for _, key := range b.Keys(lang) {
			if text := w.T(key); half.MatchString(action.ReplaceAllString(text, "")) {
				t.Errorf("%s %q: half-width punctuation in %q", lang, key, text)
			}
		}
	}
}

// TestPseudoIsLonger: the language for finding cut text is at least 40 % longer than English.
func TestPseudoIsLonger(t *testing.T) {
	b := load(t)
	var english, pseudo int
	for _, key := range b.Keys("en") {
		english += utf8.RuneCountInString(b.Words("en").T(key))
		pseudo += utf8.RuneCountInString(b.Words(Pseudo).T(key))
	}
	if float64(pseudo) < 1.4*float64(english) {
		t.Errorf("%d characters for %d, want 40 %% more", pseudo, english)
	}
	if got := b.Words(Pseudo).T("step.of", "Step", 2, "Of", 5); !strings.Contains(got, "2") || !strings.Contains(got, "5") {
		t.Errorf("values are lost: %q", got)
	}
}

func TestDates(t *testing.T) {
	b := load(t)
	at := time.Date(2026, 11, 23, 15, 5, 0, 0, time.UTC)
	for lang, want := range map[string]string{
		"zh-Hans": "2026年11月23日 星期一 下午3:05",
		"zh-Hant": "2026年11月23日 星期一 下午3:05",
		"en":      "Monday, 23 November 2026, 3:05 p.m.",
	} {
		if got := b.Words(lang).DayTime(at); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	for hour, want := range map[int]string{0: "夜里12点", 1: "凌晨1点", 12: "中午12点", 23: "晚上11点"} {
		if got := b.Words("zh-Hans").Hour(hour); got != want {
			t.Errorf("%d o'clock is %q, want %q", hour, got, want)
		}
	}
}

func TestKinds(t *testing.T) {
	w := load(t).Words("en")
	for _, c := range []struct {
		name     string
		keywords []string
		want     string
	}{
		{"暖气不热", nil, "heating"},
		{"Street Light Out", nil, "street-light"},
		{"Pothole", nil, "road"},
		{"whatever", []string{"lift"}, "lift"},
		{"Zzz", nil, Other},
		{"", nil, Other},
	} {
		if got := w.Kind(c.name, c.keywords); got != c.want {
			t.Errorf("%q %v is %q, want %q", c.name, c.keywords, got, c.want)
		}
	}
	if hasWord("street light", "tree") {
		t.Error("a tree in a street")
	}
}
