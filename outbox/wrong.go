package outbox

import (
	"sync"
	"time"

	"linli/report"
)

// wrong counts wrong proofs of numbers.
type wrong struct {
	mu    sync.Mutex
	times map[report.Number][]time.Time
}

func (w *wrong) tooMany(n report.Number, now time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.recent(n, now)) >= maxWrong
}

func (w *wrong) add(n report.Number, now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.times == nil {
		w.times = map[report.Number][]time.Time{}
	}
	w.times[n] = append(w.recent(n, now), now)
}

// recent are those that still count. A clock that was set counts none.
func (w *wrong) recent(n report.Number, now time.Time) (out []time.Time) {
	for _, at := range w.times[n] {
		if now.Sub(at).Abs() < wrongTime {
			out = append(out, at)
		}
	}
	return out
}
