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
		breaks := wrap
		if b.Look == Title {
			breaks = balanced
		}
		for _, line := range breaks(k.m, p.text, size, p.bold, width) {
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

// title is the heading; one with a pictogram is the attract page's and stands in the middle.
func (k maker) title(b *Box) {
	n := b.Node
	if n.Icon == "" || k.paged {
		b.Rect.H = k.typeset(b, 0, 0, b.Rect.W, para{n.Label, k.titleSize(n.Label, b.Rect.W), true, Ink, false})
		return
	}
	if !k.low() {
		icon := min(k.mm(66), k.h*0.11)
		b.picture(n.Icon, (b.Rect.W-icon)/2, 0, icon, Accent)
		b.Rect.H = k.typeset(b, 0, icon+k.mm(4), b.Rect.W, para{n.Label, k.fit(n.Label, min(theme.Title*1.9, k.h*0.055/k.s.Unit), b.Rect.W*0.98, true) / k.s.Unit, true, Ink, true})
		return
	}
	size := k.fit(n.Label, theme.Title*1.7, b.Rect.W*0.7, true)
	icon := size * 1.5
	w := k.m.Width(n.Label, size, true)
	x := (b.Rect.W - w - icon*1.3) / 2
	b.picture(n.Icon, x, 0, icon, Accent)
	b.Lines = []Line{{Text: n.Label, X: x + icon*1.3, Y: (icon - size*theme.LineHeight) / 2, Size: size, Bold: true}}
	b.Rect.H = icon
}

// titleSize keeps a long question from filling the page.
func (k maker) titleSize(text string, width float32) float32 {
	for _, em := range []float32{theme.Title, theme.Body} {
		if len(wrap(k.m, text, k.size(em), true, width)) <= 2 {
			return em
		}
	}
	return theme.Body
}

// marks are the pictograms for what is picked and what is not.
func mark(n a11y.Node) string {
	name := map[a11y.Role]string{a11y.Radio: "mark-radio", a11y.Checkbox: "mark-check"}[n.Role]
	if name == "" {
		return ""
	}
	if n.State.Selected {
		return name + "-on"
	}
	return name
}

// card has a pictogram on the left, words beside it, and at the right whether it is picked.
func (k maker) card(b *Box) {
	n, pad := b.Node, k.mm(theme.Pad)*k.roomy
	x, right := pad, b.Rect.W-pad
	icon := k.mm(theme.Icon) * k.small * k.roomy
	left := n.Icon
	if n.State.Default && b.Rect.W < k.mm(110) {
		left = "" // no room for more than the words
	}
	if n.Value != "" {
		left = "" // an answer with its question: the pictogram stands at the right, with the word
	}
	if m := mark(n); m != "" {
		size := k.mm(11)
		b.picture(m, right-size, 0, size, Accent)
		right -= size + pad*0.7
	}
	if left != "" {
		b.picture(left, x, 0, icon, Accent)
		x += icon + pad
	}
	paras := []para{{n.Label, theme.Body, true, Ink, false}, {n.Hint, theme.Small, false, Soft, false}}
	if n.Value != "" {
		right = k.change(b, right)
		paras = []para{{n.Label, theme.Small, false, Soft, false}, {n.Value, theme.Body, true, Ink, false}}
	}
	bottom := k.typeset(b, x, 0, right-x, paras...)
	k.middle(b, max(bottom, icon*0.9)+1.4*pad, bottom)
}

// change puts the word for changing an answer, and its pictogram, at the right of a card.
func (k maker) change(b *Box, right float32) float32 {
	size, icon := k.size(theme.Small), k.mm(10)
	w := k.m.Width(b.Node.Hint, size, true)
	b.Lines = append(b.Lines, Line{Text: b.Node.Hint, X: right - w, Y: 0, Size: size, Bold: true, Tone: Accent})
	b.picture(b.Node.Icon, right-w-icon*1.2, 0, icon, Accent)
	return right - w - icon*1.2 - k.mm(theme.Pad)
}

// middle gives a box its height and centres in it what has been set: words as a block, pictograms each.
func (k maker) middle(b *Box, height, bottom float32) {
	b.Rect.H = max(height, k.mm(theme.Target)*k.roomy)
	for i := range b.Lines {
		if single := b.Lines[i].Y == 0 && i == 0 && b.Node.Value != "" && b.Look == Card; single {
			b.Lines[i].Y = (b.Rect.H - b.Lines[i].Size*theme.LineHeight) / 2
			continue
		}
		b.Lines[i].Y += (b.Rect.H - bottom) / 2
	}
	for i, p := range b.Pictures {
		b.Pictures[i].Rect.Y = (b.Rect.H - p.Rect.H) / 2
	}
}

// button has its pictogram and word beside each other in the middle.
func (k maker) button(b *Box) {
	n, pad, icon := b.Node, k.mm(theme.Pad), k.mm(11)
	room := b.Rect.W - 2*pad
	if n.Icon != "" {
		room -= icon + pad*0.7
	}
	size := k.size(theme.Body)
	lines := wrap(k.m, n.Label, size, true, room)
	words := widest(k.m, lines, size, true)
	x := (b.Rect.W - words) / 2
	if n.Icon != "" {
		x += (icon + pad*0.7) / 2
		b.picture(n.Icon, x-icon-pad*0.7, 0, icon, Ink)
	}
	y := float32(0)
	for _, l := range lines {
		b.Lines = append(b.Lines, Line{Text: l, X: x, Y: y, Size: size, Bold: true})
		y += size * theme.LineHeight
	}
	k.middle(b, y+pad, y)
}

// key is a digit, a day or an hour; one with a pictogram has its word below it.
func (k maker) key(b *Box) {
	n := b.Node
	if n.Icon != "" {
		icon := k.mm(10)
		size := k.fit(n.Label, theme.Small, b.Rect.W-k.mm(2), true)
		w := k.m.Width(n.Label, size, true)
		gap := k.mm(2)
		x := (b.Rect.W - icon - gap - w) / 2
		if x > k.mm(1) {
			b.picture(n.Icon, x, 0, icon, Ink)
			b.Lines = []Line{{Text: n.Label, X: x + icon + gap, Size: size, Bold: true}}
		} else {
			b.Lines = []Line{{Text: n.Label, X: (b.Rect.W - w) / 2, Size: size, Bold: true}}
		}
		k.middle(b, 0, size*theme.LineHeight)
		return
	}
	em := float32(theme.Digit)
	if len([]rune(n.Label)) > 2 {
		em = theme.Body
	}
	size := k.fit(n.Label, em, b.Rect.W-k.mm(3), true)
	b.Lines = []Line{{Text: n.Label, X: (b.Rect.W - k.m.Width(n.Label, size, true)) / 2, Size: size, Bold: true}}
	k.middle(b, 0, size*theme.LineHeight)
}

// fit is the largest size up to em at which a text fits on one line.
func (k maker) fit(text string, em, width float32, bold bool) float32 {
	size := k.size(em)
	if w := k.m.Width(text, size, bold); w > width {
		size = max(size*width/w, k.s.Glass*theme.Least)
	}
	return size
}

// tool is a button of the bar: the word below the pictogram, or beside it where the page is wide.
func (k maker) tool(b *Box) {
	n := b.Node
	icon := k.mm(10)
	size := k.fit(n.Label, theme.Label, b.Rect.W-k.mm(3), true)
	w := k.m.Width(n.Label, size, true)
	if k.w > k.h && b.Rect.W >= k.mm(56) && w+icon*1.3 < b.Rect.W {
		x := (b.Rect.W - icon*1.3 - w) / 2
		b.picture(n.Icon, x, 0, icon, Accent)
		b.Lines = []Line{{Text: n.Label, X: x + icon*1.3, Size: size, Bold: true}}
		k.middle(b, k.mm(19), size*theme.LineHeight)
		return
	}
	if k.w > k.h { // no room beside: the word alone would not do, so both become smaller
		icon = k.mm(8)
	}
	top := k.mm(2.4)
	b.picture(n.Icon, (b.Rect.W-icon)/2, top, icon, Accent)
	b.Lines = []Line{{Text: n.Label, X: (b.Rect.W - w) / 2, Y: top + icon, Size: size, Bold: true}}
	b.Rect.H = top + icon + k.size(theme.Label)*theme.LineHeight + k.mm(1.2) // the same for every word
	if b.Rect.W >= k.mm(56) && k.w > k.h {
		b.Rect.H = k.mm(theme.Target)
	}
}

// fieldLines is how many lines of a long text a field shows: its end, where writing goes on.
const fieldLines = 3

// field is something to write into, its name above what is written.
func (k maker) field(b *Box) {
	n, pad := b.Node, k.mm(theme.Pad)
	y := k.typeset(b, pad, pad*0.5, b.Rect.W-2*pad, para{n.Label, theme.Small, false, Soft, false})
	size := k.size(theme.Body)
	lines := wrap(k.m, n.Value, size, true, b.Rect.W-2*pad-k.mm(2))
	lines = lines[max(len(lines)-fieldLines, 0):]
	x := pad
	for _, l := range lines {
		b.Lines = append(b.Lines, Line{Text: l, X: pad, Y: y, Size: size, Bold: true})
		x = pad + k.m.Width(l, size, true)
		y += size * theme.LineHeight
	}
	line := size * theme.LineHeight
	b.Caret = Rect{x + k.mm(0.8), y - line*0.88, k.mm(0.9), line * 0.76}
	if n.State.Invalid {
		icon := k.mm(8)
		b.picture("error", pad, y+k.mm(1), icon, Accent)
		y = k.typeset(b, pad+icon*1.25, y, b.Rect.W-2*pad-icon*1.25, para{n.Hint, theme.Small, true, Accent, false})
	}
	b.Rect.H = max(y+pad*0.6, k.mm(theme.Target))
}

// panel is a status or an item: a name, what it stands at, when.
func (k maker) panel(b *Box) {
	n, pad, icon := b.Node, k.mm(theme.Pad), k.mm(theme.Icon*0.8)
	x := pad
	if n.Icon != "" {
		x += icon + pad
	}
	room := b.Rect.W - x - pad
	var paras []para
	if n.Role == a11y.Status && n.Value != "" {
		em := float32(theme.Receipt)
		if k.m.Width(n.Value, k.size(em), true) > room {
			em = theme.Title
		}
		if k.m.Width(n.Value, k.size(em), true) > room { // a number on one line rather than a pictogram
			n.Icon, x, room = "", pad, b.Rect.W-2*pad
		}
		paras = []para{{n.Label, theme.Small, false, Soft, false}, {n.Value, em, true, Accent, false}}
	} else {
		paras = []para{{n.Label, theme.Body, true, Ink, false}, {n.Value, theme.Body, false, Ink, false}, {n.Hint, theme.Small, false, Soft, false}}
	}
	bottom := k.typeset(b, x, 0, room, paras...)
	b.picture(n.Icon, pad, 0, icon, Accent)
	k.middle(b, max(bottom, icon)+pad*1.2, bottom)
}

// text is something to read; an alert stands in a frame.
func (k maker) text(b *Box) {
	n, pad, x := b.Node, float32(0), float32(0)
	em, tone := float32(theme.Body), Ink
	if n.Role == a11y.Progress {
		em, tone = theme.Small, Soft
	}
	if b.Look == Notice {
		pad = k.mm(theme.Pad)
		x = pad
	}
	if n.Icon != "" {
		icon := k.mm(11)
		b.picture(n.Icon, x, pad+(k.size(em)*theme.LineHeight-icon)/2, icon, Accent)
		x += icon * 1.35
	}
	b.Rect.H = k.typeset(b, x, pad, b.Rect.W-x-pad, para{n.Label, em, b.Look == Notice, tone, false},
		para{n.Value, em, true, tone, false}, para{n.Hint, theme.Small, false, Soft, false}) + pad
}
