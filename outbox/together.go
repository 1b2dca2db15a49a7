package outbox

import (
	"context"
	"sync"
)

// gate lets those who put at the same time wait for the disk together: whoever comes first keeps theirs, all others are kept with
// the next turn.
type gate struct {
	keep func(context.Context, []row) error

	mu      sync.Mutex
	waiting []entry
	busy    bool
}

// entry is a row that is to be kept, and where to say how that went.
type entry struct {
	row  row
	done chan error
}

// pass returns when the row is kept, or cannot be.
func (g *gate) pass(ctx context.Context, r row) error {
	ctx = context.WithoutCancel(ctx) // it is for others too
	e := entry{r, make(chan error, 1)}
	g.mu.Lock()
	g.waiting = append(g.waiting, e)
	first := !g.busy
	g.busy = true
	g.mu.Unlock()
	if first && g.turn(ctx) {
		go func() { // what the others want is nothing to wait for
			for g.turn(ctx) {
			}
		}()
	}
	return <-e.done
}

// turn keeps all that wait, and says whether others have come meanwhile.
func (g *gate) turn(ctx context.Context) (more bool) {
	g.mu.Lock()
	batch := g.waiting
	g.waiting = nil
	g.mu.Unlock()
	all := make([]row, len(batch))
	for i, e := range batch {
		all[i] = e.row
	}
	err := g.keep(ctx, all)
	for i, e := range batch {
		if err != nil && len(batch) > 1 { // one of them is at fault, or none: each hears its own
			e.done <- g.keep(ctx, all[i:i+1])
			continue
		}
		e.done <- err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy = len(g.waiting) > 0
	return g.busy
}
