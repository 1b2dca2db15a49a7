package outbox_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"linli/outbox"
	"linli/report"
)

func itemOf(t testing.TB, b *outbox.Box, n report.Number) outbox.Item {
	t.Helper()
	item, _, err := b.Find(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return item
}

// What the city refused is sent again once; what came of it before stays known, over a new start and a new database too.
func TestRetryKeepsTheHistory(t *testing.T) {
	dir, c := t.TempDir(), newCity()
	c.fails = func(call int) fault { return []fault{fine, down, down, refuses}[min(call, 3)] }
	b := open(t, dir)
	put(t, b, submission(1), submission(2))
	drain(t, b, c)
	c.fails = nil
	if again, err := b.RetryAll(t.Context()); again != 2 || err != nil {
		t.Fatalf("%d wait again, %v", again, err)
	}
	b.Close()
	b = open(t, dir)
	if got := stateOf(t, b, submission(1).Number); got != outbox.Unknown {
		t.Errorf("it is %s", got)
	}
	drain(t, b, c)
	var codes []string
	for _, one := range itemOf(t, b, submission(1).Number).Tried {
		codes = append(codes, fmt.Sprint(one.Code, one.Times, one.Reason != ""))
	}
	if got := strings.Join(codes, " "); got != "offline2 true refused1 true 1 false" {
		t.Errorf("tried: %s", got)
	}
	for _, n := range []int{1, 2} {
		if got := len(c.filed[submission(n).Number]); got != 1 {
			t.Errorf("%d is filed %d times", n, got)
		}
	}
}

// What cannot be tried again says why.
func TestRetrySaysWhyNot(t *testing.T) {
	b, c := open(t, t.TempDir()), newCity()
	put(t, b, submission(1))
	drain(t, b, c)
	put(t, b, submission(2), submission(3), submission(4))
	if err := b.Hold(t.Context(), submission(3).Number); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Withdraw(t.Context(), submission(4).Number, report.Proof{Filing: "no"}); err == nil {
		t.Error("withdrawn without a proof")
	}
	for n, want := range map[int]string{1: "the city has it", 2: "it waits already", 3: "linli queue release", 9: "there is no submission"} {
		if again, err := b.Retry(t.Context(), submission(n).Number); again != 0 || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: %d, %v; want %q", n, again, err, want)
		}
	}
}

// An attachment that the city did not take, and a change that it refused, are sent when they are tried again.
func TestRetryOfAttachmentsAndChanges(t *testing.T) {
	dir, c := t.TempDir(), counter{newArchive(), newOffice()}
	c.archive.city = c.o.city
	b, err := boxIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	a := recording(1, 1000)
	s := spoken(1, a)
	s.FiledAt = soon(0)
	put(t, b, s)
	if err := b.Amend(t.Context(), s.Number, four(), "more"); err != nil {
		t.Fatal(err)
	}
	c.stepFails = func(int) error {
		return &report.Error{Code: report.Refused, Op: "attach", Err: errors.New("too large today")}
	}
	refusing := struct{ *archive }{c.archive} // it takes no changes
	drain(t, b, refusing)
	if got := itemOf(t, b, s.Number); got.State != outbox.Incomplete {
		t.Fatalf("it is %s", got.State)
	}
	if again, err := b.Retry(t.Context(), s.Number); again != 2 || err != nil {
		t.Fatalf("%d wait again, %v", again, err)
	}
	c.stepFails = nil
	b.Close()
	if b, err = boxIn(dir); err != nil {
		t.Fatal(err)
	}
	drain(t, b, c)
	got := itemOf(t, b, s.Number)
	if got.State != outbox.Accepted || string(c.parts[a.SHA256()]) != string(a.Bytes) {
		t.Errorf("it is %s", got.State)
	}
	if text := fmt.Sprint(got.Tried); !strings.Contains(text, "too large today") {
		t.Errorf("the history: %s", text)
	}
	if done := strings.Join(c.o.done, "\n"); strings.Count(done, "added more") != 1 {
		t.Errorf("done: %s", done)
	}
}
