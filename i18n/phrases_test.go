package i18n

import (
	"slices"
	"strings"
	"testing"
)

// flat are phrases one after the other, as on a page.
func flat(all []Ready) []string {
	var out []string
	for _, r := range all {
		out = append(out, r.Phrases...)
	}
	return out
}

// TestPhrases: each kind has ten ready phrases in each language, none twice, about the same things in each.
func TestPhrases(t *testing.T) {
	b := load(t)
	for _, kind := range b.Words("en").Kinds() {
		chinese := b.Words("zh-Hans").Phrases("", kind)
		for _, lang := range Shipped() {
			phrases := b.Words(lang).Phrases("", kind)
			all := flat(phrases)
			if len(all) != 10 {
				t.Errorf("%s in %s: %d phrases, want 10", kind, lang, len(all))
			}
			for i, r := range phrases {
				if i >= len(chinese) || r.About != chinese[i].About || len(r.Phrases) != len(chinese[i].Phrases) {
					t.Errorf("%s in %s: %d are about %q, not so in zh-Hans", kind, lang, len(r.Phrases), r.About)
				}
				if r.One != (r.About == "since" || r.About == "often") || r.One && len(r.Phrases) < 2 {
					t.Errorf("%s in %s: of %q only one: %v", kind, lang, r.Phrases, r.One)
				}
			}
			slices.Sort(all)
			if n := len(slices.Compact(slices.Clone(all))); n != len(all) {
				t.Errorf("%s in %s: one of %q is there twice", kind, lang, all)
			}
		}
	}
}

// TestPhrasesAreSentences: a phrase is found again in what was written only where none is the end of another one.
func TestPhrasesAreSentences(t *testing.T) {
	b := load(t)
	for _, kind := range b.Words("en").Kinds() {
		for _, lang := range Shipped() {
			for _, p := range flat(b.Words(lang).Phrases("", kind)) {
				if strings.ContainsAny(p, "。！？!?") || strings.HasSuffix(p, ".") {
					t.Errorf("%s in %s: %q ends a sentence", kind, lang, p)
				}
			}
		}
	}
}

const city = `
[kind.heating.en]
what = ["...", "The boiler is loud"]
danger = []

[kind.heating.zh-Hans] # since and often stay
what = [
  "一点也不热",
  # as people say here
  "管子响",
]

[service.0012.en]
since = ["Since the storm", "..."]
`

// TestACityHasItsOwnPhrases: its lists replace ours or stand beside them, for a kind or for a service; all else stays.
func TestACityHasItsOwnPhrases(t *testing.T) {
	b := load(t)
	with, taken, faults := b.WithPhrases([]byte(city))
	if taken != 4 || len(faults) > 0 {
		t.Fatalf("%d lists, %v", taken, faults)
	}
	en, zh, hant := with.Words("en"), with.Words("zh-Hans"), with.Words("zh-Hant")
	ours := b.Words("en").Phrases("", "heating")
	for _, c := range []struct {
		got  []Ready
		want []string
	}{
		{en.Phrases("", "heating"), slices.Concat(ours[0].Phrases, []string{"The boiler is loud"}, ours[1].Phrases, ours[2].Phrases)},
		{zh.Phrases("", "heating"), slices.Concat([]string{"一点也不热", "管子响"}, flat(b.Words("zh-Hans").Phrases("", "heating")[1:]))},
		{hant.Phrases("", "heating"), flat(b.Words("zh-Hant").Phrases("", "heating"))},
		{en.Phrases("0012", "heating"), slices.Concat(ours[0].Phrases, []string{"The boiler is loud", "Since the storm"}, ours[1].Phrases, ours[2].Phrases)},
		{zh.Phrases("0012", "heating"), flat(zh.Phrases("", "heating"))},
		{with.Words(Pseudo).Phrases("0012", "unheard of"), nil},
		{b.Words("en").Phrases("0012", "heating"), flat(ours)}, // the bundle itself is as it was
	} {
		if c.want == nil {
			other := b.Words("en").Phrases("", Other)
			c.want = slices.Concat(other[0].Phrases, []string{"Since the storm"}, flat(other[1:]))
		}
		if got := flat(c.got); !slices.Equal(got, c.want) {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestFaultsInACitysPhrases: each is told with its line and what to do, and what it is in is left out, nothing else.
func TestFaultsInACitysPhrases(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ file, want string }{
		{"[kind.heatin.en]\nwhat = [\"Cold\"]\nsince = [\"Now\"]", `line 1: there is no kind "heatin"; docs/phrases.md lists them`},
		{"\n[kind.heating.fr]\nwhat = [\"Froid\"]", `line 2: there are no words in "fr"; want one of zh-Hans, en, zh-Hant`},
		{"[sort.heating.en]\nwhat = []", `line 1: phrases are for a kind or a service, not for "sort"; want a table such as [kind.heating.zh-Hans]`},
		{"[kind.heating.en]\nwhy = [\"Cold\"]", `line 2: there is no list "why"; want one of what, since, often, danger`},
		{"[kind.heating.en]\nwhat = [\n\"Cold\",\n\" \",\n]", `line 4: a phrase is empty; write it, or take it out`},
		{"[kind.heating.en]\nwhat = [\"Cold\", 3]", `line 2: want texts in quotation marks`},
		{"[kind.heating.en]\nwhat = [\"Cold\", \"Cold\"]", `line 2: "Cold" is there twice; take one out`},
		{"[kind.heating.en]\nwhat = [\"It is cold.\"]", `line 2: "It is cold." ends a sentence; leave the sign out, the kiosk sets a full stop`},
		{"[kind.heating.en]\nwhat = [\"It is\\ncold\"]", `line 2: "It is\ncold" has more than one line; make each a phrase of its own`},
		{"[kind.heating.zh-Hans]\nwhat = [\"" + strings.Repeat("冷", 21) + "\"]", `line 2: "` + strings.Repeat("冷", 21) + `" has 21 characters, at most 20 can be read at a glance; say it in fewer`},
		{"[service.x.en]\nwhat = [\"" + strings.Repeat("cold ", 12) + "cold\"]", `has 64 characters, at most 60 can be read at a glance; say it in fewer`},
		{"[kind.heating.en]\nsince = [\"Now\"]\nwhat = [\"...\", \"One\", \"Two\", \"Three\", \"Four\"]", `line 3: kind heating has 13 phrases in en with this list, at most 12 are read; take some out`},
		{"[kind.heating.en]\nwhat = \"Cold\"", `line 2: kind.heating.en.what: want a list in a table such as [kind.heating.zh-Hans]: what = ["...", "..."]`},
		{"[kind.heating]\nwhat = [\"Cold\"]", `line 2: kind.heating.what: want a list in a table such as [kind.heating.zh-Hans]: what = ["...", "..."]`},
		{"[[kind.heating.en]]\nwhat = [\"Cold\"]", `line 1: want a table such as [kind.heating.zh-Hans], in single brackets`},
		{"[kind.heating.en]\nwhat = [\"Cold\"\n", `nothing of the file is taken`},
		{"[kind.heating.en]\nwhat = [\"Cold\"]\n[kind.heating.en]\n", `nothing of the file is taken`},
	} {
		with, taken, faults := b.WithPhrases([]byte(c.file))
		if len(faults) != 1 || !strings.Contains(faults[0].Error(), c.want) || strings.Contains(faults[0].Error(), "\n") || taken > 1 {
			t.Errorf("%s\n%d taken, faults %q\nwant %q", c.file, taken, faults, c.want)
		}
		if got := flat(with.Words("en").Phrases("", "heating")); taken == 0 && !slices.Equal(got, flat(b.Words("en").Phrases("", "heating"))) {
			t.Errorf("%s\n%q", c.file, got)
		}
	}
	with, taken, faults := b.WithPhrases([]byte(city + "what = [\"\"]\n[kind.gas.en]\nwhat = [\"It smells\"]"))
	if got := flat(with.Words("en").Phrases("", "gas")); taken != 5 || len(faults) != 1 || got[0] != "It smells" {
		t.Errorf("%d taken beside %v: %q", taken, faults, got)
	}
}
