package faults

import (
	"bytes"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"linli/client"
	"linli/outbox"
	"linli/report"
)

// thinLine is a listener whose lines let through so many bytes in a second, all together. Once it is weak, every third one breaks
// after so many.
type thinLine struct {
	net.Listener
	rate, breaks int

	mu    sync.Mutex
	weak  bool
	lines int
	sum   int // bytes that came through
	cuts  int
}

type thinConn struct {
	net.Conn
	line *thinLine
	left int
}

func (l *thinLine) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	left := math.MaxInt
	if l.lines++; l.weak && l.lines%3 == 0 {
		left = l.breaks
	}
	return &thinConn{c, l, left}, nil
}

func (c *thinConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p[:min(len(p), 4<<10)])
	c.line.mu.Lock() // one after the other: they share the line
	defer c.line.mu.Unlock()
	time.Sleep(time.Duration(n) * time.Second / time.Duration(c.line.rate))
	c.line.sum += n
	if c.left -= n; c.left < 0 && err == nil {
		c.line.cuts++
		c.Conn.Close()
		return 0, net.ErrClosed
	}
	return n, err
}

// X65: recordings on a thin line that breaks in the middle of each piece now and then: words that come meanwhile overtake them, each goes
// on where it was, and all of it arrives.
func TestX65AThinLine(t *testing.T) {
	const fault = "65 recordings on a thin line"
	l := &thinLine{rate: 2 << 20, breaks: 60_000}
	sounds, size := 3, 500_000
	if *long {
		l.rate, size = 8<<10, 400_000 // 64 kbit/s
	}
	ours, arrived := ourCity(t)
	dir := quickFolder(t)
	b, err := openBox(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	filed := map[report.Number]string{}
	put := func(i int, all ...report.Attachment) {
		s := submission(i)
		n, err := report.Mint(1024, bytes.NewReader(bytes.Repeat([]byte{byte(i % 10), byte(i / 10 % 10), byte(i / 100)}, 30)))
		if err != nil {
			t.Error(err)
		}
		s.Number, s.Draft.ServiceCode, s.Draft.Attachments = n, "lamp", all
		if err := b.Put(t.Context(), s); err != nil {
			t.Error(err)
		}
		filed[n] = s.Draft.Description
	}
	var mu sync.Mutex
	var events []string
	pieces := 0
	hs := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			mu.Lock()
			events = append(events, "words")
			words := len(events)
			mu.Unlock()
			if words == sounds+5 { // the first recording was not kept back by a cut
				l.mu.Lock()
				l.weak = true
				l.mu.Unlock()
			}
		}
		rec := &seen{ResponseWriter: w, status: http.StatusOK}
		ours.Handler().ServeHTTP(rec, r)
		if r.Method != http.MethodPut {
			return
		}
		mu.Lock()
		pieces++
		at := pieces
		if rec.status == http.StatusOK {
			events = append(events, "whole")
		}
		mu.Unlock()
		if at == 3 { // in the middle of the first recording
			for i := range 5 {
				put(100 + i)
			}
		}
	}))
	l.Listener, hs.Listener = hs.Listener, l
	hs.Start()
	defer hs.Close()
	for i := range sounds {
		put(i+1, report.Attachment{Type: "audio/wav", Bytes: bytes.Repeat(fmt.Appendf(nil, "%09d ", i), size/10), Length: time.Second})
	}
	c, err := client.New(client.Options{BaseURL: hs.URL})
	if err != nil {
		t.Fatal(err)
	}
	drain(t, b, c)
	mu.Lock()
	defer mu.Unlock()
	words := 0
	for _, e := range events {
		if e == "whole" {
			break
		}
		words++
	}
	if words < sounds+5 {
		t.Errorf("%d words came before the first recording was whole, want all %d: %v", words, sounds+5, events)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if want := sounds * size; l.sum > want*2 || l.cuts == 0 {
		t.Errorf("%d bytes went over the line for %d, with %d cuts: it does not go on where it was", l.sum, want, l.cuts)
	}
	lost, doubled := compare(t, filed, arrived())
	for n := range filed { // which the box says after the city has named each hash
		if item, _, err := b.Find(t.Context(), n); err != nil || item.State != outbox.Answered && item.State != outbox.Accepted {
			t.Errorf("%s is %s, %v", n, item.State, err)
			lost++
		}
	}
	count(t, fault, l.cuts, lost, doubled)
}

// seen remembers the status of an answer.
type seen struct {
	http.ResponseWriter
	status int
}

func (s *seen) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}
