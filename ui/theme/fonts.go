package theme

import (
	"fmt"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"linli/assets"
)

// Face is one of our fonts.
type Face int

// The faces. Rare stands in for both weights where they lack a character.
const (
	Regular Face = iota
	Bold
	Rare
	// Foreign is none of ours: the toolkit's own fonts, for emoji and signs.
	Foreign
)

// Fonts measures text without a toolkit. Our fonts have neither kerning nor hints, so that the width of a text is the sum
// of its advances at any size. It is safe for concurrent use.
type Fonts struct {
	mu       sync.Mutex
	buffer   sfnt.Buffer
	faces    [Foreign]*sfnt.Font
	advances map[key]advance
	chars    map[rune]string
}

type key struct {
	r    rune
	bold bool
}

type advance struct {
	face  Face
	width float32 // in ems
}

// em is the size at which advances are measured.
const em = 1000

// OpenFonts reads the embedded fonts. Glyphs are read only when they are needed.
func OpenFonts() (*Fonts, error) {
	f := &Fonts{advances: map[key]advance{}, chars: map[rune]string{}}
	for i, data := range [][]byte{assets.Regular(), assets.Bold(), assets.Rare()} {
		parsed, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("read font %d: %w", i, err)
		}
		f.faces[i] = parsed
	}
	return f, nil
}

// Width is the width of a text in the units of size.
func (f *Fonts) Width(text string, size float32, bold bool) float32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	var w float32
	for _, r := range text {
		w += f.advance(key{r, bold}).width
	}
	return w * size
}

// Run is a piece of text that one face can draw.
type Run struct {
	Text string
	Face Face
}

// Runs cuts a text into pieces of one face each, of one character each where they are wanted apart.
func (f *Fonts) Runs(text string, bold, apart bool) []Run {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []Run
	for _, r := range text {
		face := f.advance(key{r, bold}).face
		if n := len(out); n > 0 && (out[n-1].Face == face && !apart || r == 0xfe0f || r == 0x200d) {
			out[n-1].Text += string(r)
			continue
		}
		out = append(out, Run{f.char(r), face})
	}
	return out
}

// char is a character as a text of its own, the same one whenever it comes: in memory, characters that are made as they come
// would stand in a row and spell what they are from.
func (f *Fonts) char(r rune) string {
	if r > ' ' && r < 0x7f {
		return printable[r-'!' : r-'!'+1]
	}
	c, ok := f.chars[r]
	if !ok {
		c = string(r)
		if len(f.chars) < 1<<16 {
			f.chars[r] = c
		}
	}
	return c
}

// printable are the characters of ASCII that can be seen, in order.
const printable = "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"

// Shows says whether one of our fonts has a character.
func (f *Fonts) Shows(r rune) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.advance(key{r, false}).face != Foreign
}

func (f *Fonts) advance(k key) advance {
	if a, ok := f.advances[k]; ok {
		return a
	}
	a := f.look(k)
	if len(f.advances) < 1<<16 {
		f.advances[k] = a
	}
	return a
}

func (f *Fonts) look(k key) advance {
	first := Regular
	if k.bold {
		first = Bold
	}
	for _, face := range []Face{first, Rare} {
		i, err := f.faces[face].GlyphIndex(&f.buffer, k.r)
		if err != nil || i == 0 {
			continue
		}
		w, err := f.faces[face].GlyphAdvance(&f.buffer, i, fixed.I(em), font.HintingNone)
		if err != nil {
			continue
		}
		return advance{face, float32(w) / 64 / em}
	}
	return advance{Foreign, 1.2} // an emoji is as wide as a Chinese character, and a little more
}
