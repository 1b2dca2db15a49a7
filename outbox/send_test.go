package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// exactlyOnce checks the promise: each is at the city once, with every word.
func exactlyOnce(t *testing.T, c *city, all []report.Submission) {
	t.Helper()
	for _, s := range all {
		got := c.filed[s.Number]
		if len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(s.Draft) {
			t.Errorf("%s is filed %d times: %v", s.Number, len(got), got)
		}
	}
	if len(c.filed) != len(all) {
		t.Errorf("%d are filed, want %d", len(c.filed), len(all))
	}
}

// Whatever goes wrong with the line, and whenever the kiosk is started again, each submission arrives exactly once.
func TestExactlyOnceWhateverHappens(t *testing.T) {
	for seed := range uint64(5) {
		dir, c := t.TempDir(), troubled(seed+1)
		var all []report.Submission
		for round := range 4 {
			b := open(t, dir)
			for i := range 10 {
				s := submission(round*10 + i)
				all = append(all, s)
				put(t, b, s)
			}
			ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
			b.Run(ctx, c)
			stop()
			b.Close()
		}
		drain(t, open(t, dir), c)
		exactlyOnce(t, c, all)
	}
}

// A city that is down is asked once, not once for each that waits; what is new is a reason to ask again.
func TestADeadCityIsLeftAlone(t *testing.T) {
	for _, f := range []fault{down, noKey} {
		b, c := open(t, t.TempDir()), newCity()
		c.fails = func(int) fault { return f }
		for i := range 50 {
			put(t, b, submission(i))
		}
		ctx, stop := context.WithTimeout(t.Context(), 400*time.Millisecond)
		b.Run(ctx, c)
		stop()
		if c.calls < 1 || c.calls > 2 {
			t.Errorf("%s: asked %d times within half a second", f, c.calls)
		}
		if n, _ := b.Waiting(t.Context()); n != 50 {
			t.Errorf("%s: %d wait, want all", f, n)
		}
	}
}

// One that the city will never take goes to staff, whole, and nobody waits for it.
func TestRefusedIsQuarantined(t *testing.T) {
	b, c := open(t, t.TempDir()), newCity()
	c.fails = func(call int) fault {
		if call == 2 {
			return refuses
		}
		return fine
	}
	for i := range 3 {
		put(t, b, submission(i))
	}
	drain(t, b, c)
	for i, want := range []outbox.State{outbox.Accepted, outbox.Quarantined, outbox.Accepted} {
		if got := stateOf(t, b, submission(i).Number); got != want {
			t.Errorf("%d is %s, want %s", i, got, want)
		}
	}
}

// A resident who sends hears the city's answer where it comes in time, and else that it is safe.
func TestFile(t *testing.T) {
	const patience = 5 * time.Second
	for f, want := range map[fault]struct {
		kept bool
		code report.Code
		end  outbox.State
	}{
		fine:    {false, "", outbox.Accepted},
		down:    {true, "", outbox.Frozen},
		lost:    {true, "", outbox.Unknown},
		noKey:   {true, "", outbox.Frozen},
		refuses: {false, report.Refused, outbox.Returned},
	} {
		b, c, s := open(t, t.TempDir()), newCity(), submission(1)
		c.fails = func(int) fault { return f }
		r, err := b.File(t.Context(), c, s, patience)
		if r.Kept != want.kept || report.CodeOf(err) != want.code {
			t.Errorf("%q: %+v, %v", f, r, err)
		}
		if err == nil && r.Number != s.Number {
			t.Errorf("%q: the receipt has number %q", f, r.Number)
		}
		if got := stateOf(t, b, s.Number); got != want.end {
			t.Errorf("%q: it is %s, want %s", f, got, want.end)
		}
	}
}

// A resident's submission is theirs to send, also while others are being sent: a city that answers is heard.
func TestFileIsHeardBesideTheQueue(t *testing.T) {
	b, c := open(t, t.TempDir()), newCity()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.Run(ctx, c)
	}()
	var residents sync.WaitGroup
	for i := range 8 {
		residents.Go(func() {
			for j := range 20 {
				if r, err := b.File(t.Context(), c, submission(i*100+j), time.Minute); err != nil || r.Kept {
					t.Errorf("%d: %+v, %v", i*100+j, r, err)
				}
			}
		})
	}
	residents.Wait()
	stop()
	<-ended
}

// slow answers when it is let.
type slow struct {
	*city
	let chan struct{}
}

func (s slow) Send(ctx context.Context, sub report.Submission) (report.Receipt, error) {
	<-s.let
	return s.city.Send(ctx, sub)
}

// A resident does not wait for a slow city, and a resident who walks away does not stop the sending. Meanwhile nobody else sends it.
func TestASlowCityKeepsNobodyWaiting(t *testing.T) {
	b, c, s := open(t, t.TempDir()), slow{newCity(), make(chan struct{})}, submission(1)
	ctx, walkAway := context.WithCancel(t.Context())
	r, err := b.File(ctx, c, s, 20*time.Millisecond)
	walkAway()
	if err != nil || !r.Kept {
		t.Fatalf("%+v, %v; want it kept", r, err)
	}
	running, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	b.Run(running, newCity()) // would send it, were it not being sent
	stop()
	close(c.let)
	b.Close()
	exactlyOnce(t, c.city, []report.Submission{s})
}

// hung answers nobody.
type hung struct{ t *testing.T }

func (h hung) Send(ctx context.Context, _ report.Submission) (report.Receipt, error) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Minute):
		h.t.Error("the program that ends waits for a city that does not answer")
	}
	return report.Receipt{}, &report.Error{Code: report.Unconfirmed, Op: "send", Err: ctx.Err()}
}

// The program can be ended while a city hangs; the next start looks for what was being sent.
func TestAHungCityDoesNotKeepTheProgram(t *testing.T) {
	dir, s := t.TempDir(), submission(1)
	b := open(t, dir)
	if r, err := b.File(t.Context(), hung{t}, s, 20*time.Millisecond); err != nil || !r.Kept {
		t.Fatalf("%+v, %v; want it kept", r, err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	c := newCity()
	if _, err := c.Send(t.Context(), s); err != nil { // it had arrived
		t.Fatal(err)
	}
	b = open(t, dir)
	drain(t, b, c)
	exactlyOnce(t, c, []report.Submission{s})
}

// asksForTime wants to be left alone.
type asksForTime struct{ for_ time.Duration }

func (e asksForTime) Error() string             { return "later" }
func (e asksForTime) RetryAfter() time.Duration { return e.for_ }

type busy struct{ calls int }

func (c *busy) Send(context.Context, report.Submission) (report.Receipt, error) {
	c.calls++
	return report.Receipt{}, &report.Error{Code: report.Offline, Op: "send", Err: errors.Join(errors.New("503"), asksForTime{time.Minute})}
}

func TestRetryAfterIsObeyed(t *testing.T) {
	b, c := open(t, t.TempDir()), &busy{}
	put(t, b, submission(1))
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Second) // the first pause by itself is two seconds at most
	defer stop()
	b.Run(ctx, c)
	if c.calls > 2 { // one, and one more for what was put just before
		t.Errorf("asked %d times", c.calls)
	}
}
