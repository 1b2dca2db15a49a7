package widget

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"linli/assets"
)

// pictogram returns a pictogram in a colour. The ones in assets are black.
func pictogram(name string, ink color.NRGBA) (fyne.Resource, bool) {
	svg, err := assets.Icon(name)
	if err != nil {
		return nil, false
	}
	hex := fmt.Sprintf("#%02x%02x%02x", ink.R, ink.G, ink.B)
	return fyne.NewStaticResource(name+hex+".svg", bytes.ReplaceAll(svg, []byte("#000000"), []byte(hex))), true
}
