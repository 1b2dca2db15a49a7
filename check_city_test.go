package main

import (
	"bytes"
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

	"linli/client"
	"linli/client/georeport"
	"linli/report"
)

// shyCity is a plain GeoReport server that speaks XML only, refuses every key, and lists nothing of what it takes.
func shyCity(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost && r.FormValue("api_key") != "":
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `<errors><error><code>400</code><description>Invalid API key</description></error></errors>`)
		case r.Method == http.MethodPost && r.URL.Path == "/requests.xml":
			fmt.Fprint(w, `<service_requests><request><service_request_id>7</service_request_id></request></service_requests>`)
		case r.URL.Path == "/services.xml":
			fmt.Fprint(w, `<services><service><service_code>lamp</service_code><service_name>Lamp</service_name><type>batch</type></service></services>`)
		case r.URL.Path == "/requests.xml":
			fmt.Fprint(w, `<service_requests/>`)
		case r.URL.Path == "/requests/7.xml":
			fmt.Fprint(w, `<service_requests><request><service_request_id>7</service_request_id><description>????</description></request></service_requests>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// TestCheckTellsHowTheCitySpeaks: what the kiosk has learned of a city while it filed is told to staff, with what check itself can see.
func TestCheckTellsHowTheCitySpeaks(t *testing.T) {
	city, data := shyCity(t), t.TempDir()
	file := filepath.Join(data, "linli.toml")
	if err := os.WriteFile(file, []byte("api_key = \"ours\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	check := func() string {
		var stdout, stderr bytes.Buffer
		run(t.Context(), []string{"check", "-config", file, "-data", data, "-backend", city.URL}, &stdout, &stderr)
		return stdout.String()
	}
	tells := func(say string, all ...string) {
		t.Helper()
		for _, want := range all {
			if !strings.Contains(say, "city     "+want) {
				t.Errorf("does not say %q:\n%s", want, say)
			}
		}
	}
	tells(check(), "how it speaks: discovery: no; linli/v1: no; answers in XML\n", "what it takes: recordings: no; pictures: no; they stay in this kiosk for staff, and the request says so\n",
		"answers a request: not known yet, for it has taken no request from here; 1 of its services answer later\n",
		"key: whether ours is taken shows with the first request\n", "the same request twice: not known yet")

	// A kiosk files one, and sees that it is not listed.
	cl, err := client.New(client.Options{BaseURL: city.URL, APIKey: "ours", Dir: filepath.Join(data, "catalogue")})
	if err != nil {
		t.Fatal(err)
	}
	sub := report.Submission{Number: "102455837716", Key: "k", FiledAt: time.Now(), Draft: report.Draft{ServiceCode: "lamp", Description: "😀"}}
	receipt, err := cl.Send(t.Context(), sub)
	if err == nil {
		_, _, err = cl.Look(t.Context(), sub, receipt)
	}
	if err != nil {
		t.Fatal(err)
	}
	say := check()
	tells(say, "answers a request: at once, with an id; 1 of its services answer later\n",
		"the same request twice: not recognised", "what it shows of requests: by their id: yes; in its list: not known yet; there at once: no; updates: not known yet\n",
		"key: ours is refused", "words: it destroys rare characters and emoji")
	if n := strings.Count(say, "MEND  city"); n != 1 {
		t.Errorf("%d things to mend at the city, want 1:\n%s", n, say)
	}

	// What was learned is told without a line, too.
	city.Close()
	tells(check(), "answers a request: at once, with an id", "what it takes: recordings: no; pictures: no; they stay in this kiosk for staff, and the request says so\n")
}

// TestCheckTellsOfABackendOfOurs: it says itself what it takes.
func TestCheckTellsOfABackendOfOurs(t *testing.T) {
	var mu sync.Mutex
	types := []string{report.RecordingType}
	var city *httptest.Server
	city = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		var doc any
		switch r.URL.Path {
		case "/open311/v2/discovery.json":
			var all []map[string]string
			for _, of := range []string{georeport.Specification, georeport.Linli} {
				all = append(all, map[string]string{"specification": of, "url": city.URL + "/open311/v2", "type": "production"})
			}
			doc = map[string]any{"endpoints": all}
		case "/open311/v2/services.json":
			doc = []map[string]string{{"service_code": "1", "service_name": "Lamp", "type": "blackbox"}}
		case "/linli/v1/capabilities":
			doc = georeport.Capabilities{Calls: []string{"view"}, Limits: georeport.Limits{AttachmentBytes: 1 << 20, Attachments: 1, AttachmentTypes: types}}
		default:
			http.NotFound(w, r)
			return
		}
		if err := json.NewEncoder(w).Encode(doc); err != nil {
			t.Error(err)
		}
	}))
	defer city.Close()
	data := t.TempDir()
	for _, pictures := range []string{"no", "yes"} {
		var stdout, stderr bytes.Buffer
		run(t.Context(), []string{"check", "-data", data, "-backend", city.URL + "/open311/v2"}, &stdout, &stderr)
		for _, want := range []string{"how it speaks: discovery: yes; linli/v1: yes; answers in JSON\n", "what it takes: recordings: yes; pictures: " + pictures + "\n",
			"answers a request: not known yet, for it has taken no request from here; 1 of its services never say what became of a request\n", "the same request twice: recognised by the city", "key: none is set"} {
			if !strings.Contains(stdout.String(), "ok    city     "+want) {
				t.Errorf("does not say %q:\n%s", want, stdout.String())
			}
		}
		mu.Lock()
		types = append(types, "image/jpeg", "image/png")
		mu.Unlock()
	}
}

// TestCheckSaysWhetherAKeyIsWanted: what to do about it, too.
func TestCheckSaysWhetherAKeyIsWanted(t *testing.T) {
	for _, c := range []struct {
		d      client.Dialect
		hasKey bool
		ok     bool
		says   string
	}{
		{client.Dialect{}, true, true, "shows with the first request"},
		{client.Dialect{Key: client.Yes}, true, true, "ours is taken"},
		{client.Dialect{Key: client.No, Keyless: client.Yes}, true, false, "take api_key out"},
		{client.Dialect{}, false, true, "none is set"},
		{client.Dialect{Keyless: client.Yes}, false, true, "none is wanted"},
		{client.Dialect{Keyless: client.No}, false, false, "set api_key"},
	} {
		if got := checkKey(c.d, c.hasKey); got.ok != c.ok || !strings.Contains(got.say, c.says) {
			t.Errorf("%+v, %v: %+v", c.d, c.hasKey, got)
		}
	}
}
