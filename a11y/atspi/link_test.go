package atspi

import (
	"context"
	"log/slog"
	"net"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/godbus/dbus/v5"
)

func TestFindBus(t *testing.T) {
	dir := t.TempDir()
	socket, err := net.Listen("unix", filepath.Join(dir, "bus"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	for name, c := range map[string]struct {
		env  map[string]string
		want Address
	}{
		"none":       {nil, Address{}},
		"given":      {map[string]string{"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x", "XDG_RUNTIME_DIR": dir}, Address{Session: "unix:path=/x"}},
		"at its own": {map[string]string{"XDG_RUNTIME_DIR": dir}, Address{Session: "unix:path=" + dir + "/bus"}},
		"not there":  {map[string]string{"XDG_RUNTIME_DIR": t.TempDir()}, Address{}},
		"off":        {map[string]string{"DBUS_SESSION_BUS_ADDRESS": "disabled:", "XDG_RUNTIME_DIR": dir}, Address{}},
		"to launch":  {map[string]string{"DBUS_SESSION_BUS_ADDRESS": "autolaunch:"}, Address{}}, // that would leave a daemon behind
		"direct":     {map[string]string{"AT_SPI_BUS_ADDRESS": "unix:path=/y"}, Address{Direct: "unix:path=/y"}},
	} {
		if got := FindBus(func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestWithoutABus: pages are shown all the same; where there is none, nothing is done, and where none answers it ends when it has to.
func TestWithoutABus(t *testing.T) {
	b := New(Options{Name: "Linli", Log: slog.New(slog.DiscardHandler)})
	b.Show(contact())
	b.Run(context.Background(), nil) // returns
	for _, bus := range []Address{{Session: "unix:path=/nowhere/at/all"}, {Direct: "nonsense"}} {
		b := New(Options{Name: "Linli", Bus: bus, Log: slog.New(slog.DiscardHandler)})
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan struct{})
		go func() { b.Run(ctx, nil); close(ended) }()
		b.Show(contact())
		stop()
		<-ended
	}
}

// TestRegisteredOnce: the signal that a registry is there may be of the one that has just answered us. Registered with it again, the program
// would be on the desktop twice.
func TestRegisteredOnce(t *testing.T) {
	l := &link{}
	l.desktop.Store(&ref{":1.5", pathRoot})
	for owner, again := range map[string]bool{":1.5": false, ":1.9": true, "": true} {
		s := &dbus.Signal{Name: "org.freedesktop.DBus.NameOwnerChanged", Body: []any{nameRegistry, ":1.1", owner}}
		if l.heard(context.Background(), s) != again {
			t.Errorf("owned by %q: registered again: %v", owner, !again)
		}
	}
}

// TestFoundOnAnotherBus: who starts the accessibility bus ends and leaves it behind. Readers that come later are given another one; the
// program is there, too.
func TestFoundOnAnotherBus(t *testing.T) {
	_, _, r := open(t)
	left := r.pid(r.bus, "org.freedesktop.DBus")
	t.Cleanup(func() { syscall.Kill(left, syscall.SIGKILL) })
	session, err := dbus.Connect(r.address)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	r.signal(r.pid(session, nameBus), syscall.SIGKILL)
	r.until("nobody to start buses", func() bool {
		var owned bool
		return session.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, nameBus).Store(&owned) == nil && !owned
	})
	again := r.session.read()
	if n := len(again.programs()); n != 1 || again.find("continue").name() != "继续" {
		t.Errorf("the program is there %d times", n)
	}
}
