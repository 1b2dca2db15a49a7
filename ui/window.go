// Package ui is the window: it shows screens and reports what was touched, pressed or typed. It decides nothing.
//
// It is the only caller of fyne.Do, in one function. Sizes are millimetres; the layout is pure and also answers how much
// of a page fits.
package ui

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"linli/a11y"
	"linli/flow"
	"linli/ui/input"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
	"linli/ui/widget"
)

// Controls is what the window asks of a session. All of them may be called from any goroutine and return at once.
type Controls interface {
	Move(delta int)
	Focus(id a11y.ID)
	// Activate does what a node means; the one under the cursor where id is empty.
	Activate(id a11y.ID)
	SetText(id a11y.ID, text string)
	// Type writes a character into the page's field and Erase takes the last one back, wherever the cursor is.
	Type(r rune)
	Erase()
	// Redraw asks for the page again, because the window has another size.
	Redraw()
}

// Options are what a window needs.
type Options struct {
	// PerMM is how many Fyne units make a millimetre; 0 means to guess from the window's size.
	PerMM float32
	// Size and Contrast are how pages look before a resident presses anything.
	Size, Contrast int
	// Fonts measure what is shown.
	Fonts *theme.Fonts
	Keys  input.Keys
	// Clock tells double strikes apart from wishes.
	Clock func() time.Time
}

// Window draws screens in a Fyne window.
type Window struct {
	win     fyne.Window
	o       Options
	content *fyne.Container
	paper   *canvas.Rectangle
	bar     *canvas.Rectangle
	rule    *canvas.Rectangle
	cells   map[a11y.ID]*widget.Cell
	filter  input.Filter
	drawn   a11y.ID // the page that can be seen
	keyed   bool    // the last thing done was done with a key: the ring is shown

	// what the session wants to be shown; Fit and Show come from its goroutine
	mu       sync.Mutex
	controls Controls
	size     fyne.Size
	scr      screen.Screen
	cursor   a11y.ID
}

// New prepares w. Nothing is shown before Show.
func New(w fyne.Window, o Options) *Window {
	u := &Window{win: w, o: o, cells: map[a11y.ID]*widget.Cell{}}
	u.paper, u.bar, u.rule = canvas.NewRectangle(theme.Light().Paper), canvas.NewRectangle(theme.Light().Bar), canvas.NewRectangle(theme.Light().Divider)
	u.content = container.New(&watcher{u}, u.paper, u.bar, u.rule)
	w.SetPadded(false)
	w.SetContent(u.content)
	if c, ok := w.Canvas().(desktop.Canvas); ok {
		c.SetOnKeyDown(u.keyDown)
	} else {
		w.Canvas().SetOnTypedKey(u.keyDown)
	}
	w.Canvas().SetOnTypedRune(func(r rune) { u.controls.Type(r) })
	return u
}

// Connect tells the window whom to report to. It comes once, before Show.
func (u *Window) Connect(c Controls) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.controls = c
}

// style returns how a screen looks in a window of a size.
func (u *Window) style(s flow.Settings, size fyne.Size) theme.Style {
	return theme.Choose(size.Width, size.Height, u.o.PerMM, u.o.Size+s.Size, u.o.Contrast+s.Contrast)
}

// Fit implements kiosk.Display.
func (u *Window) Fit(s screen.Screen) [][]a11y.ID {
	u.mu.Lock()
	size := u.size
	u.mu.Unlock()
	if size.IsZero() {
		return nil
	}
	return layout.Fit(s.Root, s.Pager, size.Width, size.Height, u.style(s.Settings, size), u.o.Fonts)
}

// Show implements kiosk.Display.
func (u *Window) Show(s screen.Screen, cursor a11y.ID) {
	u.mu.Lock()
	u.scr, u.cursor = s, cursor
	u.mu.Unlock()
	fyne.Do(u.draw)
}

// Bounds returns where the nodes of the page are, or will be as soon as it is drawn.
func (u *Window) Bounds() map[a11y.ID]layout.Rect {
	u.mu.Lock()
	s, size := u.scr, u.size
	u.mu.Unlock()
	out := map[a11y.ID]layout.Rect{}
	for _, b := range layout.Do(s.Root, size.Width, size.Height, u.style(s.Settings, size), u.o.Fonts).Boxes {
		out[b.Node.ID] = b.Rect
	}
	return out
}

// draw brings the window in line with what is to be shown. It runs on Fyne's goroutine.
func (u *Window) draw() {
	u.mu.Lock()
	s, cursor, size := u.scr, u.cursor, u.size
	if size.IsZero() || s.Root.ID == "" {
		u.mu.Unlock()
		return
	}
	style := u.style(s.Settings, size)
	u.mu.Unlock()
	page := layout.Do(s.Root, size.Width, size.Height, style, u.o.Fonts)

	if u.drawn != s.Root.ID {
		u.drawn = s.Root.ID
		u.filter.Turned(u.o.Clock())
	}
	p := style.Palette
	fill(u.paper, layout.Rect{W: size.Width, H: size.Height}, p.Paper)
	fill(u.bar, page.Bar, p.Bar)
	fill(u.rule, page.Rule, p.Divider)
	objects := []fyne.CanvasObject{u.paper, u.bar, u.rule}
	kept := make(map[a11y.ID]*widget.Cell, len(page.Boxes))
	for _, b := range page.Boxes {
		c := u.cells[b.Node.ID]
		if c == nil {
			c = widget.NewCell(u.o.Fonts, u.tapped)
		}
		c.Set(b, style, u.keyed && b.Node.ID == cursor)
		kept[b.Node.ID] = c
		objects = append(objects, c)
	}
	u.cells = kept
	u.content.Objects = objects
	u.content.Refresh()
}

// tapped reports a press that is meant.
func (u *Window) tapped(id a11y.ID) {
	if u.filter.Accept(id, u.o.Clock()) {
		u.keyed = false
		u.controls.Activate(id)
	}
}

// keyDown takes a key. Repeats do not come here: Fyne sends them to TypedKey only.
func (u *Window) keyDown(e *fyne.KeyEvent) {
	command := u.o.Keys.Command(e, modifiers())
	if command == input.None {
		return
	}
	u.keyed = command != input.Erase
	switch command {
	case input.Next:
		u.controls.Move(1)
	case input.Previous:
		u.controls.Move(-1)
	case input.Activate:
		u.controls.Activate("")
	case input.Back:
		u.controls.Activate("back")
	case input.Help:
		u.controls.Activate("help")
	case input.Erase:
		u.controls.Erase()
	}
}

func fill(r *canvas.Rectangle, at layout.Rect, c interface {
	RGBA() (r, g, b, a uint32)
}) {
	r.FillColor = c
	r.Move(fyne.NewPos(at.X, at.Y))
	r.Resize(fyne.NewSize(at.W, at.H))
}

func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// watcher is a Fyne layout that leaves everything where it is and notices when the window changes its size.
type watcher struct{ u *Window }

// MinSize implements fyne.Layout: any size will do.
func (*watcher) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(64, 64) }

// Layout implements fyne.Layout.
func (w *watcher) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	u := w.u
	u.mu.Lock()
	changed := u.size != size
	u.size = size
	controls := u.controls
	u.mu.Unlock()
	if changed && controls != nil {
		controls.Redraw()
	}
}
