package gallery

import (
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/i18n"
	"linli/ui"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

// Size is a window.
type Size struct {
	Name          string
	Width, Height float32
}

// Sizes are the windows that kiosks have.
func Sizes() []Size {
	return []Size{{"portrait", 1080, 1920}, {"landscape", 1920, 1080}, {"small", 1024, 768}}
}

// Canvas draws screens without a window, with Fyne's software painter.
type Canvas struct {
	window fyne.Window
	ui     *ui.Window
	fonts  *theme.Fonts
	perMM  float32
}

// NewCanvas makes a canvas. There must be a Fyne app.
func NewCanvas(fonts *theme.Fonts, perMM float32) *Canvas {
	w := test.NewWindow(nil)
	c := &Canvas{window: w, fonts: fonts, perMM: perMM}
	c.ui = ui.New(w, ui.Options{PerMM: perMM, Fonts: fonts, Clock: time.Now})
	return c
}

// Parts returns the pages that a screen needs in a window of a size.
func (c *Canvas) Parts(s screen.Screen, size Size, words *i18n.Bundle) []screen.Screen {
	c.window.Resize(fyne.NewSize(size.Width, size.Height))
	s, parts := screen.Fitted(s, c.ui.Fit)
	out := make([]screen.Screen, 0, len(parts))
	for i := range max(len(parts), 1) {
		s.Part = i
		out = append(out, screen.Paged(s, parts, words.Words(s.Root.Lang)))
	}
	return out
}

// Draw draws a page with the cursor on a leaf; "" for none.
func (c *Canvas) Draw(s screen.Screen, cursor a11y.ID, size Size) image.Image {
	c.window.Resize(fyne.NewSize(size.Width, size.Height))
	c.ui.Show(s, cursor)
	return c.window.Canvas().Capture()
}

// ByKeys draws from now on as for somebody who uses keys: with a ring around what the cursor is on.
func (c *Canvas) ByKeys() {
	c.ui.Connect(deaf{})
	c.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown})
}

// deaf is a session that does nothing.
type deaf struct{ ui.Controls }

func (deaf) Press(nav.Command) {}
func (deaf) Stir()             {}
func (deaf) Redraw()           {}

// Bounds returns where the nodes of the page drawn last are.
func (c *Canvas) Bounds() map[a11y.ID]layout.Rect { return c.ui.Bounds() }

// save writes one page as picture, text and data.
func save(dir, name string, img image.Image, s screen.Screen, bounds map[a11y.ID]layout.Rect) error {
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	encoder := png.Encoder{CompressionLevel: png.BestSpeed}
	if err := encoder.Encode(f, img); err != nil {
		f.Close()
		return fmt.Errorf("write picture: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	return saveWords(dir, name, s, bounds)
}

func saveWords(dir, name string, s screen.Screen, bounds map[a11y.ID]layout.Rect) error {
	var text strings.Builder
	text.WriteString(a11y.Sketch(s.Root) + "\n")
	if err := a11y.Dump(&text, s.Root); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(text.String()), 0o644); err != nil {
		return fmt.Errorf("write page as text: %w", err)
	}
	data, err := json.MarshalIndent(struct {
		Page   a11y.Node               `json:"page"`
		Bounds map[a11y.ID]layout.Rect `json:"bounds"`
	}{s.Root, bounds}, "", "  ")
	if err != nil {
		return fmt.Errorf("page as JSON: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".json"), data, 0o644); err != nil {
		return fmt.Errorf("write page as JSON: %w", err)
	}
	return nil
}
