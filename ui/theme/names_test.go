package theme_test

import (
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
