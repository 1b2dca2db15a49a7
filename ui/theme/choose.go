package theme

import "math"

// leastHeight is the least height of a page in millimetres at its own text size: a title, one card, two rows of buttons and
// the bar.
// A small screen shows less than 200 % rather than one answer at a time: with 168, enough for 200 % on 27 inches lying, a page of five
// answers became five pages.
const leastHeight = 215

// Choose returns the style for a window of w by h Fyne units. size and contrast count the presses that a resident made,
// from what the site starts with.
// perMM is Fyne units a millimetre; 0 means to guess it from the window's size.
func Choose(w, h, perMM float32, size, contrast int) Style {
	perMM = PerMM(w, h, perMM)
	scales, palettes := Scales(), Palettes()
	scale := scales[size%len(scales)]
	scale = max(min(scale, min(h, 1.35*w)/perMM/leastHeight), 0.2)
	return Style{Unit: perMM * scale, Glass: perMM * min(scale, 1), Palette: palettes[contrast%len(palettes)]}
}

// PerMM is Fyne units a millimetre in a window of w by h: as configured, or where that is 0, guessed.
func PerMM(w, h, configured float32) float32 {
	if configured > 0 {
		return configured
	}
	return float32(math.Hypot(float64(w), float64(h))) / (guessedInches(w, h) * 25.4)
}

// LeastHeight is the least height of a page in millimetres.
func LeastHeight() float32 { return leastHeight }

// Ratio is the contrast of two colours (WCAG 2.2: contrast ratio), from 1 to 21.
func Ratio(a, b interface{ RGBA() (r, g, b, a uint32) }) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of an opaque colour (WCAG 2.2).
func luminance(c interface{ RGBA() (r, g, b, a uint32) }) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}
