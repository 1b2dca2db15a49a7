package outbox_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"

	"linli/report"
)

// city is a plain Open311 city: it files whatever it is sent, as often as it is sent, and can be looked through.
type city struct {
	mu    sync.Mutex
	filed map[report.Number][]report.Draft
	calls int
	// fails decides what goes wrong with a call; nil: nothing.
	fails func(call int) fault
}

type fault string

const (
	fine    fault = ""
	down    fault = "down"    // nothing arrives
	lost    fault = "lost"    // it is filed, and the answer is lost
	refuses fault = "refuses" // it will never be taken
	forgets fault = "forgets" // it says yes, and does not have it
	noKey   fault = "no key"
)

func newCity() *city { return &city{filed: map[report.Number][]report.Draft{}} }

// Send keeps the promise of outbox.City: what may have left is looked for first.
func (c *city) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	f := fine
	if c.fails != nil {
		f = c.fails(c.calls)
	}
	failed := func(code report.Code) (report.Receipt, error) {
		return report.Receipt{}, &report.Error{Code: code, Op: "send", Err: errors.New(string(f))}
	}
	switch f {
	case down:
		return failed(report.Offline)
	case refuses:
		return failed(report.Refused)
	case noKey:
		return failed(report.NoKey)
	}
	if f == forgets {
		return report.Receipt{Number: s.Number, RequestID: "never"}, nil
	}
	if !s.MayHaveLeft || len(c.filed[s.Number]) == 0 {
		c.filed[s.Number] = append(c.filed[s.Number], s.Draft)
	}
	if f == lost {
		return failed(report.Unconfirmed)
	}
	return report.Receipt{Number: s.Number, RequestID: "id-" + string(s.Number)}, nil
}

// troubled fails in every way, half of the time.
func troubled(seed uint64) *city {
	c, random := newCity(), rand.New(rand.NewPCG(seed, seed))
	c.fails = func(int) fault { return []fault{fine, fine, fine, down, lost, lost}[random.IntN(6)] }
	return c
}
