// Package hand writes clean strokes as people do: with a tremor, slanted, joined, in another order. Templates are made of many
// hands, and tests write with them. The kiosk itself does not use it.
package hand

import (
	"math"
	"math/rand/v2"

	"linli/ime/handwriting"
)

// Stroke and Point are those of handwriting.
type (
	Stroke = handwriting.Stroke
	Point  = handwriting.Point
)

// Hand is how somebody writes: what is done to clean strokes.
type Hand struct {
	Tremor, Shift        float64 // in 1/1000 of the pad
	Slant, Turn, Stretch float64 // standard deviations
	Swap, Join, Drop     int     // how often two strokes change places, are joined, or one is left out
}

// Write returns strokes, given on a pad of 1000, as a hand writes them.
func (h Hand) Write(strokes []Stroke, r *rand.Rand) []Stroke {
	slant, turn := r.NormFloat64()*h.Slant, r.NormFloat64()*h.Turn
	wide, high := math.Exp(r.NormFloat64()*h.Stretch), math.Exp(r.NormFloat64()*h.Stretch)
	var out []Stroke
	for _, s := range strokes {
		dx, dy := r.NormFloat64()*h.Shift, r.NormFloat64()*h.Shift
		sx, sy := math.Exp(r.NormFloat64()*h.Stretch*0.7), math.Exp(r.NormFloat64()*h.Stretch*0.7)
		var tx, ty float64 // the tremor drifts
		var written Stroke
		for _, p := range evenly(s, 40) {
			tx, ty = 0.6*tx+0.8*r.NormFloat64()*h.Tremor, 0.6*ty+0.8*r.NormFloat64()*h.Tremor
			x, y := s[0].X+(p.X-s[0].X)*sx+dx+tx-500, s[0].Y+(p.Y-s[0].Y)*sy+dy+ty-500
			x -= slant * y
			x, y = x*math.Cos(turn)-y*math.Sin(turn), x*math.Sin(turn)+y*math.Cos(turn)
			written = append(written, Point{X: x*wide*0.8 + 500, Y: y*high*0.8 + 500})
		}
		out = append(out, written)
	}
	for range h.Swap {
		if i := r.IntN(max(1, len(out)-1)); len(out) > 1 {
			out[i], out[i+1] = out[i+1], out[i]
		}
	}
	for range h.Join {
		if i := r.IntN(max(1, len(out)-1)); len(out) > 1 {
			out[i] = append(out[i], out[i+1]...)
			out = append(out[:i+1], out[i+2:]...)
		}
	}
	for range h.Drop {
		if i := r.IntN(len(out)); len(out) > 2 {
			out = append(out[:i], out[i+1:]...)
		}
	}
	return out
}

// evenly returns points along a stroke that are as far apart as step.
func evenly(s Stroke, step float64) Stroke {
	if len(s) < 2 {
		return s
	}
	out, gone := Stroke{s[0]}, 0.0
	for i, b := range s[1:] {
		a := s[i]
		d := math.Hypot(b.X-a.X, b.Y-a.Y)
		if d == 0 {
			continue
		}
		for t := step - gone; t <= d; t += step {
			out = append(out, Point{X: a.X + (b.X-a.X)*t/d, Y: a.Y + (b.Y-a.Y)*t/d})
		}
		gone = math.Mod(gone+d, step)
	}
	return append(out, s[len(s)-1])
}
