// Package assets holds what is drawn and shipped with the program: pictograms, fonts, the sample catalogue and the sample
// configuration.
package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed icons/*.svg
var icons embed.FS

//go:embed catalogue/*.toml
var catalogue embed.FS

//go:embed fonts/LinliSans-Regular.otf
var regular []byte

//go:embed fonts/LinliSans-Bold.otf
var bold []byte

//go:embed fonts/LinliSans-Rare.otf
var rare []byte

//go:embed icon.png
var icon []byte

// Regular, Bold and Rare are the fonts: everyday characters in two weights, and all the rest in one. They share their
// metrics. Each is a single OpenType file (a collection would crash Fyne).
func Regular() []byte { return regular }

// Bold is the heavier weight of the everyday characters.
func Bold() []byte { return bold }

// Rare has the characters of names and places that the other two lack.
func Rare() []byte { return rare }

// AppIcon is the program's icon, a PNG.
func AppIcon() []byte { return icon }

// Catalogue is the sample catalogue of a Beijing community, one TOML file for each group of services.
func Catalogue() fs.FS {
	sub, err := fs.Sub(catalogue, "catalogue")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}

// Icon returns a pictogram as SVG, drawn in one colour.
func Icon(name string) ([]byte, error) {
	data, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil, fmt.Errorf("pictogram %q: %w", name, err)
	}
	return data, nil
}

// Icons returns the names of all pictograms, sorted.
func Icons() []string {
	entries, err := icons.ReadDir("icons")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), path.Ext(e.Name())))
	}
	slices.Sort(out)
	return out
}

//go:embed linli.sample.toml
var sample []byte

// Sample is the sample configuration. Without another one it holds, so that a visitor finds a place to look at.
func Sample() []byte { return sample }
