package handwriting

import "math"

// Ink is compared by how much of it lies where and goes in which direction: a grid of cells, in each some directions.
const (
	grid       = 8
	directions = 8
	features   = grid * grid * directions
	blur       = 0.75 // of a cell
	fill       = 0.98 // of the grid is filled by ink of the usual spread
)

// Features returns what a character is recognised by. Which stroke came when does not matter, nor how many there are. It is nil
// for no ink at all. Only the program that makes the templates needs it outside of this package.
func Features(strokes []Stroke) []float32 {
	segments := cut(usable(strokes))
	if len(segments) == 0 {
		return nil
	}
	middle, kx, ky := frame(segments)
	f := make([]float32, features)
	for _, s := range segments {
		x := (s.x-middle.X)*kx*fill*grid + grid/2 - 0.5
		y := (s.y-middle.Y)*ky*fill*grid + grid/2 - 0.5
		dx, dy := s.dx*kx, s.dy*ky
		angle := math.Atan2(dy, dx) / (2 * math.Pi) * directions
		if angle < 0 {
			angle += directions
		}
		spread(f, max(0, min(grid-1, x)), max(0, min(grid-1, y)), angle, s.length*math.Hypot(dx, dy)*grid)
	}
	var sum float64
	for i := range f {
		f[i] = float32(math.Sqrt(float64(f[i])))
		sum += float64(f[i]) * float64(f[i])
	}
	for i := range f {
		f[i] /= float32(math.Sqrt(sum))
	}
	return f
}

// frame returns where the middle of the ink is and how it is scaled, so that it does not matter where and how large it was
// written. What is much wider than high stays so, but less.
func frame(segments []segment) (middle Point, kx, ky float64) {
	var weight, vx, vy float64
	for _, s := range segments {
		middle.X, middle.Y, weight = middle.X+s.x*s.length, middle.Y+s.y*s.length, weight+s.length
	}
	middle.X, middle.Y = middle.X/weight, middle.Y/weight
	for _, s := range segments {
		vx += (s.x - middle.X) * (s.x - middle.X) * s.length
		vy += (s.y - middle.Y) * (s.y - middle.Y) * s.length
	}
	wide, high := math.Sqrt(vx/weight)*4, math.Sqrt(vy/weight)*4
	large, small := max(wide, high), min(wide, high)
	if large == 0 {
		large = 1 // one dot
	}
	kx, ky = 1/large, 1/large
	narrow := math.Sqrt(math.Sin(math.Pi / 2 * small / large))
	switch {
	case small == 0: // one straight line
	case wide < high:
		kx = narrow / wide
	default:
		ky = narrow / high
	}
	return middle, kx, ky
}

// spread adds a piece of ink to the cells around it, in the two directions it lies between.
func spread(f []float32, x, y, angle, weight float64) {
	first := int(angle) % directions
	part := angle - math.Floor(angle)
	ix, iy := int(math.Floor(x)), int(math.Floor(y))
	for yy := max(0, iy-1); yy <= min(grid-1, iy+2); yy++ {
		for xx := max(0, ix-1); xx <= min(grid-1, ix+2); xx++ {
			dx, dy := x-float64(xx), y-float64(yy)
			g := weight * math.Exp(-(dx*dx+dy*dy)/(2*blur*blur))
			cell := (yy*grid + xx) * directions
			f[cell+first] += float32(g * (1 - part))
			f[cell+(first+1)%directions] += float32(g * part)
		}
	}
}
