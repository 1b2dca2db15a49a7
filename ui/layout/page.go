package layout

import (
	"linli/a11y"
	"linli/ui/theme"
)

// Fit says which leaves of Main stand on a page together: all of them, or as many at a time as leave room for a pager.
func Fit(root, pager a11y.Node, w, h float32, s theme.Style, m Measure) [][]a11y.ID {
	whole := Do(root, w, h, s, m).Parts
	if len(whole) < 2 {
		return whole
	}
	withPager := root
	withPager.Children = nil
	for _, c := range root.Children {
		withPager.Children = append(withPager.Children, c)
		if c.Role == a11y.Main {
			withPager.Children = append(withPager.Children, pager)
		}
	}
	parts := Do(withPager, w, h, s, m).Parts
	if len(parts) < 2 { // beside a pager type is smaller and all of it fits: then the half of it does, too
		return whole
	}
	return parts
}

// Do lays a page out in a window of w by h Fyne units.
//
// From top to bottom: the banner, the answers, more of them where they do not fit, how to go on, and the bar, which is
// always in the same place. Answers grow into spare room, within limits, and shrink to their least size before they are
// spread over several parts.
func Do(root a11y.Node, w, h float32, s theme.Style, m Measure) Page {
	k := maker{m: m, s: s, w: w, h: h, small: 1, roomy: 1, columnsMost: 4}
	_, k.paged = pagerOf(root)
	margin := k.margin()
	p, top, bottom := k.around(root, margin)
	main, ok := root.Part(a11y.Main)
	if !ok {
		p.Parts = [][]a11y.ID{{}}
		return p
	}
	head := len(p.Boxes)
	k.answers(&p, main, Rect{margin, top, w - 2*margin, bottom - top - k.gap()*0.8})
	k.fillFree(&p, root, p.Boxes[:head])
	return p
}

// leastAnswers is the part of a page's height that is the answers'.
const leastAnswers = 0.3

// around places all but the answers and returns between which heights they stand. Where so many words stand around them
// that too little is left, those are set smaller, on every part of a page alike; the bar is the same on every page.
func (k maker) around(root a11y.Node, margin float32) (p Page, top, bottom float32) {
	k.tall = !k.low()
	for _, small := range []float32{1, 0.8, 0.65, 0.5} {
		if p, top, bottom = k.frame(root, margin, small); bottom-top >= k.h*leastAnswers {
			k.tall = false
			return k.frame(root, margin, small)
		}
	}
	return p, top, bottom
}

// frame is what stands around the answers, with words of a size.
func (k maker) frame(root a11y.Node, margin, small float32) (p Page, top, bottom float32) {
	var bar Page
	bottom = k.toolbar(&bar, root, margin)
	k.small = small
	top = k.banner(&p, root, margin)
	p.Bar, p.Boxes = bar.Bar, append(p.Boxes, bar.Boxes...)
	return p, top, k.foot(&p, root, margin, bottom)
}

// fillFree shows the page's pictogram where much room is left; a page that begins with one moves its heading there.
func (k maker) fillFree(p *Page, root a11y.Node, head []Box) {
	banner, _ := root.Part(a11y.Banner)
	if k.hero(banner) {
		for i, b := range head {
			if b.Look == Title || b.Look == Plain {
				head[i].Rect.Y += p.Free.H * 0.4
			}
		}
		return
	}
	size := min(p.Free.H*0.55, p.Free.W*0.3, k.mm(88))
	if root.Icon == "" || size < k.mm(26) {
		return
	}
	p.Picture = Picture{root.Icon, Rect{p.Free.X + (p.Free.W-size)/2, p.Free.Y + (p.Free.H-size)/2, size, size}, Accent}
}

// hero says that a heading has a pictogram of its own: the page that is seen from afar.
func (k maker) hero(banner a11y.Node) bool { return banner.Children[0].Icon != "" && !k.paged }

// pagerOf returns the pager of a page that shows one part of its answers.
func pagerOf(root a11y.Node) (a11y.Node, bool) {
	for _, c := range root.Children {
		if c.Role == a11y.Pager {
			return c, true
		}
	}
	return a11y.Node{}, false
}

func (k maker) margin() float32 {
	if k.h < k.mm(260) {
		return k.mm(theme.Margin * 0.65)
	}
	return k.mm(theme.Margin)
}

// banner places the heading and, to its right or below it, where in the whole the page is. It returns the y below.
func (k maker) banner(p *Page, root a11y.Node, margin float32) float32 {
	banner, _ := root.Part(a11y.Banner)
	leaves := banner.Leaves()
	width := k.w - 2*margin
	hero := k.hero(banner)
	y := margin
	if hero {
		y = k.h * 0.06
	}
	title := k.build(leaves[0], a11y.Banner, width)
	title.Rect.X, title.Rect.Y = margin, y
	rest := make([]Box, 0, len(leaves)-1)
	for _, n := range leaves[1:] {
		rest = append(rest, k.build(n, a11y.Banner, width))
	}
	beside := !hero && len(title.Lines) == 1 && len(rest) == 1 && len(rest[0].Lines) == 1 && k.right(title)+k.right(rest[0])+k.mm(14) < width
	p.Boxes = append(p.Boxes, title)
	bottom := title.Rect.Bottom()
	for _, b := range rest {
		if beside {
			b.Rect.W = k.right(b)
			b.Rect.X = k.w - margin - b.Rect.W
			b.Rect.Y = title.Rect.Y + (title.Rect.H-b.Rect.H)*0.62
		} else {
			b.Rect.X, b.Rect.Y = margin, bottom
			if hero {
				b.shift((width - k.right(b)) / 2)
			}
			bottom = b.Rect.Bottom()
		}
		p.Boxes = append(p.Boxes, b)
	}
	if hero {
		return bottom + k.h*0.03
	}
	p.Rule = Rect{margin, bottom + k.mm(1.5), width, k.mm(0.5)}
	return p.Rule.Bottom() + k.gap()
}

// right is how far the words of a box reach.
func (k maker) right(b Box) float32 {
	var r float32
	for _, l := range b.Lines {
		r = max(r, l.X+k.m.Width(l.Text, l.Size, l.Bold))
	}
	return r
}

// shift moves the words of a box to the right.
func (b *Box) shift(by float32) {
	for i := range b.Lines {
		b.Lines[i].X += by
	}
}

const (
	// slots is how many buttons the bar has room for; each keeps its place although another is missing.
	slots = 7
	// leastSlot is how many millimetres a button of the bar needs for its word; where they are narrower, they stand in two rows.
	leastSlot = 42
)

// toolbar places the bar at the very bottom and returns the y above it.
func (k maker) toolbar(p *Page, root a11y.Node, margin float32) float32 {
	bar, _ := root.Part(a11y.Toolbar)
	gap, columns, rows := k.mm(theme.Ring+0.75), slots, 1
	slot := func() float32 { return (k.w - 2*margin - float32(columns-1)*gap) / float32(columns) }
	if slot() < k.mm(leastSlot) {
		columns, rows = (slots+1)/2, 2
	}
	width, height := slot(), float32(0)
	boxes := make([]Box, 0, slots)
	for _, n := range bar.Children {
		b := k.build(n, a11y.Toolbar, width)
		height = max(height, b.Rect.H)
		boxes = append(boxes, b)
	}
	edge := k.mm(theme.Ring + 0.35)
	p.Bar.W, p.Bar.H = k.w, float32(rows)*(height+gap)-gap+2*edge
	p.Bar.Y = k.h - p.Bar.H
	for i, b := range boxes {
		at := slots - len(boxes) + i
		b.stretch(height)
		b.Rect.X = margin + float32(at%columns)*(width+gap)
		b.Rect.Y = p.Bar.Y + edge + float32(at/columns)*(height+gap)
		p.Boxes = append(p.Boxes, b)
	}
	return p.Bar.Y
}

// stretch makes a box higher and keeps its contents in the middle.
func (b *Box) stretch(height float32) {
	by := (height - b.Rect.H) / 2
	if b.Look == Plain || b.Look == Field {
		by = 0
	}
	b.Rect.H = height
	for i := range b.Lines {
		b.Lines[i].Y += by
	}
	for i := range b.Pictures {
		b.Pictures[i].Rect.Y += by
	}
}

// foot places the actions above the bar and the pager above them, or beside them where the page is low. It returns the y
// above all of it.
func (k maker) foot(p *Page, root a11y.Node, margin, bottom float32) float32 {
	actions, _ := root.Part(a11y.Actions)
	pager, _ := pagerOf(root)
	gap, width := k.gap(), k.w-2*margin
	bottom -= gap * 0.8
	if len(actions.Children) > 0 && len(pager.Children) > 0 && k.low() {
		left, right := (width-gap)*0.47, (width-gap)*0.53 // what closes a page is in the middle
		if k.inOneLine(pager, left) && k.inOneLine(actions, right) {
			a := k.row(p, actions, Rect{margin + left + gap, bottom, right, 0})
			b := k.row(p, pager, Rect{margin, bottom, left, 0})
			return min(a, b) - gap*0.8
		}
	}
	for _, c := range []a11y.Node{actions, pager} {
		if len(c.Children) > 0 {
			area := Rect{margin, bottom, width, 0}
			if limit := k.mm(330); len(c.Children) == 1 && width > limit {
				area.X, area.W = margin+(width-limit)/2, limit
			}
			if k.s.Hand != theme.Either && len(c.Children) == 1 {
				area = k.atHand(area, margin, width)
			}
			if c.Role == a11y.Pager && (k.tall || !k.inOneLine(c, width)) {
				bottom = k.tallPager(p, c, area) - gap*0.8
				continue
			}
			bottom = k.row(p, c, area) - gap*0.8
		}
	}
	return bottom
}

// atHand is the side of a page at which the hand is: a button there need not be reached for across the page.
func (k maker) atHand(area Rect, margin, width float32) Rect {
	area.W = min(area.W, width*0.7)
	area.X = margin
	if k.s.Hand == theme.Right {
		area.X = margin + width - area.W
	}
	return area
}

// tallPager places the two buttons of a pager side by side and which part it is above them.
func (k maker) tallPager(p *Page, pager a11y.Node, area Rect) float32 {
	var buttons, words []a11y.Node
	for _, n := range pager.Children {
		if n.Role == a11y.Button {
			buttons = append(buttons, n)
		} else {
			words = append(words, n)
		}
	}
	pager.Children = buttons
	y := k.row(p, pager, area)
	for _, n := range words {
		b := k.build(n, a11y.Pager, area.W)
		b.shift((area.W - k.right(b)) / 2)
		y -= b.Rect.H + k.mm(theme.Ring)
		k.put(p, b, area.X, y, b.Rect.H)
	}
	return y
}

// inOneLine says whether the leaves of a container can stand side by side in a width without a broken line.
func (k maker) inOneLine(c a11y.Node, width float32) bool {
	n := float32(len(c.Children))
	for _, leaf := range c.Children {
		if b := k.build(leaf, c.Role, (width-(n-1)*k.gap())/n); len(b.Lines) > 1 {
			return false
		}
	}
	return true
}

// row places the leaves of a container side by side, ending at the area's y, or below each other where one would need
// more than two lines. It returns the y above.
func (k maker) row(p *Page, c a11y.Node, area Rect) float32 {
	n := len(c.Children)
	gap := k.gap()
	build := func(width float32) (boxes []Box, height float32, lines int) {
		for _, leaf := range c.Children {
			b := k.build(leaf, c.Role, width)
			height, lines = max(height, b.Rect.H), max(lines, len(b.Lines))
			boxes = append(boxes, b)
		}
		return boxes, height, lines
	}
	width := (area.W - float32(n-1)*gap) / float32(n)
	boxes, height, lines := build(width)
	if lines > 1 && n > 1 && c.Role == a11y.Actions && k.h > k.w {
		boxes, height, _ = build(area.W)
		y := area.Y - float32(n)*height - float32(n-1)*gap
		for i, b := range boxes {
			k.put(p, b, area.X, y+float32(i)*(height+gap), height)
		}
		return y
	}
	for i, b := range boxes {
		if b.Look == Plain { // where in the parts: words between two buttons
			b.shift((width - k.right(b)) / 2)
			for j := range b.Lines {
				b.Lines[j].Y += (height - b.Rect.H) / 2
			}
		}
		k.put(p, b, area.X+float32(i)*(width+gap), area.Y-height, height)
	}
	return area.Y - height
}

func (k maker) put(p *Page, b Box, x, y, height float32) {
	b.stretch(height)
	b.Rect.X, b.Rect.Y = x, y
	p.Boxes = append(p.Boxes, b)
}
