package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// A victim is this program once more, as a kiosk without a window: it opens an outbox, says "up", puts submissions and says of
// each "ok NUMBER" or "no NUMBER CODE", sends them to a ledger, looks whether all is well and says "end".
// Its environment: FAULTS_VICTIM the folder, FAULTS_LEDGER the city, FAULTS_FROM the first submission, FAULTS_PUTS how many, 0
// without end, FAULTS_KEY the key file where it is not in the folder.

func victim(dir string) int {
	from, _ := strconv.Atoi(os.Getenv("FAULTS_FROM"))
	puts, _ := strconv.Atoi(os.Getenv("FAULTS_PUTS"))
	ctx := context.Background()
	b, err := openBox(ctx, dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3
	}
	fmt.Println("up")
	city := &ledger{path: os.Getenv("FAULTS_LEDGER")}
	running, stop := context.WithCancel(ctx)
	var run sync.WaitGroup
	send := func() { run.Go(func() { b.Run(running, city) }) }
	if puts == 0 {
		send()
	}
	for i := from; puts == 0 || i < from+puts; i++ {
		say(i, b.Put(ctx, submission(i)))
		if puts == 0 && i%5 == 0 {
			b.Wake()
		}
	}
	send()
	for end := time.Now().Add(800 * time.Millisecond); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if n, err := b.Waiting(ctx); err == nil && n == 0 {
			break
		}
		b.Wake()
	}
	_, flaws, err := b.Verify(ctx)
	stop()
	run.Wait()
	if err = errors.Join(err, b.Close()); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	for _, f := range flaws {
		fmt.Println("flawed", string(f.Number), f.What)
	}
	fmt.Println("end")
	return 0
}

func say(i int, err error) {
	if err != nil {
		fmt.Println("no", string(number(i)), report.CodeOf(err))
		return
	}
	fmt.Println("ok", string(number(i)))
}

func openBox(ctx context.Context, dir string) (*outbox.Box, error) {
	key := os.Getenv("FAULTS_KEY")
	if key == "" {
		key = filepath.Join(dir, "outbox.key")
	}
	keys, err := outbox.OpenKeys(key)
	if err != nil {
		return nil, err
	}
	return outbox.Open(ctx, optionsOf(dir, keys))
}

func optionsOf(dir string, keys *outbox.Keys) outbox.Options {
	return outbox.Options{Dir: filepath.Join(dir, "outbox"), Endpoint: "city", Keys: keys, Clock: time.Now, Log: slog.New(slog.DiscardHandler)}
}

// signers are those whose files are taken in: there is one.
func signers() (outbox.Signers, error) {
	by, err := outbox.OpenSigner(os.Getenv("FAULTS_SIGNER"))
	if err != nil {
		return nil, err
	}
	return outbox.ParseSigners(by.Public())
}

func signersOf(t *testing.T) outbox.Signers {
	t.Helper()
	all, err := signers()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func number(i int) report.Number { return report.Number(fmt.Sprintf("%012d", i)) }

// submission is the ith one, the same in every process.
func submission(i int) report.Submission {
	return report.Submission{
		Number: number(i), Key: fmt.Sprintf("0192d1c0-0000-7000-8000-%012d", i), Lang: "zh-Hans",
		Draft: report.Draft{
			ServiceCode: "lamp", Description: text(i), Place: report.Place{Address: "3号楼"},
			Contact: report.Contact{Channel: report.ByPhone, Phone: "13800138000"},
		},
		FiledAt: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Second),
	}
}

func text(i int) string { return fmt.Sprint("楼道的灯坏了 ", i, strings.Repeat("。", i%40)) }

// ledger is a plain city that writes what it is sent into a file, a line each, so that it outlives its sender. It knows no keys.
// The first answer to every third submission is lost.
type ledger struct {
	path string
	mu   sync.Mutex
}

func (l *ledger) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	line := fmt.Appendln(nil, string(s.Number), s.Draft.Description)
	there := false
	if s.MayHaveLeft {
		before, err := os.ReadFile(l.path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return report.Receipt{}, &report.Error{Code: report.Unconfirmed, Op: "look", Err: err}
		}
		there = bytes.Contains(before, line)
	}
	if !there {
		if err := appendTo(l.path, line); err != nil {
			return report.Receipt{}, &report.Error{Code: report.Unconfirmed, Op: "send", Err: err}
		}
	}
	if n, _ := strconv.Atoi(string(s.Number)); n%3 == 0 && !s.MayHaveLeft {
		return report.Receipt{}, &report.Error{Code: report.Unconfirmed, Op: "send"}
	}
	return report.Receipt{Number: s.Number, RequestID: "x"}, nil
}

func appendTo(path string, line []byte) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Close())
}
