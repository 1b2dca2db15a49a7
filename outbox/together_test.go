package outbox

import (
	"context"
	"sync"
	"testing"
	"time"
)

// TestOneTurnForAllWhoCome: those who are about to put are kept in one turn, and who turns back holds up nobody.
func TestOneTurnForAllWhoCome(t *testing.T) {
	var turns []int
	g := newGate(func(_ context.Context, all []row) error {
		turns = append(turns, len(all))
		return nil
	})
	g.patience = time.Minute
	const writers = 16
	var come, passed sync.WaitGroup
	come.Add(writers)
	for i := range writers {
		passed.Go(func() {
			here := g.come()
			defer here()
			come.Done()
			come.Wait()
			if i == 0 { // has found that it is kept already
				return
			}
			if err := g.pass(t.Context(), row{}, here); err != nil {
				t.Error(err)
			}
		})
	}
	passed.Wait()
	if len(turns) != 1 || turns[0] != writers-1 {
		t.Errorf("turns of %v, want one of %d", turns, writers-1)
	}
	if g.coming != 0 {
		t.Errorf("%d are coming", g.coming)
	}
}

// TestNobodyWaitsLongForOthers: one who says to come and stays away delays a turn by the time that the gate has patience, no longer.
func TestNobodyWaitsLongForOthers(t *testing.T) {
	g := newGate(func(context.Context, []row) error { return nil })
	defer g.come()()
	done := make(chan error, 1)
	go func() { done <- g.pass(t.Context(), row{}, g.come()) }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("still waits")
	}
}
