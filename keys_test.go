package main

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"linli/a11y/nav"
	"linli/assets"
	"linli/config"
	"linli/ui/input"
)

// TestK02TheTableIsInTheConfiguration: every command has a key there, the sample shows what holds where nothing is said, and
// both know the same keys.
func TestK02TheTableIsInTheConfiguration(t *testing.T) {
	c, err := config.Read("", assets.Sample(), nil)
	if err != nil {
		t.Fatal(err)
	}
	given := c.Keys.Given()
	for _, command := range nav.Commands() {
		names, ok := given[string(command)]
		if !ok || !slices.Equal(names, input.Standard()[command]) {
			t.Errorf("keys.%s is %v in the sample, %v in the table", command, names, input.Standard()[command])
		}
	}
	if len(given) != len(nav.Commands()) {
		t.Errorf("commands that nobody knows in %v", slices.Sorted(maps.Keys(given)))
	}
	names := append(config.KeyNames(), "#34", "#0", "#x", "F0", "F01", "F25", "a", "AB", "", "é", "LeftAlt")
	for n := range 24 {
		names = append(names, fmt.Sprint("F", n+1))
	}
	for r := rune(33); r < 127; r++ {
		names = append(names, string(r))
	}
	for _, name := range names {
		var k config.Key
		if err := k.UnmarshalText([]byte(name)); (err == nil) != input.Known(name) {
			t.Errorf("%q: the configuration says %v, the table knows it: %v", name, err, input.Known(name))
		}
	}
}
