package ui_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/kiosk/kiosktest"
	"linli/ui"
	"linli/ui/input"
	"linli/ui/screen"
	"linli/ui/theme"
)

// told is what a window has reported.
type told struct {
	pressed   []nav.Command
	activated []a11y.ID
	focused   []a11y.ID
	typed     string
	meant     []nav.Command
	stirred   int
	unknown   []string
	unveiled  int
	scanned   []string
	pens      int
	ways      []flow.Stroke
	numbers   []int
}

func (c *told) Press(n nav.Command)     { c.pressed = append(c.pressed, n) }
func (c *told) Focus(id a11y.ID)        { c.focused = append(c.focused, id) }
func (c *told) Activate(id a11y.ID)     { c.activated = append(c.activated, id) }
func (c *told) SetText(a11y.ID, string) {}
func (c *told) Type(r rune, n nav.Command) {
	c.typed += string(r)
	c.meant = append(c.meant, n)
}
func (c *told) Unknown(key string) { c.unknown = append(c.unknown, key) }
func (c *told) Stir()              { c.stirred++ }
func (c *told) Unveil()            { c.unveiled++ }
func (c *told) Scan(text string)   { c.scanned = append(c.scanned, text) }
func (c *told) Redraw()            {}
func (c *told) PenDown()           { c.pens++ }
func (c *told) PenUp(number int, way flow.Stroke) {
	c.numbers, c.ways = append(c.numbers, number), append(c.ways, way)
}

// open shows a page of a journey in a window of a kiosk's size.
func open(t testing.TB, do ...string) (*ui.Window, fyne.Window, *told, *time.Time, screen.Screen) {
	t.Helper()
	test.NewTempApp(t)
	fonts, err := theme.OpenFonts()
	if err != nil {
		t.Fatal(err)
	}
	player := kiosktest.Open(t)
	for _, line := range do {
		if err := player.Do(line); err != nil {
			t.Fatal(err)
		}
	}
	page, cursor := player.Screen()
	now := kiosktest.Now
	w := test.NewTempWindow(t, nil)
	u := ui.New(w, ui.Options{Fonts: fonts, Keys: standard(t), Clock: func() time.Time { return now },
		Pauses: []time.Duration{300 * time.Millisecond, 500 * time.Millisecond, time.Second}, Holds: holds,
		Later: func(_ time.Duration, do func()) { later = append(later, do) },
	})
	c := &told{}
	u.Connect(c)
	w.Resize(fyne.NewSize(1080, 1920))
	u.Show(page, cursor)
	now = now.Add(time.Second)
	return u, w, c, &now, page
}

// standard is the table of keys of a site that says nothing about them.
func standard(t testing.TB) input.Keys {
	t.Helper()
	k, err := input.NewKeys(nil)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// holds are what residents can choose from; later is what a window wants done after a while.
var (
	holds = []time.Duration{0, 200 * time.Millisecond, 500 * time.Millisecond, time.Second, 2 * time.Second}
	later []func()
)

// tap presses the middle of a node, as a finger does.
func tap(u *ui.Window, w fyne.Window, id a11y.ID) {
	at := middle(u, id)
	down(w, at)
	up(w, at, at)
}

// press presses a key.
func press(w fyne.Window, name fyne.KeyName) { w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: name}) }

func middle(u *ui.Window, id a11y.ID) fyne.Position {
	r := u.Bounds()[id]
	return fyne.NewPos(r.X+r.W/2, r.Y+r.H/2)
}

var finger = &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}

// down puts a finger onto whatever is uppermost there.
func down(w fyne.Window, at fyne.Position) { touched(w, at).(desktop.Mouseable).MouseDown(finger) }

// up lifts a finger that came down elsewhere, or here, as Fyne's driver tells of it.
func up(w fyne.Window, from, to fyne.Position) {
	o, came := touched(w, to), touched(w, from)
	o.(desktop.Mouseable).MouseUp(finger)
	if o == came {
		o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
	}
}

// touched is the uppermost thing at a place.
func touched(w fyne.Window, at fyne.Position) fyne.CanvasObject {
	for _, o := range slices.Backward(w.Content().(*fyne.Container).Objects) {
		p, s := o.Position(), o.Size()
		if _, ok := o.(desktop.Mouseable); ok && at.X >= p.X && at.X < p.X+s.Width && at.Y >= p.Y && at.Y < p.Y+s.Height {
			return o
		}
	}
	return nil
}

// TestOnlyTheTreeIsShown: every text on the canvas belongs to a node of the tree; nothing can be seen that cannot be heard.
func TestOnlyTheTreeIsShown(t *testing.T) {
	_, w, _, _, page := open(t, "touch 中文", "touch 反映", "touch 家里", "touch 暖气", "touch 就在", "touch 下一步", "touch 家里有")
	said := ""
	for n := range page.Root.All() {
		said += n.Label + "\n" + n.Value + "\n" + n.Hint + "\n"
	}
	texts := 0
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			texts++
			if !contains(said, o.Text) {
				t.Errorf("%q is shown and in no node", o.Text)
			}
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(w.Content())
	if texts < 12 {
		t.Errorf("only %d texts found", texts)
	}
}

func contains(all, part string) bool {
	for i := 0; i+len(part) <= len(all); i++ {
		if all[i:i+len(part)] == part {
			return true
		}
	}
	return false
}

func TestTouchReportsWhatLiesThere(t *testing.T) {
	u, w, c, now, _ := open(t, "touch 中文")
	for _, id := range []a11y.ID{"report", "track", "help", "back"} {
		*now = now.Add(time.Second)
		tap(u, w, id)
		if n := len(c.activated); n == 0 || c.activated[n-1] != id {
			t.Errorf("pressed %s, reported %v", id, c.activated)
		}
	}
}

// TestT04DoubleStrikeCountsOnce: the same target within 300 ms, and whatever comes under the finger on a new page.
func TestT04DoubleStrikeCountsOnce(t *testing.T) {
	u, w, c, now, page := open(t, "touch 中文")
	tap(u, w, "report")
	*now = now.Add(80 * time.Millisecond)
	tap(u, w, "report")
	if len(c.activated) != 1 {
		t.Errorf("two presses 80 ms apart: %v", c.activated)
	}
	page.Root.ID = "another"
	u.Show(page, "title")
	tap(u, w, "track")
	if len(c.activated) != 1 {
		t.Errorf("a press on a page that has just come: %v", c.activated)
	}
	*now = now.Add(400 * time.Millisecond)
	tap(u, w, "track")
	if len(c.activated) != 2 {
		t.Errorf("a press 400 ms later: %v", c.activated)
	}
}

func TestDisabledIsNotPressed(t *testing.T) {
	u, w, c, _, page := open(t, "touch 中文")
	page.Root.Children = slices.Clone(page.Root.Children)
	bar := &page.Root.Children[len(page.Root.Children)-1]
	bar.Children = slices.Clone(bar.Children)
	bar.Children[0].State.Disabled = true
	u.Show(page, "title")
	tap(u, w, "back")
	if len(c.activated) != 0 {
		t.Errorf("reported %v", c.activated)
	}
}

func TestRunesAreTyped(t *testing.T) {
	_, w, c, _, _ := open(t, "touch 中文", "touch 查进度")
	for _, r := range "12" {
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyName(string(r))})
		w.Canvas().OnTypedRune()(r)
	}
	if c.typed != "12" {
		t.Errorf("typed %q", c.typed)
	}
}

// TestAnySizeOfWindow: a window far too small or far too large is laid out somehow and never breaks.
func TestAnySizeOfWindow(t *testing.T) {
	u, w, _, _, page := open(t, "touch 中文", "touch 反映")
	for _, size := range []fyne.Size{{Width: 300, Height: 200}, {Width: 100, Height: 2000}, {Width: 4000, Height: 3000}, {Width: 65, Height: 65}} {
		w.Resize(size)
		u.Fit(page)
		u.Show(page, "title")
		if len(u.Bounds()) == 0 {
			t.Errorf("nothing is shown at %v", size)
		}
	}
}

// BenchmarkShow is from a session's wish to a page that is ready to be painted.
func BenchmarkShow(b *testing.B) {
	u, _, _, _, page := open(b, "touch 中文", "touch 反映", "touch 家里")
	for b.Loop() {
		u.Show(page, "title")
	}
}

// TestAnyTouchSaysThatSomebodyIsThere: also one on words, one where nothing is, and a key that means nothing.
func TestAnyTouchSaysThatSomebodyIsThere(t *testing.T) {
	u, w, c, now, _ := open(t, "touch 中文")
	*now = now.Add(time.Second)
	b := u.Bounds()["title"]
	for _, at := range []fyne.Position{{X: b.X + b.W/2, Y: b.Y + b.H/2}, {X: 3, Y: b.Y + b.H + 200}} {
		down(w, at)
		up(w, at, at)
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyF9})
	if c.stirred != 3 || len(c.activated) > 0 {
		t.Errorf("stirred %d times, want 3; activated %v", c.stirred, c.activated)
	}
}
