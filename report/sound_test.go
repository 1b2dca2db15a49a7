package report

import (
	"strings"
	"testing"
)

// TestSounds: what is typed begins each syllable or word by its first letter at least, with letters or with the keys of a telephone.
func TestSounds(t *testing.T) {
	light, street, green := Sound{"lu", "deng", "huai", "le"}, Sound{"street", "light", "24"}, Sound{"lv", "di"}
	for _, c := range []struct {
		sound                   Sound
		typed                   string
		begins, contains, whole bool
	}{
		{light, "", true, true, false},
		{light, "l", true, true, false},
		{light, "ld", true, true, false},
		{light, "ludeng", true, true, false},
		{light, "lud", true, true, false},
		{light, "ldhl", true, true, true},
		{light, "53", true, true, false},
		{light, "583364482453", true, true, true},
		{light, "dh", false, true, false},
		{light, "34", false, true, false},
		{light, "le", false, false, false}, // nobody begins with 了
		{light, "lh", false, false, false}, // none is left out
		{light, "ldhlx", false, false, false},
		{street, "sl", true, true, false},
		{street, "stlight2", true, true, true},
		{street, "light", false, true, false},
		{street, "78", true, true, false},
		{street, "treet", false, false, false},
		{green, "ld", true, true, true},
		{green, "lud", true, true, true}, // as it is typed, too
		{Sound{"lift"}, "li", true, true, false},
		{Sound{"lift"}, "lif", true, true, true},
		{nil, "", true, false, false},
		{nil, "a", false, false, false},
		{Sound{"aaaa", "aaaa"}, strings.Repeat("a", MaxTyped+1), false, false, false},
	} {
		if got := c.sound.Begins(c.typed); got != c.begins {
			t.Errorf("%v begins with %q: %v", c.sound, c.typed, got)
		}
		if got := c.sound.Contains(c.typed); got != c.contains {
			t.Errorf("%v contains %q: %v", c.sound, c.typed, got)
		}
		if got := c.sound.Whole(c.typed); got != c.whole {
			t.Errorf("%v is %q: %v", c.sound, c.typed, got)
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
