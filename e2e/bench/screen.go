//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
	"github.com/jezek/xgb/xtest"
	"golang.org/x/sys/unix"
)

// quiet is how long nothing may change for a picture to count as settled.
const quiet = 300 * time.Millisecond

// screen is a display in memory. Xvfb keeps its picture in a file, which is
// mapped here: looking costs neither the server nor the program anything.
type screen struct {
	server  *exec.Cmd
	display string
	pixels  []byte // live
	seen    []byte // as of the last look
	conn    *xgb.Conn
	root    xproto.Window
}

func openScreen(dir string, width, height int) (*screen, error) {
	s := &screen{}
	ready, number, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer ready.Close()
	// No pointer picture (moving it would count as a change), and no reset
	// when the last program leaves.
	s.server = exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-fbdir", dir, "-nocursor", "-noreset", "-nolisten", "tcp")
	s.server.ExtraFiles = []*os.File{number}
	s.server.SysProcAttr = dieWithUs()
	err = s.server.Start()
	number.Close()
	if err != nil {
		return nil, fmt.Errorf("starting Xvfb: %w (scripts/setup bench)", err)
	}
	text := make([]byte, 16)
	n, err := ready.Read(text)
	if err != nil {
		return nil, fmt.Errorf("starting Xvfb: it ended without a display: %w", err)
	}
	s.display = ":" + strings.TrimSpace(string(text[:n]))
	return s, s.attach(filepath.Join(dir, "Xvfb_screen0"))
}

// attach maps the picture and connects for the touches.
func (s *screen) attach(picture string) error {
	file, err := os.Open(picture)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	s.pixels, err = unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED)
	if err != nil {
		return err
	}
	s.seen = make([]byte, len(s.pixels))
	s.changed()
	xgb.Logger = log.New(io.Discard, "", 0) // it complains of every connection that ends
	if s.conn, err = xgb.NewConnDisplay(s.display); err != nil {
		return err
	}
	s.root = xproto.Setup(s.conn).DefaultScreen(s.conn).Root
	return xtest.Init(s.conn)
}

// programs returns the processes that are shown on the screen: ours but the
// server, also those whose parents have ended, which is why the whole tree
// below this program is looked at.
func (s *screen) programs() []int {
	server := append(descendants(s.server.Process.Pid), s.server.Process.Pid)
	return slices.DeleteFunc(descendants(os.Getpid()), func(pid int) bool { return slices.Contains(server, pid) })
}

// close ends the server. What it still shows no longer matters.
func (s *screen) close() {
	s.conn.Close()
	end(s.server)
}

// changed reports whether anything looks different from the last call.
func (s *screen) changed() bool {
	if bytes.Equal(s.pixels, s.seen) {
		return false
	}
	copy(s.seen, s.pixels)
	return true
}

// watch looks every few milliseconds, from start on, until the picture has
// changed and then stayed the same for a while. It returns when the first and
// the last change were seen. Neither may take longer than limit.
func (s *screen) watch(start time.Time, every, limit time.Duration) (first, last time.Duration, err error) {
	for {
		now := time.Since(start)
		switch {
		case s.changed():
			last = time.Since(start)
			if first == 0 {
				first = last
			}
		case first > 0 && now-last > quiet:
			return first, last, nil
		case first == 0 && now > limit:
			return 0, 0, fmt.Errorf("the screen did not change in %v", limit)
		}
		if first > 0 && now > limit {
			return first, last, fmt.Errorf("the screen did not settle in %v", limit)
		}
		time.Sleep(every)
	}
}

// settle waits until nothing has changed for a while, for at most limit.
func (s *screen) settle(limit time.Duration) {
	begin := time.Now()
	for last := begin; time.Since(last) < quiet && time.Since(begin) < limit; time.Sleep(10 * time.Millisecond) {
		if s.changed() {
			last = time.Now()
		}
	}
}

// count returns how often the picture changes during d.
func (s *screen) count(d time.Duration) int {
	s.changed()
	n := 0
	for begin := time.Now(); time.Since(begin) < d; time.Sleep(20 * time.Millisecond) {
		if s.changed() {
			n++
		}
	}
	return n
}

func (s *screen) fake(event byte, detail byte, x, y int16) error {
	return xtest.FakeInputChecked(s.conn, event, detail, 0, s.root, x, y, 0).Check()
}

// point moves the pointer, as a finger does just before it touches.
func (s *screen) point(x, y int16) error { return s.fake(xproto.MotionNotify, 0, x, y) }

// touch presses and releases where the pointer is.
func (s *screen) touch() error {
	if err := s.fake(xproto.ButtonPress, 1, 0, 0); err != nil {
		return err
	}
	return s.fake(xproto.ButtonRelease, 1, 0, 0)
}
