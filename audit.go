package main

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"log/slog"

	"fyne.io/fyne/v2/test"

	"linli/audit"
	"linli/ui/theme"
)

// held says which tests hold which row.
//
//go:embed docs/accessibility-tests.md
var held string

// runAudit measures every page and writes the conformance report. It needs no screen. It fails if a row is broken, and then says
// where.
func runAudit(ctx context.Context, e *env) error {
	report, err := audited(ctx, e)
	if err != nil {
		return err
	}
	out := cmp.Or(flagOf(e, "out"), "docs")
	if err := report.Write(out); err != nil {
		return err
	}
	fmt.Fprint(e.stdout, report.Summary())
	for _, b := range report.Breaks() {
		fmt.Fprintln(e.stdout, b)
	}
	fmt.Fprintf(e.stdout, "written to %s/conformance.md and .html\n", out)
	if broken := report.Of(audit.Broken); broken > 0 {
		return fmt.Errorf("%d rows are broken; mend what is said above", broken)
	}
	return nil
}

// audited measures the pages of the configuration, on a backend that is gone afterwards where none is configured.
func audited(ctx context.Context, e *env) (audit.Report, error) {
	log := e.log
	e.log = slog.New(slog.DiscardHandler) // the sample backend's calls are of no interest
	fonts, err := theme.OpenFonts()
	if err != nil {
		return audit.Report{}, err
	}
	city, gone, err := sampleCity(ctx, e)
	if err != nil {
		return audit.Report{}, err
	}
	defer gone()
	quietDBus()
	defer test.NewApp().Quit()
	return audit.Run(ctx, audit.Options{
		City: city, View: viewOf(e), Fonts: fonts, PerMM: float32(e.config.PixelsPerMM), Held: held, Version: version, Log: log,
	})
}
