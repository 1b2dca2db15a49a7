// Package theme says how large things are and what colours they have. Sizes are millimetres on the glass; only here do
// they become pixels.
package theme

// Style is everything that a page's looks depend on beside the page: a theme, a text size, a screen.
type Style struct {
	// Unit is how many Fyne units make a millimetre, text size included.
	Unit float32
	// Glass is the same without the text size.
	Glass   float32
	Palette Palette
	// Hand is where the hand is that reaches the page, if it is known.
	Hand Hand
}

// Hand is a side of the page.
type Hand int

// The sides.
const (
	Either Hand = iota
	Left
	Right
)

// MM turns millimetres at the normal text size into Fyne units.
func (s Style) MM(mm float32) float32 { return mm * s.Unit }

// Sizes of type in millimetres per em. In our font a full Chinese character has 0.875 em of ink and a capital H 0.733 em.
const (
	Body    = 13.8 // 国 has 12 mm of ink (accessibility: V01)
	Title   = 17
	Small   = 9.4 // hints and steps
	Label   = 8.2 // the bar; capital H 6.0 mm, above the 4.8 mm of Section 508 402.4
	Least   = 6.6 // no type is smaller: capital H 4.8 mm (Section 508 402.4)
	Digit   = 17
	Receipt = 21
	// LineHeight is the distance of two baselines in ems (WCAG 2.2: 1.4.12).
	LineHeight = 1.45
)

// Sizes of things in millimetres.
const (
	Margin   = 8    // around a page
	Gap      = 5    // between things that can be pressed; 2.54 is the least (VVSG 7.2-I)
	Target   = 20   // the least height of what can be pressed
	LeastKey = 12.7 // the least of all targets
	Pad      = 4.5  // inside a card
	Icon     = 17
	Ring     = 3 // the width of the ring around the cursor's node
	Radius   = 3.5
)

// Scales are the text sizes that a resident can choose from. Pictograms, targets and spaces grow with them.
func Scales() []float32 { return []float32{1, 1.33, 2} }

// guessedInches is the diagonal taken for a screen about which nothing is configured: kiosks have 27 inches, small
// landscape ones 15.
func guessedInches(w, h float32) float32 {
	if w > h && w*w+h*h < 1500*1500 {
		return 15
	}
	return 27
}
