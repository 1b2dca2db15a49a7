package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client/georeport"
)

// TestAListComesInPages, the newest first, and what happened the oldest first. All pages together are all there is.
func TestAListComesInPages(t *testing.T) {
	b := start(t, nil)
	var want []string
	for i := range 7 {
		want = append([]string{b.file(lamp("description", fmt.Sprint(i)))}, want...)
	}
	for query, from := range map[string][2]int{
		"page_size=3": {0, 3}, "page=1&page_size=3": {0, 3}, "page=2&page_size=3": {3, 6}, "page=3&page_size=3": {6, 7}, "page=4&page_size=3": {7, 7},
		"page=1": {0, 7}, "page=2": {7, 7}, "page_size=1000": {0, 7}, "page=&page_size=": {0, 7}, "page=1000000000&page_size=1000": {7, 7},
		"page=2&page_size=2&status=open": {2, 4}, "page=2&page_size=2&service_request_id=" + strings.Join(want, ","): {2, 4},
	} {
		var got []string
		for _, r := range b.list(query) {
			got = append(got, r.ID)
		}
		if fmt.Sprint(got) != fmt.Sprint(want[from[0]:from[1]]) {
			t.Errorf("%s: %v, want %v", query, got, want[from[0]:from[1]])
		}
	}
	asXML, err := georeport.Reader{}.Requests([]byte(b.get(api+"/requests.xml?page=2&page_size=3", "").body))
	if err != nil || len(asXML) != 3 || asXML[0].ID != want[3] {
		t.Errorf("XML: %+v, %v", asXML, err)
	}
	var happened []string
	for page := 1; page <= 4; page++ {
		got, err := georeport.Reader{}.Updates([]byte(b.get(fmt.Sprintf("%s/servicerequestupdates.xml?page=%d&page_size=4", api, page), "").body))
		if err != nil || len(got) != min(4, 14-4*(page-1)) {
			t.Errorf("page %d of what happened: %d, %v", page, len(got), err)
		}
		for _, u := range got {
			happened = append(happened, u.RequestID)
		}
	}
	if len(happened) != 14 || happened[0] != want[6] || happened[13] != want[0] {
		t.Errorf("what happened: %v", happened)
	}
	for _, query := range []string{"page=0", "page=-1", "page=one", "page=1000000001", "page=99999999999999999999", "page_size=0", "page_size=1001", "page_size=1.5"} {
		for _, path := range []string{"/requests.xml?", "/servicerequestupdates.xml?"} {
			if got := b.get(api+path+query, ""); got.status != http.StatusBadRequest || !strings.Contains(got.body, "want a number from 1 to") {
				t.Errorf("%s%s: %d %s", path, query, got.status, got.body)
			}
		}
	}
}

// TestPagesGoOnWhereTheLastOneEnded though others file meanwhile, for whoever reads one after the other. Whoever begins in the middle, or goes on
// much later, or asks for something else, gets what is there then.
func TestPagesGoOnWhereTheLastOneEnded(t *testing.T) {
	b := start(t, nil)
	for i := range 6 {
		b.file(lamp("description", fmt.Sprint(i)))
		b.clock.pass(time.Second)
	}
	read := func(query string) (out string) {
		t.Helper()
		for _, r := range b.list(query) {
			out += string(r.Description)
		}
		return out
	}
	for _, step := range []struct {
		query, want string
		files       bool
		pass        time.Duration
	}{
		{"page_size=2", "54", true, 0},
		{"page_size=2&page=2", "32", true, 0},              // though there is one more
		{"page_size=2&page=3", "10", false, 0},             // and another one
		{"page_size=2&page=4", "", false, 0},               // there is no more after the end
		{"page_size=2&page=2&status=open", "54", false, 0}, // another list, begun in the middle
		{"page_size=3&page=2", "432", false, 0},
		{"page_size=2&page=1", "nn", true, 6 * time.Minute},
		{"page_size=2&page=2", "n5", false, 0}, // counted: it is forgotten where the page before ended
	} {
		if got := read(step.query); got != step.want {
			t.Errorf("%s: %q, want %q", step.query, got, step.want)
		}
		if step.files {
			b.file(lamp("description", "n"))
		}
		b.clock.pass(step.pass)
	}
	all := ""
	for page := 1; page <= 9; page++ {
		got, err := georeport.Reader{}.Updates([]byte(b.get(fmt.Sprintf("%s/servicerequestupdates.json?page=%d&page_size=2", api, page), "").body))
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range got {
			all += u.ID + " "
		}
	}
	if all != "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 " {
		t.Errorf("what happened: %s", all)
	}
}

// TestAListHasAThousandAtMost, the newest ones; the others are on the next page.
func TestAListHasAThousandAtMost(t *testing.T) {
	b := start(t, nil)
	b.file(lamp("description", "oldest"))
	const all = 1002
	var filing sync.WaitGroup
	for kiosk := range 20 {
		filing.Go(func() {
			for i := kiosk; i < all-1; i += 20 {
				b.file(lamp("description", fmt.Sprint(i)))
			}
		})
	}
	filing.Wait()
	got, next := b.list(""), b.list("page=2")
	if len(got) != 1000 || len(next) != 2 || next[1].Description != "oldest" {
		t.Errorf("%d, and %d on the next page", len(got), len(next))
	}
	ids := map[string]bool{}
	for _, r := range append(got, next...) {
		ids[r.ID] = true
	}
	if len(ids) != all {
		t.Errorf("%d different ones, want %d", len(ids), all)
	}
}

// TestExtensionsAreForWhoAsks: nobody else gets a field that is not in the specification.
func TestExtensionsAreForWhoAsks(t *testing.T) {
	b := start(t, nil)
	id := b.file(lamp())
	for _, f := range []georeport.Format{georeport.JSON, georeport.XML} {
		for _, path := range []string{"/requests." + string(f), "/requests/" + id + "." + string(f)} {
			for query, want := range map[string]bool{"": false, "?extensions=false": false, "?extensions=true": true, "?extensions=true&page_size=1": true} {
				body := b.get(api+path+query, "en").body
				got, err := georeport.Reader{}.Requests([]byte(body))
				if err != nil || len(got) != 1 || strings.Contains(body, "extended_attributes") != want || (got[0].Extended != nil) != want {
					t.Errorf("%s%s: %v %s", path, query, err, body)
				} else if want && *got[0].Extended != (georeport.Extended{DetailedStatus: "dispatched"}) {
					t.Errorf("%s%s: %+v", path, query, got[0].Extended)
				}
			}
		}
		golden(t, "extended."+string(f), b.get(api+"/requests/"+id+"."+string(f)+"?extensions=true", "en").body)
	}
}
