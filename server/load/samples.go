//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// samples are how long calls took.
type samples struct {
	took   []time.Duration
	lasted time.Duration
	sorted bool
}

func (s *samples) rate() string {
	return fmt.Sprintf("%.0f/s", float64(len(s.took))/s.lasted.Seconds())
}

// at is the time within which a part of the calls was answered.
func (s *samples) at(part float64) time.Duration {
	if len(s.took) == 0 {
		return 0
	}
	if !s.sorted {
		slices.Sort(s.took)
		s.sorted = true
	}
	return s.took[min(int(part*float64(len(s.took))), len(s.took)-1)]
}

func (s *samples) percentiles() string {
	ms := func(part float64) float64 { return float64(s.at(part).Microseconds()) / 1000 }
	return fmt.Sprintf("p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms", ms(0.5), ms(0.99), ms(0.999))
}

func (b *bench) lasting() time.Duration { return time.Duration(b.seconds) * time.Second }

// each lets so many connections do something over and over for a time. The number is of the call among all.
func (b *bench) each(ctx context.Context, lines int, lasting time.Duration, address string, do func(*line, int64) error) (samples, error) {
	var out samples
	var mu sync.Mutex
	var n atomic.Int64
	var running sync.WaitGroup
	var failed error
	began := time.Now()
	for range lines {
		running.Go(func() {
			var took []time.Duration
			err := func() error {
				l, err := dial(ctx, address)
				if err != nil {
					return err
				}
				defer l.close()
				for ctx.Err() == nil && time.Since(began) < lasting {
					start := time.Now()
					if err := do(l, n.Add(1)); err != nil {
						return err
					}
					took = append(took, time.Since(start))
				}
				return nil
			}()
			mu.Lock()
			defer mu.Unlock()
			out.took = append(out.took, took...)
			if err != nil && !errors.Is(err, errEnough) {
				failed = err
			}
		})
	}
	running.Wait()
	out.lasted = time.Since(began)
	return out, failed
}

// paced does something so many times a second. How long it took counts from when it was due, so that a server that stands still for a
// second is seen in all that waited for it. What was due while the server warmed up does not count.
func (b *bench) paced(ctx context.Context, address string, rate int, lasting time.Duration, out *samples, do func(*line, int64) error) error {
	var next atomic.Int64
	began := time.Now()
	due := func(i int64) time.Time { return began.Add(time.Duration(i) * time.Second / time.Duration(rate)) }
	s, err := b.each(ctx, b.lines, warmUp+lasting, address, func(l *line, _ int64) error {
		i := next.Add(1)
		time.Sleep(time.Until(due(i)))
		if err := do(l, i); err != nil {
			return err
		}
		if due(i).Sub(began) > warmUp {
			mark(out, time.Since(due(i)))
		}
		return nil
	})
	out.lasted = s.lasted - warmUp
	return err
}

var marking sync.Mutex

func mark(s *samples, took time.Duration) {
	marking.Lock()
	defer marking.Unlock()
	s.took = append(s.took, took)
}
