package layout

import (
	"slices"

	"linli/a11y"
	"linli/ui/theme"
)

// Sizes of a slate in millimetres on the glass: a hand does not grow with the letters.
const (
	mostSlate  = 230
	goodSlate  = 80
	leastSlate = 60
)

// guessRows is how many rows of small choices a page with a slate has room for: what helps to write, and what may be meant.
const guessRows = 3

// narrowRows is how many they are where two stand side by side, muchLarger how much larger a slate is for which they do.
const (
	narrowRows = 6
	muchLarger = 1.25
)

// slateTry is how many lines the field has, how high small choices are, in millimetres, and how small the type is.
type slateTry struct {
	lines      int
	key, small float32
}

// slateTries begin with what is most. Rather is the type smaller than what may be meant on another part.
var slateTries = [...]slateTry{
	{fieldLines, theme.Target, 1}, {2, theme.Target, 1}, {1, theme.Target, 1}, {1, theme.Target * 0.85, 1},
	{1, theme.Target * 0.7, 0.85}, {1, theme.Target * 0.6, 0.7}, {1, 0, 0.55},
}

func (k maker) with(t slateTry) maker {
	k.fieldMost, k.small = t.lines, k.small*t.small
	k.keyRow = max(k.mm(t.key), k.s.Glass*(theme.LeastKey+1))
	return k
}

// guesses is how high the field and the small choices are together.
func (k maker) guesses() float32 {
	return k.fieldHeight() + 2*k.gap() + guessRows*k.keyRow + k.keyGap()
}

// spread gives room that is left to the small choices.
func (k maker) spread(room float32) maker {
	k.keyRow = min(k.keyRow+max(room, 0)/guessRows, max(k.keyRow, k.mm(34)))
	return k
}

func hasSlate(main a11y.Node) bool {
	return slices.ContainsFunc(main.Children, func(n a11y.Node) bool { return n.Role == a11y.Slate })
}

// aroundSlate places what stands on a page with a slate. All of it keeps its place and its size, whether there is something to choose from
// or not: nothing moves under a finger that writes.
func (k maker) aroundSlate(p *Page, main a11y.Node, area Rect) {
	at := slices.IndexFunc(main.Children, func(n a11y.Node) bool { return n.Role == a11y.Entry })
	above := k.units(a11y.Node{Role: a11y.Main, Children: main.Children[:at]}, area.W, area.H) // what is wrong
	top := area
	for _, u := range above {
		top.Y, top.H = top.Y+u.natural+u.gap+k.gap(), top.H-u.natural-u.gap-k.gap()
	}
	rest := main.Children[at:]
	below, side, ok := k.slateBelow(rest, top)
	if units, larger, fits := k.slateBetween(rest, top); fits && larger > side*muchLarger {
		below, ok = units, true
	}
	if ok && !k.paged {
		k.settled(p, append(above, below...), area)
		return
	}
	if units, ok := k.slateBeside(rest, top); ok && !k.paged {
		k.settled(p, append(above, units...), area)
		return
	}
	units := append(above, k.slateAlone(rest, area)...)
	p.Parts, p.Overflows = split(units, area.H)
	k.slate = leastSlate
	k.place(p, first(units, len(p.Parts[0])), area)
}

// settled places rows that fit together.
func (k maker) settled(p *Page, units []unit, area Rect) {
	for i := range units {
		units[i].gap = max(units[i].gap, k.keyGap())
	}
	units[0].gap = 0
	k.slate = leastSlate
	k.place(p, units, area)
	p.Parts = [][]a11y.ID{ids(units)}
}

// slateBelow are rows in which a slate stands below its field, on a page that is high enough.
func (k maker) slateBelow(nodes []a11y.Node, area Rect) (units []unit, side float32, ok bool) {
	if area.W > area.H*1.15 {
		return nil, 0, false
	}
	for _, try := range slateTries {
		t := k.with(try)
		room := area.H - t.guesses() - t.gap()
		if t.slate = min(room, area.W, mostSlate*k.s.Glass); t.slate >= goodSlate*k.s.Glass {
			t = t.spread(room - t.slate)
			units = t.units(a11y.Node{Role: a11y.Main, Children: nodes}, area.W, area.H)
			units[0].gap = k.gap() // below what is wrong
			return units, t.slate, total(units, natural)-k.gap() <= area.H
		}
	}
	return nil, 0, false
}

// slateBetween are two rows, a field and below it a slate with all small choices beside it, in two columns: where letters are large, a slate that has
// all of them below it would be small.
func (k maker) slateBetween(nodes []a11y.Node, area Rect) (units []unit, side float32, ok bool) {
	if area.W > area.H*1.15 {
		return nil, 0, false
	}
	for _, try := range slateTries {
		t := k.with(try)
		t.gridMost = 2
		room := area.H - t.fieldHeight() - t.gap()
		needed := narrowRows*t.keyRow + (narrowRows-1)*t.keyGap() + t.gap()
		if needed > room {
			continue
		}
		t.keyRow = min(t.keyRow+(room-needed)/narrowRows, max(t.keyRow, k.mm(34)))
		t.slate = min(room, area.W*0.62, mostSlate*k.s.Glass)
		field := t.units(a11y.Node{Role: a11y.Main, Children: nodes[:1]}, area.W, area.H)
		field[0].gap = k.gap() // below what is wrong
		units = append(field, t.besideSlate(nodes[1:], area.W))
		return units, t.slate, total(units, natural)-k.gap() <= area.H
	}
	return nil, 0, false
}

// slateBeside is a row that is a page: a slate in one half of it, at the hand, and all else in the other.
func (k maker) slateBeside(nodes []a11y.Node, area Rect) (units []unit, ok bool) {
	k.slate = min(area.H, area.W/2, mostSlate*k.s.Glass)
	for _, try := range slateTries {
		t := k.with(try)
		if k.slate < leastSlate*k.s.Glass || t.guesses() > area.H {
			continue
		}
		t = t.spread(area.H - t.guesses())
		if row := t.besideSlate(nodes, area.W); row.natural <= area.H {
			return []unit{row}, true
		}
	}
	return nil, false
}

// slateAlone are rows of which the first is a field and the slate beside it. Whoever writes has to see what comes of it.
func (k maker) slateAlone(nodes []a11y.Node, area Rect) []unit {
	k.slate = min(max(area.H-1, leastSlate*k.s.Glass), goodSlate*k.s.Glass, area.W/2)
	k.fieldMost = 1
	row := k.besideSlate(nodes[:2], area.W)
	return append([]unit{row}, k.units(a11y.Node{Role: a11y.Main, Children: nodes[2:]}, area.W, area.H)...)
}

// besideSlate is a row of a slate and of what stands beside it.
func (k maker) besideSlate(nodes []a11y.Node, width float32) unit {
	at := slices.IndexFunc(nodes, func(n a11y.Node) bool { return n.Role == a11y.Slate })
	others := slices.Delete(slices.Clone(nodes), at, at+1)
	left := k.units(a11y.Node{Role: a11y.Main, Children: others}, width-k.slate-k.gap(), k.slate)
	slate := k.slateUnit(nodes[at], k.slate).boxes[0]
	x := float32(0)
	if slate.Rect.X = width - k.slate; k.s.Hand == theme.Left {
		slate.Rect.X, x = 0, k.slate+k.gap()
	}
	row := unit{rigid: true, gap: k.gap()}
	if others[0].Role != a11y.Entry { // in the tree's order
		row.boxes = append(row.boxes, slate)
	}
	y := float32(0)
	for _, u := range left {
		y += u.gap
		for _, b := range u.boxes {
			b.stretch(u.natural)
			b.Rect.X, b.Rect.Y = b.Rect.X+x, y
			row.boxes = append(row.boxes, b)
			if b.Look == Field { // in the tree's order
				row.boxes = append(row.boxes, slate)
			}
		}
		y += u.natural
	}
	row.natural = max(y, k.slate)
	row.least, row.most = row.natural, row.natural
	return row
}

// slateUnit is a square in the middle, with what it is for in its corner.
func (k maker) slateUnit(n a11y.Node, width float32) unit {
	side := min(k.slate, width)
	b := Box{Node: n, Look: Slate, Rect: Rect{X: (width - side) / 2, W: side, H: side}}
	edge := k.s.Glass * theme.Pad
	size := k.fit(n.Label, theme.Small, side-2*edge, false)
	for i, line := range wrap(k.m, n.Label, size, false, side-2*edge) {
		b.Lines = append(b.Lines, Line{Text: line, X: edge, Y: k.s.Glass + float32(i)*size*theme.LineHeight, Size: size, Tone: Soft})
	}
	return unit{boxes: []Box{b}, least: side, natural: side, most: side, gap: k.gap()}
}
