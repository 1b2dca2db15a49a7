//go:build e2e

package main

import (
	"encoding/json"
	"os"

	"linli/a11y"
	"linli/ui"
	"linli/ui/layout"
	"linli/ui/screen"
)

// watched writes each page that has been drawn, with where everything is, into the file LINLI_PAGE. Only programs built
// for tests do: a page may hold what a resident has written.
func watched(o ui.Options) ui.Options {
	file := os.Getenv("LINLI_PAGE")
	if file == "" {
		return o
	}
	o.Drawn = func(s screen.Screen, cursor a11y.ID, bounds map[a11y.ID]layout.Rect) {
		data, err := json.Marshal(struct {
			Cursor a11y.ID
			Lit    []a11y.ID
			Page   a11y.Node
			Bounds map[a11y.ID]layout.Rect
		}{cursor, s.Lit, s.Root, bounds})
		if err != nil {
			panic(err)
		}
		temporary := file + ".new"
		if err := os.WriteFile(temporary, data, 0o600); err != nil {
			panic(err)
		}
		if err := os.Rename(temporary, file); err != nil {
			panic(err)
		}
	}
	return o
}
