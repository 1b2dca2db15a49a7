//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// How large the screen is: a kiosk upright.
const width, height = 1080, 1920

// xScreen is a screen in memory, with a pointer and a keyboard.
type xScreen struct {
	t       *testing.T
	display string
	pressed time.Time // when the pointer last pressed
	pixels  []byte    // what is shown, as it changes: Xvfb keeps its picture in a file
}

// openScreen starts a screen, which ends with the test.
func openScreen(t *testing.T) *xScreen {
	t.Helper()
	ready, number, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer ready.Close()
	// Without a picture of the pointer, and without starting afresh when the last program leaves.
	dir := t.TempDir()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", width, height),
		"-fbdir", dir, "-nocursor", "-noreset", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{number}
	err = x.Start()
	number.Close()
	if err != nil {
		t.Fatalf("Xvfb does not start: %v; scripts/setup test installs it", err)
	}
	t.Cleanup(func() {
		// Asked to end, it takes its socket away; killed, it would leave it to the next screen of that number.
		x.Process.Signal(syscall.SIGTERM)
		late := time.AfterFunc(patience, func() { x.Process.Kill() })
		defer late.Stop()
		x.Wait()
	})
	if err := ready.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(ready).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb ended without a display: %v", err)
	}
	s := &xScreen{t: t, display: ":" + strings.TrimSpace(line)}
	s.answers()
	s.look(filepath.Join(dir, "Xvfb_screen0"))
	return s
}

// look maps the picture of the screen.
func (s *xScreen) look(picture string) {
	s.t.Helper()
	file, err := os.Open(picture)
	if err != nil {
		s.t.Fatal(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		s.t.Fatal(err)
	}
	if s.pixels, err = unix.Mmap(int(file.Fd()), 0, int(info.Size()), unix.PROT_READ, unix.MAP_SHARED); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { unix.Munmap(s.pixels) })
}

// colour is the colour of one point of the screen. The picture is in the format of xwd: a header of 32-bit words, of which the first is
// its length, the 13th the length of a line and the 20th the number of colours (12 bytes each) that follow it.
func (s *xScreen) colour(x, y int) color.NRGBA {
	word := func(n int) int { return int(binary.BigEndian.Uint32(s.pixels[4*n:])) }
	at := word(0) + 12*word(19) + y*word(12) + 4*x
	return color.NRGBA{s.pixels[at+2], s.pixels[at+1], s.pixels[at], 255}
}

// settle waits until nothing has changed for half a second.
func (s *xScreen) settle() {
	s.t.Helper()
	for end := time.Now().Add(patience); s.changes(500*time.Millisecond) > 0; {
		if time.Now().After(end) {
			s.t.Fatal("the screen does not come to rest")
		}
	}
}

// changes counts how often the screen looks different from a twentieth of a second before.
func (s *xScreen) changes(during time.Duration) int {
	n, seen := 0, bytes.Clone(s.pixels)
	for end := time.Now().Add(during); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if !bytes.Equal(seen, s.pixels) {
			n++
			copy(seen, s.pixels)
		}
	}
	return n
}

// answers waits until programs can reach the screen.
func (s *xScreen) answers() {
	s.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		c, err := net.Dial("unix", "/tmp/.X11-unix/X"+s.display[1:])
		if err == nil {
			c.Close()
			return
		}
		if time.Now().After(end) {
			s.t.Fatalf("nothing answers at %s: %v", s.display, err)
		}
	}
}

// do makes the pointer and the keyboard do something, in the words of xdotool.
func (s *xScreen) do(words ...string) {
	s.t.Helper()
	c := exec.Command("xdotool", words...)
	c.Env = append(os.Environ(), "DISPLAY="+s.display)
	if out, err := c.CombinedOutput(); err != nil {
		s.t.Fatalf("xdotool %v: %v: %s", words, err, out)
	}
}

// point does something with the pointer, not sooner after the last press than a press counts as one of its own.
func (s *xScreen) point(words ...string) {
	s.t.Helper()
	const apart = 360 * time.Millisecond
	time.Sleep(time.Until(s.pressed.Add(apart)))
	s.do(words...)
	s.pressed = time.Now()
}

// picture is what the screen shows.
func (s *xScreen) picture() image.Image {
	s.t.Helper()
	c := exec.Command("import", "-window", "root", "png:-")
	c.Env = append(os.Environ(), "DISPLAY="+s.display)
	out, err := c.Output()
	if err != nil {
		s.t.Fatalf("import: %v", err)
	}
	p, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// colours counts the colours of a picture, up to a number of them.
func colours(p image.Image, enough int) int {
	seen := map[[3]uint32]bool{}
	b := p.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X && len(seen) < enough; x++ {
			red, green, blue, _ := p.At(x, y).RGBA()
			seen[[3]uint32{red, green, blue}] = true
		}
	}
	return len(seen)
}

// differing counts the points in which two pictures of the screen differ.
func differing(a, b image.Image) int {
	n := 0
	for y := range height {
		for x := range width {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			if ar != br || ag != bg || ab != bb {
				n++
			}
		}
	}
	return n
}
