// Package atspi publishes pages on the accessibility bus of a Linux desktop, where screen readers, braille displays and test tools
// find them (AT-SPI2, at-spi2-core 2.46 and later). It is pure Go over D-Bus.
//
// Its rules:
//
//   - What is published is what the page's tree says; what assistive technology asks for goes the way of touch and keys (Controls).
//   - Nobody waits: Show stores a page and returns. One goroutine compares what readers have been told with what is there now, and sends
//     the difference; however long the bus hangs, what is owed to it is one page.
//   - Everything on the bus can be read by every process of the session. Of what is personal only its length is published, unless the
//     page is for the resident alone (Page.Private), and never while it is masked on the screen.
//   - Without a session bus there is nothing to do and nothing is started. Where the bus or its registry ends, they are found again.
package atspi

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"

	"linli/a11y"
)

// Controls is what assistive technology may ask of a session. It is called from one goroutine, in the order of what was asked.
type Controls interface {
	Focus(id a11y.ID)
	Activate(id a11y.ID)
	SetText(id a11y.ID, text string)
}

// Rect is a place in the window, in pixels of the screen, from its left upper corner.
type Rect struct{ X, Y, W, H int }

func (r Rect) has(x, y int) bool { return x >= r.X && y >= r.Y && x < r.X+r.W && y < r.Y+r.H }

// with is the smallest place that holds both; the zero Rect holds nothing.
func (r Rect) with(o Rect) Rect {
	switch {
	case r == Rect{}:
		return o
	case o == Rect{}:
		return r
	}
	x, y := min(r.X, o.X), min(r.Y, o.Y)
	return Rect{x, y, max(r.X+r.W, o.X+o.W) - x, max(r.Y+r.H, o.Y+o.H) - y}
}

// A Page is what is shown.
type Page struct {
	Root   a11y.Node
	Cursor a11y.ID
	// Bounds are where the leaves are; what groups them is where they are.
	Bounds map[a11y.ID]Rect
	// Private: only the resident hears, or has allowed what is personal to be heard.
	Private bool
	// Hidden is published in place of what is personal, such as "filled in, not read aloud".
	Hidden string
}

// Options are what a Bridge needs.
type Options struct {
	// Name is the program's.
	Name, Version string
	// Bus is how to get there, as FindBus finds it.
	Bus Address
	Log *slog.Logger
}

// A Bridge publishes one window.
type Bridge struct {
	o       Options
	now     atomic.Pointer[tree]
	watched atomic.Bool // somebody has read us, or listens to events
	bounds  atomic.Bool // somebody listens to places that change
	hears   atomic.Bool // somebody listens to announcements
	wake    chan struct{}
	asked   chan func(Controls)

	mu       sync.Mutex // for what follows, which makes the next tree
	page     Page
	under    a11y.Node // the window, called as the page that others are laid over
	inactive bool
	paths    uint64 // how many have been given
	said     uint64 // how many notices there have been
	notices  []notice
	unsaid   []notice // announcements that have not been sent
}

// notice is something that is said although nothing on the page is looked at.
type notice struct {
	number uint64
	text   string
	urgent bool
}

const (
	asks    = 64 // how many things may have been asked for and not been done yet
	notices = 4  // how many are kept for readers that come for them later
	owed    = 16 // how many announcements wait for a bus that hangs
)

// New makes a bridge with an empty window; Run publishes it.
func New(o Options) *Bridge {
	b := &Bridge{o: o, wake: make(chan struct{}, 1), asked: make(chan func(Controls), asks)}
	b.now.Store(&tree{})
	b.under = a11y.Node{ID: "window", Role: a11y.Page, Label: o.Name}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.publish()
	return b
}

// Run keeps the window on the bus until ctx is done, and has to carry out what is asked for. Without a bus it returns at once.
func (b *Bridge) Run(ctx context.Context, to Controls) {
	if b.o.Bus.none() {
		return
	}
	var obeying sync.WaitGroup
	obeying.Go(func() { b.obey(ctx, to) })
	b.live(ctx)
	obeying.Wait()
}

// Show publishes a page. It must not be changed afterwards.
func (b *Bridge) Show(p Page) {
	if !p.Private {
		p.Root = p.Root.Public(p.Hidden)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.announce(p)
	b.page = p
	if p.Root.Role == a11y.Page {
		b.under.Label, b.under.Lang = p.Root.Label, langOf(p.Root)
	}
	b.publish()
}

// Active says whether the window has the keyboard.
func (b *Bridge) Active(active bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.inactive = !active
	b.publish()
}

// announce finds what a page says unasked: what is live and has changed, and not where the cursor is, which is read anyway. Screen
// readers before Orca 48 hear no announcements; for them it stands in the tree as a notification.
func (b *Bridge) announce(p Page) {
	if !same(b.page.Root, p.Root) {
		b.notices = nil
	}
	if !b.watched.Load() {
		return
	}
	for _, c := range a11y.Diff(b.page.Root, p.Root) {
		if !c.Node.Live || c.Node.ID == p.Cursor || !same(b.page.Root, p.Root) {
			continue
		}
		b.said++
		n := notice{b.said, nameOf(c.Node), c.Node.Role == a11y.Alert}
		if b.hears.Load() {
			b.unsaid = last(append(b.unsaid, n), owed)
		} else {
			b.notices = last(append(slices.Clone(b.notices), n), notices)
		}
	}
}

func last[T any](s []T, most int) []T { return s[max(0, len(s)-most):] }

// same says whether two trees are the same page in the same language.
func same(a, b a11y.Node) bool { return a.ID == b.ID && a.Lang == b.Lang }

// publish makes the tree that is read from now on and lets it be told.
func (b *Bridge) publish() {
	b.now.Store(b.build())
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// told takes the announcements that are to be sent.
func (b *Bridge) told() []notice {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.unsaid
	b.unsaid = nil
	return out
}

// ask puts off something that was asked for; false where too much is waiting.
func (b *Bridge) ask(do func(Controls)) bool {
	select {
	case b.asked <- do:
		return true
	default:
		return false
	}
}

// obey does what is asked for, one after the other.
func (b *Bridge) obey(ctx context.Context, to Controls) {
	for {
		select {
		case <-ctx.Done():
			return
		case do := <-b.asked:
			do(to)
		}
	}
}
