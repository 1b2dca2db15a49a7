package faults

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// moderated is a plain city that shows a request only after somebody there has read it. Behind a log-in page it shows nothing at all.
type moderated struct {
	mu     sync.Mutex
	city   plainCity
	read   bool
	portal int // the status that the log-in page has, 0 where there is none
	asked  int
}

func (m *moderated) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.portal != 0:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(m.portal)
		fmt.Fprint(w, "<html><body>Please log in.</body></html>")
	case r.Method == http.MethodGet && !m.read && r.URL.Path == "/requests.json":
		m.asked++
		json.NewEncoder(w).Encode([]any{})
	case r.Method == http.MethodGet && !m.read:
		m.asked++
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `[{"code":404,"description":"not found"}]`)
	default:
		m.city.ServeHTTP(w, r)
	}
}

func (m *moderated) set(do func(*moderated)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	do(m)
}

// X42, X61: a city that hides new requests for days, or for ever, gets each once and is not asked without end.
func TestX61ACityThatHides(t *testing.T) {
	for name, read := range map[string]bool{"61 hidden for ten days": true, "61 hidden for ever": false} {
		m := &moderated{city: plainCity{of: map[string][]int{}}}
		hs := httptest.NewServer(m)
		k := &looking{t: t, dir: filepath.Join(t.TempDir(), "kiosk"), address: hs.URL, filed: map[report.Number]string{}}
		k.file(3)
		k.live(0, func(b *outbox.Box) bool { return k.all(b, outbox.Answered) })
		for day := 1; day <= 30; day++ {
			m.set(func(m *moderated) { m.read = read && day > 10 })
			if day%5 == 0 { // the clock of a kiosk runs so fast only here
				k.speed = 24 * 3600
				done := time.Now().Add(2 * time.Second)
				k.live(time.Duration(day)*24*time.Hour, func(b *outbox.Box) bool { return time.Now().After(done) || k.all(b, outbox.Accepted) })
			}
		}
		k.live(40*24*time.Hour, func(b *outbox.Box) bool { return k.all(b, outbox.Accepted) })
		hs.Close()
		lost, doubled := compare(t, k.filed, m.city.arrived())
		if m.asked > 3*2*200 {
			t.Errorf("%s: asked %d times", name, m.asked)
		}
		count(t, name, 3, lost, doubled)
	}
}

// knowsList says whether the kiosk has seen that the city lists what is new: before, nothing is sent again that may have arrived.
func (k *looking) knowsList() bool {
	kept, err := filepath.Glob(filepath.Join(k.dir, "city", "dialect-*.json"))
	if err != nil || len(kept) != 1 {
		return false
	}
	text, err := os.ReadFile(kept[0])
	return err == nil && strings.Contains(string(text), `"lists_new":"yes"`)
}

// X38: a log-in page that says 400 or 404 is in the way. Nothing is refused for good, and all of it arrives once when it is gone.
func TestX38ALoginPageRefuses(t *testing.T) {
	for _, status := range []int{400, 404, 405, 410, 422} {
		m := &moderated{city: plainCity{of: map[string][]int{}}, read: true}
		hs := httptest.NewServer(m)
		k := &looking{t: t, dir: filepath.Join(t.TempDir(), "kiosk"), address: hs.URL, filed: map[report.Number]string{}}
		k.file(1)
		k.live(0, func(b *outbox.Box) bool { return k.all(b, outbox.Answered) && k.knowsList() })
		m.set(func(m *moderated) { m.portal = status })
		k.file(3)
		k.live(time.Minute, func(b *outbox.Box) bool {
			tries := 0
			b.Each(t.Context(), func(i outbox.Item) error { tries += i.Tries; return nil })
			return tries > 5
		})
		b := k.open(0)
		b.Each(t.Context(), func(i outbox.Item) error {
			if i.State == outbox.Quarantined {
				t.Errorf("%d: %s is refused for good: %s", status, i.Number, i.Code)
			}
			return nil
		})
		b.Close()
		m.set(func(m *moderated) { m.portal = 0 })
		k.live(time.Hour, func(b *outbox.Box) bool { return k.all(b, outbox.Answered, outbox.Accepted) })
		hs.Close()
		lost, doubled := compare(t, k.filed, m.city.arrived())
		count(t, fmt.Sprintf("38 a page that says %d", status), 3, lost, doubled)
	}
}
