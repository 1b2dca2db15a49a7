//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// numbered is the number of the i-th request of this run. Each kiosk has ten thousand of them.
func numbered(i int64) report.Number {
	random := fmt.Appendf(nil, "%07d", i*7654321%10_000_000) // 7654321 has no factor of 2 or 5, so none comes twice
	for j := range random {
		random[j] -= '0'
	}
	n, err := report.Mint(int(i/10_000_000)%9000, bytes.NewReader(random))
	if err != nil {
		panic(err) // there are always seven digits
	}
	return n
}

// filedKey begins the idempotency keys of this run.
const filedKey = "0199a000-0000-7000-8000-"

// filing is the call that files the i-th request.
func filing(i int64) call {
	n := numbered(i)
	form := url.Values{
		"service_code": {"street-light"}, "description": {"三号楼门口的路灯坏了三天了，晚上老人看不见路。\n" + georeport.RefLine(n)},
		"address_string": {"幸福里社区3号楼2单元"}, "lat": {"39.9042"}, "long": {"116.4074"}, "phone": {"13800138000"},
	}
	return call{method: "POST", path: "/open311/v2/requests.json", key: fmt.Sprintf(filedKey+"%012d", i), form: form.Encode(), from: from(i)}
}

// lookup is the call that looks a request up, by a caller who looks up few.
func lookup(n report.Number, caller int64) call {
	return call{method: "GET", path: "/open311/v2/requests/" + string(n) + ".json", from: from(caller)}
}

// from is one of sixteen million addresses.
func from(caller int64) string {
	return fmt.Sprintf("10.%d.%d.%d", caller>>16&255, caller>>8&255, caller&255)
}

// raw says what this computer can do without Linli: sync what a request is on the disk, and answer calls that do nothing.
func raw(ctx context.Context, b *bench) ([]row, error) {
	f, err := os.Create(filepath.Join(b.dir, "raw"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	piece, count := make([]byte, 1024), 0
	for end := time.Now().Add(3 * time.Second); time.Now().Before(end); count++ {
		if _, err := f.Write(piece); err != nil {
			return nil, err
		}
		if err := f.Sync(); err != nil {
			return nil, err
		}
	}
	empty := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err == nil {
			w.Header().Set("Content-Length", "2")
			_, _ = w.Write([]byte("ok"))
		}
	}))
	defer empty.Close()
	call := func(l *line, i int64) error { _, err := l.do(filing(i)); return err }
	s, err := b.each(ctx, b.lines, 3*time.Second, empty.Listener.Addr().String(), call)
	if err != nil {
		return nil, err
	}
	var calm samples
	if err := b.paced(ctx, empty.Listener.Addr().String(), 2500, 15*time.Second, &calm, call); err != nil {
		return nil, err
	}
	return []row{
		{"raw: appends of 1 KiB, each synced, one after the other", fmt.Sprintf("%d/s", count/3), ""},
		{"raw: calls that an empty server of Go answers", s.rate(), ""},
		{"raw: 2,500 calls a second of an empty server", calm.percentiles(), ""},
	}, nil
}

// closed files as fast as answers come.
func closed(ctx context.Context, b *bench) ([]row, error) {
	s, err := b.each(ctx, b.lines, b.lasting(), b.address, b.file)
	wanted := "5,000/s"
	if b.database != "" {
		wanted = "4,000/s"
	}
	return []row{{"filings on the disk, in closed loop", s.rate() + ", " + s.percentiles(), wanted}, {"memory of the server", fmt.Sprintf("%d MB", b.memory()), ""}}, err
}

// file files a request that nobody has filed.
func (b *bench) file(l *line, _ int64) error {
	i := b.filed.Add(1)
	a, err := l.do(filing(i))
	if err == nil && a.status != http.StatusOK {
		err = fmt.Errorf("filed: %d %s", a.status, a.body)
	}
	return err
}

// warmUp is how long a server is under load before it is measured: it opens its connections then, and reads what everybody needs.
const warmUp = 5 * time.Second

// mixed files and looks up at a fixed rate, whatever the answers take: a late answer makes the next ones late, too. Half of the look-ups are
// for what was filed in the first seconds, once these are over.
func mixed(ctx context.Context, b *bench) ([]row, error) {
	const filing, looking = 500, 2000
	var filings, lookups samples
	var running sync.WaitGroup
	errs := make(chan error, 2)
	before := b.filed.Load()
	filed := int64(filing * warmUp.Seconds() / 2)
	running.Go(func() { errs <- b.paced(ctx, b.address, filing, b.lasting(), &filings, b.file) })
	running.Go(func() {
		errs <- b.paced(ctx, b.address, looking, b.lasting(), &lookups, func(l *line, i int64) error {
			warm := i > int64(looking*warmUp.Seconds())
			switch {
			case b.rows > 0 && (i%2 == 0 || !warm):
				return b.lookUp(l, there(i, b.rows), i)
			case warm:
				return b.lookUp(l, numbered(before+1+i*7919%filed), i)
			}
			return nil
		})
	})
	running.Wait()
	return []row{
		{"500 filings a second beside 2,000 look-ups", filings.percentiles(), "p99 20 ms, p99.9 150 ms"},
		{"2,000 look-ups a second beside 500 filings", lookups.percentiles(), "p99 10 ms, p99.9 150 ms"},
	}, errors.Join(<-errs, <-errs)
}

func (b *bench) lookUp(l *line, n report.Number, from int64) error {
	a, err := l.do(lookup(n, from))
	if err == nil && a.status != http.StatusOK {
		err = fmt.Errorf("looked up: %d %s", a.status, a.body)
	}
	return err
}

// again files one request over and over.
func again(ctx context.Context, b *bench) ([]row, error) {
	const times = 1_000_000
	one := filing(b.filed.Add(1))
	l, err := dial(ctx, b.address)
	if err != nil {
		return nil, err
	}
	defer l.close()
	first, err := l.do(one)
	if err != nil || first.status != http.StatusOK {
		return nil, fmt.Errorf("filed: %d, %w", first.status, err)
	}
	before, err := b.count(ctx)
	if err != nil {
		return nil, err
	}
	var done, replayed atomic.Int64
	s, err := b.each(ctx, b.lines, time.Hour, b.address, func(l *line, _ int64) error {
		if done.Add(1) > times {
			return errEnough
		}
		a, err := l.do(one)
		if err == nil && a.replayed {
			replayed.Add(1)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	after, err := b.count(ctx)
	return []row{{"the same key a million times", fmt.Sprintf("%d replayed, %d rows more, %s", replayed.Load(), after-before, s.rate()), "0 rows more"}}, err
}

// drain lets a thousand kiosks send a hundred requests each that have waited, and obey when they are told to wait.
func drain(ctx context.Context, b *bench) ([]row, error) {
	const kiosks, waiting = 1000, 100
	base := b.filed.Add(kiosks*waiting) - kiosks*waiting + 1 // the first of them: the one before is filed already
	before, err := b.count(ctx)
	if err != nil {
		return nil, err
	}
	ended := make([]time.Duration, kiosks)
	errs := make(chan error, kiosks)
	began := time.Now()
	for k := range kiosks {
		go func() {
			errs <- b.empty(ctx, base+int64(k*waiting), waiting)
			ended[k] = time.Since(began)
		}()
	}
	var failed error
	for range kiosks {
		failed = errors.Join(failed, <-errs)
	}
	all := samples{took: ended, lasted: time.Since(began)}
	after, err := b.count(ctx)
	return []row{
		{"1,000 kiosks send 100 each", fmt.Sprintf("%.1f s, the first kiosk after %.1f s", all.at(1).Seconds(), all.at(0).Seconds()), "60 s"},
		{"of those 100,000 stored", fmt.Sprint(after - before), "100,000"},
	}, errors.Join(failed, err)
}

// empty sends what waits in one kiosk.
func (b *bench) empty(ctx context.Context, from int64, waiting int) error {
	l, err := dial(ctx, b.address)
	if err != nil {
		return err
	}
	defer l.close()
	for i := range int64(waiting) {
		for {
			a, err := l.do(filing(from + i))
			if err != nil {
				return err
			}
			if a.status == http.StatusOK {
				break
			}
			if a.retryAfter == 0 {
				return fmt.Errorf("filed: %d %s", a.status, a.body)
			}
			time.Sleep(a.retryAfter)
		}
	}
	return nil
}

// kills kills the server while requests are filed, starts it again, sends what was not acknowledged once more, and counts.
func kills(ctx context.Context, b *bench) ([]row, error) {
	before, err := b.count(ctx)
	if err != nil {
		return nil, err
	}
	first := b.filed.Load() + 1
	for range b.options.kills {
		end := make(chan struct{})
		var running sync.WaitGroup
		for range b.lines {
			running.Go(func() {
				for {
					i := b.filed.Add(1)
					if b.insist(ctx, i, end) != nil {
						return
					}
				}
			})
		}
		time.Sleep(500 * time.Millisecond)
		if err := errors.Join(b.kill(), b.start(ctx)); err != nil {
			return nil, err
		}
		close(end)
		running.Wait()
	}
	last := b.filed.Load()
	after, err := b.count(ctx)
	if err != nil {
		return nil, err
	}
	lost := 0
	l, err := dial(ctx, b.address)
	if err != nil {
		return nil, err
	}
	defer l.close()
	for i := first; i <= last; i++ {
		a, err := l.do(lookup(numbered(i), i))
		if err != nil {
			return nil, err
		}
		if a.status != http.StatusOK {
			lost++
		}
	}
	filed := int(last - first + 1)
	return []row{{fmt.Sprintf("killed %d times among %d filings", b.options.kills, filed), fmt.Sprintf("%d lost, %d doubled", lost, after-before-filed+lost), "0 lost, 0 doubled"}}, nil
}

// errEnough ends a load before its time.
var errEnough = errors.New("enough")

// insist files a request until it is acknowledged, through a server that is killed and comes back. It fails once no more are wanted.
func (b *bench) insist(ctx context.Context, i int64, end <-chan struct{}) error {
	for {
		if l, err := dial(ctx, b.address); err == nil {
			a, err := l.do(filing(i))
			l.close()
			if err == nil && a.status == http.StatusOK {
				break
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		time.Sleep(5 * time.Millisecond)
	}
	select {
	case <-end:
		return errEnough
	default:
		return nil
	}
}
