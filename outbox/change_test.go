package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// office is a city that takes changes too, and writes down what it was asked, in order.
type office struct {
	*city
	mu   sync.Mutex
	done []string
	// changeFails decides what a change comes to; nil: it is made.
	changeFails func() error
}

func newOffice() *office { return &office{city: newCity()} }

func (o *office) Send(ctx context.Context, s report.Submission) (report.Receipt, error) {
	r, err := o.city.Send(ctx, s)
	if err == nil {
		o.note("filed " + string(s.Number))
	}
	return r, err
}

func (o *office) note(what string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !slices.Contains(o.done, what) { // a change is made once for each key
		o.done = append(o.done, what)
	}
}

func (o *office) change(n report.Number, proof report.Proof, what string) error {
	o.mu.Lock()
	fails := o.changeFails
	o.mu.Unlock()
	if fails != nil {
		if err := fails(); err != nil {
			return err
		}
	}
	if len(o.city.filed[n]) == 0 || proof.Filing == "" {
		return &report.Error{Code: report.NoProof, Op: "change"}
	}
	o.note(what + " " + string(n))
	return nil
}

func (o *office) Withdraw(_ context.Context, n report.Number, proof report.Proof) error {
	return o.change(n, proof, "withdrawn")
}

func (o *office) Amend(_ context.Context, n report.Number, proof report.Proof, words string) error {
	return o.change(n, proof, "added "+words)
}

// four is the proof of who filed the submissions of these tests.
func four() report.Proof { return report.Proof{Digits: "0000"} }

// at opens a folder with a clock that stands still.
func at(t testing.TB, dir string, now time.Time) *outbox.Box {
	t.Helper()
	o := options(t, dir)
	o.Clock = func() time.Time { return now }
	b, err := outbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// soon is a time at which the nth submission may be changed.
func soon(n int) time.Time { return submission(n).FiledAt.Add(5 * time.Minute) }

// What has surely not left is taken back for good: it never leaves, nothing of it is kept, and what was to be added goes with it.
func TestF12WithdrawnBeforeItLeft(t *testing.T) {
	dir, c := t.TempDir(), newOffice()
	b := at(t, dir, soon(1))
	s := spoken(1, recording(1, 1000))
	put(t, b, s)
	if err := b.Amend(t.Context(), s.Number, four(), "more"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time it is withdrawn already
		later, err := b.Withdraw(t.Context(), s.Number, report.Proof{Filing: s.Key})
		if later || err != nil {
			t.Errorf("later: %v, %v", later, err)
		}
	}
	b.Close()
	b = at(t, dir, soon(1))
	drain(t, b, c)
	if len(c.done) > 0 || stateOf(t, b, s.Number) != outbox.Withdrawn || len(attachedFiles(dir)) > 0 {
		t.Errorf("%v was done, it is %s, with %v", c.done, stateOf(t, b, s.Number), attachedFiles(dir))
	}
	if left := copiesLike(t, dir, "*.waiting"); len(left) > 0 {
		t.Errorf("kept: %v", left)
	}
}

// What may have left is not edited: the change follows it, in order, once, whatever the line does and whenever the kiosk starts.
func TestF12ChangesFollowWhatMayHaveLeft(t *testing.T) {
	dir, c := t.TempDir(), newOffice()
	c.city.fails = func(call int) fault { return []fault{lost, down}[min(call-1, 1)] }
	b := at(t, dir, soon(1))
	s := submission(1)
	if r, err := b.File(t.Context(), c, s, time.Minute); err != nil || !r.Kept {
		t.Fatal(r, err)
	}
	n := s.Number
	for _, words := range []string{"one", "one", "two"} {
		if err := b.Amend(t.Context(), n, four(), words); err != nil {
			t.Fatal(err)
		}
	}
	if later, err := b.Withdraw(t.Context(), n, report.Proof{Filing: s.Key}); !later || err != nil {
		t.Fatalf("later: %v, %v", later, err)
	}
	put(t, b, submission(2))
	b.Close()
	b = at(t, dir, soon(1))
	tries := 0
	c.city.fails = nil
	c.changeFails = func() error {
		if tries++; tries%2 == 1 {
			return &report.Error{Code: report.Unconfirmed, Op: "change"}
		}
		return nil
	}
	drain(t, b, c)
	var of []string
	for _, what := range c.done {
		if what != "filed "+string(submission(2).Number) {
			of = append(of, what)
		}
	}
	want := []string{"filed " + string(n), "added one " + string(n), "added two " + string(n), "withdrawn " + string(n)}
	if !slices.Equal(of, want) || len(c.city.filed[n]) != 1 {
		t.Errorf("done were %v, want %v", of, want)
	}
}

// A change is not sent as long as what it changes is held.
func TestF12AChangeWaitsForWhatIsHeld(t *testing.T) {
	dir, c := t.TempDir(), newOffice()
	c.city.fails = func(int) fault { return lost }
	b := at(t, dir, soon(1))
	b.File(t.Context(), c, submission(1), time.Minute)
	n := submission(1).Number
	if err := b.Amend(t.Context(), n, four(), "more"); err != nil {
		t.Fatal(err)
	}
	if err := b.Hold(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	c.city.fails = nil
	put(t, b, submission(2)) // comes after the change in order
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.Run(ctx, c)
	}()
	for end := time.Now().Add(time.Minute); stateOf(t, b, submission(2).Number) != outbox.Accepted && time.Now().Before(end); time.Sleep(time.Millisecond) {
		b.Wake()
	}
	stop()
	<-ended
	if !slices.Equal(c.done, []string{"filed " + string(submission(2).Number)}) {
		t.Errorf("done were %v", c.done)
	}
	if err := b.Release(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	drain(t, b, c)
	if len(c.done) != 3 {
		t.Errorf("done were %v", c.done)
	}
}

// A change that the city will not make goes to staff; others follow.
func TestF12AChangeThatIsRefusedGoesToStaff(t *testing.T) {
	dir, c := t.TempDir(), newOffice()
	c.city.fails = func(int) fault { return lost }
	b := at(t, dir, soon(1))
	b.File(t.Context(), c, submission(1), time.Minute)
	if _, err := b.Withdraw(t.Context(), submission(1).Number, four()); err != nil {
		t.Fatal(err)
	}
	c.city.fails = nil
	c.changeFails = func() error { return &report.Error{Code: report.TooLate, Op: "change"} }
	drain(t, b, c)
	var got []string
	b.Each(t.Context(), func(i outbox.Item) error {
		got = append(got, fmt.Sprint(i.Kind, " ", i.State, " ", i.Code))
		return nil
	})
	if !slices.Equal(got, []string{" accepted ", "withdraw quarantined toolate"}) {
		t.Errorf("got %q", got)
	}
}

// Nobody changes what is not theirs, or too late.
func TestF12WhoMayChangeWhatWaits(t *testing.T) {
	b := at(t, t.TempDir(), soon(1))
	silent := submission(2)
	silent.Draft.Contact = report.Contact{Channel: report.NoReply}
	silent.FiledAt = submission(1).FiledAt
	old := submission(3)
	old.FiledAt = soon(1).Add(-outbox.ChangeTime - time.Second)
	mine := submission(1)
	put(t, b, mine, silent, old)
	code := func(n report.Number, proof report.Proof) report.Code {
		_, err := b.Withdraw(t.Context(), n, proof)
		return report.CodeOf(err)
	}
	if got := code(silent.Number, report.Proof{}); got != report.NoProof {
		t.Errorf("without a phone: %s", got)
	}
	if got := code(old.Number, four()); got != report.TooLate {
		t.Errorf("too late: %s", got)
	}
	if _, err := b.Withdraw(t.Context(), "000000000999", four()); !errors.Is(err, outbox.ErrAtCity) {
		t.Errorf("unknown: %v", err)
	}
	for range 10 {
		if got := code(submission(1).Number, report.Proof{Digits: "1234"}); got != report.NoProof {
			t.Errorf("wrong digits: %s", got)
		}
	}
	if got := code(submission(1).Number, four()); got != report.TooOften {
		t.Errorf("after ten wrong ones: %s", got)
	}
	if got := code(submission(1).Number, report.Proof{Filing: mine.Key}); got != "" {
		t.Errorf("with the key of the filing: %s", got)
	}
}

// A crash between the two places, at each step of a withdrawal: it is withdrawn, or still waits whole; never half.
func TestF12AWithdrawalCutInTheMiddle(t *testing.T) {
	dir, c := t.TempDir(), newOffice()
	b := at(t, dir, soon(1))
	s := spoken(1, recording(1, 1000))
	put(t, b, s)
	if err := b.Amend(t.Context(), s.Number, four(), "more"); err != nil {
		t.Fatal(err)
	}
	b.Close()
	before := t.TempDir()
	if err := os.CopyFS(before, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	b = at(t, dir, soon(1))
	if _, err := b.Withdraw(t.Context(), s.Number, four()); err != nil {
		t.Fatal(err)
	}
	b.Close()
	// The copy says that it is withdrawn; database, change and attachments are as they were.
	name := filepath.Join("outbox", "kept", "000000000001.settled")
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(before, name), text, 0o600); err != nil {
		t.Fatal(err)
	}
	os.Chmod(filepath.Join(before, "outbox.key"), 0o600)
	b = at(t, before, soon(1))
	drain(t, b, c)
	if len(c.done) > 0 || stateOf(t, b, s.Number) != outbox.Withdrawn || len(attachedFiles(before)) > 0 {
		t.Errorf("%v was done, it is %s, with %v", c.done, stateOf(t, b, s.Number), attachedFiles(before))
	}
}
