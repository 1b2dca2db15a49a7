package i18n

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// This file holds the rows L02, L03 and L04 of the accessibility table: plain words, nothing untranslated, elder mode.

// line is one thing that residents read or hear: in which language, where it stands, and what it says.
type line struct{ lang, at, text string }

// lines returns all that we ship in all languages: the words with values as they are on a real day, the ready phrases and
// the sample catalogue.
func lines(t *testing.T) []line {
	t.Helper()
	b := load(t)
	var all []line
	for _, lang := range Shipped() {
		w := b.Words(lang)
		for _, key := range b.Keys(lang) {
			all = append(all, line{lang, key, w.T(key, values(w, key)...)})
		}
		for _, kind := range w.Kinds() {
			for i, p := range flat(w.Phrases("", kind)) {
				all = append(all, line{lang, fmt.Sprintf("phrases.toml %s %d", kind, i), p})
			}
		}
	}
	return append(all, catalogue(t)...)
}

// values are realistic and long. Those of "date." are parts of a date, elsewhere a day comes with its weekday and time.
func values(w *Words, key string) []any {
	at := time.Date(2026, 11, 23, 15, 5, 0, 0, time.UTC)
	v := []any{"Step", 3, "Of", 8, "Part", 2, "Where", "一楼服务台", "Phone", "010-5555 0123", "Number", "0001 2345 6789",
		"Day", w.DayTime(at), "Month", w.MonthOf(at), "Hour", w.Hour(15), "Time", w.Clock(at), "Seconds", 2, "Minutes", 1, "Count", 3, "Row", 2, "Column", 3, "What", "7", "Now", w.T("theme.yellow-on-black"), "By", "王姐", "Version", "1.0", "In", 3, "Key", "#195", "Keys", "#195", "From", "A", "To", "D", "Name", w.T("range.letters", "From", "A", "To", "D")}
	switch w.Lang() {
	case "zh-Hant":
		v[7] = "一樓服務臺"
	case "en":
		v[7] = "the desk on the ground floor"
		v = append(v, "By", "Mrs Wang")
	}
	if strings.HasPrefix(key, "date.") {
		v = append(v, "Year", 2026, "Month", w.Month(11), "Weekday", w.Weekday(1), "Part", w.PartOfDay(15), "Hour", 3,
			"Minute", "05", "Time", w.Clock(at), "Day", 23)
	}
	switch key {
	case "date.daytime":
		v = append(v, "Day", w.Day(at))
	case "day.at":
		v = append(v, "Day", w.ShortDay(at))
	}
	return v
}

// catalogue returns the texts of the sample catalogue and what the backend says: every table there with a language for a key.
func catalogue(t *testing.T) []line {
	t.Helper()
	names, err := filepath.Glob("../assets/catalogue/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	filled := strings.NewReplacer("{department}", "供水公司", "{due}", "11月24日15:04", "{service}", "停水")
	inEnglish := strings.NewReplacer("{department}", "the water company", "{due}", "November 24, 15:04", "{service}", "no water")
	var all []line
	for _, name := range append(names, "../server/words.toml") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tree := map[string]any{}
		if err := toml.Unmarshal(data, &tree); err != nil {
			t.Fatal(err)
		}
		delete(tree, "date") // a layout, not a text
		for _, l := range translated(filepath.Base(name), tree) {
			fill := filled
			if l.lang == "en" {
				fill = inEnglish
			}
			l.text = fill.Replace(l.text)
			all = append(all, l)
		}
	}
	return all
}

func translated(at string, node any) []line {
	var all []line
	switch node := node.(type) {
	case []any:
		for _, n := range node {
			all = append(all, translated(at, n)...)
		}
	case map[string]any:
		if _, ok := node["zh-Hans"]; ok {
			for _, lang := range Shipped() {
				text, _ := node[lang].(string)
				all = append(all, line{lang, fmt.Sprintf("%s %v", at, node["zh-Hans"]), text})
			}
			break
		}
		if code, ok := node["code"].(string); ok {
			at += " " + code
		}
		for _, k := range slices.Sorted(maps.Keys(node)) {
			all = append(all, translated(at, node[k])...)
		}
	}
	return all
}

// jargon returns the banned words of a text.
func jargon(lang, text string) []string {
	for _, s := range spared[lang] {
		text = strings.ReplaceAll(text, s, "")
	}
	if lang == "en" {
		return officeEnglish.FindAllString(text, -1)
	}
	var found []string
	for _, word := range office[lang] {
		if strings.Contains(text, word) {
			found = append(found, word)
		}
	}
	return found
}

var officeEnglish = regexp.MustCompile(`(?i)\b(` + strings.Join(office["en"], "|") + `)s?\b`)

// has says whether a word occurs: in English as a word, or as its plural.
func has(lang, text, word string) bool {
	if lang != "en" {
		return strings.Contains(text, word)
	}
	return regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(word) + `s?\b`).MatchString(text)
}

// TestL02PlainWords: no word of an office or of a computer, in no language, with no value.
func TestL02PlainWords(t *testing.T) {
	for lang, atLeast := range map[string]int{"zh-Hans": 40, "zh-Hant": 40, "en": 30} {
		if n := len(office[lang]); n < atLeast {
			t.Errorf("%s: only %d words are banned", lang, n)
		}
	}
	for _, l := range lines(t) {
		if found := jargon(l.lang, l.text); len(found) > 0 {
			t.Errorf("%s %s: %q says %q; say it as a neighbour would", l.lang, l.at, l.text, found)
		}
	}
}

// TestL02ShortLines: a Chinese sentence has at most 20 characters. What follows a colon is a line of its own, as a phone
// number or a date is.
func TestL02ShortLines(t *testing.T) {
	for _, l := range lines(t) {
		if l.lang == "en" {
			continue
		}
		for _, s := range regexp.MustCompile(`[。？！：\n]+`).Split(l.text, -1) {
			if n := characters(s); n > 20 {
				t.Errorf("%s %s: %q has %d characters, at most 20", l.lang, l.at, s, n)
			}
		}
	}
}

// known are words of four syllables that everybody says.
var known = []string{"everybody", "everybody's", "january", "february", "community", "ambulances", "electricity", "thermometer", "extinguisher", "disability"}

// TestL02ShortEnglish: sentences of at most 12 words, words of at most three syllables, and all in all a text that a child
// of ten reads (grade 5 of Flesch and Kincaid).
func TestL02ShortEnglish(t *testing.T) {
	var sentences, words, sounds float64
	for _, l := range lines(t) {
		if l.lang != "en" {
			continue
		}
		for _, s := range regexp.MustCompile(`[.?!:;](\s|$)|\n`).Split(l.text, -1) {
			found := regexp.MustCompile(`[\pL\pN][\pL\pN'’:.-]*`).FindAllString(s, -1)
			if len(found) > 12 {
				t.Errorf("%s: %q has %d words, at most 12", l.at, s, len(found))
			}
			for _, word := range found {
				n := syllables(word)
				if n > 3 && !slices.Contains(known, strings.ToLower(word)) {
					t.Errorf("%s: %q in %q has %d syllables, at most 3", l.at, word, s, n)
				}
				sounds += float64(n)
			}
			words += float64(len(found))
			if len(found) > 0 {
				sentences++
			}
		}
	}
	if grade := 0.39*words/sentences + 11.8*sounds/words - 15.59; grade > 5 {
		t.Errorf("English reads as grade %.1f, at most 5", grade)
	}
}

// silent is an "e" that nobody hears, at the end of a word or of its first part: "there", "places", "somebody".
var silent = regexp.MustCompile(`([^aeiouyl])e(ment|ly|ful|body|thing|where|)('?s)?$`)

// syllables counts groups of vowels.
func syllables(word string) int {
	word = strings.ReplaceAll(strings.ToLower(word), "every", "evry")
	return max(1, len(regexp.MustCompile(`[aeiouy]+`).FindAllString(silent.ReplaceAllString(word, "$1$2"), -1)))
}

var (
	keyName = regexp.MustCompile(`^[a-z]+(\.[a-z0-9_]+)+$|<no value>|\{\{|%![a-z(]`)
	latin   = regexp.MustCompile(`[A-Za-z]+`)
	halfway = regexp.MustCompile(`\p{Han}[,.?!;:()]|[,?!;:(]\p{Han}|["']|\.\.`)
	latins  = []string{"SMS", "GPS", "SOS", "EN", "WCAG", "Linli", "A", "D"} // may stand in Chinese
)

// simplified are short forms that Big5 as Hong Kong extends it has too, but that are no traditional writing.
const simplified = `叙凑担窑芦园灿灾构号马厢双厦亿礼头隶怜车随画跃脚骏萤宪晒冈炼笔赶边献并梦触壳宝纬胶学却毁页弥钟沪猫圣复灵坛撑沟际洁统贝琼庆盖户荣` +
	`凉决帮韦钢网滨岭动删护凤务变声碱届坟粮优亚电齿毡风体长达阳扰飞碍视庄递与启参邮惊补类儿争拥见惩墙潜两备联袜艺织样宁怀携仪寿蚕坏麦苏经况烟` +
	`铜惧设么迁迹发点橱篱茧冲兴炉丽个无医响处忏离镇铁听会庙桥虾银栖邻药鸟总异农齐东凭气彻耻义门渊华轮轧询鱼窃国铃济猪输侨块龙条装拟龟属滚袄胆` +
	`斋机实够险缆厨滩尔吨灯汉吓间扑运涤从团吴惨纤业众晓`

// TestL03NothingIsUntranslated: every text is there, in its own language and writing, and none shows the name of a key.
func TestL03NothingIsUntranslated(t *testing.T) {
	english := map[string]string{}
	for _, l := range lines(t) {
		if l.lang == "en" {
			english[l.at] = l.text
		}
	}
	for _, l := range lines(t) {
		if wrong := untranslated(l, english[l.at]); wrong != "" {
			t.Errorf("%s %s: %q %s", l.lang, l.at, l.text, wrong)
		}
	}
}

// untranslated says what is wrong with a text, "" for nothing.
func untranslated(l line, english string) string {
	switch {
	case strings.TrimSpace(l.text) == "":
		return "is empty"
	case l.text == l.at || keyName.MatchString(l.text):
		return "shows a key or a template"
	case l.lang == "en":
		if i := strings.IndexFunc(l.text, func(r rune) bool { return unicode.Is(unicode.Han, r) || r >= 0x3000 }); i >= 0 {
			return "has Chinese in it"
		}
		return ""
	case l.text == english && latin.MatchString(english):
		return "is the English text"
	}
	for _, word := range latin.FindAllString(l.text, -1) {
		if !slices.Contains(latins, word) {
			return "has the English word " + word
		}
	}
	if halfway.MatchString(l.text) {
		return "has punctuation of half width"
	}
	return foreign(l)
}

// foreign finds characters and quotation marks of the other Chinese writing. What GB 2312 lacks is not simplified; what
// Big5 lacks is not traditional.
func foreign(l line) string {
	set, quotes := encoding.Encoding(simplifiedchinese.HZGB2312), "「」『』"
	if l.lang == "zh-Hant" {
		set, quotes = traditionalchinese.Big5, "“”‘’"+simplified
	}
	for _, r := range l.text {
		_, err := set.NewEncoder().String(string(r))
		if err != nil || strings.ContainsRune(quotes, r) {
			return fmt.Sprintf("has %q, which is not written so in %s", r, l.lang)
		}
	}
	return ""
}

// TestL04ElderMode: large letters are the only mode. Who looks for "长辈版" reads on the help page that this is it, and which
// buttons make it larger still.
func TestL04ElderMode(t *testing.T) {
	b := load(t)
	for lang, name := range map[string]string{"zh-Hans": "长辈版", "zh-Hant": "長輩版", "en": "large letters"} {
		w := b.Words(lang)
		for _, want := range []string{name, button(w, "bar.size"), button(w, "bar.contrast")} {
			if text := w.T("help.size"); !strings.Contains(text, want) {
				t.Errorf("%s: help says %q, which lacks %q", lang, text, want)
			}
		}
	}
}

// button is the name of a button in the middle of a sentence.
func button(w *Words, key string) string {
	quotes := map[string][2]string{"zh-Hans": {"“", "”"}, "zh-Hant": {"「", "」"}, "en": {" ", ""}}[w.Lang()]
	return quotes[0] + w.T(key) + quotes[1]
}

// TestL02Glossary: docs/glossary.md is true. The words that it says we use are used; those that it says we do not are not.
func TestL02Glossary(t *testing.T) {
	data, err := os.ReadFile("../docs/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, l := range lines(t) {
		text := l.text
		for _, s := range spared[l.lang] {
			text = strings.ReplaceAll(text, s, "")
		}
		said[l.lang] += text + "\n"
		if !strings.Contains(l.at, ".toml ") {
			said["words "+l.lang] += l.text + "\n"
		}
	}
	rows := 0
	for _, row := range strings.Split(string(data), "\n") {
		cells := strings.Split(strings.Trim(row, "|"), "|")
		if strings.Contains(row, " | ") && !strings.HasPrefix(row, "|") && rows > 0 {
			t.Errorf("a row of the glossary does not begin with |: %s", row)
		}
		if !strings.HasPrefix(row, "|") || strings.HasPrefix(row, "| Concept") || strings.HasPrefix(row, "|-") {
			continue
		}
		if rows++; len(cells) != 6 {
			t.Fatalf("the glossary has a row of %d cells: %s", len(cells), row)
		}
		for i, lang := range []string{"zh-Hans", "zh-Hant", "en"} {
			for _, word := range listed(cells[i+1]) {
				if !has(lang, said["words "+lang], word) {
					t.Errorf("the glossary says that we use %q, no words in %s do", word, lang)
				}
			}
			for _, word := range listed(cells[4]) {
				if (lang == "en") == latin.MatchString(word) && has(lang, said[lang], word) {
					t.Errorf("the glossary says that we do not say %q, we do in %s", word, lang)
				}
			}
		}
	}
	if rows < 15 {
		t.Errorf("the glossary has only %d rows", rows)
	}
}

// listed splits a cell: "a / b".
func listed(cell string) []string {
	var out []string
	for _, word := range strings.Split(cell, "/") {
		if word = strings.TrimSpace(word); word != "" && word != "–" {
			out = append(out, word)
		}
	}
	return out
}
