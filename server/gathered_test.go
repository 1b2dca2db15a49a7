package server

import (
	"testing"
	"time"
)

// TestFilingsAreGathered: who comes alone waits for nobody, and where there are many, enough of them are stored together.
func TestFilingsAreGathered(t *testing.T) {
	const never = time.Hour
	for _, tt := range []struct {
		name    string
		waiting int           // filings that are there beside the first
		coming  int           // and that come while it waits
		until   time.Duration // how long enough of them are waited for
		want    int
	}{
		{"alone", 0, 0, 0, 1},
		{"all that are there", 40, 0, 0, 41},
		{"no more than fit", 400, 0, 0, mostTogether},
		{"those who come", 0, enough - 1, never, enough},
		{"enough are there", enough + 3, 0, never, enough + 4},
		{"too few", 2, 0, time.Millisecond, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g := &gathered{arrived: make(chan *arrival, 1000)}
			for range tt.waiting {
				g.arrived <- &arrival{}
			}
			go func() {
				for range tt.coming {
					time.Sleep(time.Millisecond)
					g.arrived <- &arrival{}
				}
			}()
			if got := len(g.with(&arrival{}, time.Now().Add(tt.until))); got != tt.want {
				t.Errorf("%d together, want %d", got, tt.want)
			}
		})
	}
}
