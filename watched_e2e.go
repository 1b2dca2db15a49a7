//go:build e2e

package main

import (
	"encoding/json"
	"os"

	"linli/a11y"
	"linli/kiosk"
	"linli/ui"
	"linli/ui/layout"
	"linli/ui/screen"
)

// diary writes each page that the window shows, with where everything is, into the file LINLI_PAGE. Only programs built
// for tests have it: a page may hold what a resident has written.
type diary struct {
	*ui.Window
	file string
}

func watched(w *ui.Window) kiosk.Display { return &diary{w, os.Getenv("LINLI_PAGE")} }

// Show implements kiosk.Display.
func (d *diary) Show(s screen.Screen, cursor a11y.ID) {
	d.Window.Show(s, cursor)
	if d.file == "" {
		return
	}
	data, err := json.Marshal(struct {
		Cursor a11y.ID
		Page   a11y.Node
		Bounds map[a11y.ID]layout.Rect
	}{cursor, s.Root, d.Window.Bounds()})
	if err != nil {
		panic(err)
	}
	temporary := d.file + ".new"
	if err := os.WriteFile(temporary, data, 0o600); err != nil {
		panic(err)
	}
	if err := os.Rename(temporary, d.file); err != nil {
		panic(err)
	}
}
