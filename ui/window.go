// Package ui is the window: it shows screens and reports what was touched, pressed or typed. It decides nothing.
//
// It alone changes what is in the window, through fyne.Do. Sizes are millimetres; the layout is pure and also answers how much
// of a page fits.
package ui

import (
	"image/color"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"linli/a11y"
	"linli/a11y/nav"
	"linli/flow"
	"linli/ui/input"
	"linli/ui/layout"
	"linli/ui/screen"
	"linli/ui/theme"
	"linli/ui/widget"
)

// Controls is what the window asks of a session. All of them may be called from any goroutine and return at once.
type Controls interface {
	// Press does what a key asks for.
	Press(c nav.Command)
	// Type takes a character, and what its key asks for where no field wants it.
	Type(r rune, c nav.Command)
	// Scan takes what a card reader or a code scanner has typed.
	Scan(text string)
	// Unknown takes a key that is not in the table.
	Unknown(key string)
	Focus(id a11y.ID)
	// Activate does what a node means.
	Activate(id a11y.ID)
	SetText(id a11y.ID, text string)
	// PenDown says that a finger has come down on a slate, PenUp that it has left, after so long a way; the ways on a slate are numbered.
	PenDown()
	PenUp(number int, way flow.Stroke)
	// Stir says that somebody is there: they touched where nothing is, or pressed a key that means nothing.
	Stir()
	// Unveil brings the picture back, where it is off.
	Unveil()
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
	// ReaderGap is how soon after one another the characters of a card reader or code scanner come; 0: there is none.
	ReaderGap time.Duration
	// Raw, if it is there, takes each key that goes down, as the table calls it, in place of what it asks for. flaw is why it cannot be used.
	Raw func(name, flaw string)
	// Pauses and Holds are the times for pressing that a resident can choose from; Pause and Hold say which of them hold at first.
	Pauses, Holds []time.Duration
	Pause, Hold   int
	// LowerEdge is how high above the floor the window hangs, in millimetres; 0 means that nobody knows.
	LowerEdge float32
	// Later does something on Fyne's goroutine after a while; nil means by the clock on the wall.
	Later func(time.Duration, func())
	// Clock tells double strikes apart from wishes.
	Clock func() time.Time
	// Opening is the size that a window has for a moment before it fills the screen. No page is drawn for it, unless it stays.
	Opening fyne.Size
	// Read is closed when the toolkit has read the fonts; no page is drawn before. Where it is nil, the first page reads them.
	Read <-chan struct{}
	// Drawn is told, if it is there, of each page that has been drawn and where everything is on it.
	Drawn func(s screen.Screen, cursor a11y.ID, bounds map[a11y.ID]layout.Rect)
}

// Window draws screens in a Fyne window.
type Window struct {
	win     fyne.Window
	o       Options
	toolkit *theme.Fyne
	ground  *widget.Ground
	content *fyne.Container
	bar     *canvas.Rectangle
	rule    *canvas.Rectangle
	cells   map[a11y.ID]*widget.Cell
	ink     *widget.Ink // of the page's slate; nil where it has none
	glass   float32     // Fyne units to a millimetre, where there is one
	watches bool        // the pointer is watched
	filter  input.Filter
	explore input.Explore
	keys    keys
	busy    atomic.Int64 // when something was pressed or drawn last, in nanoseconds
	rest    rest
	ending  ending

	pictograms *widget.Pictograms
	drawn      drawing
	touches    int  // how often a finger has come down
	keyed      bool // the last thing done was done with a key: the ring is shown

	// what the session wants to be shown; Fit and Show come from its goroutine
	mu       sync.Mutex
	controls Controls
	size     fyne.Size
	scr      screen.Screen
	cursor   a11y.ID
}

// drawing is what the picture in the window was made from.
type drawing struct {
	root     a11y.Node
	settings flow.Settings
	cursor   a11y.ID
	keyed    bool
	lit      []a11y.ID
	ink      []flow.Stroke
	inkLast  int
	size     fyne.Size
	private  bool // nothing that is seen, but those who watch are told
}

// New prepares w. Nothing is shown before Show.
func New(w fyne.Window, o Options) *Window {
	u := &Window{win: w, o: o, cells: map[a11y.ID]*widget.Cell{}, pictograms: widget.NewPictograms(), toolkit: theme.NewFyne(theme.Light())}
	if o.Later == nil {
		u.o.Later = func(d time.Duration, do func()) { time.AfterFunc(d, func() { u.do(do) }) }
	}
	u.keys.burst.Gap = o.ReaderGap
	fyne.CurrentApp().Settings().SetTheme(u.toolkit)
	u.bar, u.rule = canvas.NewRectangle(theme.Light().Bar), canvas.NewRectangle(theme.Light().Divider)
	u.ground = widget.NewGround(fingers{u})
	u.content = container.New(&watcher{u}, u.bar, u.rule)
	w.SetPadded(false)
	w.SetContent(u.content)
	if c, ok := w.Canvas().(desktop.Canvas); ok {
		c.SetOnKeyDown(u.keyDown)
	} else {
		w.Canvas().SetOnTypedKey(u.keyDown)
	}
	u.stir()
	if !o.Opening.IsZero() {
		time.AfterFunc(opening, func() { u.do(u.stay) })
	}
	w.Canvas().SetOnTypedRune(u.typed)
	return u
}

// Connect tells the window whom to report to. It comes once, before Show.
func (u *Window) Connect(c Controls) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.controls = c
}

// look returns how a screen looks in a window of a size, and in which part of it.
func (u *Window) look(s flow.Settings, size fyne.Size) (theme.Style, layout.Rect) {
	perMM, text, contrast := theme.PerMM(size.Width, size.Height, u.o.PerMM), u.o.Size+s.Size, u.o.Contrast+s.Contrast
	if !s.Low {
		return theme.Choose(size.Width, size.Height, perMM, text, contrast), layout.Rect{W: size.Width, H: size.Height}
	}
	hand := theme.Right
	if s.Left {
		hand = theme.Left
	}
	area := layout.Reach(size.Width, size.Height, perMM, u.o.LowerEdge, hand)
	return layout.ReachStyle(area, perMM, text, contrast, hand), area
}

// lay lays a screen out in a window of a size.
func (u *Window) lay(s screen.Screen, size fyne.Size) (layout.Page, theme.Style) {
	style, area := u.look(s.Settings, size)
	return layout.Do(s.Root, area.W, area.H, style, u.o.Fonts).Moved(area.X, area.Y), style
}

// Fit implements kiosk.Display.
func (u *Window) Fit(s screen.Screen) [][]a11y.ID {
	u.mu.Lock()
	size := u.size
	u.mu.Unlock()
	if size.IsZero() {
		return nil
	}
	style, area := u.look(s.Settings, size)
	return layout.Fit(s.Root, s.Pager, area.W, area.H, style, u.o.Fonts)
}

// Show implements kiosk.Display.
func (u *Window) Show(s screen.Screen, cursor a11y.ID) {
	u.mu.Lock()
	u.scr, u.cursor = s, cursor
	u.mu.Unlock()
	u.do(u.draw)
	u.rest.end()
}

// Forget empties what the toolkit keeps of texts. It is called when another page has replaced what is to be forgotten.
func (u *Window) Forget() {
	u.do(func() { fyne.CurrentApp().Settings().SetTheme(u.toolkit) })
}

// Bounds returns where the nodes of the page are, or will be as soon as it is drawn.
func (u *Window) Bounds() map[a11y.ID]layout.Rect {
	u.mu.Lock()
	s, size := u.scr, u.size
	u.mu.Unlock()
	page, _ := u.lay(s, size)
	return bounds(s.Root, page)
}

func bounds(root a11y.Node, p layout.Page) map[a11y.ID]layout.Rect {
	out := make(map[a11y.ID]layout.Rect, len(p.Boxes))
	for _, b := range p.Boxes {
		out[b.Node.ID] = b.Rect
	}
	if picture, ok := root.Part(a11y.Image); ok && p.Picture.Name != "" {
		out[picture.ID] = p.Picture.Rect
	}
	return out
}

// draw brings the window in line with what is to be shown. It runs on Fyne's goroutine.
func (u *Window) draw() {
	u.mu.Lock()
	s, cursor, size := u.scr, u.cursor, u.size
	if size.IsZero() || size == u.o.Opening || s.Root.ID == "" {
		u.mu.Unlock()
		return
	}
	u.mu.Unlock()
	wanted := drawing{s.Root, s.Settings, cursor, u.keyed, s.Lit, s.Ink, s.InkLast, size, s.Private}
	if reflect.DeepEqual(u.drawn, wanted) || u.inkAlone(wanted) {
		return
	}
	if u.drawn.root.ID != s.Root.ID || u.drawn.settings != s.Settings { // everything may be elsewhere
		u.filter.Turned(u.o.Clock())
		u.explore.Turned()
	}
	u.filter.Pause, u.filter.Hold = chosen(u.o.Pauses, u.o.Pause+s.Settings.Pause), chosen(u.o.Holds, u.o.Hold+s.Settings.Hold)
	u.keys.strikes.Pause, u.explore.Pause = u.filter.Pause, u.filter.Pause
	u.drawn = wanted
	u.stir()
	page, style := u.lay(s, size)
	if u.ground.Resize(size); s.Settings.Unseen {
		u.veil()
	} else {
		u.paint(page, style, u.ringed(s, cursor))
	}
	if u.o.Drawn != nil {
		u.o.Drawn(s, cursor, bounds(s.Root, page))
	}
}

// veil shows nothing at all.
func (u *Window) veil() {
	u.ground.Paint(color.Black)
	u.keep(map[a11y.ID]*widget.Cell{}, []fyne.CanvasObject{u.ground})
}

// ringed is what has the ring: what the light is on for somebody who uses switches, else the cursor, once keys are used.
func (u *Window) ringed(s screen.Screen, cursor a11y.ID) []a11y.ID {
	switch {
	case s.Settings.Switches.Count > 0:
		return s.Lit
	case u.keyed || s.Settings.Spoken:
		return []a11y.ID{cursor}
	}
	return nil
}

// paint shows a page.
func (u *Window) paint(page layout.Page, style theme.Style, ringed []a11y.ID) {
	if u.o.Read != nil {
		<-u.o.Read
	}
	p := style.Palette
	u.ground.Paint(color.Transparent)
	u.toolkit.Use(p) // the paper
	fill(u.bar, page.Bar, p.Bar)
	fill(u.rule, page.Rule, p.Divider)
	objects := []fyne.CanvasObject{u.ground, u.bar, u.rule}
	if o, ok := u.pictograms.At(page.Picture, p.Accent); ok {
		objects = append(objects, o)
	}
	kept := make(map[a11y.ID]*widget.Cell, len(page.Boxes))
	for _, b := range page.Boxes {
		c := u.cells[b.Node.ID]
		if c == nil {
			c = widget.NewCell(u.o.Fonts, u.pictograms, fingers{u})
		}
		c.Set(b, style, slices.Contains(ringed, b.Node.ID))
		kept[b.Node.ID] = c
		if objects = append(objects, c); b.Look == layout.Slate {
			objects = append(objects, u.inkOn(b, style))
		}
	}
	u.keep(kept, objects)
}

// keep puts objects into the window and empties the cells that have gone.
func (u *Window) keep(cells map[a11y.ID]*widget.Cell, objects []fyne.CanvasObject) {
	u.keepInk(objects)
	for id, c := range u.cells {
		if cells[id] == nil {
			c.Forget()
		}
	}
	u.cells = cells
	u.content.Objects = objects
	u.content.Refresh()
}

func fill(r *canvas.Rectangle, at layout.Rect, c interface {
	RGBA() (r, g, b, a uint32)
}) {
	r.FillColor = c
	r.Move(fyne.NewPos(at.X, at.Y))
	r.Resize(fyne.NewSize(at.W, at.H))
}

// opening is how long a window may take from its opening to filling the screen.
const opening = time.Second

// stay takes the window's size for the one that it will have, or a usable one where it could not fill the screen.
func (u *Window) stay() {
	u.mu.Lock()
	stayed := u.size == u.o.Opening
	u.mu.Unlock()
	if u.o.Opening = (fyne.Size{}); stayed {
		u.win.Resize(Upright())
	}
	u.draw()
}

// Upright is the shape of a kiosk, small enough for a desk.
func Upright() fyne.Size { return fyne.NewSize(675, 1200) }

// ReadFonts makes the toolkit read the fonts, which takes as long as a page, beside the opening of the window. The channel
// is closed when it has.
func ReadFonts(d fyne.Driver) <-chan struct{} {
	read := make(chan struct{})
	go func() {
		defer close(read)
		for _, f := range []theme.Face{theme.Regular, theme.Bold} {
			d.RenderedTextSize("0", 1, fyne.TextStyle{}, theme.FontResource(f))
		}
	}()
	return read
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
	s, controls := u.scr, u.controls
	u.mu.Unlock()
	if !changed || controls == nil || s.Root.ID == "" || size == u.o.Opening {
		return
	}
	if _, part := s.Root.Part(a11y.Pager); !part && len(u.Fit(s)) < 2 {
		u.draw() // at once: nothing has to be cut otherwise
	}
	controls.Redraw()
}
