package theme_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"linli/config"
	"linli/ui/theme"
)

// TestConfigurationNamesThem: a site names a theme by its place among the palettes.
func TestConfigurationNamesThem(t *testing.T) {
	var names []string
	for _, p := range theme.Palettes() {
		names = append(names, p.Name)
	}
	if !slices.Equal(names, config.Themes()) {
		t.Errorf("palettes %q, themes %q", names, config.Themes())
	}
}

// TestUnknownThemes: a theme that there is not, or no longer, is refused with the names of those that there are.
func TestUnknownThemes(t *testing.T) {
	c := config.Default()
	c.Theme = "contrast"
	err := c.Check(func(string) bool { return true })
	if err == nil {
		t.Fatal("not refused")
	}
	for _, want := range append(config.Themes(), `"contrast"`) {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v: does not say %s", err, want)
		}
	}
}

// TestV01Distance: from wherever residents stand, a capital H is 0.7 degrees high at the start (EN 301 549, 5.1.4): text grows with
// the distance, and is never smaller than the site has it. Where even the largest does not do, or nobody stands, is refused by name.
func TestV01Distance(t *testing.T) {
	const capital = 0.73 // ems; TestV01 of the gallery measures it
	known := func(string) bool { return true }
	texts := config.Texts()
	farthest := config.FarthestMM(slices.Max(texts))
	for _, text := range texts {
		c := config.Default()
		c.Text = text
		for c.ViewingDistanceMM = 300; c.ViewingDistanceMM <= farthest; c.ViewingDistanceMM += 5 {
			if err := c.Check(known); err != nil {
				t.Errorf("%d mm: %v", c.ViewingDistanceMM, err)
			}
			start := c.StartText()
			high := theme.Body * capital * float64(theme.Scales()[slices.Index(texts, start)])
			if degrees := math.Atan(high/float64(c.ViewingDistanceMM)) * 180 / math.Pi; degrees < 0.7 || start < text {
				t.Errorf("text %d from %d mm starts with %d: %.3f degrees", text, c.ViewingDistanceMM, start, degrees)
			}
		}
		if c.ViewingDistanceMM = config.FarthestMM(text); c.StartText() != text {
			t.Errorf("text %d from %d mm starts with %d", text, c.ViewingDistanceMM, c.StartText())
		}
		for _, wrong := range []int{-1, 0, 60, farthest + 1, 60000} {
			c.ViewingDistanceMM = wrong
			if err := c.Check(known); err == nil || !strings.HasPrefix(err.Error(), "viewing_distance_mm: ") {
				t.Errorf("%d mm: %v", wrong, err)
			}
		}
	}
}
