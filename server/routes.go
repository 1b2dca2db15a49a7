package server

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"linli/client/georeport"
)

// base is where the calls of GeoReport are. The discovery document is there and at the root.
const base = "/open311/v2"

// routes lists every call. The extension decides the format.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for _, f := range []georeport.Format{georeport.JSON, georeport.XML} {
		ext := "." + string(f)
		mux.HandleFunc("GET /discovery"+ext, s.discovery)
		mux.HandleFunc("GET "+base+"/discovery"+ext, s.discovery)
		mux.HandleFunc("GET "+base+"/services"+ext, s.services)
		mux.HandleFunc("GET "+base+"/requests"+ext, s.requests)
		mux.HandleFunc("POST "+base+"/requests"+ext, s.file)
		mux.HandleFunc("GET "+base+"/servicerequestupdates"+ext, s.updates)
		mux.HandleFunc("POST "+base+"/servicerequestupdates"+ext, s.tell)
	}
	mux.HandleFunc("GET "+base+"/services/{file}", s.definition)
	mux.HandleFunc("GET "+base+"/requests/{file}", s.forNumbers(s.request))
	mux.HandleFunc("GET "+base+"/tokens/{file}", s.forNumbers(s.token))
	s.linliRoutes(mux)
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /metrics", s.metrics)
	mux.HandleFunc("/", s.nothing)
	return mux
}

// formatOf goes by the extension of the path.
func formatOf(r *http.Request) georeport.Format {
	if strings.HasSuffix(r.URL.Path, ".xml") {
		return georeport.XML
	}
	return georeport.JSON
}

// named returns what a path names before its extension, false where it has no extension that we speak.
func named(r *http.Request) (string, bool) {
	file := r.PathValue("file")
	for _, f := range []georeport.Format{georeport.JSON, georeport.XML} {
		if name, ok := strings.CutSuffix(file, "."+string(f)); ok {
			return name, true
		}
	}
	return "", false
}

// answer writes a document in the format that was asked for.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, status int, doc georeport.Document) {
	f := formatOf(r)
	body, err := georeport.Encode(f, doc)
	if err != nil {
		s.log.Error("server: answer not written", "error", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", f.ContentType())
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		s.log.Debug("server: client went away", "error", err)
	}
}

// refuse answers with one error.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, why string) {
	s.answer(w, r, status, georeport.Errors{{Code: status, Description: georeport.Text(why)}})
}

// broken answers where the data cannot be read or written, and tells the operator.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, err error) {
	s.log.Error("server: data", "error", err, "id", w.Header().Get("X-Request-Id"))
	w.Header().Set("Retry-After", "30")
	s.refuse(w, r, http.StatusServiceUnavailable, unreachable)
}

// unreachable is what is said where the data cannot be read or written.
const unreachable = "the data cannot be reached at the moment; nothing was stored, try again later"

func (s *Server) nothing(w http.ResponseWriter, r *http.Request) {
	s.refuse(w, r, http.StatusNotFound, "there is no such call; see /discovery.json or /discovery.xml")
}

// probeInterval is how often the disk is written to for the sake of whoever watches.
const probeInterval = 2 * time.Second

// healthz says whether a request could be stored now.
func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	s.health.mu.Lock()
	if now := s.now(); s.health.at.IsZero() || now.Sub(s.health.at).Abs() >= probeInterval {
		s.health.err, s.health.at = s.store.probe(r.Context(), now), now
	}
	err := s.health.err
	s.health.mu.Unlock()
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	line := "ok\n"
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		line = err.Error() + "\n"
	}
	if _, err := w.Write([]byte(line)); err != nil {
		s.log.Debug("server: client went away", "error", err)
	}
}

// recorder remembers the status of an answer.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach what is inside.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// logged writes one line for each call: its route and outcome, not its address, which can name a request.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		rec := &recorder{w, http.StatusOK}
		defer func() {
			if recover() != nil {
				s.log.Error("server: panic", "id", id, "stack", string(debug.Stack()))
				s.refuse(rec, r, http.StatusInternalServerError, "this should not have happened")
			}
			s.figures.call(r.Method, r.Pattern, rec.status, time.Since(start))
			s.log.LogAttrs(r.Context(), slog.LevelInfo, "call", slog.String("method", usual(r.Method)),
				slog.String("route", r.Pattern), slog.Int("status", rec.status),
				slog.Duration("took", time.Since(start)), slog.String("id", id))
		}()
		next.ServeHTTP(rec, r)
	})
}

// usual is a method that is usual. Any other is a word that somebody chose, and no such word is logged.
func usual(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}
