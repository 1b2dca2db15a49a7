package layout

import "linli/ui/theme"

// fieldLines is how many lines of a long text a field shows: its end, where writing goes on.
const fieldLines = 3

// field is something to write into, its name above what is written.
func (k maker) field(b *Box) {
	n, pad := b.Node, k.mm(theme.Pad)
	y := k.typeset(b, pad, pad*0.5, b.Rect.W-2*pad, para{n.Label, theme.Small, false, Soft, false})
	size := k.size(theme.Body)
	lines := wrap(k.m, n.Value, size, true, b.Rect.W-2*pad-k.mm(2))
	most := fieldLines
	if k.fieldMost > 0 {
		most = k.fieldMost
	}
	lines = lines[max(len(lines)-most, 0):]
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
	if k.fieldMost > 0 {
		b.Rect.H = max(b.Rect.H, k.fieldHeight())
	}
}

// fieldHeight is how high a field is that is full.
func (k maker) fieldHeight() float32 {
	return k.mm(theme.Pad)*1.1 + (k.size(theme.Small)+float32(k.fieldMost)*k.size(theme.Body))*theme.LineHeight
}
