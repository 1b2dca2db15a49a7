package report

import (
	"strings"
	"testing"
)

// TestSounds: what is typed begins each syllable or word by its first letter at least, with letters or with the keys of a telephone.
func TestSounds(t *testing.T) {
	light, street, green := Sound{"lu", "deng", "huai", "le"}, Sound{"street", "light", "24"}, Sound{"lv", "di"}
	for _, c := range []struct {
		sound            Sound
		typed            string
		begins, contains bool
	}{
		{light, "", true, true},
		{light, "l", true, true},
		{light, "ld", true, true},
		{light, "ludeng", true, true},
		{light, "lud", true, true},
		{light, "ldhl", true, true},
		{light, "53", true, true},
		{light, "583364482453", true, true},
		{light, "dh", false, true},
		{light, "34", false, true},
		{light, "le", false, false}, // nobody begins with 了
		{light, "lh", false, false}, // none is left out
		{light, "ldhlx", false, false},
		{street, "sl", true, true},
		{street, "stlight2", true, true},
		{street, "light", false, true},
		{street, "78", true, true},
		{street, "treet", false, false},
		{green, "ld", true, true},
		{green, "lud", true, true}, // as it is typed, too
		{Sound{"lift"}, "li", true, true},
		{Sound{"lift"}, "lif", true, true},
		{nil, "", true, false},
		{nil, "a", false, false},
		{Sound{"aaaa", "aaaa"}, strings.Repeat("a", MaxTyped+1), false, false},
	} {
		if got := c.sound.Begins(c.typed); got != c.begins {
			t.Errorf("%v begins with %q: %v", c.sound, c.typed, got)
		}
		if got := c.sound.Contains(c.typed); got != c.contains {
			t.Errorf("%v contains %q: %v", c.sound, c.typed, got)
		}
	}
	if got := light.Keys(); got != "583364482453" {
		t.Errorf("typed as %s", got)
	}
}

// TestSoundsAreFollowedOnce: words that can be followed in very many ways take no longer for that.
func TestSoundsAreFollowedOnce(t *testing.T) {
	var all Sound
	for range 64 {
		all = append(all, strings.Repeat("a", 64))
	}
	if typed := strings.Repeat("a", MaxTyped-1) + "b"; all.Contains(typed) { // there are 2^58 ways to divide it
		t.Error("it has no b")
	}
}
