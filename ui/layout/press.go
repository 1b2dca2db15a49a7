package layout

import (
	"strings"

	"linli/a11y"
	"linli/ui/theme"
)

// button has its pictogram and word beside each other in the middle.
func (k maker) button(b *Box) {
	n, pad, icon := b.Node, k.mm(theme.Pad), k.mm(11)
	room := b.Rect.W - 2*pad
	if n.Icon != "" {
		room -= icon + pad*0.7
	}
	size := k.size(theme.Body)
	lines := evenly(k.m, n.Label, size, true, room)
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
	size := k.keySize(n.Label, b.Rect.W)
	if k.letters > 0 && lettered(n.Label) {
		size = k.letters
	}
	b.Lines = []Line{{Text: n.Label, X: (b.Rect.W - k.m.Width(n.Label, size, true)) / 2, Size: size, Bold: true}}
	k.middle(b, 0, size*theme.LineHeight)
}

// keySize is how large what stands on a key of a width can be.
func (k maker) keySize(label string, width float32) float32 {
	em := float32(theme.Digit)
	if len([]rune(label)) > 2 {
		em = theme.Body
	}
	size := k.fit(label, em, width-k.mm(3), true)
	if k.keyRow > 0 {
		size = min(size, max(k.keyRow*0.75, k.s.Glass*theme.Least))
	}
	return size
}

// alikeLetters is how large letters can be on all keys of a width: one that is wider than others makes them all smaller.
func (k maker) alikeLetters(keys []a11y.Node, width float32) (size float32) {
	for _, n := range keys {
		if s := k.keySize(n.Label, width); n.Icon == "" && lettered(n.Label) && (size == 0 || s < size) {
			size = s
		}
	}
	return size
}

// lettered says whether a key has the letters of one key of a telephone on it, or one: no word, and no digits.
func lettered(label string) bool {
	return label != "" && len(label) <= 4 && strings.Trim(strings.ToLower(label), "abcdefghijklmnopqrstuvwxyz") == ""
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
	if k.low() && b.Rect.W >= k.mm(56) && w+icon*1.3 < b.Rect.W {
		x := (b.Rect.W - icon*1.3 - w) / 2
		b.picture(n.Icon, x, 0, icon, Accent)
		b.Lines = []Line{{Text: n.Label, X: x + icon*1.3, Size: size, Bold: true}}
		k.middle(b, k.mm(19), size*theme.LineHeight)
		return
	}
	if k.low() { // no room beside: the word alone would not do, so both become smaller
		icon = k.mm(8)
	}
	top := k.mm(2.4)
	b.picture(n.Icon, (b.Rect.W-icon)/2, top, icon, Accent)
	y := top + icon
	for _, l := range wrap(k.m, n.Label, size, true, b.Rect.W-k.mm(1.5)) { // of no language of ours is a word that long
		b.Lines = append(b.Lines, Line{Text: l, X: (b.Rect.W - k.m.Width(l, size, true)) / 2, Y: y, Size: size, Bold: true})
		y += size * theme.LineHeight
	}
	b.Rect.H = max(y, top+icon+k.size(theme.Label)*theme.LineHeight) + k.mm(1.2) // the same for every word
	if b.Rect.W >= k.mm(56) && k.low() {
		b.Rect.H = max(b.Rect.H, k.mm(theme.Target))
	}
}
