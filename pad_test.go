package main

import (
	"slices"
	"testing"

	"linli/flow"
	"linli/ime/pinyin"
)

// TestRareNamesAreOffered: characters that few have in their name are among those that a resident can turn to, simplified and traditional.
func TestRareNamesAreOffered(t *testing.T) {
	engine, err := pinyin.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	p := pad{engine: engine}
	for text, letters := range map[string]string{"煜": "yu", "懿": "yi", "翊": "yi", "骥": "ji", "堃": "kun", "赟": "yun", "頔": "di", "燚": "yi", "䶮": "yan", "翀": "chong", "玥": "yue", "旻": "min", "𠮷": "ji", "犇": "ben"} {
		offered := p.Candidates(flow.Suggest{Letters: letters, Given: true}, "zh-Hans")
		if !slices.ContainsFunc(offered, func(c flow.Candidate) bool { return c.Text == text }) {
			t.Errorf("%s is not among the %d offered for %s", text, len(offered), letters)
		}
	}
}

// TestLettersThemselvesAreOffered: who lives in block A, or means a number plate, sees the letters among the first candidates; not in names, and not
// on keys that have several letters.
func TestLettersThemselvesAreOffered(t *testing.T) {
	engine, err := pinyin.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	p := pad{engine: engine}
	for _, tt := range []struct {
		asked flow.Suggest
		want  string
		there bool
	}{
		{flow.Suggest{Letters: "a"}, "A", true},
		{flow.Suggest{Letters: "suv"}, "SUV", true},
		{flow.Suggest{Letters: "louc"}, "LOUC", false},
		{flow.Suggest{Letters: "2"}, "2", false},
		{flow.Suggest{Letters: "a", Given: true}, "A", false},
		{flow.Suggest{Letters: "ㄚ"}, "ㄚ", false},
	} {
		offered := p.Candidates(tt.asked, "zh-Hans")
		i := slices.IndexFunc(offered, func(c flow.Candidate) bool { return c.Text == tt.want })
		if there := i >= 0 && i < flow.PadShown && offered[i].Letters == len(tt.asked.Letters); there != tt.there {
			t.Errorf("%+v: %q is the %d. of %v", tt.asked, tt.want, i+1, offered[:min(8, len(offered))])
		}
	}
}
