package layout

import (
	"linli/a11y"
	"linli/ui/theme"
)

// maker builds the boxes of one page.
type maker struct {
	m     Measure
	s     theme.Style
	w, h  float32
	small float32 // factor for text that would not fit a page otherwise, else 1
	roomy float32 // factor for pictograms, targets and space where there is room, else 1
	// paged: this is one part of a page. All parts are set alike, so that each fits as it was measured with the others.
	paged       bool
	columnsMost int
	several     bool // there is more than one group of choices
	// slate is how large a slate is, keyRow how high a row of small choices beside one, fieldMost how many lines a field has there; else 0.
	slate, keyRow float32
	fieldMost     int
	// gridMost is how many small choices stand side by side at most; 0 for as many as their columns say.
	gridMost int
	// letters is how large they are on the keys that are being made, 0 where there are none.
	letters float32
	// dense: what is chosen stands as close as it may, so that it is seen beside what it is chosen with.
	dense bool
	// tall: which part it is stands above the pager's buttons, however short the words are.
	tall bool
}

// low says that a page has little height: a landscape screen.
func (k maker) low() bool { return k.w > k.h }

// gap is the space between things that can be pressed.
func (k maker) gap() float32 {
	if k.h < k.mm(260) {
		return k.mm(theme.Gap * 0.8)
	}
	return k.mm(theme.Gap)
}

// keyGap is the space between small things; the ring around one of them does not reach the next.
func (k maker) keyGap() float32 { return max(k.gap()*0.75, k.mm(theme.Ring+0.75)) }

func (k maker) mm(v float32) float32 { return k.s.MM(v) }

// size is a type size in Fyne units, for a size in millimetres per em.
func (k maker) size(em float32) float32 { return max(k.s.MM(em)*k.small, k.s.Glass*theme.Least) }

// para is some text of one kind within a box.
type para struct {
	text   string
	em     float32
	bold   bool
	tone   Tone
	center bool
}

// typeset puts paragraphs below each other from (x, y) and returns the y below them.
func (k maker) typeset(b *Box, x, y, width float32, paras ...para) float32 {
	for _, p := range paras {
		if p.text == "" {
			continue
		}
		size := k.size(p.em)
		for _, line := range evenly(k.m, p.text, size, p.bold, width) {
			at := x
			if p.center {
				at = x + (width-k.m.Width(line, size, p.bold))/2
			}
			b.Lines = append(b.Lines, Line{Text: line, X: at, Y: y, Size: size, Bold: p.bold, Tone: p.tone})
			y += size * theme.LineHeight
		}
	}
	return y
}

// picture puts a pictogram into a box.
func (b *Box) picture(name string, x, y, size float32, tone Tone) {
	if name != "" {
		b.Pictures = append(b.Pictures, Picture{name, Rect{x, y, size, size}, tone})
	}
}

// build makes the box of a leaf for a width; its height is what the node needs.
func (k maker) build(n a11y.Node, parent a11y.Role, width float32) Box {
	b := Box{Node: n, Look: look(n, parent), Rect: Rect{W: width}}
	switch b.Look {
	case Title:
		k.title(&b)
	case Card:
		k.card(&b)
	case Primary:
		k.button(&b)
	case Key:
		k.key(&b)
	case Tool:
		k.tool(&b)
	case Field:
		k.field(&b)
	case Panel:
		k.panel(&b)
	default:
		k.text(&b)
	}
	return b
}

// look says how a leaf is drawn, by its role and by where it stands.
func look(n a11y.Node, parent a11y.Role) Look {
	switch n.Role {
	case a11y.Heading:
		return Title
	case a11y.Alert:
		return Notice
	case a11y.Status, a11y.Item:
		return Panel
	case a11y.Entry:
		return Field
	case a11y.Slate:
		return Slate
	case a11y.Radio, a11y.Checkbox:
		return Card
	case a11y.Button:
		switch parent {
		case a11y.Keypad, a11y.Grid, a11y.Calendar:
			return Key
		case a11y.Toolbar:
			return Tool
		case a11y.Actions, a11y.Pager:
			return Primary
		}
		return Card
	}
	return Plain
}
