package theme

import (
	"image/color"
	"math"
	"testing"
)

func fonts(t *testing.T) *Fonts {
	t.Helper()
	f, err := OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestContrast: every pair of colours that meet holds the contrast that its palette promises.
func TestContrast(t *testing.T) {
	for _, p := range Palettes() {
		for name, pair := range map[string][2]color.NRGBA{
			"text on paper": {p.Ink, p.Paper}, "text on a card": {p.Ink, p.Card}, "hint on paper": {p.Soft, p.Paper},
			"hint on a card": {p.Soft, p.Card}, "pictogram": {p.Accent, p.Card}, "border": {p.Border, p.Card},
			"border on paper": {p.Border, p.Paper}, "border in the bar": {p.Border, p.Bar},
			"what is chosen": {p.OnChosen, p.Chosen}, "what goes on": {p.OnPrimary, p.Primary}, "alert": {p.OnAlert, p.Alert},
		} {
			if r := Ratio(pair[0], pair[1]); r < p.Least {
				t.Errorf("%s: %s has %.1f:1, want %.0f:1", p.Name, name, r, p.Least)
			}
		}
		if r := Ratio(p.Ring, p.Paper); r < 3 {
			t.Errorf("%s: the ring has %.1f:1, want 3:1", p.Name, r)
		}
		if r := Ratio(p.Ink, p.Pressed); r < 7 {
			t.Errorf("%s: a pressed button has %.1f:1", p.Name, r)
		}
	}
}

func TestRatio(t *testing.T) {
	if r := Ratio(color.Black, color.White); math.Abs(r-21) > 0.01 {
		t.Errorf("black on white is %f, want 21", r)
	}
}

// TestRareNames: the characters of names that few fonts have.
func TestRareNames(t *testing.T) {
	f := fonts(t)
	for _, r := range "㐱䶮𠮷喆堃犇垚昇玥翀燚镕赟" {
		if !f.Shows(r) {
			t.Errorf("%c (U+%04X) cannot be shown", r, r)
		}
	}
	if f.Shows('😀') {
		t.Error("our fonts are not expected to have emoji; Foreign is for those")
	}
	if runs := f.Runs("王𠮷a", true, false); len(runs) != 3 || runs[0].Face != Bold || runs[1].Face != Rare || runs[2].Face != Bold {
		t.Errorf("runs %+v", runs)
	}
}

// TestBodyIsTwelveMillimetres: 国 has at least 12 mm of ink and no text is under 4.8 mm of capital H.
func TestBodyIsTwelveMillimetres(t *testing.T) {
	const guo, capH = 0.875, 0.733
	if Body*guo < 12 {
		t.Errorf("国 has %.2f mm", Body*guo)
	}
	for _, em := range []float64{Body, Title, Small, Label, Digit, Receipt} {
		if em*capH < 4.8 {
			t.Errorf("type of %.1f mm has a capital H of %.2f mm", em, em*capH)
		}
	}
}

func TestWidth(t *testing.T) {
	f := fonts(t)
	if w := f.Width("国国", 10, false); w != 20 {
		t.Errorf("two full characters are %f wide, want 20", w)
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct{ w, h, perMM, want float32 }{
		{1080, 1920, 0, 3.21}, {1920, 1080, 0, 3.21}, {1024, 768, 0, 3.36}, {1080, 1920, 4, 4},
	} {
		if got := Choose(c.w, c.h, c.perMM, 0, 0).Unit; math.Abs(float64(got-c.want)) > 0.02 {
			t.Errorf("%v: %f units a millimetre, want %f", c, got, c.want)
		}
	}
	if a, b := Choose(1080, 1920, 0, 0, 0), Choose(1080, 1920, 0, 2, 1); b.Unit != 2*a.Unit || b.Palette.Name != "contrast" {
		t.Errorf("twice as large and in contrast: %+v", b.Unit/a.Unit)
	}
	if s := Choose(300, 200, 96, 2, 0); s.Unit <= 0 {
		t.Error("a tiny window has no size of type")
	}
}
