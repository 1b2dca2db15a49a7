package layout

import (
	"linli/a11y"
	"linli/ui/theme"
)

// unit is one row of answers: what stands side by side and is never torn apart.
type unit struct {
	boxes []Box
	// read: there is nothing in it to press or to write into.
	read bool
	// rigid: its boxes have their heights and their places in it already.
	rigid bool
	// least, natural and most are heights; gap is the space above.
	least, natural, most, gap float32
}

func least(u unit) float32   { return u.least }
func natural(u unit) float32 { return u.natural }
func most(u unit) float32    { return u.most }

// total is the height of rows with the spaces between them.
func total(units []unit, height func(unit) float32) float32 {
	var h float32
	for _, u := range units {
		h += height(u) + u.gap
	}
	return h
}

// place puts rows below each other. What is to be read stands at the top, under the title; what is to be pressed at the
// bottom, where a wheelchair user reaches it and where it stays when something to read is added.
// Spare room goes to rows that may grow, missing room is taken from those that may shrink.
func (k maker) place(p *Page, units []unit, area Rect) {
	heights, read := grown(units, area.H), reading(units)
	if k.slate > 0 {
		read = len(units) // all of it keeps its place
	}
	y, spare := area.Y, area.H
	for i, u := range units {
		spare -= u.gap + heights[i]
	}
	spare = max(spare, 0)
	for i, u := range units {
		y += u.gap
		if i == read {
			p.Free, y = Rect{area.X, y, area.W, spare}, y+spare
		}
		k.set(p, u, area.X, y, heights[i])
		y += heights[i]
	}
	if read == len(units) && k.slate == 0 {
		p.Free = Rect{area.X, y, area.W, spare}
	}
}

// placeBeside puts digits into the right half, or the left one where the hand is there, and the rest into the other: what is to be read at the top, the field at
// the height of the digits.
func (k maker) placeBeside(p *Page, left, right []unit, area Rect) {
	half := Rect{area.X + area.W*0.5, area.Y, area.W * 0.5, area.H}
	if k.s.Hand == theme.Left {
		half.X, area.X = area.X, half.X+k.gap()
	}
	k.place(p, right, half)
	digits := p.Free.Bottom()
	y := area.Y
	for i, u := range left {
		y += u.gap
		if rest := total(left[i:], natural) - u.gap; i == reading(left) && digits > y && digits+rest <= area.Bottom() {
			y = digits
		}
		k.set(p, u, area.X, y, u.natural)
		y += u.natural
	}
	p.Free = Rect{}
}

// reading is how many rows from the first one on are only to be read.
func reading(units []unit) int {
	for i, u := range units {
		if !u.read {
			return i
		}
	}
	return len(units)
}

// grown are the heights of rows in an area: more than natural where there is room, less where there is not enough.
func grown(units []unit, height float32) []float32 {
	n := total(units, natural)
	other, share := most, float32(0)
	if n > height {
		other = least
	}
	if room := total(units, other) - n; room != 0 {
		share = min(max((height-n)/room, 0), 1)
	}
	out := make([]float32, len(units))
	for i, u := range units {
		out[i] = u.natural + (other(u)-u.natural)*share
	}
	return out
}

// set puts one row at a place.
func (k maker) set(p *Page, u unit, x, y, height float32) {
	for _, b := range u.boxes {
		if !u.rigid {
			b.stretch(height)
			b.Rect.Y = 0
		}
		b.Rect.X += x
		b.Rect.Y += y
		p.Boxes = append(p.Boxes, b)
	}
}

// evenParts cuts rows into as few parts as their height allows, of which none is left with a single row if the others can spare one.
func evenParts(units []unit, height float32) (parts [][]a11y.ID, overflows bool) {
	parts, overflows = split(units, height)
	for less := height * 0.96; less > height/2; less *= 0.96 {
		again, _ := split(units, less)
		if len(again) > len(parts) {
			break
		}
		parts = again
	}
	return parts, overflows
}

// split cuts rows into parts that fit into a height. A row that is higher than that stands alone.
func split(units []unit, height float32) (parts [][]a11y.ID, overflows bool) {
	var used float32
	for _, u := range units {
		need := u.natural
		if len(parts) > 0 && used > 0 {
			need += u.gap
		}
		if len(parts) == 0 || used+need > height && used > 0 {
			parts, used, need = append(parts, nil), 0, u.natural
		}
		used += need
		overflows = overflows || u.natural > height
		parts[len(parts)-1] = append(parts[len(parts)-1], ids([]unit{u})...)
	}
	return parts, overflows
}

// first returns the rows that hold the first n leaves.
func first(units []unit, n int) []unit {
	for i, u := range units {
		if n -= len(u.boxes); n < 0 {
			return units[:i]
		}
	}
	return units
}

func ids(units []unit) []a11y.ID {
	var out []a11y.ID
	for _, u := range units {
		for _, b := range u.boxes {
			out = append(out, b.Node.ID)
		}
	}
	return out
}
