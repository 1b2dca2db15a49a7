package layout

import (
	"linli/a11y"
	"linli/ui/theme"
)

// foot places the actions above the bar and the pager above them, or beside them where the page is low. It returns the y
// above all of it.
func (k maker) foot(p *Page, root a11y.Node, margin, bottom float32) float32 {
	actions, _ := root.Part(a11y.Actions)
	pager, _ := pagerOf(root)
	gap, width := k.gap(), k.w-2*margin
	bottom -= gap * 0.8
	if len(actions.Children) == 1 && len(pager.Children) > 0 && k.low() {
		needed, most := k.inOneLine(pager), width-gap-k.inOneLine(actions)
		if left := (width - gap) * 0.47; needed <= left && left <= most { // what closes a page is in the middle
			a := k.row(p, actions, Rect{margin + left + gap, bottom, width - gap - left, 0})
			b := k.row(p, pager, Rect{margin, bottom, left, 0})
			return min(a, b) - gap*0.8
		}
	}
	for _, c := range []a11y.Node{actions, pager} {
		if len(c.Children) > 0 {
			area := Rect{margin, bottom, width, 0}
			if limit := k.mm(330); len(c.Children) == 1 && width > limit {
				area.X, area.W = margin+(width-limit)/2, limit
			}
			if k.s.Hand != theme.Either && len(c.Children) == 1 {
				area = k.atHand(area, margin, width)
			}
			if c.Role == a11y.Pager && (k.tall || k.inOneLine(c) > width) {
				bottom = k.tallPager(p, c, area) - gap*0.8
				continue
			}
			bottom = k.row(p, c, area) - gap*0.8
		}
	}
	return bottom
}

// atHand is the side of a page at which the hand is: a button there need not be reached for across the page.
func (k maker) atHand(area Rect, margin, width float32) Rect {
	area.W = min(area.W, width*0.7)
	area.X = margin
	if k.s.Hand == theme.Right {
		area.X = margin + width - area.W
	}
	return area
}

// tallPager places the two buttons of a pager side by side and which part it is above them.
func (k maker) tallPager(p *Page, pager a11y.Node, area Rect) float32 {
	var buttons, words []a11y.Node
	for _, n := range pager.Children {
		if n.Role == a11y.Button {
			buttons = append(buttons, n)
		} else {
			words = append(words, n)
		}
	}
	pager.Children = buttons
	y := k.row(p, pager, area)
	for _, n := range words {
		b := k.build(n, a11y.Pager, area.W)
		b.shift((area.W - k.right(b)) / 2)
		y -= b.Rect.H + k.mm(theme.Ring)
		k.put(p, b, area.X, y, b.Rect.H)
	}
	return y
}
