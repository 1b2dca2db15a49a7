package layout

import (
	"slices"

	"linli/a11y"
	"linli/ui/theme"
)

// Fit says which leaves of Main stand on a page together: all of them, or as many at a time as leave room for the pager of so many
// parts. A pager with longer words may stand elsewhere, so it is measured with as many digits as it will have.
func Fit(root a11y.Node, pager func(of int) a11y.Node, w, h float32, s theme.Style, m Measure) [][]a11y.ID {
	whole := Do(root, w, h, s, m).Parts
	if len(whole) < 2 {
		return whole
	}
	var parts [][]a11y.ID
	for _, most := range []int{9, 99} {
		parts = Do(withPager(root, pager(most)), w, h, s, m).Parts
		if len(parts) <= most {
			break
		}
	}
	if len(parts) < 2 { // beside a pager type is smaller and all of it fits: then the half of it does, too
		return whole
	}
	return parts
}

func withPager(root, pager a11y.Node) a11y.Node {
	out := root
	out.Children = nil
	for _, c := range root.Children {
		out.Children = append(out.Children, c)
		if c.Role == a11y.Main {
			out.Children = append(out.Children, pager)
		}
	}
	return out
}

// Do lays a page out in a window of w by h Fyne units.
//
// From top to bottom: the banner, the answers, more of them where they do not fit, how to go on, and the bar, which is
// always in the same place. Answers grow into spare room, within limits, and shrink to their least size before they are
// spread over several parts.
func Do(root a11y.Node, w, h float32, s theme.Style, m Measure) Page {
	k := maker{m: m, s: s, w: w, h: h, small: 1, roomy: 1, columnsMost: 4}
	_, k.paged = pagerOf(root)
	margin := k.margin()
	p, top, bottom := k.around(root, margin)
	main, ok := root.Part(a11y.Main)
	if !ok {
		p.Parts = [][]a11y.ID{{}}
		return p
	}
	k.answers(&p, main, Rect{margin, top, w - 2*margin, bottom - top - k.gap()*0.8})
	k.fillFree(&p, root)
	return p
}

// leastAnswers is the part of a page's height that is the answers'.
const leastAnswers = 0.3

// around places all but the answers and returns between which heights they stand. Where so many words stand around them
// that too little is left, those are set smaller, on every part of a page alike; the bar is the same on every page.
func (k maker) around(root a11y.Node, margin float32) (p Page, top, bottom float32) {
	sizes := []float32{1, 0.8, 0.65, 0.5}
	measured := k
	measured.tall = !k.low()
	small := slices.IndexFunc(sizes, func(small float32) bool {
		_, top, bottom := measured.frame(root, margin, small)
		return bottom-top >= k.h*leastAnswers
	})
	if small < 0 {
		small = len(sizes) - 1
	}
	return k.frame(root, margin, sizes[small])
}

// frame is what stands around the answers, with words of a size.
func (k maker) frame(root a11y.Node, margin, small float32) (p Page, top, bottom float32) {
	var bar Page
	bottom = k.toolbar(&bar, root, margin)
	k.small = small
	top = k.banner(&p, root, margin)
	p.Bar, p.Boxes = bar.Bar, append(p.Boxes, bar.Boxes...)
	return p, top, k.foot(&p, root, margin, bottom)
}

// fillFree shows the page's pictogram where much room is left; a page that begins with one moves what is read there.
func (k maker) fillFree(p *Page, root a11y.Node) {
	banner, _ := root.Part(a11y.Banner)
	if k.hero(banner) {
		for i, b := range p.Boxes {
			if (b.Look == Title || b.Look == Plain || b.Look == Notice) && b.Rect.Bottom() <= p.Free.Y {
				p.Boxes[i].Rect.Y += p.Free.H * 0.4
			}
		}
		return
	}
	size := min(p.Free.H*0.55, p.Free.W*0.3, k.mm(88))
	if root.Icon == "" || size < k.mm(26) {
		return
	}
	p.Picture = Picture{root.Icon, Rect{p.Free.X + (p.Free.W-size)/2, p.Free.Y + (p.Free.H-size)/2, size, size}, Accent}
}

// hero says that a heading has a pictogram of its own: the page that is seen from afar.
func (k maker) hero(banner a11y.Node) bool { return banner.Children[0].Icon != "" && !k.paged }

// pagerOf returns the pager of a page that shows one part of its answers.
func pagerOf(root a11y.Node) (a11y.Node, bool) {
	for _, c := range root.Children {
		if c.Role == a11y.Pager {
			return c, true
		}
	}
	return a11y.Node{}, false
}

func (k maker) margin() float32 {
	if k.h < k.mm(260) {
		return k.mm(theme.Margin * 0.65)
	}
	return k.mm(theme.Margin)
}

// banner places the heading, to its right or below it where in the whole the page is, and below that what else there is to know. It returns
// the y below.
func (k maker) banner(p *Page, root a11y.Node, margin float32) float32 {
	banner, _ := root.Part(a11y.Banner)
	leaves := banner.Leaves()
	width := k.w - 2*margin
	hero := k.hero(banner)
	y := margin
	if hero {
		y = k.h * 0.06
	}
	title := k.build(leaves[0], a11y.Banner, width)
	title.Rect.X, title.Rect.Y = margin, y
	rest := make([]Box, 0, len(leaves)-1)
	for _, n := range leaves[1:] {
		rest = append(rest, k.build(n, a11y.Banner, width))
	}
	beside := !hero && len(title.Lines) == 1 && len(rest) > 0 && len(rest[0].Lines) == 1 && k.right(title)+k.right(rest[0])+k.mm(14) < width
	if beside {
		title.Rect.W = k.right(title)
	}
	p.Boxes = append(p.Boxes, title)
	bottom, apart := title.Rect.Bottom(), k.mm(1.7) // the ring around one of them ends above the words of the next
	for i, b := range rest {
		if beside && i == 0 {
			b.Rect.W = k.right(b)
			b.Rect.X = k.w - margin - b.Rect.W
			b.Rect.Y = title.Rect.Y + (title.Rect.H-b.Rect.H)*0.62
		} else {
			b.Rect.X, b.Rect.Y = margin, bottom+apart
			if hero {
				b.shift((width - k.right(b)) / 2)
			}
			bottom = b.Rect.Bottom()
		}
		p.Boxes = append(p.Boxes, b)
	}
	if hero {
		return bottom + k.h*0.03
	}
	p.Rule = Rect{margin, bottom + k.mm(1.5), width, k.mm(0.5)}
	return p.Rule.Bottom() + k.gap()
}

// right is how far the words of a box reach.
func (k maker) right(b Box) float32 {
	var r float32
	for _, l := range b.Lines {
		r = max(r, l.X+k.m.Width(l.Text, l.Size, l.Bold))
	}
	return r
}

// shift moves the words of a box to the right.
func (b *Box) shift(by float32) {
	for i := range b.Lines {
		b.Lines[i].X += by
	}
}

// stretch makes a box higher and keeps its contents in the middle.
func (b *Box) stretch(height float32) {
	by := (height - b.Rect.H) / 2
	if b.Look == Plain || b.Look == Field {
		by = 0
	}
	b.Rect.H = height
	for i := range b.Lines {
		b.Lines[i].Y += by
	}
	for i := range b.Pictures {
		b.Pictures[i].Rect.Y += by
	}
}
