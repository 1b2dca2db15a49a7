package layout

import (
	"slices"

	"linli/a11y"
	"linli/ui/theme"
)

// need is the width in which a leaf of a row has its words on one line.
func (k maker) need(n a11y.Node, parent a11y.Role) float32 {
	const wide = 1e6
	b := k.build(n, parent, wide)
	left := float32(wide)
	for _, l := range b.Lines {
		left = min(left, l.X)
	}
	for _, p := range b.Pictures {
		left = min(left, p.Rect.X)
	}
	need := k.right(b) - left + k.mm(0.5)
	if b.Look == Primary {
		need += 2 * k.mm(theme.Pad)
	}
	return need
}

// needs are the widths in which the leaves of a row have their words on one line; those of buttons are the same.
func (k maker) needs(c a11y.Node) []float32 {
	out, most := make([]float32, len(c.Children)), float32(0)
	for i, n := range c.Children {
		if out[i] = k.need(n, c.Role); n.Role == a11y.Button {
			most = max(most, out[i])
		}
	}
	for i, n := range c.Children {
		if n.Role == a11y.Button {
			out[i] = most
		}
	}
	return out
}

// inOneLine is the width in which the leaves of a container stand side by side without a broken line.
func (k maker) inOneLine(c a11y.Node) float32 {
	sum := float32(len(c.Children)-1) * k.gap()
	for _, need := range k.needs(c) {
		sum += need
	}
	return sum
}

// shares are how wide the leaves of a row are: all the same, or each as it needs if no line breaks then.
func (k maker) shares(c a11y.Node, width float32) []float32 {
	n, needs := float32(len(c.Children)), k.needs(c)
	same := (width - (n-1)*k.gap()) / n
	spare := width - k.inOneLine(c)
	if spare < 0 || slices.Max(needs) <= same {
		return slices.Repeat([]float32{same}, len(needs))
	}
	for i := range needs {
		needs[i] += spare / n
	}
	return needs
}

// row places the leaves of a container side by side, ending at the area's y, or below each other where one would need
// more than two lines. It returns the y above.
func (k maker) row(p *Page, c a11y.Node, area Rect) float32 {
	gap, shares := k.gap(), k.shares(c, area.W)
	boxes, height, lines := k.alike(c, shares)
	if n := len(boxes); lines > 1 && n > 1 && c.Role == a11y.Actions && !k.low() {
		boxes, height, _ = k.alike(c, slices.Repeat([]float32{area.W}, n))
		y := area.Y - float32(n)*height - float32(n-1)*gap
		for i, b := range boxes {
			k.put(p, b, area.X, y+float32(i)*(height+gap), height)
		}
		return y
	}
	x := area.X
	for i, b := range boxes {
		if b.Look == Plain { // where in the parts: words between two buttons
			b.shift((shares[i] - k.right(b)) / 2)
			for j := range b.Lines {
				b.Lines[j].Y += (height - b.Rect.H) / 2
			}
		}
		k.put(p, b, x, area.Y-height, height)
		x += shares[i] + gap
	}
	return area.Y - height
}

// alike builds the leaves of a row, and says how high the highest is and how many lines it has at the most.
func (k maker) alike(c a11y.Node, widths []float32) (boxes []Box, height float32, lines int) {
	for i, leaf := range c.Children {
		b := k.build(leaf, c.Role, widths[i])
		height, lines = max(height, b.Rect.H), max(lines, len(b.Lines))
		boxes = append(boxes, b)
	}
	return boxes, height, lines
}

func (k maker) put(p *Page, b Box, x, y, height float32) {
	b.stretch(height)
	b.Rect.X, b.Rect.Y = x, y
	p.Boxes = append(p.Boxes, b)
}
