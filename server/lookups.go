package server

import (
	"hash/maphash"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"linli/report"
)

// At most maxLookups requests are looked up within lookupTime by one kiosk, so that no numbers are found by trying.
const (
	maxLookups = 60
	lookupTime = time.Minute
)

// lookups counts who has looked up requests, and when, in a row from the oldest to the newest. What is older than lookupTime counts no longer. There
// is no pointer in it: at thousands of callers a second, the garbage collector would follow each of them, over and over.
type lookups struct {
	mu      sync.Mutex
	seed    maphash.Seed
	row     []lookedUp
	first   int64 // which of all look-ups that ever were is the first in the row
	callers map[uint64]caller
}

// lookedUp is one look-up, and which is the next one of its caller, where there is one.
type lookedUp struct {
	by   uint64
	at   int64 // nanoseconds
	next int64
}

// caller has n look-ups that count, from the oldest to the newest.
type caller struct{ n, oldest, newest int64 }

// forgotten is how many look-ups are forgotten at most when one is counted: more than one, so that there are no more of them than count, and few,
// for nobody may wait while all of a minute are.
const forgotten = 8

// wait counts a look-up and returns 0, or returns how long its caller has to wait, and counts nothing.
func (l *lookups) wait(who string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.forget(now.UnixNano())
	by := maphash.String(l.seed, who)
	c := l.callers[by]
	for c.n > 0 && over(l.look(c.oldest).at, at) {
		c.n, c.oldest = c.n-1, l.look(c.oldest).next
	}
	if c.n == maxLookups {
		return time.Duration(l.look(c.oldest).at-at) + lookupTime
	}
	this := l.first + int64(len(l.row))
	if c.n == 0 {
		c.oldest = this
	} else {
		l.look(c.newest).next = this
	}
	c.n, c.newest = c.n+1, this
	l.row = append(l.row, lookedUp{by: by, at: at})
	l.callers[by] = c
	return 0
}

// look is one of the look-ups in the row.
func (l *lookups) look(which int64) *lookedUp { return &l.row[which-l.first] }

// over says whether what was at some time counts no longer.
func over(at, now int64) bool { return now-at >= int64(lookupTime) }

// forget drops what counts no longer, and returns what time it is: never before that of the newest, unless the clock was set back by so much that all
// begins anew.
func (l *lookups) forget(now int64) int64 {
	newest := now
	if len(l.row) > 0 {
		newest = l.row[len(l.row)-1].at
	}
	if l.callers == nil || over(newest, now) || over(now, newest) {
		l.seed, l.row, l.first, l.callers = maphash.MakeSeed(), nil, 0, map[uint64]caller{}
		return now
	}
	for n := 0; n < forgotten && over(l.row[0].at, max(now, newest)); n++ {
		if c := l.callers[l.row[0].by]; c.newest == l.first {
			delete(l.callers, l.row[0].by)
		} else if c.oldest == l.first {
			c.n, c.oldest = c.n-1, l.row[0].next
			l.callers[l.row[0].by] = c
		}
		l.row, l.first = l.row[1:], l.first+1
	}
	return max(now, newest)
}

// limited lets a look-up through, or says how long to wait with the words of refuse.
func (s *Server) limited(next http.HandlerFunc, refuse func(http.ResponseWriter, *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if wait := s.lookups.wait(s.caller(r), s.now()); wait > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
			refuse(w, r)
			return
		}
		next(w, r)
	}
}

const tooMany = "too many requests were looked up within a minute; wait as Retry-After says"

// forNumbers limits a look-up of GeoReport.
func (s *Server) forNumbers(next http.HandlerFunc) http.HandlerFunc {
	return s.limited(next, func(w http.ResponseWriter, r *http.Request) { s.refuse(w, r, http.StatusTooManyRequests, tooMany) })
}

// forOwners limits a call of linli/v1 about one request, and lets it through only with the key of a kiosk.
func (s *Server) forOwners(next http.HandlerFunc) http.HandlerFunc {
	return s.forKiosks(s.limited(next, func(w http.ResponseWriter, _ *http.Request) {
		s.object(w, http.StatusTooManyRequests, report.Busy, tooMany)
	}))
}

// caller tells kiosks apart: by the key that they show, if it is one of ours, and by where they are. Calls of GeoReport
// and of linli/v1 are counted apart, since a kiosk makes one of each for a look-up.
func (s *Server) caller(r *http.Request) string {
	api, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	key := bearer(r)
	if who, err := s.holder(r.Context(), key); err != nil || who.Name == "" {
		key = ""
	}
	return api + "\n" + key + "\n" + origin(r)
}

// origin is where a call comes from: behind a proxy on this machine, what that says last. All addresses of a household
// of IPv6 are one.
func origin(r *http.Request) string {
	at := address(r.RemoteAddr)
	if hops := strings.Split(r.Header.Get("X-Forwarded-For"), ","); at.IsLoopback() {
		if told, err := netip.ParseAddr(strings.TrimSpace(hops[len(hops)-1])); err == nil {
			at = told.Unmap()
		}
	}
	if at.Is6() {
		if net, err := at.WithZone("").Prefix(64); err == nil {
			return net.String()
		}
	}
	return at.String()
}

func address(hostport string) netip.Addr {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		return netip.Addr{}
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}
	}
	return at.Unmap()
}
