package outbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// TestMain lets the test start itself as a kiosk that is going to be killed.
func TestMain(m *testing.M) {
	if what := os.Getenv("OUTBOX_DOING"); what != "" {
		doing(what, os.Getenv("OUTBOX_TO_BE_KILLED"))
	}
	if dir := os.Getenv("OUTBOX_TO_BE_KILLED"); dir != "" {
		if err := toBeKilled(dir, os.Getenv("OUTBOX_FROM")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// ledger is a city that keeps what it was sent in a file, a line each, so that it outlives its sender. Every third answer is lost.
type ledger struct {
	path string
	mu   sync.Mutex
}

func (l *ledger) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	before, err := os.ReadFile(l.path)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return report.Receipt{}, err
	}
	line := fmt.Sprintln(string(s.Number), s.Draft.Description)
	if !s.MayHaveLeft || !bytes.Contains(before, []byte(line)) {
		f, err := os.OpenFile(l.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err != nil {
			return report.Receipt{}, err
		}
		defer f.Close()
		if _, err := f.WriteString(line); err != nil {
			return report.Receipt{}, err
		}
	}
	if rand.IntN(3) == 0 {
		return report.Receipt{}, &report.Error{Code: report.Unconfirmed, Op: "send"}
	}
	return report.Receipt{Number: s.Number, RequestID: "x"}, nil
}

// toBeKilled puts one submission after the other, says so of each that is kept, and sends them meanwhile.
func toBeKilled(dir, from string) error {
	var first int
	if _, err := fmt.Sscan(from, &first); err != nil {
		return err
	}
	keys, err := outbox.OpenKeys(filepath.Join(dir, "outbox.key"))
	if err != nil {
		return err
	}
	b, err := outbox.Open(context.Background(), outbox.Options{Dir: filepath.Join(dir, "outbox"), Endpoint: "city", Keys: keys, Clock: time.Now, Log: quiet})
	if err != nil {
		return err
	}
	city := &ledger{path: filepath.Join(dir, "ledger")}
	go b.Run(context.Background(), city)
	for i := first; ; i++ {
		s := submission(i)
		if i%2 == 0 {
			err = b.Put(context.Background(), s)
		} else {
			_, err = b.File(context.Background(), city, s, time.Second)
		}
		if err != nil {
			return err
		}
		os.Stdout.WriteString(string(s.Number) + "\n")
	}
}

// said is what a process has written so far.
type said struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}

// Killed at any moment, over and over: what was acknowledged arrives exactly once, what was not at most once.
func TestKilledAtAnyMoment(t *testing.T) {
	kills := 25
	if testing.Short() {
		kills = 5
	}
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	for kill := 0; kill < kills || len(acknowledged) < kills && kill < 10*kills; kill++ { // a busy machine does little between two
		var out, stderr said
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "OUTBOX_TO_BE_KILLED="+dir, fmt.Sprint("OUTBOX_FROM=", (kill+1)*100000))
		cmd.Stdout, cmd.Stderr = &out, &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kill%3 > 0 { // a third is killed at the start, where things are put right
			for end := time.Now().Add(time.Minute); out.String() == "" && time.Now().Before(end); time.Sleep(time.Millisecond) {
			}
		}
		time.Sleep(rand.N(100 * time.Millisecond))
		cmd.Process.Kill()
		cmd.Wait()
		if stderr.String() != "" {
			t.Fatalf("kill %d: %s", kill, stderr.String())
		}
		for number := range strings.FieldsSeq(out.String()) {
			acknowledged[number] = true
		}
	}
	keys, err := outbox.OpenKeys(filepath.Join(dir, "outbox.key"))
	if err != nil {
		t.Fatal(err)
	}
	b, err := outbox.Open(t.Context(), outbox.Options{Dir: filepath.Join(dir, "outbox"), Endpoint: "city", Keys: keys, Clock: time.Now, Log: quiet})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	drain(t, b, &ledger{path: filepath.Join(dir, "ledger")})
	text, err := os.ReadFile(filepath.Join(dir, "ledger"))
	if err != nil {
		t.Fatal(err)
	}
	filed := map[string]int{}
	for line := range strings.Lines(string(text)) {
		number, words, _ := strings.Cut(strings.TrimSpace(line), " ")
		filed[number]++
		if !strings.HasSuffix(words, canary) {
			t.Errorf("%s arrived as %q", number, words)
		}
	}
	for number := range acknowledged {
		if filed[number] == 0 {
			t.Errorf("%s was acknowledged and is lost", number)
		}
	}
	for number, n := range filed {
		if n > 1 {
			t.Errorf("%s is filed %d times", number, n)
		}
	}
	t.Logf("%d kills, %d acknowledged, %d filed, 0 lost, 0 doubled unless said above", kills, len(acknowledged), len(filed))
	if len(acknowledged) < kills {
		t.Errorf("only %d were acknowledged: the test does not test much", len(acknowledged))
	}
}
