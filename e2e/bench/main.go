//go:build linux

// Command bench measures the kiosk as a resident meets it: how long from the
// start to a picture, how much memory, how soon the screen answers a touch. It
// measures an empty Fyne window and Chromium on a one-file page in the same
// way, turn by turn, so that the figures can be compared on any computer.
//
//	go run ./e2e/bench -ink -program bin/linli-e2e
//	go run ./e2e/bench [-program bin/linli] [-runs 5] [-still 35s] [-idle 10s] [-touch 540,1300,80,1850]
//
// It starts a screen of its own in memory and leaves no process behind.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// page is what Chromium shows: six large buttons and nothing else.
//
//go:embed page.html
var page []byte

type options struct {
	program string
	runs    int
	still   time.Duration
	idle    time.Duration
	at      []point // touched in turn: what turns a page, what turns it back
	ink     bool    // only how soon it is seen
	touches int     // of each start, the first of which meets a page that was never drawn
}

type point struct{ x, y int16 }

func main() {
	opt, err := parse()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	// Children are told to die with the thread that started them, so that
	// thread has to be one that stays; and whatever they leave behind becomes
	// our child, so that it can be found and ended.
	runtime.LockOSThread()
	if err := unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); err != nil {
		fmt.Fprintln(os.Stderr, "bench: prctl:", err)
	}
	dir, err := os.MkdirTemp("", "linli-bench-")
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	tidy := func() {
		endDescendants()
		os.RemoveAll(dir)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		<-stop
		tidy()
		os.Exit(1)
	}()
	do := bench
	if opt.ink {
		do = ink
	}
	err = do(opt, dir)
	tidy()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func parse() (options, error) {
	var opt options
	var touch string
	flag.StringVar(&opt.program, "program", "bin/linli", "the kiosk to measure")
	flag.IntVar(&opt.runs, "runs", 5, "starts of each, after one that does not count")
	flag.DurationVar(&opt.still, "still", 35*time.Second, "how long to leave each alone before that")
	flag.DurationVar(&opt.idle, "idle", 10*time.Second, "how long to watch each doing nothing")
	flag.IntVar(&opt.touches, "touches", 6, "touches of each start")
	flag.BoolVar(&opt.ink, "ink", false, "only measure how soon the ink of a finger is seen, with a program built for tests (bin/linli-e2e)")
	flag.StringVar(&touch, "touch", "540,1300,80,1850", "where to touch and where to touch next, in pixels")
	flag.Parse()
	opt.at = make([]point, 2)
	if _, err := fmt.Sscanf(touch, "%d,%d,%d,%d", &opt.at[0].x, &opt.at[0].y, &opt.at[1].x, &opt.at[1].y); err != nil {
		return opt, fmt.Errorf("-touch wants four numbers such as 540,1300,80,1850, not %q", touch)
	}
	if opt.runs < 1 || opt.touches < 1 {
		return opt, fmt.Errorf("-runs and -touches want at least 1")
	}
	return opt, nil
}

func bench(opt options, dir string) error {
	all, err := subjects(opt, dir)
	if err != nil {
		return err
	}
	screen, err := openScreen(dir, 1080, 1920)
	if err != nil {
		return err
	}
	defer screen.close()

	// Turn by turn, so that whatever else this computer does meets them all.
	for run := range opt.runs + 1 {
		for _, s := range all {
			if s.missing != "" || s.failed != nil {
				continue
			}
			got, err := measure(screen, s, opt, run == opt.runs)
			if err != nil {
				s.failed = err
				fmt.Fprintf(os.Stderr, "bench: %s: %v\n", s.name, err)
			} else if run > 0 { // the first start fills the caches
				s.got = append(s.got, got)
			}
		}
	}
	fmt.Print(table(all, opt))
	for _, s := range all {
		if s.failed != nil {
			return fmt.Errorf("%s: %w", s.name, s.failed)
		}
	}
	return nil
}

// subject is one program to measure.
type subject struct {
	name    string
	command []string
	home    string // kept from start to start, so that caches are warm
	missing string // why it cannot be started here; shown in the table
	failed  error
	got     []figures
}

func subjects(opt options, dir string) ([]*subject, error) {
	empty := filepath.Join(dir, "emptywindow")
	build := exec.Command("go", "build", "-o", empty, "./e2e/bench/emptywindow")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building the empty window: %w\n%s", err, out)
	}
	all := []*subject{
		{name: "empty Fyne window", command: []string{empty}},
		chromium(dir),
		kiosk(opt.program, dir),
	}
	for i, s := range all {
		s.home = filepath.Join(dir, fmt.Sprint("home", i))
	}
	return all, nil
}

func kiosk(program, dir string) *subject {
	s := &subject{name: "linli"}
	path, err := filepath.Abs(program)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		s.missing = fmt.Sprintf("there is no %s: make build", program)
	}
	s.command = []string{path, "-data", filepath.Join(dir, "data"), "-fullscreen"}
	return s
}

func chromium(dir string) *subject {
	s := &subject{name: "Chromium, one page"}
	var path string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	file := filepath.Join(dir, "page.html")
	if path == "" {
		s.missing = "not installed: scripts/setup bench"
	} else if err := os.WriteFile(file, page, 0o600); err != nil {
		s.missing = err.Error()
	}
	s.command = []string{
		path, "--kiosk", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-default-browser-check",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--password-store=basic", "--disable-features=Translate",
		"--window-position=0,0", "--window-size=1080,1920", "--user-data-dir=" + filepath.Join(dir, "chromium"),
		"file://" + file,
	}
	return s
}
