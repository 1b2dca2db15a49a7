// Package layout says where everything on a page is: a tree, a size and a style in, boxes out. It is pure and knows no
// toolkit; text is measured through Measure. Whatever a page shows is a node of its tree, in the tree's order.
package layout

import "linli/a11y"

// Rect is a rectangle in Fyne units, from the upper left corner of the window.
type Rect struct {
	X float32 `json:"x"`
	Y float32 `json:"y"`
	W float32 `json:"w"`
	H float32 `json:"h"`
}

// Bottom is the y below the rectangle.
func (r Rect) Bottom() float32 { return r.Y + r.H }

// Right is the x right of the rectangle.
func (r Rect) Right() float32 { return r.X + r.W }

// Look says how a node is drawn.
type Look int

// The looks. Which one a node has follows from its role and from where it stands, never from the page.
const (
	Plain   Look = iota // text on paper
	Title               // the heading
	Card                // one of several to choose from, or to press
	Primary             // the button that goes on
	Key                 // a digit, a day, an hour
	Tool                // the bar
	Field               // something to write into
	Notice              // an alert
	Panel               // a status or an item of a list
	Slate               // to be written on with a finger
)

// Tone is which of the look's inks something is drawn in.
type Tone int

// The tones.
const (
	Ink Tone = iota
	Soft
	Accent
)

// Line is one line of text. X and Y are its upper left corner, relative to the box.
type Line struct {
	Text string
	X, Y float32
	Size float32
	Bold bool
	Tone Tone
}

// Picture is a pictogram, relative to the box.
type Picture struct {
	Name string
	Rect Rect
	Tone Tone
}

// Box is one node with its place.
type Box struct {
	Node     a11y.Node
	Look     Look
	Rect     Rect
	Lines    []Line
	Pictures []Picture
	// Caret is where the next character comes in a field, relative to the box; no width means none.
	Caret Rect
}

// Page is a page with every node in its place.
type Page struct {
	Boxes []Box
	// Bar and Rule are the areas of the bar and of the rule under the banner.
	Bar, Rule Rect
	// Free is what the answers have left between what is to be read and what is to be pressed.
	Free Rect
	// Picture is the page's own pictogram, where there is room for it.
	Picture Picture
	// Parts says which leaves of Main fit together; one part where all do.
	Parts [][]a11y.ID
	// Overflows tells that a single thing is larger than the page.
	Overflows bool
}

// Moved is the page elsewhere in the window.
func (p Page) Moved(x, y float32) Page {
	boxes := make([]Box, len(p.Boxes))
	for i, b := range p.Boxes {
		b.Rect = b.Rect.moved(x, y)
		boxes[i] = b
	}
	p.Boxes = boxes
	p.Bar, p.Rule, p.Free = p.Bar.moved(x, y), p.Rule.moved(x, y), p.Free.moved(x, y)
	p.Picture.Rect = p.Picture.Rect.moved(x, y)
	return p
}

func (r Rect) moved(x, y float32) Rect { return Rect{r.X + x, r.Y + y, r.W, r.H} }

// Measure is how wide texts are.
type Measure interface {
	Width(text string, size float32, bold bool) float32
}
