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
// them has to see what they write. What follows stands under the field, or under both where it has no room there.
func (k maker) tight(main a11y.Node, area Rect) []unit {
	at := slices.IndexFunc(main.Children, func(n a11y.Node) bool { return n.Role == a11y.Keypad })
	if at < 1 || main.Children[at-1].Role != a11y.Entry {
		return k.units(main, area.W, area.H)
	}
	before, keypad, after := main.Children[:at-1], main.Children[at], main.Children[at+1:]
	for _, under := range [][]a11y.Node{after, nil} {
		row, ok := k.fieldBesideKeys(append([]a11y.Node{main.Children[at-1]}, under...), keypad, area)
		if !ok {
			continue
		}
		main.Children = before
		out := append(k.units(main, area.W, area.H), row)
		main.Children = after[len(under):]
		if rest := k.units(main, area.W, area.H); len(rest) > 0 {
			rest[0].gap = k.gap()
			out = append(out, rest...)
		}
		out[0].gap = 0
		return out
	}
	return k.units(main, area.W, area.H)
}

// fieldBesideKeys is one row: a field and what stands under it at the left, digits at the right, if they have room.
func (k maker) fieldBesideKeys(fields []a11y.Node, keypad a11y.Node, area Rect) (row unit, ok bool) {
	left := (area.W - k.gap()) / 2
	if k.low() {
		left *= 1.1
	}
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
	under := k.units(a11y.Node{Role: a11y.Main, Children: fields}, left, area.H)
	under[0].gap = 0
	height := max(column(under, grown(under, min(total(under, natural), area.H-1))), column(keys, grown(keys, area.H-1)))
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
