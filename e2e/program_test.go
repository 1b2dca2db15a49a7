//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"linli/a11y"
)

const (
	patience = 20 * time.Second       // how long something may take to become so
	glance   = 20 * time.Millisecond  // between two looks
	settled  = 340 * time.Millisecond // from a page's being drawn to its taking presses for meant (ui/input: strike)
	apart    = "800"                  // of xdotool, which waits for half of it: the same key may come twice, and not as one strike
)

// program returns the program to test.
func program(t *testing.T) string {
	t.Helper()
	p := os.Getenv("E2E_PROGRAM")
	if p == "" {
		t.Skip("E2E_PROGRAM names no program to test; make e2e builds one and names it")
	}
	return p
}

// environ is the environment of a program on a display, without anything of the session that the tests run in.
func environ(dir, display string, more ...string) []string {
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "XDG_CACHE_HOME=" + dir, "XDG_CONFIG_HOME=" + dir, "XDG_RUNTIME_DIR=" + dir, "DBUS_SESSION_BUS_ADDRESS=disabled:", "FYNE_SCALE=1"}
	if display != "" {
		env = append(env, "DISPLAY="+display)
	}
	return append(env, more...)
}

// text is what a program has written so far.
type text struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (t *text) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.Write(p)
}

func (t *text) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.buf.String()
}

// shown is a page as the program tells it.
type shown struct {
	Cursor a11y.ID
	Lit    []a11y.ID // what the light of a switch is on
	Page   a11y.Node
	Bounds map[a11y.ID]struct{ X, Y, W, H float64 }
}

// leaf returns what a resident can come to under an ID.
func (s shown) leaf(id a11y.ID) (a11y.Node, bool) {
	for _, n := range s.Page.Leaves() {
		if n.ID == id {
			return n, true
		}
	}
	return a11y.Node{}, false
}

// value returns what a node holds.
func (s shown) value(id a11y.ID) string {
	n, _ := s.leaf(id)
	return n.Value
}

// String is the page as text, for whoever reads what went wrong.
func (s shown) String() string {
	var b strings.Builder
	if err := a11y.Dump(&b, s.Page); err != nil {
		return err.Error()
	}
	return b.String()
}

// has says whether a node is on the page and on the screen.
func (s shown) has(id a11y.ID) bool {
	n, ok := s.leaf(id)
	_, placed := s.Bounds[id]
	return ok && placed && !n.State.Disabled
}

// fits says whether the page is laid out for the whole screen, which the window gets soon after it has opened.
func (s shown) fits() bool {
	right, bottom := 0.0, 0.0
	for _, b := range s.Bounds {
		right, bottom = max(right, b.X+b.W), max(bottom, b.Y+b.H)
	}
	return right > width*0.8 && right <= width && bottom > height*0.9 && bottom <= height
}

// kiosk is a running program in its window.
type kiosk struct {
	*xScreen
	cmd  *exec.Cmd
	log  *text
	file string
	done chan error
	at   shown       // the page as of the last look
	seen os.FileInfo // the file that was read for it
	// seeing is told of each page that is seen; nil is nobody.
	seeing func(page a11y.Node)
	lit    time.Time // when the light had come to where it is
	// keyed is when Down was pressed last: pressed again too soon, it is taken for a strike of the same finger.
	keyed time.Time
}

// start starts the program on a screen and waits until its first page is to be seen.
func start(t *testing.T, s *xScreen, data string, args ...string) *kiosk {
	t.Helper()
	return startWith(t, s, nil, data, args...)
}

// startWith is start, with more in the program's environment.
func startWith(t *testing.T, s *xScreen, more []string, data string, args ...string) *kiosk {
	t.Helper()
	dir := t.TempDir()
	k := &kiosk{xScreen: s, log: &text{}, file: filepath.Join(dir, "page.json"), done: make(chan error, 1)}
	k.cmd = exec.Command(program(t), append([]string{"-data", data, "-fullscreen"}, args...)...)
	k.cmd.Env = environ(dir, s.display, append(more, "LINLI_PAGE="+k.file)...)
	k.cmd.Stdout, k.cmd.Stderr = k.log, k.log
	if err := k.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { k.done <- k.cmd.Wait() }()
	t.Cleanup(func() {
		k.cmd.Process.Kill()
		<-k.done
		if t.Failed() {
			t.Logf("the program wrote:\n%s", k.log)
		}
	})
	k.until("the first page on the whole screen", func(s shown) bool { return s.Page.ID == "page-attract" && s.fits() })
	// The first picture takes longer than others, and presses before it meet nothing.
	for end := time.Now().Add(patience); colours(k.picture(), 8) < 8; time.Sleep(glance) {
		if time.Now().After(end) {
			t.Fatal("the first page is all but one flat colour")
		}
	}
	return k
}

// look reads the page that the program shows.
func (k *kiosk) look() {
	k.t.Helper()
	info, err := os.Stat(k.file)
	if errors.Is(err, os.ErrNotExist) || err == nil && k.seen != nil && os.SameFile(info, k.seen) && info.ModTime().Equal(k.seen.ModTime()) {
		return // none yet, or no other
	}
	data, err := os.ReadFile(k.file)
	var s shown
	if err == nil {
		err = json.Unmarshal(data, &s)
	}
	if err != nil {
		k.t.Fatal(err)
	}
	if k.at.Page.ID != s.Page.ID || !slices.Equal(k.at.Lit, s.Lit) {
		k.lit = time.Now()
	}
	k.at, k.seen = s, info
	if k.seeing != nil {
		k.seeing(s.Page)
	}
}

// until waits until the page is as wanted.
func (k *kiosk) until(what string, so func(shown) bool) {
	k.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(glance) {
		k.look()
		if so(k.at) {
			return
		}
		select {
		case err := <-k.done:
			k.done <- err
			k.t.Fatalf("waiting for %s: the program has ended: %v", what, err)
		default:
		}
		if time.Now().After(end) {
			k.t.Fatalf("waiting for %s in vain; cursor %q on the page\n%v", what, k.at.Cursor, k.at)
		}
	}
}

// page waits for a page by its name.
func (k *kiosk) page(id a11y.ID) {
	k.t.Helper()
	k.until("page "+string(id), func(s shown) bool { return s.Page.ID == "page-"+id })
}

// centre waits for a node and returns its middle, in the words of xdotool.
func (k *kiosk) centre(id a11y.ID) (x, y string) {
	k.t.Helper()
	k.until("node "+string(id), func(s shown) bool { return s.has(id) })
	time.Sleep(settled)
	b := k.at.Bounds[id]
	return strconv.Itoa(int(b.X + b.W/2)), strconv.Itoa(int(b.Y + b.H/2))
}

// press presses a node with the pointer, looking for it further down where not everything fits at once.
func (k *kiosk) press(id a11y.ID) {
	k.t.Helper()
	k.until(string(id)+" or more", func(s shown) bool { return s.has(id) || s.has("more") })
	for !k.at.has(id) {
		part := k.at.Page
		k.click("more")
		k.until("the next part", func(s shown) bool { return s.Page.ID != part.ID || len(a11y.Diff(part, s.Page)) > 0 })
		if !k.at.has(id) && !k.at.has("more") {
			k.t.Fatalf("there is no %s in any part of %s", id, k.at.Page.ID)
		}
	}
	k.click(id)
}

func (k *kiosk) click(id a11y.ID) {
	k.t.Helper()
	x, y := k.centre(id)
	k.point("mousemove", x, y, "click", "1")
}

// keyTo moves the cursor to a node with the key Down.
func (k *kiosk) keyTo(id a11y.ID) {
	k.t.Helper()
	k.until("node "+string(id), func(s shown) bool { return s.has(id) })
	for range len(k.at.Page.Leaves()) {
		if k.at.Cursor == id {
			return
		}
		k.down()
	}
	if k.at.Cursor != id {
		k.t.Fatalf("Down goes through page %s without coming to %s", k.at.Page.ID, id)
	}
}

// down presses Down and waits until the cursor is elsewhere.
func (k *kiosk) down() {
	k.t.Helper()
	k.step("Down")
}

// step moves the cursor with a key that moves it by one, when presses are taken for meant, and waits until it has moved.
func (k *kiosk) step(key string) {
	k.t.Helper()
	before := k.at.Cursor
	if before == "" {
		k.t.Fatalf("there is no cursor on page %s", k.at.Page.ID)
	}
	time.Sleep(time.Until(k.keyed.Add(settled)))
	k.do("key", key)
	k.keyed = time.Now()
	k.until("the cursor to leave "+string(before), func(s shown) bool { return s.Cursor != before })
}

var listening = regexp.MustCompile(`msg="server: listening" address=(127\.0\.0\.1:\d+)`)

// address is where the backend inside the program answers.
func (k *kiosk) address() string {
	k.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(glance) {
		if m := listening.FindStringSubmatch(k.log.String()); m != nil {
			return m[1]
		}
	}
	k.t.Fatal("the program does not say where its backend listens")
	return ""
}

// stop ends the program as a service manager does.
func (k *kiosk) stop() {
	k.t.Helper()
	if err := k.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		k.t.Fatal(err)
	}
	select {
	case err := <-k.done:
		k.done <- err
		if err != nil {
			k.t.Fatalf("SIGTERM: %v", err)
		}
	case <-time.After(5 * time.Second):
		k.cmd.Process.Signal(syscall.SIGQUIT) // it writes where it stands
		k.done <- <-k.done
		k.t.Fatal("SIGTERM: the program is still there after 5 s")
	}
	if strings.Contains(k.log.String(), "Error in Fyne call thread") {
		k.t.Errorf("the toolkit complains about its thread:\n%s", k.log)
	}
}

// ticks is the processor time that the program has used so far, in hundredths of a second.
func (k *kiosk) ticks() int {
	k.t.Helper()
	data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(k.cmd.Process.Pid), "stat"))
	if err != nil {
		k.t.Fatal(err)
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	sum := 0
	for _, f := range fields[11:13] { // utime and stime
		n, err := strconv.Atoi(f)
		if err != nil {
			k.t.Fatal(err)
		}
		sum += n
	}
	return sum
}

// result is what became of a program that did not open its window.
type result struct {
	status int
	stderr string
}

// attempt runs the program, which is expected to end soon.
func attempt(t *testing.T, display string, args ...string) result {
	t.Helper()
	var stderr text
	c := exec.Command(program(t), args...)
	c.Env = environ(t.TempDir(), display)
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(patience, func() { c.Process.Kill() })
	defer late.Stop()
	err := c.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{c.ProcessState.ExitCode(), stderr.String()}
}

// refuses checks that the program ended with a status and one line that names what is wrong.
func (r result) refuses(t *testing.T, status int, names ...string) {
	t.Helper()
	if r.status != status {
		t.Errorf("exit status %d, want %d", r.status, status)
	}
	if strings.Count(r.stderr, "\n") != 1 || !strings.HasSuffix(r.stderr, "\n") {
		t.Errorf("want exactly one line on standard error, got:\n%s", r.stderr)
	}
	for _, name := range names {
		if !strings.Contains(r.stderr, name) {
			t.Errorf("standard error does not name %q:\n%s", name, r.stderr)
		}
	}
}
