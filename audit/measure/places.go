package measure

import (
	"fmt"
	"math"

	"linli/a11y"
	"linli/ui/layout"
	"linli/ui/theme"
)

// Targets measures what is pressed: how small it is, how high what goes on and what is chosen, how far apart (T01, T02;
// VVSG 2.0 7.2-I).
func Targets(p Page, mark Mark) {
	targets := p.targets()
	for i, b := range targets {
		id := string(b.Node.ID)
		mark("T01 target", p.mm(min(b.Rect.W, b.Rect.H)), id)
		if b.Look == layout.Primary || b.Look == layout.Card {
			mark("T01 main", p.mm(b.Rect.H), id)
		}
		for _, other := range targets[i+1:] {
			mark("T02 gap", p.mm(apart(b.Rect, other.Rect)), fmt.Sprintf("%s and %s", id, other.Node.ID))
		}
	}
}

// Inside measures how far anything reaches out of the window (V05), how far words reach out of their place (V04), and which leaves
// have no place, or two.
func Inside(p Page, mark Mark) {
	times := map[a11y.ID]int{}
	for _, b := range p.Boxes {
		id, r := string(b.Node.ID), b.Rect
		times[b.Node.ID]++
		mark("V05 outside", p.mm(max(-r.X, -r.Y, r.Right()-p.Window.W, r.Bottom()-p.Window.H, 0)), id)
		for _, l := range b.Lines {
			w := p.Fonts.Width(l.Text, l.Size, l.Bold)
			out := max(-l.X, l.X+w-r.W, -l.Y-l.Size*0.3, l.Y+l.Size*1.2-r.H, 0)
			mark("V04 outside", p.mm(out), fmt.Sprintf("%q of %s", l.Text, id))
		}
	}
	for _, n := range p.Screen.Root.Leaves() {
		mark("V04 unplaced", count(times[n.ID] != 1), string(n.ID))
	}
}

// Ring measures what is in the way of the ring around each leaf: what reaches into it, and how far it leaves the window (V11; WCAG
// 2.2 2.4.11).
func Ring(p Page, mark Mark) {
	for i, b := range p.Boxes {
		id := b.Node.ID
		r := grow(b.Rect, theme.Ring*p.Window.PerMM)
		mark("V11 outside", p.mm(max(-r.X, -r.Y, r.Right()-p.Window.W, r.Bottom()-p.Window.H, 0)), string(id))
		for j, other := range p.Boxes {
			if j == i || apart(r, other.Rect) > 1 {
				continue // words reach no further than that out of their box
			}
			if other.Look != layout.Plain && other.Look != layout.Title {
				mark("V11 covered", p.mm(max(-apart(r, other.Rect), 0)), fmt.Sprintf("%s, by %s", id, other.Node.ID))
			}
			for _, l := range other.Lines {
				ink := layout.Rect{X: other.Rect.X + l.X, Y: other.Rect.Y + l.Y + 0.3*l.Size, W: p.Fonts.Width(l.Text, l.Size, l.Bold), H: 0.95 * l.Size}
				mark("V11 covered", p.mm(max(-apart(r, ink), 0)), fmt.Sprintf("%s, by %q", id, l.Text))
			}
		}
	}
}

// Heights measures how far above the floor what can be pressed is, in reach mode, where the window's lower edge hangs that many
// millimetres above it, and the page begins at y (T06; EN 301 549 8.3).
func Heights(p Page, height, y, lower float32, mark Mark) {
	for _, b := range p.targets() {
		mark("T06 top", float64(lower)+p.mm(height-y-b.Rect.Y), string(b.Node.ID))
		mark("T06 bottom", float64(lower)+p.mm(height-y-b.Rect.Bottom()), string(b.Node.ID))
	}
}

// Entrance measures how far above the floor the button for reach mode is on the ordinary page.
func Entrance(p Page, lower float32, mark Mark) {
	b, ok := p.box("reach")
	mark("T06 missing", count(!ok), "reach")
	if ok {
		mark("T06 top", float64(lower)+p.mm(p.Window.H-b.Rect.Y), "reach, on the ordinary page")
		mark("T06 bottom", float64(lower)+p.mm(p.Window.H-b.Rect.Bottom()), "reach, on the ordinary page")
	}
}

// Closing measures the button that closes what lies over a page: how small it is, how far from the middle, how far above the bar (T07;
// MIIT 2.4).
func Closing(p Page, mark Mark) {
	id, over := map[string]a11y.ID{"help": "understood", "suit": "suited", "quiet": "here-still"}[p.Name]
	if !over {
		return
	}
	b, ok := p.box(id)
	if mark("T07 missing", count(!ok), string(id)); !ok {
		return
	}
	bar := p.Window.H
	for _, other := range p.Boxes {
		if other.Node.ID == "back" || other.Node.ID == "language" {
			bar = min(bar, other.Rect.Y)
		}
	}
	mark("T07 target", p.mm(min(b.Rect.W, b.Rect.H)), string(id))
	mark("T07 aside", p.mm(max(b.Rect.X-p.Window.W/2, p.Window.W/2-b.Rect.Right(), 0)), string(id))
	mark("T07 above", float64((bar-b.Rect.Bottom())/p.Style.Unit), string(id))
}

// Growth is what has been seen at each size of text, in one window.
type Growth struct {
	window Window
	least  []map[string]float32
}

// NewGrowth begins.
func NewGrowth() *Growth { return &Growth{least: make([]map[string]float32, len(theme.Scales()))} }

// See looks at a page with the i-th size of text.
func (g *Growth) See(p Page, text int) {
	g.window = p.Window
	at := &g.least[text]
	if *at == nil {
		*at = map[string]float32{"target": math.MaxFloat32, "key": math.MaxFloat32, "pictogram": math.MaxFloat32, "gap": math.MaxFloat32}
	}
	for i, b := range p.Boxes {
		for _, picture := range b.Pictures {
			(*at)["pictogram"] = min((*at)["pictogram"], picture.Rect.H)
		}
		if b.Look == layout.Key {
			(*at)["key"] = min((*at)["key"], b.Rect.H)
			continue
		}
		if !b.Node.Role.Actionable() {
			continue
		}
		(*at)["target"] = min((*at)["target"], b.Rect.H)
		for _, other := range p.Boxes[i+1:] {
			if other.Node.Role.Actionable() {
				(*at)["gap"] = min((*at)["gap"], apart(b.Rect, other.Rect))
			}
		}
	}
}

// Tell measures how much the smallest target, key, pictogram and gap have grown from one size of text to the next, of what the text
// has (V03). What has grown into spare room at one size need not do so at the next: keys have 36 mm at 100 per cent and 28 at 200, where
// they shrink before a pad is torn apart, but never below the least target at that size.
func (g *Growth) Tell(mark Mark) {
	scales := theme.Scales()
	promised := map[string]float32{"target": theme.Target, "key": theme.LeastKey, "pictogram": theme.Icon, "gap": theme.Gap}
	for i := range scales[1:] {
		for _, what := range []string{"target", "key", "pictogram", "gap"} {
			was := min(g.least[i][what], promised[what]*scales[i]*g.window.PerMM)
			mark("V03 growth", float64(g.least[i+1][what]/was*scales[i]/scales[i+1]), fmt.Sprintf("%s, from %.0f to %.0f %%", what, 100*scales[i], 100*scales[i+1]))
		}
	}
}

// Bar is where things of the bar have been seen.
type Bar map[string]layout.Rect

// See measures how far each thing of the bar is from where it was on other pages with the same looks (F05; WCAG 2.2 3.2.6), and how
// far the language is from where it is in other languages (L01).
func (places Bar) See(p Page, text int, mark Mark) {
	bar, _ := p.Screen.Root.Part(a11y.Toolbar)
	_, language := bar.Find("language")
	mark("L01 missing", count(!language), "language")
	for _, b := range p.Boxes {
		id := b.Node.ID
		if _, ok := bar.Find(id); !ok {
			continue
		}
		at := fmt.Sprint(p.Window, text)
		mark("F05 moved", p.mm(places.from(fmt.Sprint(at, p.Screen.Root.Lang, id), b.Rect)), string(id))
		if id == "language" && !p.longer() {
			mark("L01 moved", p.mm(places.from(at, b.Rect)), string(id))
		}
	}
}

// from is how far a rectangle is from where it was first.
func (places Bar) from(name string, r layout.Rect) float32 {
	first, ok := places[name]
	if !ok {
		places[name], first = r, r
	}
	return float32(math.Hypot(float64(r.X-first.X), float64(r.Y-first.Y)))
}
