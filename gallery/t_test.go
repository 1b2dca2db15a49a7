package gallery

import (
	"strings"
	"testing"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// TestT07WhatLiesOverAPageCanBeClosed: help, settings and the question whether somebody is there are closed with a button
// that is at the middle of the bottom, above the bar, and at least 12.7 mm high and wide.
func TestT07WhatLiesOverAPageCanBeClosed(t *testing.T) {
	closes := map[string]a11y.ID{"help": "understood", "suit": "suited", "quiet": "here-still"}
	found := 0
	each(t, func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) {
		page, _, _ := strings.Cut(name, " ")
		id, ok := closes[page]
		if !ok {
			return
		}
		found++
		boxes := map[a11y.ID]layout.Rect{}
		bar := size.Height
		for _, b := range layout.Do(s.Root, size.Width, size.Height, style, fonts).Boxes {
			boxes[b.Node.ID] = b.Rect
			if b.Node.ID == "back" || b.Node.ID == "language" {
				bar = min(bar, b.Rect.Y)
			}
		}
		r := boxes[id]
		if mm := min(r.W, r.H) / style.Glass; mm < 12.7 || r.X > size.Width/2 || r.Right() < size.Width/2 || r.Bottom() < bar-style.MM(12) {
			t.Errorf("%s: %s is %.1f mm small, at %+v", name, id, mm, r)
		}
	})
	if found < 3*3*4 {
		t.Errorf("only %d pages", found)
	}
}
