package outbox

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// gate lets those who put at the same time wait for the disk together: whoever comes first keeps theirs and those of all who are about to
// pass, others are kept with the next turn.
type gate struct {
	keep     func(context.Context, []row) error
	patience time.Duration // how long a turn waits for those who are coming

	mu      sync.Mutex
	coming  int           // who will pass or turn back soon
	nobody  chan struct{} // said when none of them is left
	waiting []entry
	busy    bool
}

// newGate makes a gate that waits for less than a disk takes for one turn.
func newGate(keep func(context.Context, []row) error) *gate {
	return &gate{keep: keep, patience: 2 * time.Millisecond, nobody: make(chan struct{}, 1)}
}

// come says that somebody will pass soon. They call what it returns when they wait, or do not pass; at the second call it does nothing.
func (g *gate) come() (here func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.coming++
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.coming--; g.coming == 0 {
			select {
			case g.nobody <- struct{}{}:
			default:
			}
		}
	})
}

// gather waits until nobody is coming, for a short time. One who is alone waits for nobody.
func (g *gate) gather() {
	runtime.Gosched() // who has begun at this moment can say so
	enough := time.NewTimer(g.patience)
	defer enough.Stop()
	for {
		g.mu.Lock()
		alone := g.coming == 0
		g.mu.Unlock()
		if alone {
			return
		}
		select {
		case <-g.nobody:
		case <-enough.C:
			return
		}
	}
}

// entry is a row that is to be kept, and where to say how that went.
type entry struct {
	row  row
	done chan error
}

// pass returns when the row is kept, or cannot be. It says that who passes is here.
func (g *gate) pass(ctx context.Context, r row, here func()) error {
	ctx = context.WithoutCancel(ctx) // it is for others too
	e := entry{r, make(chan error, 1)}
	g.mu.Lock()
	g.waiting = append(g.waiting, e)
	first := !g.busy
	g.busy = true
	g.mu.Unlock()
	here()
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
	g.gather()
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
