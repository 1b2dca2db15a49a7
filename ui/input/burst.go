package input

import (
	"slices"
	"time"
)

// leastRead is how many characters a card or a code has at the least.
const leastRead = 6

// trailing is how long the Enter or Tab that ends a code may come after it was taken for one, and how far apart two characters of one can be at the
// most, where the window was busy between them.
const trailing = 200 * time.Millisecond

// Burst tells what a card reader or a code scanner types from what a person does, by how fast it comes: a person has never typed six characters
// with less than Gap between any two. Each character waits until it is clear who has typed it: Due is to be asked when nothing has come for Gap.
type Burst struct {
	// Gap is how soon after one another a reader's characters come; 0: there is no reader.
	Gap time.Duration

	chars []Char
	read  time.Time
}

// Char is a character that waits, with the press that it came from and when that was.
type Char struct {
	Rune  rune
	Press Press
	At    time.Time
}

// Add takes a character. It returns those before it that a person has typed.
func (b *Burst) Add(c Char) []Char {
	var typed []Char
	if n := len(b.chars); n > 0 && c.At.Sub(b.chars[n-1].At) > trailing {
		typed = b.rest()
	}
	b.chars = append(b.chars, c)
	return typed
}

// Ends says whether the last character that waits is this one.
func (b *Burst) Ends(r rune) bool {
	n := len(b.chars)
	return n > 0 && b.chars[n-1].Rune == r
}

// Due ends what has come, where nothing has come since for Gap: what a reader has read, or what a person has typed.
func (b *Burst) Due(now time.Time) (code string, typed []Char) {
	n := len(b.chars)
	if n == 0 || now.Sub(b.chars[n-1].At) < b.Gap {
		return "", nil
	}
	if n >= leastRead {
		return b.code(now), nil
	}
	return "", b.rest()
}

// Key is told of a key that types nothing. It returns what a reader has read where the key ends that, else what a person has typed before. Ends says
// that the key was a reader's, and nobody's wish.
func (b *Burst) Key(name string, now time.Time) (code string, typed []Char, ends bool) {
	end := name == "Enter" || name == "KeypadEnter" || name == "Tab"
	n := len(b.chars)
	switch {
	case end && n >= leastRead:
		return b.code(now), nil, true
	case end && n == 0 && !b.read.IsZero() && now.Sub(b.read) <= trailing:
		b.read = time.Time{}
		return "", nil, true
	}
	return "", b.rest(), false
}

func (b *Burst) code(now time.Time) string {
	var out []rune
	for _, c := range b.rest() {
		out = append(out, c.Rune)
	}
	b.read = now
	return string(out)
}

// rest is all that waits, which nobody waits for any more. Nothing of it is kept.
func (b *Burst) rest() []Char {
	out := slices.Clone(b.chars)
	clear(b.chars)
	b.chars = b.chars[:0]
	return out
}
