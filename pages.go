package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"os"

	"fyne.io/fyne/v2/test"

	"linli/config"
	"linli/gallery"
	"linli/i18n"
	"linli/kiosk"
	"linli/ui/theme"
)

// runPages writes every page as picture, text and data. It needs no screen.
func runPages(ctx context.Context, e *env) error {
	log := e.log
	e.log = slog.New(slog.DiscardHandler) // the sample backend's calls are of no interest
	fonts, err := theme.OpenFonts()
	if err != nil {
		return err
	}
	city, gone, err := sampleCity(ctx, e)
	if err != nil {
		return err
	}
	defer gone()
	quietDBus()
	defer test.NewApp().Quit()
	langs := e.config.Languages
	if e.flags.Lookup("lang").Value.String() == "" {
		langs = append(i18n.Shipped(), i18n.Pseudo)
	}
	var themes []string // all of them, unless one is asked for
	if name := e.flags.Lookup("theme").Value.String(); name != "" {
		themes = []string{name}
	}
	out := cmp.Or(flagOf(e, "out"), "pages")
	n, err := gallery.Write(ctx, fonts, gallery.Options{
		Dir: out, City: city, View: viewOf(e), Langs: langs, Texts: config.Texts(), Themes: themes, PerMM: float32(e.config.PixelsPerMM), Log: log,
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%d pages in %s; open %s/index.html\n", n, out, out)
	return nil
}

// sampleCity is the city of the configuration, or, where it names none, a backend that is gone afterwards.
func sampleCity(ctx context.Context, e *env) (city kiosk.City, gone func(), err error) {
	remove := func() {}
	if e.config.Backend == "" {
		dir, err := os.MkdirTemp("", "linli-sample-")
		if err != nil {
			return nil, nil, fmt.Errorf("make a folder for the sample backend: %w", err)
		}
		e.config.Data, remove = dir, func() { os.RemoveAll(dir) }
	}
	ctx, stop := context.WithCancel(ctx)
	city, backend, err := reachCity(ctx, e)
	if err != nil {
		stop()
		remove()
		return nil, nil, err
	}
	return city, func() { stop(); <-backend; remove() }, nil
}
