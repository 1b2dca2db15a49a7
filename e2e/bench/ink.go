//go:build linux

package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/jezek/xgb/xproto"
)

// toSlate is what is pressed until there is a slate to write on with a finger.
var toSlate = []string{"start-zh-Hans", "report", "group-0", "service-0", "here", "continue", "draw"}

// moves are how often the pointer moves on each of some lines.
const lines, moves = 5, 30

// ink measures how long it takes from a move of the pointer on the slate of the real window until there is ink in the picture of the screen. The program
// has to be one that is built for tests: it says where its buttons are.
func ink(opt options, dir string) error {
	screen, err := openScreen(dir, 1080, 1920)
	if err != nil {
		return err
	}
	defer screen.close()
	file := filepath.Join(dir, "page.json")
	for name, value := range map[string]string{"LINLI_PAGE": file, "FYNE_SCALE": "1"} {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	cmd, err := launch(kiosk(opt.program, dir).command, screen.display, filepath.Join(dir, "home"))
	if err != nil {
		return err
	}
	defer end(cmd)
	for start := time.Now(); screen.dark(1070, 1900); time.Sleep(20 * time.Millisecond) { // black until the window is as large as the screen
		if time.Since(start) > 3*patience {
			return fmt.Errorf("the window does not come")
		}
	}
	for n, id := range toSlate {
		if err := screen.turn(file, id, append(toSlate, "slate")[n+1]); err != nil {
			return err
		}
	}
	slate, err := find(file, "slate", patience)
	if err != nil {
		return err
	}
	screen.settle(2 * time.Second)
	fmt.Printf("load before: %s\n", load())
	var took []time.Duration
	var busy time.Duration
	for n := range lines {
		before := cpu(screen.programs())
		some, err := screen.line(slate, n)
		if err != nil {
			return err
		}
		busy += cpu(screen.programs()) - before
		took = append(took, some...)
	}
	slices.Sort(took)
	at := func(part float64) float64 { return took[int(part*float64(len(took)-1))].Seconds() * 1000 }
	fmt.Printf("load after: %s\nfrom a move of the pointer to its ink, of %d moves: %.1f ms at least, %.1f in the middle, %.1f in nine of ten, %.1f at most; %.1f ms of a processor each\n",
		load(), len(took), at(0), at(0.5), at(0.9), at(1), busy.Seconds()*1000/float64(len(took)))
	return nil
}

// turn presses a button until there is one of the next page: what is pressed before the window has been painted meets nothing.
func (s *screen) turn(file, id, next string) error {
	var at box
	var err error
	for range 3 {
		time.Sleep(time.Second / 2) // sooner, it would be a double strike
		s.settle(2 * time.Second)
		if at, err = find(file, id, patience); err != nil {
			return err
		}
		if err := s.point(int16(at.X+at.W/2), int16(at.Y+at.H/2)); err != nil {
			return err
		}
		time.Sleep(200 * time.Millisecond)
		if err := s.fake(xproto.ButtonPress, 1, 0, 0); err != nil {
			return err
		}
		time.Sleep(100 * time.Millisecond)
		if err := s.fake(xproto.ButtonRelease, 1, 0, 0); err != nil {
			return err
		}
		if _, err = find(file, next, patience/2); err == nil {
			return nil
		}
	}
	return err
}

// load is how much the machine has to do.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}

// box is where a node is, in pixels.
type box struct{ X, Y, W, H float32 }

// find waits for a page with a node and returns where that is.
func find(file, id string, limit time.Duration) (box, error) {
	on := "none"
	for start := time.Now(); time.Since(start) < limit; time.Sleep(20 * time.Millisecond) {
		var page struct {
			Page   struct{ ID string }
			Bounds map[string]box
		}
		data, err := os.ReadFile(file)
		if err != nil || json.Unmarshal(data, &page) != nil {
			continue // none yet
		}
		if at, ok := page.Bounds[id]; ok {
			return at, nil
		}
		on = page.Page.ID
	}
	return box{}, fmt.Errorf("no %s on the page in %v, but on %s: is the program built for tests (make e2e)?", id, limit, on)
}

// line draws the n-th line across a slate, a move at a time, and returns how long each takes to be seen.
func (s *screen) line(slate box, n int) ([]time.Duration, error) {
	x, y := slate.X+slate.W*0.1, slate.Y+slate.H*(0.3+0.12*float32(n))
	if err := s.point(int16(x), int16(y)); err != nil {
		return nil, err
	}
	if err := s.fake(xproto.ButtonPress, 1, 0, 0); err != nil {
		return nil, err
	}
	var took []time.Duration
	for range moves {
		x += slate.W * 0.8 / moves
		time.Sleep(60*time.Millisecond + time.Duration(rand.IntN(17_000))*time.Microsecond) // so that it comes at any time between two pictures
		start := time.Now()
		if err := s.point(int16(x), int16(y)); err != nil {
			return nil, err
		}
		for !s.dark(int(x), int(y)) {
			if time.Since(start) > 5*time.Second {
				return nil, fmt.Errorf("there is no ink at %.0f,%.0f", x, y)
			}
			time.Sleep(100 * time.Microsecond)
		}
		took = append(took, time.Since(start))
	}
	return took, s.fake(xproto.ButtonRelease, 1, 0, 0)
}

// dark says whether a pixel of the screen is. Its picture is a file of X's window dumps: 32-bit numbers, colours, lines of 32-bit pixels.
func (s *screen) dark(x, y int) bool {
	header := func(i int) int { return int(binary.BigEndian.Uint32(s.pixels[4*i:])) }
	const size, lineBytes, colours, ofColour = 0, 12, 19, 12
	at := header(size) + header(colours)*ofColour + y*header(lineBytes) + x*4
	return int(s.pixels[at])+int(s.pixels[at+1])+int(s.pixels[at+2]) < 3*0x60
}
