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

// TestV01Distance: from the farthest distance that is taken with a size of text, a capital H is 0.7 degrees high (EN 301 549,
// 5.1.4); farther ones, and such as nobody stands at, are refused by name.
func TestV01Distance(t *testing.T) {
	const capital = 0.73 // ems; TestV01 of the gallery measures it
	known := func(string) bool { return true }
	for i, text := range config.Texts() {
		c := config.Default()
		c.Text, c.ViewingDistanceMM = text, config.FarthestMM(text)
		if err := c.Check(known); err != nil {
			t.Errorf("%d mm: %v", c.ViewingDistanceMM, err)
		}
		high := theme.Body * capital * float64(theme.Scales()[i])
		if degrees := math.Atan(high/float64(c.ViewingDistanceMM)) * 180 / math.Pi; degrees < 0.7 {
			t.Errorf("text %d from %d mm: %.3f degrees", text, c.ViewingDistanceMM, degrees)
		}
		for _, wrong := range []int{-1, 0, 60, c.ViewingDistanceMM + 1, 60000} {
			c.ViewingDistanceMM = wrong
			if err := c.Check(known); err == nil || !strings.HasPrefix(err.Error(), "viewing_distance_mm: ") {
				t.Errorf("%d mm: %v", wrong, err)
			}
		}
	}
}
