package ui_test

import (
	"image"
	"math"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/flow"
	"linli/ui"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
	"linli/ui/widget"
)

// slated opens the page on which one writes with a finger, and returns its ink and where the slate is.
func slated(t testing.TB) (*ui.Window, fyne.Window, *told, screen.Screen, surface, fyne.Position) {
	t.Helper()
	u, w, c, _, page := open(t, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 就在", "touch 下一步", "touch 用手指写")
	at := u.Bounds()["slate"]
	w.Canvas().Capture()
	return u, w, c, page, touched(w, middle(u, "slate")).(surface), fyne.NewPos(at.X, at.Y)
}

type surface interface {
	desktop.Mouseable
	fyne.Draggable
	Size() fyne.Size
}

// way leads a finger over a slate; points are parts of its side.
func way(on surface, points ...[2]float32) {
	at := func(p [2]float32) fyne.Position { return fyne.NewPos(p[0]*on.Size().Width, p[1]*on.Size().Height) }
	on.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: at(points[0])}})
	for _, p := range points[1:] {
		on.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(p)}})
	}
	on.MouseUp(finger) // Fyne tells both
	on.DragEnd()
}

// inked counts the points of ink on a slate.
func inked(w fyne.Window, from fyne.Position, size fyne.Size) int {
	n, img := 0, w.Canvas().Capture().(*image.NRGBA)
	for y := int(from.Y) + 60; y < int(from.Y+size.Height)-5; y++ { // below its words
		for x := int(from.X) + 5; x < int(from.X+size.Width)-5; x++ {
			if img.NRGBAAt(x, y) == theme.Light().Ink {
				n++
			}
		}
	}
	return n
}

// TestInkFollowsTheFinger: it is seen before anybody is told of it, thick; what is told is in millimetres; it stays while the session takes it,
// and goes with the character.
func TestInkFollowsTheFinger(t *testing.T) {
	u, w, c, page, on, from := slated(t)
	const side = 80 // pixels a tenth of the slate has at least
	clean := inked(w, from, on.Size())
	on.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(on.Size().Width/4, on.Size().Height/2)}})
	dot := inked(w, from, on.Size())
	on.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(on.Size().Width*3/4, on.Size().Height/2)}})
	line := inked(w, from, on.Size())
	if clean != 0 || dot < 50 || line < dot+5*side || c.pens != 1 || len(c.ways) != 0 {
		t.Fatalf("clean %d, dot %d, line %d; told %d %v", clean, dot, line, c.pens, c.ways)
	}
	on.MouseUp(finger)
	on.DragEnd()
	perMM := theme.PerMM(1080, 1920, 0)
	if len(c.ways) != 1 || len(c.ways[0]) != 2 {
		t.Fatalf("told %v", c.ways)
	}
	if got, want := c.ways[0][1], (flow.Point{X: on.Size().Width * 3 / 4 / perMM, Y: on.Size().Height / 2 / perMM}); math.Abs(float64(got.X-want.X))+math.Abs(float64(got.Y-want.Y)) > 0.1 {
		t.Errorf("in millimetres %v, want %v", got, want)
	}
	if n := inked(w, from, on.Size()); n != line {
		t.Errorf("not taken yet: %d points, want %d", n, line)
	}
	way(on, [2]float32{0.5, 0.3}, [2]float32{0.5, 0.8})
	cross := inked(w, from, on.Size())
	for _, step := range []struct {
		ink  []flow.Stroke
		last int
		want int
	}{{c.ways[:1], 1, cross}, {c.ways, 2, cross}, {c.ways[:1], 2, line}, {nil, 2, 0}} {
		page.Ink, page.InkLast = step.ink, step.last
		u.Show(page, "title")
		if n := inked(w, from, on.Size()); math.Abs(float64(n-step.want)) > float64(step.want)/50 {
			t.Errorf("%d strokes, last %d: %d points, want %d", len(step.ink), step.last, n, step.want)
		}
	}
	if c.numbers[0] != 1 || c.numbers[1] != 2 {
		t.Errorf("numbers %v", c.numbers)
	}
}

// TestAStrokeThatLeavesTheSlate is cut at its edge, and goes on where the finger comes back.
func TestAStrokeThatLeavesTheSlate(t *testing.T) {
	_, _, c, _, on, _ := slated(t)
	way(on, [2]float32{0.5, 0.5}, [2]float32{1.5, 0.5}, [2]float32{2, 2}, [2]float32{0.5, 1.5}, [2]float32{0.5, 0.75})
	way(on, [2]float32{0.5, 0.5}, [2]float32{-3, 0.5})
	mm := on.Size().Width / theme.PerMM(1080, 1920, 0)
	want := [][][2]float32{{{0.5, 0.5}, {1, 0.5}}, {{0.5, 1}, {0.5, 0.75}}, {{0.5, 0.5}, {0, 0.5}}}
	if len(c.ways) != len(want) || c.pens != 2 {
		t.Fatalf("%d fingers, ways %v", c.pens, c.ways)
	}
	for i, points := range want {
		for j, p := range points {
			if got := c.ways[i][j]; math.Abs(float64(got.X-p[0]*mm))+math.Abs(float64(got.Y-p[1]*mm)) > 0.2 {
				t.Errorf("way %d, point %d: %v, want %v of %v mm", i, j, got, p, mm)
			}
		}
	}
}

// TestAFingerThatWritesPressesNothing: not by coming down, staying long, sliding over buttons or being lifted there; not where somebody wants to
// hold, and not the second time at once.
func TestAFingerThatWritesPressesNothing(t *testing.T) {
	for _, spoken := range []bool{false, true} {
		u, w, c, page, on, _ := slated(t)
		page.Settings.Hold, page.Settings.Spoken = 3, spoken
		u.Show(page, "title")
		for range 2 {
			on.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 50)}})
			on.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 5000)}})
			over := touched(w, middle(u, "key-stop"))
			over.(desktop.Hoverable).MouseIn(finger)
			over.(desktop.Mouseable).MouseUp(finger)
			on.DragEnd()
		}
		said := 0
		if spoken {
			said = 1 // what it is, once
		}
		if len(c.activated) > 0 || len(c.focused) != said || c.pens != 2 || len(c.ways) != 2 {
			t.Errorf("pressed %v, said %v, %d fingers, %d ways", c.activated, c.focused, c.pens, len(c.ways))
		}
	}
}

// TestT09NobodyWritesWhereTouchIsLocked, nor where the picture is off; a second finger writes nothing.
func TestT09NobodyWritesWhereTouchIsLocked(t *testing.T) {
	u, w, c, page, on, from := slated(t)
	on.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	on.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonSecondary})
	page.Settings.Locked = true
	u.Show(page, "title")
	way(on, [2]float32{0.2, 0.5}, [2]float32{0.8, 0.5})
	if c.pens+len(c.ways) > 0 || c.stirred == 0 || inked(w, from, on.Size()) > 0 {
		t.Errorf("%d fingers, %v, stirred %d", c.pens, c.ways, c.stirred)
	}
	page.Settings.Unseen = true
	u.Show(page, "title")
	way(on, [2]float32{0.2, 0.5}, [2]float32{0.8, 0.5})
	if c.pens+len(c.ways) > 0 || !black(w.Canvas().Capture()) {
		t.Errorf("%d fingers, %v", c.pens, c.ways)
	}
}

// TestInkIsForgottenWithItsPage: what comes after it is clean, also while a finger is down.
func TestInkIsForgottenWithItsPage(t *testing.T) {
	u, w, c, page, on, from := slated(t)
	way(on, [2]float32{0.2, 0.5}, [2]float32{0.8, 0.5})
	on.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, 50)}})
	other := page
	other.Root.ID = "another"
	other.Root.Children = nil
	for _, part := range page.Root.Children {
		if part.Role != a11y.Main {
			other.Root.Children = append(other.Root.Children, part)
		}
	}
	u.Show(other, "title")
	on.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(90, 90)}})
	on.DragEnd()
	u.Show(page, "title")
	if n := inked(w, from, on.Size()); n > 0 || len(c.ways) != 1 {
		t.Errorf("%d points of ink, %d ways", n, len(c.ways))
	}
}

// TestALongStrokeEnds: whoever never lifts the finger fills no memory.
func TestALongStrokeEnds(t *testing.T) {
	_, _, c, _, on, _ := slated(t)
	points := [][2]float32{{0.5, 0.5}}
	for i := range 20_000 {
		points = append(points, [2]float32{0.2 + 0.6*float32(i%2), 0.5})
	}
	way(on, points...)
	if len(c.ways) != 1 || len(c.ways[0]) > 2000 {
		t.Errorf("%d ways, of %d points", len(c.ways), len(c.ways[0]))
	}
}

// BenchmarkInk: from what the toolkit tells of a finger to the ink in the slate's picture, to a painted slate and to a painted page. The
// software painter draws everything anew each time; a graphics card has the rest of the page in its memory.
func BenchmarkInk(b *testing.B) {
	_, page, _, _, onPage, _ := slated(b)
	ink := widget.NewInk(free{})
	ink.Set(layout.Box{Rect: layout.Rect{W: onPage.Size().Width, H: onPage.Size().Height}}, theme.Choose(1080, 1920, 0, 0, 0), nil, 0)
	alone := test.NewTempWindow(b, ink)
	alone.SetPadded(false)
	alone.Resize(onPage.Size())
	for _, c := range []struct {
		name string
		on   surface
		w    fyne.Window
	}{{"ink", ink, nil}, {"slate", ink, alone}, {"page", onPage, page}} {
		b.Run(c.name, func(b *testing.B) {
			size := c.on.Size()
			begin := func() {
				ink.Keep(nil, math.MaxInt)
				alone.Canvas().Capture() // so that there is a picture to paint into
				c.on.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary, PointEvent: fyne.PointEvent{Position: fyne.NewPos(10, 10)}})
			}
			begin()
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				if i%1000 == 999 { // a stroke ends somewhere
					c.on.DragEnd()
					begin()
				}
				start := time.Now()
				x, y := math.Cos(float64(i)/9), math.Sin(float64(i)/9)
				c.on.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(size.Width*float32(0.5+0.4*x), size.Height*float32(0.5+0.4*y))}})
				if c.w != nil {
					c.w.Canvas().Capture()
				}
				took = append(took, time.Since(start))
			}
			c.on.DragEnd()
			slices.Sort(took)
			b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
		})
	}
}

// free lets everything be written.
type free struct{}

func (free) Begun(a11y.ID) bool         { return true }
func (free) Drawn(int, []fyne.Position) {}
