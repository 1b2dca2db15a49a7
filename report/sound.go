package report

import "strings"

// Begins says whether a text sounds so from its start: each syllable or word by its first letter at least, the last ones left out. typed has
// letters from a to z and, for any letter of such a key of a telephone, digits (ITU-T E.161, 2.2). It goes on from each place that what was
// typed has been followed to; the i-th bit is set where that is i letters in, so no more than 63 are looked at.
func (s Sound) Begins(typed string) bool {
	if len(typed) > MaxTyped {
		return false
	}
	at := uint64(1)
	for _, unit := range s {
		if at>>len(typed)&1 == 1 {
			return true
		}
		var next uint64
		for from := range len(typed) {
			if at>>from&1 == 1 {
				next |= (1<<alike(unit, typed[from:]) - 1) << (from + 1)
			}
		}
		at = next
	}
	return at>>len(typed)&1 == 1
}

// Contains says whether it sounds so from one of its syllables or words. With 的 and 了, de and le, nobody begins.
func (s Sound) Contains(typed string) bool {
	for i, unit := range s {
		if i > 0 && (unit == "de" || unit == "le") {
			continue
		}
		if s[i:].Begins(typed) {
			return true
		}
	}
	return false
}

// MaxTyped is how many letters are looked for.
const MaxTyped = 60

// alike is how many letters or keys at the start of a unit and of what was typed are the same.
func alike(unit, typed string) int {
	n := 0
	for n < min(len(unit), len(typed)) && sameKey(unit[n], typed[n]) {
		n++
	}
	return n
}

const keys = "22233344455566677778889999" // of a to z

// sameKey says whether a key stands for a letter or digit of a sound. The ü of pinyin is a v, and is typed as a u, too.
func sameKey(letter, key byte) bool {
	switch {
	case letter == key || letter == 'v' && key == 'u':
		return true
	case letter >= 'a' && letter <= 'z':
		return keys[letter-'a'] == key
	}
	return false
}

// Keys is how a text is typed with the keys of a telephone, in full.
func (s Sound) Keys() string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return rune(keys[r-'a'])
		}
		return r
	}, strings.Join(s, ""))
}
