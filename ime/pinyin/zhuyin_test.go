package pinyin

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestZhuyinOfSyllables: signs as the dictionaries of Taiwan's ministry of education write these syllables.
func TestZhuyinOfSyllables(t *testing.T) {
	for _, tt := range strings.Fields(`ba=ㄅㄚ zhi=ㄓ chi=ㄔ ri=ㄖ si=ㄙ yi=ㄧ wu=ㄨ yu=ㄩ yue=ㄩㄝ yuan=ㄩㄢ yun=ㄩㄣ yong=ㄩㄥ ye=ㄧㄝ you=ㄧㄡ
		yan=ㄧㄢ yin=ㄧㄣ yang=ㄧㄤ ying=ㄧㄥ wei=ㄨㄟ wen=ㄨㄣ weng=ㄨㄥ wo=ㄨㄛ wang=ㄨㄤ jiu=ㄐㄧㄡ gui=ㄍㄨㄟ lun=ㄌㄨㄣ zhong=ㄓㄨㄥ xiong=ㄒㄩㄥ
		ju=ㄐㄩ que=ㄑㄩㄝ xuan=ㄒㄩㄢ jun=ㄐㄩㄣ nv=ㄋㄩ lue=ㄌㄩㄝ er=ㄦ e=ㄜ bo=ㄅㄛ duo=ㄉㄨㄛ lou=ㄌㄡ dao=ㄉㄠ deng=ㄉㄥ shuang=ㄕㄨㄤ`) {
		name, want, _ := strings.Cut(tt, "=")
		if got := zhuyin(name); got != coded(want) {
			t.Errorf("%s: %q, want %q of %s", name, got, coded(want), want)
		}
	}
}

// TestEverySyllableHasSigns: none but sounds without a vowel is missing, and no two are the same.
func TestEverySyllableHasSigns(t *testing.T) {
	of := map[string]string{}
	for _, name := range newSpelling().names {
		signs := zhuyin(name)
		if signs == "" {
			if !slices.Contains([]string{"hm", "m", "n", "ng"}, name) {
				t.Errorf("%s has none", name)
			}
			continue
		}
		if other, there := of[signs]; there {
			t.Errorf("%s and %s are the same", name, other)
		}
		of[signs] = name
	}
}

// TestWrittenWithZhuyin: the same sentences as with pinyin, and letters counted as they came.
func TestWrittenWithZhuyin(t *testing.T) {
	e, err := Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		signs, want string
		southern    bool
	}{
		{signs: "ㄌㄡㄉㄠㄉㄜㄉㄥㄏㄨㄞㄌㄜ", want: "樓道的燈壞了"},
		{signs: "ㄒㄧㄝㄒㄧㄝ", want: "謝謝"},
		{signs: "ㄕㄣㄑㄧㄥ", want: "申請"},
		{signs: "ㄕㄣㄑㄧㄣ", want: "申請", southern: true}, // ing heard as in
		{signs: "ㄉㄧㄢˋ", want: "電"},                   // a tone is not known: what follows is left
	} {
		got := e.Candidates(Query{Letters: tt.signs, Traditional: true, Southern: tt.southern})
		i := slices.IndexFunc(got, func(c Candidate) bool { return c.Text == tt.want })
		if i < 0 || i > 5 {
			t.Errorf("%s: %v, want %s among the first", tt.signs, got[:min(len(got), 8)], tt.want)
			continue
		}
		if whole := strings.TrimSuffix(tt.signs, "ˋ"); got[i].Letters != len(whole) {
			t.Errorf("%s stands for %d bytes, want %d", got[i].Text, got[i].Letters, len(whole))
		}
		for _, c := range got {
			if !utf8.ValidString(tt.signs[c.Letters:]) {
				t.Errorf("%s: %s leaves a half of a sign", tt.signs, c.Text)
			}
		}
	}
}
