package server

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/VictoriaMetrics/metrics"
)

// figures are what is counted for whoever watches over the server, in the text format of Prometheus. Nothing personal is in them.
type figures struct {
	set      *metrics.Set
	stored   *metrics.Counter
	replayed *metrics.Counter
	together *metrics.Histogram
	storing  *metrics.Histogram
}

func newFigures() *figures {
	set := metrics.NewSet()
	return &figures{
		set:      set,
		stored:   set.NewCounter("linli_filings_stored_total"),
		replayed: set.NewCounter("linli_filings_replayed_total"),
		together: set.NewHistogram("linli_filings_together"),
		storing:  set.NewHistogram("linli_storing_seconds"),
	}
}

// count counts what became of a filing.
func (f *figures) count(a *arrival) {
	switch {
	case a.err != nil:
	case a.out.replayed:
		f.replayed.Inc()
	default:
		f.stored.Inc()
	}
}

// call counts a call, by its route: never by its address, which can name a request.
func (f *figures) call(method, route string, status int, took time.Duration) {
	if route == "" || route == "/" {
		route, method = "none", "any" // whatever somebody tries makes no figures of its own
	}
	name := strings.TrimPrefix(route, method+" ")
	f.set.GetOrCreateCounter(`linli_calls_total{method="` + method + `",route="` + name + `",status="` + strconv.Itoa(status) + `"}`).Inc()
	f.set.GetOrCreateHistogram(`linli_call_seconds{route="` + name + `"}`).Update(took.Seconds())
}

// metrics answers with the figures: to this machine, or to whoever has an officer's key as a bearer token.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	who, _ := s.holder(r.Context(), bearer(r))
	if who.Role != Officer && (!address(r.RemoteAddr).IsLoopback() || r.Header.Get("X-Forwarded-For") != "") {
		w.Header().Set("WWW-Authenticate", "Bearer")
		s.refuse(w, r, http.StatusUnauthorized, "the figures are for this machine, or for an officer's key as a bearer token")
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	s.figures.set.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
}
