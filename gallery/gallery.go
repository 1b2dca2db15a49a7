package gallery

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"linli/flow"
	"linli/kiosk"
	"linli/ui/screen"
	"linli/ui/theme"
)

//go:embed index.html
var index string

// Options say what to write.
type Options struct {
	Dir   string
	City  kiosk.City
	View  screen.View
	Langs []string
	// Texts are text sizes in per cent, for names; the i-th is the i-th press.
	Texts []int
	// Themes are the names of the themes to write; without any, all.
	Themes []string
	// PerMM is Fyne units a millimetre; 0 guesses from each size.
	PerMM float32
	// Log is told how far it is.
	Log *slog.Logger
}

// picture is one file of the gallery.
type picture struct{ Name, Page, Lang, Size, Theme, Text string }

// Write writes every page in every language, window, theme and text size, and an index.html to look through. It returns
// how many pictures there are. There must be a Fyne app.
func Write(ctx context.Context, fonts *theme.Fonts, o Options) (int, error) {
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return 0, fmt.Errorf("make the folder for pages: %w", err)
	}
	var pictures []picture
	canvas := NewCanvas(fonts, o.PerMM)
	// Fyne draws on one goroutine; others write while it draws on.
	var writers errgroup.Group
	writers.SetLimit(runtime.NumCPU())
	defer writers.Wait()
	for _, lang := range o.Langs {
		view := o.View
		if !slices.Contains(view.Langs, lang) { // the language for finding cut text, which no resident is offered
			view.Langs = append(slices.Clone(view.Langs), lang)
		}
		for contrast, palette := range theme.Palettes() {
			if len(o.Themes) > 0 && !slices.Contains(o.Themes, palette.Name) {
				continue
			}
			for text, percent := range o.Texts {
				shots, err := Play(ctx, o.City, looking(view, o.Texts, contrast, text), lang)
				if err != nil {
					return 0, err
				}
				for _, size := range Sizes() {
					p := picture{Lang: lang, Size: size.Name, Theme: palette.Name, Text: fmt.Sprint(percent)}
					written, err := writeAll(ctx, canvas, &writers, o, shots, size, flow.Settings{Contrast: contrast, Size: text}, p)
					if err != nil {
						return 0, err
					}
					pictures = append(pictures, written...)
				}
			}
		}
		o.Log.Info("pages written", "lang", lang, "pictures", len(pictures))
	}
	if err := writers.Wait(); err != nil {
		return 0, err
	}
	return len(pictures), writeIndex(o.Dir, pictures)
}

// looking is a view of which the pages say that they look as they are drawn.
func looking(v screen.View, texts []int, contrast, text int) screen.View {
	v.Offer.Texts, v.Offer.Text = texts, text
	v.Offer.Themes, v.Offer.Theme = nil, contrast
	for _, p := range theme.Palettes() {
		v.Offer.Themes = append(v.Offer.Themes, p.Name)
	}
	return v
}

// writeAll writes all pages in one language, window, theme and text size.
func writeAll(ctx context.Context, c *Canvas, writers *errgroup.Group, o Options, shots []Shot, size Size, looks flow.Settings, p picture) ([]picture, error) {
	var out []picture
	for _, shot := range shots {
		s := shot.Screen
		s.Settings.Contrast, s.Settings.Size = looks.Contrast, looks.Size
		for i, part := range c.Parts(s, size, o.View.Bundle) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			p.Page = shot.Name
			if i > 0 {
				p.Page = fmt.Sprintf("%s-%d", shot.Name, i+1)
			}
			p.Name = fmt.Sprintf("%s-%s-%s-%s-%s", p.Lang, p.Size, p.Theme, p.Text, p.Page)
			name, img, bounds := p.Name, c.Draw(part, "", size), c.Bounds()
			writers.Go(func() error {
				return errors.Join(save(o.Dir, name, img, part, bounds), saveTree(o.Dir, name, tree(part, o.View.Bundle)))
			})
			out = append(out, p)
		}
	}
	return out, nil
}

func writeIndex(dir string, pictures []picture) error {
	t, err := template.New("index").Parse(index)
	if err != nil {
		return fmt.Errorf("template of the index: %w", err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, pictures); err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "index.html"), b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the index: %w", err)
	}
	return nil
}
