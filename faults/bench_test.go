package faults

import (
	"context"
	"crypto/rand"
	"net/http/httptest"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"linli/client"
	"linli/outbox"
	"linli/report"
	"linli/server"
)

// fillWith puts n submissions, many at a time.
func fillWith(b *testing.B, dir string, n int) {
	b.Helper()
	box, err := openBox(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	next := make(chan int)
	var all sync.WaitGroup
	for range 256 {
		all.Go(func() {
			for i := range next {
				if err := box.Put(b.Context(), submission(i)); err != nil {
					b.Error(err)
				}
			}
		})
	}
	for i := range n {
		next <- i + 1
	}
	close(next)
	all.Wait()
	if err := box.Close(); err != nil {
		b.Fatal(err)
	}
}

// heap is how much memory is in use.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapInuse) / (1 << 20)
}

// BenchmarkX64Queued is a kiosk with a long queue: how long it starts (2 s wanted), how long a resident waits for a receipt
// (300 ms wanted, with a city that answers at once), and how much memory it holds.
func BenchmarkX64Queued(b *testing.B) {
	for _, c := range []struct {
		name string
		n    int
	}{{"100", 100}, {"100000", 100_000}} {
		b.Run(c.name, func(b *testing.B) {
			dir := b.TempDir()
			fillWith(b, dir, c.n)
			var start, receipt, slowest time.Duration
			var held float64
			next := c.n + 1
			for b.Loop() {
				before := heap()
				began := time.Now()
				box, err := openBox(b.Context(), dir)
				if err != nil {
					b.Fatal(err)
				}
				start += time.Since(began)
				held += heap() - before
				ctx, stop := context.WithCancel(b.Context())
				var run sync.WaitGroup
				down := cityDown{}
				run.Go(func() { box.Run(ctx, down) })
				for range 20 {
					began = time.Now()
					if _, err := box.File(ctx, &whole{got: map[report.Number]int{}}, submission(next), time.Minute); err != nil {
						b.Fatal(err)
					}
					next++
					receipt += time.Since(began)
					slowest = max(slowest, time.Since(began))
				}
				stop()
				run.Wait()
				if err := box.Close(); err != nil {
					b.Fatal(err)
				}
			}
			n := float64(b.N)
			b.ReportMetric(float64(start.Milliseconds())/n, "start-ms")
			b.ReportMetric(float64(receipt.Microseconds())/1000/20/n, "receipt-ms")
			b.ReportMetric(float64(slowest.Microseconds())/1000, "slowest-receipt-ms")
			b.ReportMetric(held/n, "held-MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// cityDown cannot be reached.
type cityDown struct{}

func (cityDown) Send(context.Context, report.Submission) (report.Receipt, error) {
	return report.Receipt{}, &report.Error{Code: report.Offline, Op: "send"}
}

// BenchmarkDrain sends a queue to a backend on this computer, over HTTP; each has to be there once.
func BenchmarkDrain(b *testing.B) {
	const queued = 10_000
	for b.Loop() {
		dir, data := b.TempDir(), b.TempDir()
		s, err := server.New(server.Options{DataDir: data, Catalogue: os.DirFS("../server/testdata")})
		if err != nil {
			b.Fatal(err)
		}
		hs := httptest.NewServer(s.Handler())
		box, err := openBox(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		numbers := mintAll(b, box, queued)
		c, err := client.New(client.Options{BaseURL: hs.URL + "/open311/v2"})
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		drain(b, box, c)
		b.ReportMetric(queued/time.Since(began).Seconds(), "sent/s")
		hs.Close()
		arrived := listed(b, data)
		for _, n := range numbers {
			if len(arrived[n]) != 1 {
				b.Errorf("%s is there %d times", n, len(arrived[n]))
			}
		}
		if len(arrived) != queued {
			b.Errorf("%d arrived", len(arrived))
		}
		box.Close()
		s.Close()
	}
	b.ReportMetric(0, "ns/op")
}

func mintAll(b *testing.B, box *outbox.Box, n int) []report.Number {
	b.Helper()
	numbers := make([]report.Number, n)
	var all sync.WaitGroup
	turns := make(chan struct{}, 64)
	for i := range n {
		minted, err := report.Mint(i%10000, rand.Reader)
		if err != nil {
			b.Fatal(err)
		}
		numbers[i] = minted
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			s := submission(i + 1)
			s.Number = minted
			if err := box.Put(b.Context(), s); err != nil {
				b.Error(err)
			}
		})
	}
	all.Wait()
	return numbers
}
