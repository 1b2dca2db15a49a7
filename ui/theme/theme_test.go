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
		texts := map[string][2]color.NRGBA{
			"text on paper": {p.Ink, p.Paper}, "text on a card": {p.Ink, p.Card}, "hint on paper": {p.Soft, p.Paper},
			"hint on a card": {p.Soft, p.Card}, "pictogram on paper": {p.Accent, p.Paper}, "pictogram on a card": {p.Accent, p.Card},
			"what is chosen": {p.OnChosen, p.Chosen}, "what goes on": {p.OnPrimary, p.Primary}, "pressed": {p.OnPressed, p.Pressed},
			"alert": {p.OnAlert, p.Alert}, "what is wrong with a field": {p.OnAlert, p.Card},
		}
		borders := map[string][2]color.NRGBA{
			"border of a card": {p.Border, p.Card}, "border on paper": {p.Border, p.Paper}, "border in the bar": {p.Border, p.Bar},
			"border of what goes on": {p.Primary, p.Paper}, "border of an alert": {p.OnAlert, p.Paper},
		}
		for name, pair := range texts {
			if r := Ratio(pair[0], pair[1]); r < p.Least || p.Most > 0 && r > p.Most {
				t.Errorf("%s: %s has %.2f:1, want %g:1 or more and, unless it is 0, %g:1 or less", p.Name, name, r, p.Least, p.Most)
			}
		}
		for name, pair := range borders {
			if r := Ratio(pair[0], pair[1]); r < p.Least {
				t.Errorf("%s: %s has %.2f:1, want %g:1", p.Name, name, r, p.Least)
			}
		}
		for name, pair := range map[string][2]color.NRGBA{
			"ring on paper": {p.Ring, p.Paper}, "ring in the bar": {p.Ring, p.Bar}, "ring beside a card": {p.Ring, p.Card},
			"what cannot be pressed": {p.Faint, p.Paper}, "its border in the bar": {p.Faint, p.Bar},
		} {
			if r := Ratio(pair[0], pair[1]); r < 3 {
				t.Errorf("%s: %s has %.2f:1, want 3:1", p.Name, name, r)
			}
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
	if a, b := Choose(1080, 1920, 0, 0, 0), Choose(1080, 1920, 0, 2, 1+len(Palettes())); b.Unit != 2*a.Unit || b.Palette.Name != "dark" {
		t.Errorf("twice as large and dark: %+v, %s", b.Unit/a.Unit, b.Palette.Name)
	}
	if s := Choose(300, 200, 96, 2, 0); s.Unit <= 0 {
		t.Error("a tiny window has no size of type")
	}
}
