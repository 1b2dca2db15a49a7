package gallery

import (
	"context"
	"fmt"
	"image"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/audit/measure"
	"linli/audit/rows"
	"linli/flow"
	"linli/i18n"
	"linli/kiosk/kiosktest"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
)

func open(t testing.TB) *theme.Fonts {
	t.Helper()
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	return fonts
}

// play visits every page in a language, with a city that offers more than fits.
func play(t testing.TB, view screen.View, lang string) []Shot {
	t.Helper()
	shots, err := Play(context.Background(), kiosktest.NewCity(), view, lang)
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]string{}
	for _, shot := range shots {
		page := string(shot.Screen.Root.ID) + a11y.Sketch(shot.Screen.Root)
		if other, twice := shown[page]; twice {
			t.Errorf("%s: %s shows what %s shows", lang, shot.Name, other)
		}
		shown[page] = shot.Name
	}
	if len(shots) < 35 {
		t.Errorf("%d pages in %s, want all kinds of them", len(shots), lang)
	}
	return shots
}

// each calls f for every page in every language, window and text size.
func each(t *testing.T, f func(t *testing.T, name string, s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts)) {
	t.Helper()
	fonts := open(t)
	view := kiosktest.View(t)
	view.Langs = append(i18n.Shipped(), i18n.Pseudo)
	for _, lang := range view.Langs {
		for _, shot := range play(t, view, lang) {
			for _, size := range Sizes() {
				for text := range theme.Scales() {
					style := theme.Choose(size.Width, size.Height, 0, text, 0)
					s := shot.Screen
					s.Settings = flow.Settings{Size: text}
					s, parts := screen.Fitted(s, func(s screen.Screen) [][]a11y.ID {
						return layout.Fit(s.Root, s.Pager, size.Width, size.Height, style, fonts)
					})
					for i := range parts {
						s.Part = i
						name := fmt.Sprintf("%s %s %s text %d part %d", shot.Name, lang, size.Name, text, i)
						f(t, name, screen.Paged(s, parts, view.Bundle.Words(s.Root.Lang)), size, style, fonts)
					}
				}
			}
		}
	}
}

// lay lays a page out for measuring, where a millimetre is that of the style.
func lay(s screen.Screen, size Size, style theme.Style, fonts *theme.Fonts) measure.Page {
	return measure.Lay("", s, measure.Window{W: size.Width, H: size.Height, PerMM: style.Glass}, style, fonts)
}

// holds makes marks that check what is measured of a page, by its name, against the limits of the audit.
func holds(t *testing.T) func(name string) measure.Mark {
	t.Helper()
	held, err := os.ReadFile("../docs/accessibility-tests.md")
	if err != nil {
		t.Fatal(err)
	}
	table, err := rows.Load(string(held))
	if err != nil {
		t.Fatal(err)
	}
	return func(name string) measure.Mark {
		return func(figure string, value float64, what string) {
			if f, ok := table.Figure(figure); !ok || !f.Holds(value) {
				t.Errorf("%s: %s: %s of %s, want %s", name, figure, f.Tell(value), what, f.Limit())
			}
		}
	}
}

// TestEveryPageIsDrawn draws every page, in one theme after the other, and looks for pages on which nothing is to be seen.
func TestEveryPageIsDrawn(t *testing.T) {
	test.NewTempApp(t)
	fonts := open(t)
	view := kiosktest.View(t)
	c := NewCanvas(fonts, 0)
	for i, shot := range play(t, view, "zh-Hans") {
		s := shot.Screen
		s.Settings.Contrast = i // one theme after the other
		img := c.Draw(s, "", Sizes()[2])
		if n := colours(img); n < 3 {
			t.Errorf("%s: %d colours", shot.Name, n)
		}
	}
}

// colours counts colours, looking at some of the pixels.
func colours(img image.Image) int {
	seen := map[[3]uint32]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 3 {
		for x := b.Min.X; x < b.Max.X; x += 3 {
			r, g, bl, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, bl}] = true
		}
	}
	return len(seen)
}

// TestWrite writes a small gallery and finds each page as picture, text and data.
func TestWrite(t *testing.T) {
	test.NewTempApp(t)
	dir := t.TempDir()
	n, err := Write(context.Background(), open(t), Options{
		Dir: dir, City: kiosktest.NewCity(), View: kiosktest.View(t), Langs: []string{"en"}, Texts: []int{100}, Themes: []string{"soft"}, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"png", "txt", "json"} {
		found, err := filepath.Glob(filepath.Join(dir, "*."+kind))
		if err != nil || len(found) != n {
			t.Errorf("%d files %s for %d pages, %v", len(found), kind, n, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		t.Error(err)
	}
}

// TestPagesSayHowTheyLook: the page for making it suit you shows the size and the colours that are drawn, and the buttons of the
// bar, which have no room for it, say them.
func TestPagesSayHowTheyLook(t *testing.T) {
	texts := []int{100, 133, 200}
	for contrast, palette := range theme.Palettes() {
		text := contrast % len(texts)
		view := looking(kiosktest.View(t), texts, contrast, text)
		for _, lang := range i18n.Shipped() {
			size, colours := fmt.Sprint(texts[text], "%"), view.Bundle.Words(lang).T("theme."+palette.Name)
			for _, shot := range play(t, view, lang) {
				words := view.Bundle.Words(shot.Screen.Root.Lang)
				root := shot.Screen.Root
				if n, _ := root.Find("size"); !strings.HasSuffix(n.Spoken(), size) {
					t.Errorf("%s in %s: size says %q at %s", shot.Name, lang, n.Spoken(), size)
				}
				if n, _ := root.Find("contrast"); !strings.HasSuffix(n.Spoken(), words.T("theme."+palette.Name)) {
					t.Errorf("%s in %s: the colours say %q in %s", shot.Name, lang, n.Spoken(), palette.Name)
				}
				if shot.Name != "suit" {
					continue
				}
				if n, _ := root.Find("suit-size"); n.Value != size {
					t.Errorf("%s: the size is %q at %s", lang, n.Value, size)
				}
				if n, _ := root.Find("suit-theme"); n.Value != colours {
					t.Errorf("%s: the colours are %q in %s", lang, n.Value, palette.Name)
				}
			}
		}
	}
}

// TestNothingMovesUnderAFinger: when a page says what is wrong, everything that can be pressed stays where it is, as long as
// there is room above it.
func TestNothingMovesUnderAFinger(t *testing.T) {
	fonts, view := open(t), kiosktest.View(t)
	places := func(shot Shot) map[a11y.ID]image.Point { // whole pixels
		out := map[a11y.ID]image.Point{}
		for _, b := range layout.Do(shot.Screen.Root, 1080, 1920, theme.Choose(1080, 1920, 0, 0, 0), fonts).Boxes {
			if b.Node.Role == a11y.Button || b.Node.Role == a11y.Radio {
				out[b.Node.ID] = image.Pt(int(b.Rect.X+0.5), int(b.Rect.Y+0.5))
			}
		}
		return out
	}
	for _, lang := range i18n.Shipped() {
		shots := map[string]Shot{}
		for _, shot := range play(t, view, lang) {
			shots[shot.Name] = shot
		}
		for before, after := range map[string]string{"number": "number-mistyped", "phone": "phone-missing", "contact": "contact-chosen"} {
			was, is := places(shots[before]), places(shots[after])
			if len(was) < 5 || !maps.Equal(was, is) {
				t.Errorf("%s: from %s to %s things move:\n%v\n%v", lang, before, after, was, is)
			}
		}
	}
}

// BenchmarkDraw draws a full page of 1080 by 1920 with the software painter.
func BenchmarkDraw(b *testing.B) {
	test.NewTempApp(b)
	view := kiosktest.View(b)
	c := NewCanvas(open(b), 0)
	shots := play(b, view, "zh-Hans")
	c.Draw(shots[0].Screen, "", Sizes()[0])
	i := 0
	for b.Loop() {
		i++
		c.Draw(shots[i%len(shots)].Screen, "", Sizes()[0])
	}
}

// BenchmarkLayout lays the same pages out.
func BenchmarkLayout(b *testing.B) {
	view := kiosktest.View(b)
	fonts := open(b)
	shots := play(b, view, "zh-Hans")
	style := theme.Choose(1080, 1920, 0, 0, 0)
	i := 0
	for b.Loop() {
		i++
		layout.Do(shots[i%len(shots)].Screen.Root, 1080, 1920, style, fonts)
	}
}
