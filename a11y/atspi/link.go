package atspi

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/godbus/dbus/v5"
)

// Address is how the bus can be reached.
type Address struct {
	// Session is the session bus, which knows where the accessibility bus is; Direct is that one itself, in place of asking.
	Session, Direct string
}

func (a Address) none() bool { return a == Address{} }

// FindBus finds the session's bus in the environment (D-Bus specification, Well-known message bus instances). Unlike libraries it starts
// none where there is none. It has to be called before the toolkit is kept from starting one.
func FindBus(getenv func(string) string) Address {
	a := Address{Direct: getenv("AT_SPI_BUS_ADDRESS")}
	switch given := getenv("DBUS_SESSION_BUS_ADDRESS"); {
	case strings.HasPrefix(given, "disabled:") || strings.HasPrefix(given, "autolaunch:"):
	case given != "":
		a.Session = given
	case getenv("XDG_RUNTIME_DIR") != "":
		socket := filepath.Join(getenv("XDG_RUNTIME_DIR"), "bus")
		if info, err := os.Stat(socket); err == nil && info.Mode()&fs.ModeSocket != 0 {
			a.Session = "unix:path=" + dbus.EscapeBusAddressValue(socket)
		}
	}
	return a
}

// How long an answer is waited for, how soon and how late a lost bus is looked for again, and how long a registry has to come back by itself.
const (
	patience = 10 * time.Second
	soon     = time.Second
	late     = time.Minute
	breath   = 300 * time.Millisecond
)

// live keeps the window on the bus, for as long as there is one.
func (b *Bridge) live(ctx context.Context) {
	for wait := soon; ; wait = min(2*wait, late) {
		began := time.Now()
		err := b.life(ctx)
		if ctx.Err() != nil {
			return
		}
		b.o.Log.Debug("accessibility bus", "error", err)
		if time.Since(began) > late {
			wait = soon
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

// life is one life of the bus.
func (b *Bridge) life(ctx context.Context) error {
	address := b.o.Bus.Direct
	if address == "" {
		session, err := connect(ctx, b.o.Bus.Session)
		if err != nil {
			return fmt.Errorf("connect to the session bus: %w", err)
		}
		defer session.Close()
		launched, err := launches(ctx, session)
		if err != nil {
			return fmt.Errorf("watch who starts the accessibility bus: %w", err)
		}
		if address, err = askBus(ctx, session); err != nil {
			return fmt.Errorf("ask the session bus for the accessibility bus: %w", err)
		}
		living, end := context.WithCancelCause(ctx)
		var following sync.WaitGroup
		following.Go(func() { follow(living, session, launched, address, end) })
		defer func() { end(nil); following.Wait() }()
		ctx = living
	}
	b.watched.Store(false)
	l := &link{b: b}
	l.desktop.Store(&ref{"", pathNull})
	l.id.Store(unnumbered)
	bus, err := connect(ctx, address, dbus.WithHandler(l))
	if err != nil {
		return fmt.Errorf("connect to the accessibility bus: %w", err)
	}
	defer bus.Close()
	l.bus, l.name = bus, bus.Names()[0]
	return l.serve(ctx)
}

// connect connects to a bus that answers in time.
func connect(ctx context.Context, address string, options ...dbus.ConnOption) (*dbus.Conn, error) {
	ctx, stop := context.WithCancelCause(ctx)
	late := time.AfterFunc(patience, func() { stop(context.DeadlineExceeded) })
	c, err := dbus.Connect(address, append(options, dbus.WithContext(ctx))...)
	if err != nil {
		late.Stop()
		stop(nil)
		return nil, err
	}
	if !late.Stop() { // it came at the last moment
		c.Close()
		return nil, context.DeadlineExceeded
	}
	return c, nil
}

// askBus asks the session where the accessibility bus is; that starts it where it is not there yet.
func askBus(ctx context.Context, session *dbus.Conn) (string, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	var address string
	err := session.Object(nameBus, "/org/a11y/bus").CallWithContext(ctx, nameBus+".GetAddress", 0).Store(&address)
	return address, err
}

// launches tells whenever somebody else, or nobody, starts accessibility buses.
func launches(ctx context.Context, session *dbus.Conn) (<-chan *dbus.Signal, error) {
	signals := make(chan *dbus.Signal, 16)
	session.Signal(signals)
	return signals, session.AddMatchSignalContext(ctx, dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"),
		dbus.WithMatchArg(0, nameBus))
}

// follow ends a life on a bus that nobody finds any more: whoever started it has ended, it lives on, and there is another one.
func follow(ctx context.Context, session *dbus.Conn, launched <-chan *dbus.Signal, address string, end context.CancelCauseFunc) {
	for {
		select {
		case <-ctx.Done():
			return
		case s, open := <-launched:
			if !open {
				return
			}
			if owner, _ := argument[string](s.Body, 2); owner == "" {
				continue
			}
			if now, err := askBus(ctx, session); err == nil && now != address {
				end(errLost)
				return
			}
		}
	}
}

// link is a connection to the accessibility bus.
type link struct {
	b       *Bridge
	bus     *dbus.Conn
	name    string              // ours
	desktop atomic.Pointer[ref] // where the registry has put us
	id      atomic.Int32        // what it calls us
}

// unnumbered is what a program is called by that no registry has.
const unnumbered = -1

var errLost = errors.New("the accessibility bus has ended")

// serve registers the window and tells readers what changes on it, until the bus ends.
func (l *link) serve(ctx context.Context) error {
	signals := make(chan *dbus.Signal, 64)
	l.bus.Signal(signals)
	for _, match := range [][]dbus.MatchOption{
		{dbus.WithMatchInterface("org.freedesktop.DBus"), dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, nameRegistry)},
		{dbus.WithMatchInterface(nameRegistry)},
	} {
		if err := l.bus.AddMatchSignalContext(ctx, match...); err != nil {
			return fmt.Errorf("watch the registry: %w", err)
		}
	}
	told := l.b.now.Load() // whoever reads from here on finds that, or more
	l.b.told()
	if err := l.embed(ctx); err != nil {
		return err
	}
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.bus.Context().Done():
			return errLost
		case <-again:
			again = nil
			if err := l.embed(ctx); err != nil {
				return err
			}
		case s, open := <-signals:
			if !open {
				return errLost
			}
			if l.heard(ctx, s) {
				again = time.After(breath)
			}
		case <-l.b.wake:
			now := l.b.now.Load()
			if err := l.send(told, now); err != nil {
				return fmt.Errorf("tell what has changed: %w", err)
			}
			told = now
		}
	}
}

// embed puts the window under the registry's desktop. Where none runs, the call starts one.
func (l *link) embed(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	var desktop ref
	err := l.bus.Object(nameRegistry, pathRoot).CallWithContext(ctx, ifSocket+".Embed", 0, ref{l.name, pathRoot}).Store(&desktop)
	if err != nil {
		return fmt.Errorf("register with the accessibility registry: %w", err)
	}
	l.desktop.Store(&desktop)
	l.b.o.Log.Debug("accessibility bus: registered", "as", l.name)
	l.listeners(ctx)
	return nil
}

// heard takes a signal and says whether another registry is there now. Of the one that our own call has started the signal comes after the
// answer; registered twice, we would be listed twice.
func (l *link) heard(ctx context.Context, s *dbus.Signal) (another bool) {
	switch s.Name {
	case "org.freedesktop.DBus.NameOwnerChanged":
		owner, _ := argument[string](s.Body, 2)
		return owner != l.desktop.Load().Name
	case nameRegistry + ".EventListenerRegistered", nameRegistry + ".EventListenerDeregistered":
		l.listeners(ctx)
	}
	return false
}

// listeners asks which events anybody wants. Where nobody says, all are sent.
func (l *link) listeners(ctx context.Context) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	var wanted []struct{ Bus, Event string }
	call := l.bus.Object(nameRegistry, pathRegistry).CallWithContext(ctx, nameRegistry+".GetRegisteredEvents", 0)
	if call.Err != nil || call.Store(&wanted) != nil {
		l.b.watched.Store(true)
		return
	}
	bounds, hears := false, false
	for _, w := range wanted {
		l.b.watched.Store(true)
		bounds = bounds || strings.HasPrefix(w.Event, "Object:BoundsChanged")
		hears = hears || strings.HasPrefix(w.Event, "Object:Announcement")
	}
	l.b.bounds.Store(bounds)
	l.b.hears.Store(hears)
}

// send tells readers, if there are any, what has changed.
func (l *link) send(old, new *tree) error {
	unsaid := l.b.told()
	if !l.b.watched.Load() {
		return nil
	}
	for _, e := range difference(old, new, l.name) {
		if e.placement && !l.b.bounds.Load() {
			continue
		}
		if err := l.emit(e); err != nil {
			return err
		}
	}
	for _, n := range unsaid {
		e := event{path: new.frame.path, of: eventObject, member: "Announcement", one: 1, value: n.text}
		if n.urgent {
			e.one = 2
		}
		if err := l.emit(e); err != nil {
			return err
		}
	}
	return nil
}

func (l *link) emit(e event) error {
	switch {
	case e.object != nil:
		return l.bus.Emit(pathCache, ifCache+".AddAccessible", l.item(e.object))
	case e.gone:
		return l.bus.Emit(pathCache, ifCache+".RemoveAccessible", ref{l.name, e.path})
	}
	value := e.value
	if value == nil {
		value = int32(0) // there has to be one
	}
	return l.bus.Emit(e.path, e.of+"."+e.member, e.detail, e.one, e.two, dbus.MakeVariant(value), map[string]dbus.Variant{})
}
