package gallery

import (
	"fmt"
	"image/png"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"linli/kiosk/kiosktest"
)

func TestLookTmp(t *testing.T) {
	test.NewTempApp(t)
	view := kiosktest.View(t)
	for _, lang := range strings.Split(os.Getenv("LOOKL"), ",") {
		for _, shot := range play(t, view, lang) {
			if !strings.Contains(","+os.Getenv("LOOK")+",", ","+shot.Name+",") {
				continue
			}
			c := NewCanvas(open(t), 0)
			for si, size := range Sizes() {
				if !strings.Contains(os.Getenv("LOOKS"), fmt.Sprint(si)) {
					continue
				}
				for i, part := range c.Parts(shot.Screen, size, view.Bundle) {
					f, _ := os.Create(fmt.Sprintf("/tmp/p/pic/%s-%s-%d-%d.png", lang, shot.Name, si, i))
					png.Encode(f, c.Draw(part, "", size))
					f.Close()
				}
			}
		}
	}
}
