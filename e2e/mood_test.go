//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// mood is how a city answers.
type mood int

const (
	well    mood = iota
	slowly       // not before it is in another mood
	badly        // it breaks
	refuses      // what it is sent
)

// moodyCity stands between a kiosk and a city, and lets it answer as a test wants.
type moodyCity struct {
	*httptest.Server

	mu      sync.Mutex
	mood    mood
	changed chan struct{}
}

// before puts one before a city.
func before(t *testing.T, address string) *moodyCity {
	t.Helper()
	city := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: address})
	m := &moodyCity{changed: make(chan struct{})}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch now := m.waits(r); {
		case now == badly:
			w.WriteHeader(http.StatusInternalServerError)
		case now == refuses && r.Method == http.MethodPost && strings.Contains(r.URL.Path, "linli"):
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusConflict)
			fmt.Fprint(w, `{"code":"toolate"}`)
		case now == refuses && r.Method == http.MethodPost:
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `[{"code":400,"description":"not today"}]`)
		default:
			city.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(func() { m.gets(well); m.Close() })
	return m
}

// waits until the city is not slow, and returns the mood that it is in then.
func (m *moodyCity) waits(r *http.Request) mood {
	for {
		m.mu.Lock()
		now, changed := m.mood, m.changed
		m.mu.Unlock()
		if now != slowly {
			return now
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return badly
		}
	}
}

// gets puts the city into a mood.
func (m *moodyCity) gets(mood mood) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.mood = mood
	close(m.changed)
	m.changed = make(chan struct{})
}
