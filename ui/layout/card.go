package layout

import (
	"linli/a11y"
	"linli/ui/theme"
)

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
	if n.State.Default && b.Rect.W < k.mm(110) || k.dense {
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
	b.Rect.H = max(height, k.mm(theme.Target)*k.roomy, k.s.Glass*theme.Target*1.001)
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
