package server

import (
	"net/http"
	"sync"
	"time"
)

// Where a list that somebody reads page by page has got to is known for readOn after a page, of mostReaders lists at most.
const (
	readOn      = 5 * time.Minute
	mostReaders = 4096
)

// pages remembers after which entry the next page of a list begins, so that nobody counts from the beginning of it, and that a page goes on
// where the one before ended though others have filed meanwhile. It is forgotten without harm: then entries are counted.
type pages struct {
	mu   sync.Mutex
	next map[bookmark]passed
}

// bookmark is a page of a list that somebody reads, in the words in which it was asked for.
type bookmark struct {
	caller, path, query string
	skip                int64
}

type passed struct {
	after spot
	at    time.Time
}

// bookmarkOf is the page that a call asks for.
func (s *Server) bookmarkOf(r *http.Request, f filter) bookmark {
	q := r.URL.Query()
	q.Del("page")
	return bookmark{s.caller(r), r.URL.Path, q.Encode(), f.skip}
}

// find returns after which entry a page begins, the zero spot where that is not known.
func (p *pages) find(b bookmark, now time.Time) spot {
	p.mu.Lock()
	defer p.mu.Unlock()
	if known, ok := p.next[b]; ok && now.Sub(known.at).Abs() < readOn {
		return known.after
	}
	return spot{}
}

// keep remembers where the page after one begins.
func (p *pages) keep(b bookmark, size int, last spot, now time.Time) {
	b.skip += int64(size)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.next == nil || len(p.next) >= mostReaders {
		kept := map[bookmark]passed{}
		for name, known := range p.next {
			if now.Sub(known.at).Abs() < readOn && len(kept) < mostReaders/2 {
				kept[name] = known
			}
		}
		p.next = kept
	}
	p.next[b] = passed{last, now}
}
