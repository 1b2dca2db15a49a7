//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"linli/a11y"
)

// strangeNames are such as cities, and mistakes, put into lists.
var strangeNames = []string{
	strings.Repeat("长", 4001), strings.Repeat("word ", 800), strings.Repeat("unbroken", 500),
	"Emoji 🚮🧑‍🦽 and 𠮷", "\u202eright to left\u202c", "nul\x00tab\tline\nbreak", "<b>bold</b> &amp; %s %d", "   ", "عربي وعبري",
}

// cityOf serves a list of services, and nothing else.
func cityOf(t *testing.T, services any) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/services.json") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(services)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// A city with five hundred services and the strangest names is walked through to its last part, forth and back.
func TestStrangeCity(t *testing.T) {
	program(t)
	var services []map[string]any
	for i := range 500 {
		name := fmt.Sprint("Service ", i)
		if i < len(strangeNames) {
			name = strangeNames[i]
		}
		services = append(services, map[string]any{"service_code": fmt.Sprint("s", i), "service_name": name, "group": "", "metadata": false, "type": "realtime"})
	}
	k := start(t, openScreen(t), t.TempDir(), "-backend", cityOf(t, services))
	k.press("start-zh-Hans")
	k.press("report") // one group is no question: its services come at once
	seen := map[string]bool{}
	for {
		k.until("the services", func(s shown) bool { return s.has("service-0") || s.has("less") })
		for _, n := range k.at.Page.Leaves() {
			if strings.HasPrefix(string(n.ID), "service-") && n.Role == a11y.Button { // not the rest of a long name
				seen[string(n.ID)] = true
			}
		}
		if !k.at.has("more") {
			break
		}
		part := k.at.Page.ID
		k.click("more")
		k.until("the next part", func(s shown) bool { return s.Page.ID != part })
	}
	if len(seen) != 499 { // a name of nothing but spaces is none
		t.Errorf("%d services are offered, want 499", len(seen))
	}
	k.press("service-498")
	k.page("where")
	k.stop()
}

// A city that offers nothing gets a page that says so, from which one comes back.
func TestEmptyCity(t *testing.T) {
	program(t)
	k := start(t, openScreen(t), t.TempDir(), "-backend", cityOf(t, []int{}))
	k.press("start-en")
	k.press("report")
	k.page("groups")
	k.until("that there is nothing", func(s shown) bool { return s.has("retry") })
	if _, said := k.at.leaf("none"); !said {
		t.Errorf("an empty list is not called one:\n%v", k.at)
	}
	k.press("back")
	k.page("home")
	k.stop()
}

// A city that is not there, or speaks nonsense, gets a page that says so; what is pressed then still works.
func TestNonsenseCity(t *testing.T) {
	program(t)
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		fmt.Fprint(w, "<!DOCTYPE html><html>Please log in")
	}))
	defer s.Close()
	k := start(t, openScreen(t), t.TempDir(), "-backend", s.URL)
	k.press("start-en")
	k.press("report")
	k.until("the reason", func(s shown) bool { return s.has("trouble") })
	before := asked.Load()
	k.press("retry")
	k.until("the reason again", func(s shown) bool { return asked.Load() > before && s.has("trouble") })
	k.press("back")
	k.page("home")
	k.stop()
}
