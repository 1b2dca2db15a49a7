package i18n

import (
	"slices"
	"testing"
)

// TestSounds: Hanzi by syllables, words by words, marks and signs left out.
func TestSounds(t *testing.T) {
	read := func(hanzi string) string {
		return map[string]string{"路灯": "lu4deng1", "绿地": "lü4di4", "号楼电梯": "hao4lou2 dian4ti1"}[hanzi]
	}
	for text, want := range map[string][]string{
		"路灯":                      {"lu", "deng"},
		"绿地":                      {"lv", "di"},
		"3号楼电梯":                   {"3", "hao", "lou", "dian", "ti"},
		"Street light – out":      {"street", "light", "out"},
		"Mayor's 24 Hour Hotline": {"mayors", "24", "hour", "hotline"},
		"Straßenbeleuchtung/Müll": {"strassenbeleuchtung", "mull"},
		"École Ørsted":            {"ecole", "orsted"},
		"１２ ＷｉＦｉ":                 {"12", "wifi"},
		"Φώτα δρόμου":             nil,
		"":                        nil,
		" – ":                     nil,
	} {
		if got := Sounds(text, read); !slices.Equal(got, want) {
			t.Errorf("%q sounds as %q, want %q", text, got, want)
		}
	}
	if got := Sounds("路灯 LED", nil); !slices.Equal(got, []string{"led"}) {
		t.Errorf("without a reader: %q", got)
	}
}

// TestEveryKindHasAnArea, so that whoever looks for a picture finds it; no area has more kinds than two looks take in.
func TestEveryKindHasAnArea(t *testing.T) {
	w := load(t).Words("en")
	areas := map[string]int{}
	for _, k := range w.Kinds() {
		areas[w.Area(k)]++
	}
	for area, n := range areas {
		if area == "" || n > 12 || w.T("area."+area) == "area."+area {
			t.Errorf("area %q has %d kinds and the name %q", area, n, w.T("area."+area))
		}
	}
	if len(areas) > 6 {
		t.Errorf("%d areas are more than one look takes in", len(areas))
	}
	if w.Area("no such kind") != w.Area(Other) {
		t.Error("what is no kind has no area")
	}
}
