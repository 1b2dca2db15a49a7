package layout

import (
	"slices"
	"strings"

	"linli/a11y"
	"linli/ui/theme"
)

// answers places Main into an area and finds out which leaves fit together.
func (k maker) answers(p *Page, main a11y.Node, area Rect) {
	k.several = several(main)
	if hasSlate(main) {
		k.aroundSlate(p, main, area)
		return
	}
	if pad, rest, ok := k.beside(main, area); ok && !k.paged {
		left := k.units(rest, area.W*0.5-k.gap(), area.H)
		right := k.units(pad, area.W*0.5, area.H)
		if total(left, natural) <= area.H && total(right, least) <= area.H {
			k.placeBeside(p, left, right, area)
			p.Parts = [][]a11y.ID{ids(append(left, right...))}
			return
		}
	}
	units := k.generous(main, area)
	single := k
	single.columnsMost = 1
	if total(units, least) > area.H {
		if narrow := single.units(main, area.W, area.H); total(narrow, least) <= area.H {
			units = narrow
		}
	}
	if total(units, least) > area.H {
		units = single.tighter(main, area)
	}
	if total(units, least) <= area.H {
		k.place(p, units, area)
		p.Parts = [][]a11y.ID{ids(units)}
		return
	}
	p.Parts, p.Overflows = evenParts(units, area.H)
	if side := k.tighter(main, area); k.several { // short phrases stand side by side where that saves a part
		if parts, overflows := evenParts(side, area.H); len(parts) < len(p.Parts) && !overflows {
			units, p.Parts, p.Overflows = side, parts, false
		}
	}
	k.place(p, first(units, len(p.Parts[0])), area)
}

// several says whether there is more than one group of choices: each is part of a whole, as the groups of ready phrases are.
func several(main a11y.Node) bool {
	groups := 0
	for _, c := range main.Children {
		if c.Role == a11y.RadioGroup || c.Role == a11y.Group {
			groups++
		}
	}
	return groups > 1
}

// generous cuts the answers into rows with pictograms, targets and spaces as large as the page has room for.
func (k maker) generous(main a11y.Node, area Rect) []unit {
	for _, roomy := range []float32{1.7, 1.5, 1.3, 1.15} {
		larger := k
		larger.roomy = roomy
		if units := larger.units(main, area.W, area.H); total(units, natural) <= area.H*0.94 {
			return units
		}
	}
	return k.units(main, area.W, area.H)
}

// beside takes the digits apart from the rest where the page is wide enough for both side by side.
func (k maker) beside(main a11y.Node, area Rect) (pad, rest a11y.Node, ok bool) {
	if area.W < area.H*1.15 {
		return pad, rest, false
	}
	rest = main
	rest.Children = nil
	for _, c := range main.Children {
		if c.Role == a11y.Keypad {
			pad, ok = a11y.Node{Role: a11y.Main, Children: []a11y.Node{c}}, true
			continue
		}
		rest.Children = append(rest.Children, c)
	}
	return pad, rest, ok
}

// paragraph is what is between two paragraphs beside what is between two lines, in lines (MIIT, annex 2, 1.3).
const paragraph = 0.31

// units cuts the answers into rows.
func (k maker) units(main a11y.Node, width, height float32) []unit {
	var out []unit
	for _, c := range main.Children {
		switch c.Role {
		case a11y.Keypad:
			w := min(width, k.mm(210)*k.roomy)
			out = append(out, k.keys(c, 3, (width-w)/2, w)...)
		case a11y.Calendar:
			out = append(out, k.keys(c, 7, 0, width)...)
		case a11y.Slate:
			out = append(out, k.slateUnit(c, width))
		case a11y.Grid:
			c = k.narrowed(c)
			out = append(out, k.keys(c, k.gridColumns(c, width), 0, width)...)
		case a11y.List, a11y.RadioGroup, a11y.Group, a11y.Pager:
			out = append(out, k.cards(c, width, height)...)
		default:
			out = append(out, k.single(c, main.Role, width, height))
		}
	}
	if len(out) > 0 {
		out[0].gap = 0
	}
	for i, u := range out {
		out[i].read = !u.boxes[0].Node.Role.Actionable()
		if i > 0 && u.boxes[0].Look == Plain && out[i-1].boxes[0].Look == Plain { // paragraphs are farther apart than lines
			out[i].gap = max(u.gap, paragraph*k.size(theme.Body)*theme.LineHeight)
		}
	}
	return out
}

func (k maker) single(n a11y.Node, parent a11y.Role, width, height float32) unit {
	b := k.buildWithin(n, parent, width, height)
	return unit{boxes: []Box{b}, least: b.Rect.H, natural: b.Rect.H, most: b.Rect.H, gap: k.gap()}
}

// buildWithin makes a box that is not higher than a page if small type can help it.
func (k maker) buildWithin(n a11y.Node, parent a11y.Role, width, height float32) Box {
	b := k.build(n, parent, width)
	for _, small := range []float32{0.85, 0.68, 0.5, 0.4} {
		if b.Rect.H <= height {
			break
		}
		smaller := k
		smaller.small = small
		b = smaller.build(n, parent, width)
	}
	return b
}

// cards are things to choose from, in as many columns as they fit; all of the same height.
func (k maker) cards(c a11y.Node, width, height float32) []unit {
	columns := k.columns(c, width)
	for ; columns > 1 && !c.Children[0].State.Default; columns-- {
		w := (width - float32(columns-1)*k.gap()) / float32(columns)
		if !k.crowded(c, w, height) {
			break
		}
	}
	gap := k.gap()
	w := (width - float32(columns-1)*gap) / float32(columns)
	boxes := make([]Box, 0, len(c.Children))
	tallest := float32(0)
	for _, n := range c.Children {
		b := k.buildWithin(n, c.Role, w, height)
		tallest = max(tallest, b.Rect.H)
		boxes = append(boxes, b)
	}
	uniform := c.Children[0].Role != a11y.Item && tallest < k.mm(90) && !k.paged // a part holds more of them when each is as high as it has to be
	var out []unit
	for len(boxes) > 0 {
		n := min(columns, len(boxes))
		row := unit{boxes: boxes[:n:n], gap: gap}
		if first := row.boxes[0].Node; n < columns && n == 1 && first.Value != "" { // an answer has use for the room beside it
			row.boxes[0] = k.buildWithin(first, c.Role, width, height)
		}
		for i := range row.boxes {
			row.boxes[i].Rect.X = float32(i) * (w + gap)
			row.natural = max(row.natural, row.boxes[i].Rect.H)
		}
		if uniform {
			row.natural = tallest
		}
		row.least, row.most = row.natural, row.natural
		if c.Children[0].Role != a11y.Item {
			row.most = row.natural * 1.25
		}
		out, boxes = append(out, row), boxes[n:]
	}
	return out
}

// crowded says that a column is too narrow for what stands in it.
func (k maker) crowded(c a11y.Node, width, height float32) bool {
	for _, n := range c.Children {
		b := k.build(n, c.Role, width)
		if len(b.Lines) > 5 || b.Rect.H > height*0.6 {
			return true
		}
	}
	return false
}

// columns is how many cards stand side by side.
func (k maker) columns(c a11y.Node, width float32) int {
	n, first := len(c.Children), c.Children[0]
	if c.Role == a11y.Pager || k.low() && first.State.Default && n <= 3 {
		return n
	}
	if k.dense {
		return k.closest(c, width)
	}
	if k.listed(c) {
		return 1
	}
	least := k.mm(132)
	if first.Icon == "" {
		least = k.mm(112)
	}
	most := k.columnsMost
	if first.Value != "" {
		most = min(most, 2) // questions with their answers are read line by line
	}
	fit := min(max(int((width+k.gap())/(least+k.gap())), 1), most, n) // one alone is as wide as the page
	if k.paged {
		return fit
	}
	return filled(n, fit)
}

// closest is how many cards stand side by side where each needs no more than one line for its words.
func (k maker) closest(c a11y.Node, width float32) int {
	widest, pad := float32(0), k.mm(theme.Pad)*k.roomy
	for _, n := range c.Children {
		widest = max(widest, k.m.Width(n.Label, k.size(theme.Body), true))
	}
	return filled(len(c.Children), max(int((width+k.gap())/(widest+2*pad+k.gap())), 1))
}

// listed says that cards stand one below the other.
func (k maker) listed(c a11y.Node) bool {
	n, first := len(c.Children), c.Children[0]
	switch {
	case first.Role == a11y.Item: // what happened, and then
		return true
	case k.low():
		return false
	case first.Value != "": // a question with its answer
		return true
	case k.paged, k.several && first.Icon == "":
		return false
	}
	explained := first.Hint != "" && c.Children[n-1].Hint != ""
	return n <= 3 || n == 4 && explained
}

// narrowed is a grid in no more columns than there is room for.
func (k maker) narrowed(c a11y.Node) a11y.Node {
	if k.gridMost == 0 {
		return c
	}
	c.Children = slices.Clone(c.Children)
	for i := range c.Children {
		c.Children[i].Column = i%k.gridMost + 1
	}
	return c
}

// gridColumns is how many small choices stand side by side.
func (k maker) gridColumns(c a11y.Node, width float32) int {
	widestKey, columns := float32(0), 0
	for _, n := range c.Children {
		columns = max(columns, n.Column)
		widestKey = max(widestKey, k.m.Width(n.Label, k.size(theme.Body), true))
	}
	if columns > 0 { // whoever goes through them row by row finds these rows
		return columns
	}
	gap := k.keyGap()
	fit := max(min(int((width+gap)/(widestKey+k.mm(5)+gap)), 8), 2)
	return max(filled(len(c.Children), fit), 2)
}

// filled is how many of n stand side by side, at most fit, so that the last row lacks as few as it can.
func filled(n, fit int) int {
	rows := (n + fit - 1) / fit
	return (n + rows - 1) / rows
}

// keys are small choices of equal size. Where they have a column of their own, as days of a week do, they stand in it.
func (k maker) keys(c a11y.Node, columns int, x, width float32) []unit {
	gap := k.keyGap()
	w := (width - float32(columns-1)*gap) / float32(columns)
	k.letters = k.alikeLetters(c.Children, w)
	var out []unit
	for from := 0; from < len(c.Children); {
		if c.Children[from].Role == a11y.Text {
			b := k.headers(c.Children[from], columns, w, gap)
			out = append(out, unit{boxes: []Box{b}, least: b.Rect.H, natural: b.Rect.H, most: b.Rect.H, gap: gap})
			from++
			continue
		}
		row := unit{natural: k.mm(theme.Target) * min(k.roomy, 1.4), least: max(k.mm(theme.LeastKey+1)*k.small, k.s.Glass*(theme.LeastKey+1)), most: k.mm(36), gap: gap}
		start := max(c.Children[from].Column-1, 0)
		keys := c.Children[from:min(from+columns-start, len(c.Children))]
		if c.Role == a11y.Keypad { // the zero stands in the middle, as on a telephone
			start = columns - len(keys)
		}
		for i, n := range keys {
			b := k.build(n, c.Role, w)
			b.Rect.X = x + float32(start+i)*(w+gap)
			if lines := float32(len(b.Lines)); lines > 0 {
				row.least = max(row.least, b.Lines[0].Size*1.1) // a digit has no descender
			}
			row.boxes = append(row.boxes, b)
		}
		if c.Role == a11y.Grid { // rather on two parts than crowded
			row.least = max(row.least, k.mm(theme.Target*0.85))
		}
		row.natural = max(row.natural, row.least)
		if k.keyRow > 0 {
			row.least, row.natural, row.most = k.keyRow, k.keyRow, k.keyRow
		}
		for i := range row.boxes {
			row.boxes[i].stretch(row.natural)
		}
		out = append(out, row)
		from += len(keys)
	}
	if len(out) > 0 {
		out[0].gap = k.gap()
	}
	return out
}

// headers is one text whose words stand above the columns.
func (k maker) headers(n a11y.Node, columns int, w, gap float32) Box {
	words := strings.Fields(n.Label)
	size := k.size(theme.Small)
	for _, word := range words {
		size = min(size, k.fit(word, theme.Small, w, false))
	}
	b := Box{Node: n, Look: Plain, Rect: Rect{W: float32(columns)*(w+gap) - gap, H: size * theme.LineHeight}}
	for i, word := range words {
		at := float32(i%columns)*(w+gap) + (w-k.m.Width(word, size, false))/2
		b.Lines = append(b.Lines, Line{Text: word, X: at, Size: size, Tone: Soft})
	}
	return b
}
