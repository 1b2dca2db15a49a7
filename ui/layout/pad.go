package layout

import (
	"slices"

	"linli/a11y"
	"linli/ui/theme"
)

// tighter cuts the answers into rows as they are cut beside a pager, where type may be smaller, if all of them fit without one.
// The less height the digits get, the more is left to the rest.
func (k maker) tighter(main a11y.Node, area Rect) []unit {
	beside := k
	beside.paged = true
	for _, part := range []float32{1, 0.85, 0.7, 0.55} {
		if k.paged {
			break
		}
		units := beside.tight(main, Rect{area.X, area.Y, area.W, area.H * part})
		if total(units, least) <= area.H {
			return units
		}
	}
	return k.tight(main, area)
}

// tight cuts the answers into rows of which one holds a field and the digits that write into it, side by side: whoever presses
// them has to see what they write. What follows stands under the field, closer and smaller if it has to, or under both where it has no room there.
func (k maker) tight(main a11y.Node, area Rect) []unit {
	at := slices.IndexFunc(main.Children, func(n a11y.Node) bool { return n.Role == a11y.Keypad })
	if at < 1 || main.Children[at-1].Role != a11y.Entry {
		return k.units(main, area.W, area.H)
	}
	before, field, keypad, after := main.Children[:at-1], main.Children[at-1], main.Children[at], main.Children[at+1:]
	for _, try := range [...]struct {
		under        []a11y.Node
		roomy, small float32
	}{{after, 1, 1}, {after, 0.8, 1}, {after, 0.65, 1}, {after, 0.65, 0.85}, {after, 0.65, 0.7}, {nil, 1, 1}} {
		k, closer := k, k
		try.small = max(try.small, min(k.s.Glass/k.s.MM(1), 1)) // not smaller than at 100 %
		closer.roomy, closer.small, closer.dense = try.roomy, k.small*try.small, try.roomy < 1
		if closer.dense { // what is below the field stays where it is when more is written
			if k.fieldMost = 2; k.low() {
				k.fieldMost = 1
			}
		}
		row, ok := k.fieldBesideKeys(field, closer.under(try.under, area), keypad, area)
		if !ok {
			continue
		}
		k.fieldMost = 0
		main.Children = before
		out := append(k.units(main, area.W, area.H), row)
		main.Children = after[len(try.under):]
		if rest := k.units(main, area.W, area.H); len(rest) > 0 {
			rest[0].gap = k.gap()
			out = append(out, rest...)
		}
		out[0].gap = 0
		return out
	}
	return k.units(main, area.W, area.H)
}

// beforeKeys is how wide the place at the left of keys is in which a field stands.
func (k maker) beforeKeys(area Rect) float32 {
	if k.low() {
		return (area.W - k.gap()) / 2 * 1.1
	}
	return (area.W - k.gap()) / 2
}

// under are rows that stand under a field.
func (k maker) under(nodes []a11y.Node, area Rect) []unit {
	units := k.units(a11y.Node{Role: a11y.Main, Children: nodes}, k.beforeKeys(area), area.H)
	if len(units) > 0 {
		units[0].gap = k.gap()
	}
	return units
}

// fieldBesideKeys is one row: a field and what stands under it at the left, digits at the right, if they have room.
func (k maker) fieldBesideKeys(field a11y.Node, under []unit, keypad a11y.Node, area Rect) (row unit, ok bool) {
	left := k.beforeKeys(area)
	x := left + k.gap()
	keys, ok := k.pad(keypad, x, area.W-x, area.H-1) // a hair less, as sums of heights are not exact
	row = unit{rigid: true, gap: k.gap()}
	column := func(units []unit, heights []float32) (bottom float32) {
		for i, height := range heights {
			bottom += units[i].gap
			for _, b := range units[i].boxes {
				b.stretch(height)
				b.Rect.Y = bottom
				row.boxes = append(row.boxes, b)
			}
			bottom += height
		}
		return bottom
	}
	units := append(k.units(a11y.Node{Role: a11y.Main, Children: []a11y.Node{field}}, left, area.H), under...)
	height := max(column(units, grown(units, min(total(units, natural), area.H-1))), column(keys, grown(keys, area.H-1)))
	row.least, row.natural, row.most = height, height, height
	return row, ok && height <= area.H
}

// pad is digits in a place: three side by side as on a telephone, smaller ones where they are too high, four at the last.
func (k maker) pad(keypad a11y.Node, x, width, height float32) (keys []unit, ok bool) {
	for _, try := range []struct {
		columns int
		small   float32
	}{{3, 1}, {3, 0.8}, {3, 0.65}, {4, 0.65}} {
		smaller := k
		smaller.small = try.small
		keys = smaller.keys(keypad, try.columns, x, width)
		keys[0].gap = 0
		if total(keys, least) <= height && k.inside(keys) {
			return keys, true
		}
	}
	return keys, false
}

// inside says whether keys are wide enough for a finger and for their words.
func (k maker) inside(keys []unit) bool {
	for _, row := range keys {
		for _, b := range row.boxes {
			if k.right(b) > b.Rect.W || b.Rect.W < k.mm(theme.LeastKey+0.1) {
				return false
			}
		}
	}
	return true
}
