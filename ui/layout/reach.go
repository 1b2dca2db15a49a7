package layout

import "linli/ui/theme"

// Where hands of somebody in a wheelchair reach, in millimetres above the floor (EN 301 549, 8.3). What can be pressed lies
// between them in reach mode.
const (
	LowestReach  = 380
	HighestReach = 1120
)

// ReachStyle is how a page looks in a part of a window: as elsewhere, but not so large that its feet fill the part.
func ReachStyle(area Rect, perMM float32, size, contrast int, hand theme.Hand) theme.Style {
	s := theme.Choose(area.W, area.H*0.86, perMM, size, contrast)
	s.Unit = max(s.Unit, theme.Choose(area.W, area.H, perMM, 0, 0).Unit)
	s.Hand = hand
	return s
}

// Reach is the part of a window of w by h that is within reach, where the window's lower edge hangs lowerEdge millimetres
// above the floor; 0 means that it is not known: then the lower half is. hand is the side that it keeps to where the window is wide.
// A page needs a least height, which it gets where the window has it.
func Reach(w, h, perMM, lowerEdge float32, hand theme.Hand) Rect {
	r := Rect{0, h / 2, w, h / 2}
	if lowerEdge > 0 {
		top := h - (HighestReach-lowerEdge)*perMM
		r.Y = min(max(top, 0), h)
		r.H = h - r.Y
	} else if least := min(theme.LeastHeight()*perMM, h); r.H < least {
		r.Y, r.H = h-least, least
	}
	if w > h {
		r.W = max(w*0.66, min(w, 260*perMM))
		if hand == theme.Right {
			r.X = w - r.W
		}
	}
	return r
}
