package layout

import (
	"linli/a11y"
	"linli/ui/theme"
)

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
