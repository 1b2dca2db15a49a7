package server

import (
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

// lookups counts who has looked up requests, and when. What is older than lookupTime counts no longer, and is forgotten within twice that: all
// of a time at once, for nobody may wait while it is looked through.
type lookups struct {
	mu           sync.Mutex
	times, older map[string][]time.Time // who has called since then, and who had called before and not since
	since        time.Time
}

// wait counts a look-up and returns 0, or returns how long its caller has to wait, and counts nothing.
func (l *lookups) wait(caller string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.times == nil || now.Sub(l.since).Abs() >= lookupTime {
		l.times, l.older, l.since = map[string][]time.Time{}, l.times, now
	}
	counted, called := l.times[caller]
	if !called {
		counted = l.older[caller]
	}
	counted = recent(counted, now)
	if len(counted) < maxLookups {
		l.times[caller] = append(counted, now)
		return 0
	}
	l.times[caller] = counted
	return counted[0].Add(lookupTime).Sub(now)
}

// recent are those of some times, in order, that still count. A clock that was set back begins anew.
func recent(times []time.Time, now time.Time) []time.Time {
	for i, t := range times {
		if t.After(now) {
			return nil
		}
		if now.Sub(t) < lookupTime {
			return times[i:]
		}
	}
	return nil
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
