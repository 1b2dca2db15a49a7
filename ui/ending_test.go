package ui_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/kiosk/kiosktest"
	"linli/ui"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// TestNobodyComesAfterTheEnd: what is shown once the loop was told to end does not come to it any more, and it is told once.
func TestNobodyComesAfterTheEnd(t *testing.T) {
	test.NewTempApp(t)
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	page, cursor := kiosktest.Open(t).Screen()
	drawn, ends := 0, 0
	w := test.NewTempWindow(t, nil)
	u := ui.New(w, ui.Options{Fonts: fonts, Keys: standard(t), Clock: time.Now, Drawn: func(screen.Screen, a11y.ID, map[a11y.ID]layout.Rect) { drawn++ }})
	u.Connect(&told{})
	w.Resize(fyne.NewSize(1080, 1920))
	u.Show(page, cursor)
	before := drawn
	if before == 0 {
		t.Fatal("nothing was drawn")
	}
	for range 2 {
		u.End(func() { ends++ })
	}
	page.Root.Label = "?"
	u.Show(page, cursor)
	if drawn != before || ends != 1 {
		t.Errorf("drawn %d times more, ended %d times", drawn-before, ends)
	}
}
