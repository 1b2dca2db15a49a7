package main

import (
	"context"
	"embed"
	"fmt"
	"strings"
)

// The licences of what is compiled in beside Go packages.
//
//go:embed LICENSE assets/fonts/OFL.txt ime/handwriting/data/ARPHICPL.TXT ime/pinyin/data/LICENSE-Apache-2.0.txt speech/reading/data/LICENSE-*.txt
var licences embed.FS

// runLicences prints them, so that whoever has the program has them too.
func runLicences(_ context.Context, e *env) error {
	for _, l := range []struct{ file, of string }{
		{"LICENSE", "Linli"},
		{"assets/fonts/OFL.txt", "Linli Sans, made of Noto Sans CJK"},
		{"ime/handwriting/data/ARPHICPL.TXT", "Strokes of characters, of hanzi-writer-data and Arphic Technology"},
		{"ime/pinyin/data/LICENSE-Apache-2.0.txt", "Words of pinyin, of the Android Open Source Project"},
		{"speech/reading/data/LICENSE-MIT.txt", "How words are read, of pinyin-data and phrase-pinyin-data"},
		{"speech/reading/data/LICENSE-Apache-2.0.txt", "Variants of characters, of OpenCC"},
	} {
		text, err := licences.ReadFile(l.file)
		if err != nil {
			return fmt.Errorf("read a licence: %w", err)
		}
		fmt.Fprintf(e.stdout, "%s\n%s\n\n%s\n\n", l.of, strings.Repeat("=", len(l.of)), strings.TrimSpace(string(text)))
	}
	return nil
}
