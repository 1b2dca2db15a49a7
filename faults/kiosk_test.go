package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/outbox"
)

// kiosk is what a row of victims has worked on: a folder that each inherits from the one before, and what they said.
type kiosk struct {
	t      *testing.T
	dir    string
	ledger string
	next   int // the next submission
	env    []string

	shown   map[string]bool // numbers that a resident has seen
	refused map[string]bool // numbers of which a resident was told that they cannot be kept
	faults  int
	failing bool // whether calls are failing without end
}

func newKiosk(t *testing.T, dir string) *kiosk {
	return &kiosk{t: t, dir: dir, ledger: filepath.Join(t.TempDir(), "ledger"), next: 1, shown: map[string]bool{}, refused: map[string]bool{}}
}

// lines is what a process has said so far.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// trouble is what was said, without what a library says of this computer when it starts.
func (l *lines) trouble() (text string) {
	for line := range strings.Lines(l.String()) {
		if !strings.Contains(line, " INFO: metrics: ") {
			text += line
		}
	}
	return text
}

// has says whether a whole line was said.
func (l *lines) has(start string) bool { return strings.Contains("\n"+l.String(), "\n"+start) }

// started is a victim that is running.
type started struct {
	*exec.Cmd
	out, err lines
}

// start runs a victim under a program of its own, such as strace. It puts so many submissions, 0: until it is ended.
func (k *kiosk) start(puts int, under ...string) *started {
	k.t.Helper()
	all := append(under, os.Args[0])
	s := &started{Cmd: exec.Command(all[0], all[1:]...)}
	s.Env = append(os.Environ(), "FAULTS_VICTIM="+k.dir, "FAULTS_LEDGER="+k.ledger, "FAULTS_FROM="+strconv.Itoa(k.next), "FAULTS_PUTS="+strconv.Itoa(puts))
	s.Env = append(s.Env, k.env...)
	s.Stdout, s.Stderr = &s.out, &s.err
	if err := s.Start(); err != nil {
		k.t.Fatal(err)
	}
	return s
}

// heard keeps what a victim that has ended had said.
func (k *kiosk) heard(s *started) {
	text := s.out.String()
	if i := strings.LastIndexByte(text, '\n'); i >= 0 { // what a kill has cut off was not said
		text = text[:i]
	}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		switch words[0] {
		case "ok":
			k.shown[words[1]] = true
		case "no":
			k.refused[words[1]] = true
		case "flawed": // while calls fail, one place may be ahead of the other
			if k.shown[words[1]] && !k.failing {
				k.t.Error(line)
			}
		default:
			continue
		}
		if n, err := strconv.Atoi(words[1]); err == nil {
			k.next = max(k.next, n+1)
		}
	}
	k.next += 3 // what was being put when it ended
}

// settle sends all that is left, without faults, and returns what is lost and what is doubled.
func (k *kiosk) settle() (lost, doubled int) {
	k.t.Helper()
	b, err := openBox(k.t.Context(), k.dir)
	if err != nil {
		k.t.Fatal(err)
	}
	drain(k.t, b, &ledger{path: k.ledger})
	if err := b.Close(); err != nil {
		k.t.Error(err)
	}
	written, err := os.ReadFile(k.ledger)
	if err != nil && !errors.Is(err, os.ErrNotExist) { // all were killed before anything was sent
		k.t.Fatal(err)
	}
	arrived := map[string]int{}
	for line := range strings.Lines(string(written)) {
		n, words, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		arrived[n]++
		if i, err := strconv.Atoi(n); err != nil || words != text(i) {
			k.t.Errorf("%s arrived as %q", n, words)
			lost++
		}
	}
	for n := range k.shown {
		if arrived[n] == 0 {
			k.t.Errorf("%s was shown and is lost", n)
			lost++
		}
	}
	surplus := 0
	for n, times := range arrived {
		if times > 1 {
			k.t.Errorf("%s arrived %d times", n, times)
			doubled++
		}
		if !k.shown[n] && !k.refused[n] {
			surplus++
		}
	}
	if surplus > k.faults {
		k.t.Errorf("%d arrived that nobody was told of, with %d faults: at most one each", surplus, k.faults)
	}
	return lost, doubled
}

// drain runs a box until nothing waits.
func drain(t testing.TB, b *outbox.Box, city outbox.City) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { b.Run(ctx, city) })
	defer run.Wait()
	defer stop()
	pause := 2 * time.Millisecond
	for end := time.Now().Add(5 * time.Minute); ; time.Sleep(pause) {
		n, err := b.Waiting(ctx)
		pause = min(time.Duration(2+n/50)*time.Millisecond, 100*time.Millisecond) // counting many takes its time too
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d still wait", n)
		}
		b.Wake()
	}
}

// needs skips where programs are missing or, with root, where this is somebody else.
func needs(t *testing.T, fault string, root bool, programs ...string) {
	t.Helper()
	if root && os.Geteuid() != 0 {
		skip(t, fault, "needs root")
	}
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			skip(t, fault, fmt.Sprint("needs ", p))
		}
	}
}

// must runs a program.
func must(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v: %s", name, args, err, out)
	}
	return strings.TrimSpace(string(out))
}

// deadline is so many seconds from now.
func deadline(t *testing.T, seconds int) (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.Context(), time.Duration(seconds)*time.Second)
}
