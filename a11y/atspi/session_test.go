package atspi

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"linli/a11y"
)

// How long anything may take that has to happen, and how often is looked.
const (
	enough = 30 * time.Second
	glance = 5 * time.Millisecond
)

// session is a desktop session without a screen: a bus of its own, on which the accessibility bus is started by whoever asks for it.
type session struct {
	t       *testing.T
	address string
}

func openSession(t *testing.T) *session {
	t.Helper()
	if _, err := os.Stat("/usr/libexec/at-spi-bus-launcher"); err != nil {
		t.Skip("at-spi2-core is not installed; scripts/setup test installs it")
	}
	dir, err := os.MkdirTemp("", "bus") // its name has to fit into a socket's
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	c := exec.Command("dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; exec cat >/dev/null")
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); !slices.Contains([]string{"DISPLAY", "WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS"}, name) {
			c.Env = append(c.Env, v)
		}
	}
	c.Env = append(c.Env, "XDG_RUNTIME_DIR="+dir)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatalf("%v; scripts/setup test installs it", err)
	}
	t.Cleanup(func() { in.Close(); io.Copy(io.Discard, out); c.Wait() })
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return &session{t, strings.TrimSpace(address)}
}

// dial connects to the accessibility bus, as soon as there is one.
func (s *session) dial() *dbus.Conn {
	s.t.Helper()
	c, err := dbus.Connect(s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	defer c.Close()
	var bus *dbus.Conn
	s.until("the accessibility bus", func() bool {
		var address string
		if c.Object("org.a11y.Bus", "/org/a11y/bus").Call("org.a11y.Bus.GetAddress", 0).Store(&address) == nil {
			bus, err = dbus.Connect(address)
		}
		return bus != nil && err == nil
	})
	s.t.Cleanup(func() { bus.Close() })
	return bus
}

func (s *session) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// pid is the process behind a name on the bus.
func (s *session) pid(bus *dbus.Conn, name string) int {
	s.t.Helper()
	var pid uint32
	s.must(bus.BusObject().Call("org.freedesktop.DBus.GetConnectionUnixProcessID", 0, name).Store(&pid))
	return int(pid)
}

func (s *session) signal(pid int, sig syscall.Signal) {
	s.t.Helper()
	s.must(syscall.Kill(pid, sig))
}

// resident stands for a session: it writes down what is asked of it.
type resident struct{ did chan string }

func (r resident) Focus(id a11y.ID)             { r.did <- "focus " + string(id) }
func (r resident) Activate(id a11y.ID)          { r.did <- "activate " + string(id) }
func (r resident) SetText(id a11y.ID, s string) { r.did <- "write " + string(id) + ": " + s }

// publish starts a bridge.
func (s *session) publish() (*Bridge, resident) {
	r := resident{make(chan string, 100)}
	b := New(Options{Name: "Linli", Version: "0", Bus: Address{Session: s.address}, Log: slog.New(slog.DiscardHandler)})
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() { b.Run(ctx, r) })
	s.t.Cleanup(func() { stop(); running.Wait() })
	return b, r
}

// reader is assistive technology.
type reader struct {
	*session
	bus    *dbus.Conn
	name   string // the program's
	events chan *dbus.Signal
}

// read waits until the program is on the desktop.
func (s *session) read() *reader {
	s.t.Helper()
	r := &reader{session: s, bus: s.dial()}
	r.until("the program to be on the desktop", func() bool { return len(r.programs()) > 0 })
	r.name = r.programs()[0].Name
	return r
}

// programs are those on the desktop, of our name.
func (r *reader) programs() []ref {
	var all, ours []ref
	if r.bus.Object(nameRegistry, pathRoot).Call(ifAccessible+".GetChildren", 0).Store(&all) != nil {
		return nil
	}
	for _, p := range all {
		var v dbus.Variant
		if r.bus.Object(p.Name, p.Path).Call(ifProperties+".Get", 0, ifAccessible, "Name").Store(&v) == nil && v.Value() == "Linli" {
			ours = append(ours, p)
		}
	}
	return ours
}

func (s *session) until(what string, so func() bool) {
	s.t.Helper()
	for end := time.Now().Add(enough); !so(); time.Sleep(glance) {
		if time.Now().After(end) {
			s.t.Fatalf("waited for %s in vain", what)
		}
	}
}

// listen hears the program's events, having told the registry of which kinds.
func (r *reader) listen(kinds ...string) {
	r.t.Helper()
	r.events = make(chan *dbus.Signal, 4096)
	r.bus.Signal(r.events)
	r.must(r.bus.AddMatchSignal(dbus.WithMatchSender(r.name)))
	for _, k := range kinds {
		r.must(r.bus.Object(nameRegistry, pathRegistry).Call(nameRegistry+".RegisterEvent", 0, k, []string{}, "").Err)
	}
}

// hear waits for an event and returns those before it, and it, in short.
func (r *reader) hear(last string) []string {
	r.t.Helper()
	var out []string
	end := time.After(enough)
	for {
		select {
		case s := <-r.events:
			if s.Sender != r.name {
				continue
			}
			out = append(out, short(s))
			if out[len(out)-1] == last {
				return out
			}
		case <-end:
			r.t.Fatalf("waited for %q in vain, heard\n%s", last, strings.Join(out, "\n"))
		}
	}
}

// short is an event in a line: kind, detail, first number, text.
func short(s *dbus.Signal) string {
	name := s.Name[strings.LastIndex(s.Name, ".")+1:]
	if strings.HasPrefix(s.Name, ifCache) || len(s.Body) < 4 {
		return name
	}
	detail, _ := argument[string](s.Body, 0)
	one, _ := argument[int32](s.Body, 1)
	line := []string{name, detail, string('0' + rune(min(max(one, 0), 9)))}
	if v, ok := argument[dbus.Variant](s.Body, 3); ok {
		if text, ok := v.Value().(string); ok {
			line = append(line, text)
		}
	}
	return strings.Join(strings.Fields(strings.Join(line, " ")), " ")
}

// thing is something on the bus, as a reader finds it.
type thing struct {
	*reader
	at ref
}

func (r *reader) thing(path dbus.ObjectPath) thing { return thing{r, ref{r.name, path}} }

func (x thing) call(member string, args ...any) *dbus.Call {
	return x.bus.Object(x.at.Name, x.at.Path).Call(member, 0, args...)
}

// ask calls a method that answers with one value.
func ask[T any](x thing, member string, args ...any) (v T) {
	x.t.Helper()
	if err := x.call(member, args...).Store(&v); err != nil {
		x.t.Fatalf("%s of %s: %v", member, x.at.Path, err)
	}
	return v
}

func prop[T any](x thing, face, name string) T {
	x.t.Helper()
	v, ok := ask[dbus.Variant](x, ifProperties+".Get", face, name).Value().(T)
	if !ok {
		x.t.Fatalf("%s of %s has another type", name, x.at.Path)
	}
	return v
}

func (x thing) name() string { x.t.Helper(); return prop[string](x, ifAccessible, "Name") }
func (x thing) id() string   { x.t.Helper(); return prop[string](x, ifAccessible, "AccessibleId") }
func (x thing) role() role   { x.t.Helper(); return role(ask[uint32](x, ifAccessible+".GetRole")) }

func (x thing) states() states {
	x.t.Helper()
	w := ask[[]uint32](x, ifAccessible+".GetState")
	if len(w) != 2 {
		x.t.Fatalf("%d words of states", len(w))
	}
	return states(w[0]) | states(w[1])<<32
}

func (x thing) kids() []thing {
	x.t.Helper()
	var out []thing
	for _, r := range ask[[]ref](x, ifAccessible+".GetChildren") {
		out = append(out, thing{x.reader, r})
	}
	return out
}

// all are a thing and everything below it, walked as test tools do.
func (x thing) all() []thing {
	x.t.Helper()
	out := []thing{x}
	for _, k := range x.kids() {
		out = append(out, k.all()...)
	}
	return out
}

// find waits for the thing with an ID.
func (r *reader) find(id string) thing {
	r.t.Helper()
	var found thing
	r.until(id+" to be there", func() bool {
		for _, x := range r.items() {
			if x.id() == id {
				found = x
				return true
			}
		}
		return false
	})
	return found
}

// items is the program and all that is in it, at once.
func (r *reader) items() []thing {
	r.t.Helper()
	var out []thing
	for _, i := range ask[[]cacheItem](r.thing(pathCache), ifCache+".GetItems") {
		out = append(out, thing{r, i.Object})
	}
	return out
}
