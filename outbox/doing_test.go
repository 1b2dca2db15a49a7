package outbox_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// doing runs what a test is going to kill.
func doing(what, dir string) {
	err := map[string]func(string) error{"changes": changing}[what](dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// killed starts the test as a process that does something, kills it at some moment, and returns what it had said.
func killed(t *testing.T, what, dir string, most time.Duration) string {
	t.Helper()
	var out, stderr said
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "OUTBOX_DOING="+what, "OUTBOX_TO_BE_KILLED="+dir)
	cmd.Stdout, cmd.Stderr = &out, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(time.Minute); out.String() == "" && time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	time.Sleep(rand.N(most))
	cmd.Process.Kill()
	cmd.Wait()
	if stderr.String() != "" {
		t.Fatal(stderr.String())
	}
	return out.String()
}

func boxIn(dir string) (*outbox.Box, error) {
	keys, err := outbox.OpenKeys(filepath.Join(dir, "outbox.key"))
	if err != nil {
		return nil, err
	}
	return outbox.Open(context.Background(), outbox.Options{
		Dir: filepath.Join(dir, "outbox"), Endpoint: "city", Keys: keys, Clock: func() time.Time { return soon(0) }, Log: quiet,
	})
}

// changing puts submissions with recordings and takes every other one back, and says each step that was acknowledged.
func changing(dir string) error {
	b, err := boxIn(dir)
	if err != nil {
		return err
	}
	fmt.Println("open")
	for n := rand.IntN(1e9); ; n++ {
		s := spoken(n, recording(n, 200_000))
		s.FiledAt = soon(0)
		if err := b.Put(context.Background(), s); err != nil {
			return err
		}
		fmt.Println("put", string(s.Number))
		if n%2 == 0 {
			continue
		}
		if err := b.Amend(context.Background(), s.Number, four(), "more"); err != nil {
			return err
		}
		fmt.Println("amend", string(s.Number))
		if _, err := b.Withdraw(context.Background(), s.Number, four()); err != nil {
			return err
		}
		fmt.Println("withdraw", string(s.Number))
	}
}

// Killed at any moment: what was put arrives with its recording and what was added, what was taken back does not, nothing is left.
func TestF12ChangesKilledAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	acknowledged := map[string]bool{}
	puts := 0
	for kills := 0; kills < 12 || puts < 12 && kills < 100; kills++ { // a slow machine puts less before it is killed
		for line := range strings.Lines(killed(t, "changes", dir, 150*time.Millisecond)) {
			acknowledged[strings.TrimSpace(line)] = true
			if strings.HasPrefix(line, "put ") {
				puts++
			}
		}
	}
	b, err := boxIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	c := counter{newArchive(), newOffice()}
	c.archive.city = c.o.city
	drain(t, b, c)
	for what := range acknowledged {
		verb, number, _ := strings.Cut(what, " ")
		n := report.Number(number)
		state := stateOf(t, b, n)
		switch {
		case verb == "put":
			if state != outbox.Accepted && state != outbox.Withdrawn || state == outbox.Accepted && len(c.filed[n]) != 1 {
				t.Errorf("%s is %s, filed %d times", number, state, len(c.filed[n]))
			}
		case verb == "withdraw" && (state != outbox.Withdrawn || len(c.filed[n]) > 0):
			t.Errorf("%s was taken back, is %s and filed %d times", number, state, len(c.filed[n]))
		case verb == "amend" && state == outbox.Accepted && !strings.Contains(strings.Join(c.o.done, "\n"), "added more "+number):
			t.Errorf("%s is filed without what was added", number)
		}
	}
	if left := attachedFiles(dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	t.Logf("%d steps acknowledged, %d of them puts", len(acknowledged), puts)
	if puts < 12 {
		t.Errorf("only %d were put: the test does not test much", puts)
	}
}

// counter is a city that takes attachments and changes.
type counter struct {
	*archive
	o *office
}

func (c counter) Send(ctx context.Context, s report.Submission) (report.Receipt, error) {
	return c.o.Send(ctx, s)
}

func (c counter) Withdraw(ctx context.Context, n report.Number, proof report.Proof) error {
	return c.o.Withdraw(ctx, n, proof)
}

func (c counter) Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error {
	return c.o.Amend(ctx, n, proof, words)
}
