package layout

import (
	"linli/a11y"
	"linli/ui/theme"
)

// leastSlot is how many millimetres a button of the bar needs for its word; where they are narrower, they stand in two rows.
const leastSlot = 30

// slots is how many buttons the bar of a site has; each keeps its place although another is missing on a page. Where there is a
// voice, there is one for listening.
func slots(bar a11y.Node) int {
	if _, ok := bar.Find("listen"); ok {
		return 9
	}
	return 8
}

// toolbar places the bar at the very bottom and returns the y above it.
func (k maker) toolbar(p *Page, root a11y.Node, margin float32) float32 {
	bar, _ := root.Part(a11y.Toolbar)
	slots := slots(bar)
	gap, edge := k.mm(theme.Ring+0.75), k.mm(theme.Ring+0.35)
	wide := func(columns int) float32 { return (k.w - 2*margin - float32(columns-1)*gap) / float32(columns) }
	rows := []int{slots}
	if wide(slots) < k.mm(leastSlot) {
		rows = []int{(slots + 1) / 2, slots / 2} // each as wide as the page
	}
	height := float32(0)
	var boxes []Box
	row, column := 0, slots-len(bar.Children)
	for _, n := range bar.Children {
		for column >= rows[row] {
			row, column = row+1, column-rows[row]
		}
		width := wide(rows[row])
		b := k.build(n, a11y.Toolbar, width)
		height = max(height, b.Rect.H)
		b.Rect.X, b.Rect.Y = margin+float32(column)*(width+gap), float32(row)
		boxes = append(boxes, b)
		column++
	}
	p.Bar.W, p.Bar.H = k.w, float32(len(rows))*(height+gap)-gap+2*edge
	p.Bar.Y = k.h - p.Bar.H
	for _, b := range boxes {
		b.stretch(height)
		b.Rect.Y = p.Bar.Y + edge + b.Rect.Y*(height+gap)
		p.Boxes = append(p.Boxes, b)
	}
	return p.Bar.Y
}
