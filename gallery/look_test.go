package gallery

import (
	"context"
	"os"
	"testing"

	"fyne.io/fyne/v2/test"

	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/ui/theme"
)

func TestLook(t *testing.T) {
	dir := os.Getenv("LOOK")
	if dir == "" {
		t.Skip()
	}
	test.NewTempApp(t)
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	view := kiosktest.View(t)
	c := NewCanvas(fonts, 0)
	for _, lang := range i18n.Shipped()[:2] {
		shots, err := Play(context.Background(), kiosktest.NewCity(), view, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range Sizes() {
			for _, shot := range shots {
				for i, s := range c.Parts(shot.Screen, size, view.Bundle.Words(lang)) {
					name := lang + "-" + size.Name + "-" + shot.Name
					if i > 0 {
						name += "-" + string(rune('1'+i))
					}
					if err := save(dir, name, c.Draw(s, "", size), s, c.Bounds()); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
