package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"linli/assets"
)

// Fyne is the theme that Fyne itself asks, for what it draws on its own.
type Fyne struct{ palette Palette }

var _ fyne.Theme = (*Fyne)(nil)

// NewFyne returns the toolkit's theme for a palette.
func NewFyne(p Palette) *Fyne { return &Fyne{p} }

// Use changes the palette. It is called on Fyne's goroutine; the next frame has the new paper.
func (t *Fyne) Use(p Palette) { t.palette = p }

// Color implements fyne.Theme.
func (t *Fyne) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameBackground:
		return t.palette.Paper
	case theme.ColorNameForeground:
		return t.palette.Ink
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font implements fyne.Theme.
func (t *Fyne) Font(style fyne.TextStyle) fyne.Resource {
	if style.Bold {
		return FontResource(Bold)
	}
	return FontResource(Regular)
}

// Icon implements fyne.Theme.
func (t *Fyne) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size implements fyne.Theme.
func (t *Fyne) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNamePadding, theme.SizeNameInnerPadding:
		return 0
	}
	return theme.DefaultTheme().Size(name)
}

// Fyne caches a font by the resource's identity, so each is made once; they never change.
var (
	regularResource = fyne.NewStaticResource("LinliSans-Regular.otf", assets.Regular())
	boldResource    = fyne.NewStaticResource("LinliSans-Bold.otf", assets.Bold())
	rareResource    = fyne.NewStaticResource("LinliSans-Rare.otf", assets.Rare())
)

// FontResource is a face for Fyne, nil for Foreign. A text with a font of its own makes Fyne load that font only: neither
// its own ones nor the system's.
func FontResource(f Face) fyne.Resource {
	switch f {
	case Regular:
		return regularResource
	case Bold:
		return boldResource
	case Rare:
		return rareResource
	}
	return nil
}
