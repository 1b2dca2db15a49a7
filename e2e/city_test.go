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
	"linli/flow"
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

// A city with five hundred services and the strangest names is walked through to its last page and up again.
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
	k.press("report") // one group is no question: what is in it comes at once
	k.until("what there is to choose from", func(s shown) bool { return s.has("group-0") })
	for k.at.has("group-0") { // down to the last services; TestEveryServiceIsReached comes to all of them
		var cards []a11y.Node
		for _, n := range k.at.Page.Leaves() {
			if name := string(n.ID); n.Role == a11y.Button && (strings.HasPrefix(name, "group-") || strings.HasPrefix(name, "service-")) { // not the rest of a long name
				cards = append(cards, n)
			}
		}
		if len(cards) > flow.Comfortable {
			t.Errorf("%s has %d cards, want %d at most", k.at.Page.ID, len(cards), flow.Comfortable)
		}
		page, last := k.at.Page.ID, cards[len(cards)-1].ID
		k.press(last)
		k.until("the page of "+string(last), func(s shown) bool { return s.Page.ID != page })
	}
	k.press("back")
	k.until("the page above", func(s shown) bool { return s.has("group-0") })
	k.press("group-0")
	k.until("the first names", func(s shown) bool { return s.has("service-0") })
	k.press("service-0")
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
