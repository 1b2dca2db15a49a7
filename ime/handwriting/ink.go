package handwriting

import "math"

// Point is a place on the pad; y grows downwards. The size of the pad does not matter.
type Point struct{ X, Y float64 }

// Stroke is the way of the finger from where it comes down to where it is lifted.
type Stroke []Point

// What is looked at of very much ink: the rest of a scribble does not make it a character.
const (
	maxStrokes = 64
	maxPoints  = 2000 // of a stroke
	maxPieces  = 6000
)

// segment is a short piece of ink: its middle, its direction and its length.
type segment struct{ x, y, dx, dy, length float64 }

// usable returns the strokes without points that are nowhere.
func usable(strokes []Stroke) []Stroke {
	var out []Stroke
	for _, s := range strokes[:min(len(strokes), maxStrokes)] {
		var points Stroke
		for _, p := range s[:min(len(s), maxPoints)] {
			if size := math.Abs(p.X) + math.Abs(p.Y); size < 1e9 { // false for NaN
				points = append(points, p)
			}
		}
		if len(points) > 0 {
			out = append(out, points)
		}
	}
	return out
}

// Parts of the size of all ink: into how short pieces it is cut, and how long a dot is taken to be.
const (
	pieces    = 48
	dotPieces = 3
)

// cut cuts ink into short segments. A touch without a way is a dot, which is written down to the right.
func cut(strokes []Stroke) []segment {
	low, high := Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, s := range strokes {
		for _, p := range s {
			low, high = Point{min(low.X, p.X), min(low.Y, p.Y)}, Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	size := max(high.X-low.X, high.Y-low.Y)
	if !(size > 0) {
		return nil
	}
	step := size / pieces
	var out []segment
	for _, s := range strokes {
		before := len(out)
		if before > maxPieces {
			break
		}
		out = appendStroke(out, s, step)
		if len(out) == before {
			out = append(out, segment{s[0].X, s[0].Y, math.Sqrt2 / 2, math.Sqrt2 / 2, step * dotPieces})
		}
	}
	return out
}

func appendStroke(out []segment, s Stroke, step float64) []segment {
	last, gone := s[0], 0.0
	put := func(p Point) {
		if l := math.Hypot(p.X-last.X, p.Y-last.Y); l > 0 {
			out = append(out, segment{(p.X + last.X) / 2, (p.Y + last.Y) / 2, (p.X - last.X) / l, (p.Y - last.Y) / l, l})
		}
		last = p
	}
	for i, b := range s[1:] {
		a := s[i]
		d := math.Hypot(b.X-a.X, b.Y-a.Y)
		if d == 0 {
			continue
		}
		for t := step - gone; t <= d && len(out) <= maxPieces; t += step {
			put(Point{a.X + (b.X-a.X)*t/d, a.Y + (b.Y-a.Y)*t/d})
		}
		gone = math.Mod(gone+d, step)
	}
	if end := s[len(s)-1]; math.Hypot(end.X-last.X, end.Y-last.Y) > step*0.3 {
		put(end)
	}
	return out
}
