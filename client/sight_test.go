package client_test

import (
	"net/http"
	"strings"
	"testing"

	"linli/report"
)

// X61, X73, X52: what a plain city shows of what it has taken, in the ways of real cities.
func TestX61AndX73WhatAPlainCityShows(t *testing.T) {
	const gone = `<?xml version="1.0" encoding="UTF-8"?><errors><error><code>404</code><description>Service request not found with id or token 7001</description></error></errors>`
	whole := `[{"service_request_id":7001,"service_code":"lamp","status":"open","description":"楼下的路灯坏了 😀\r\n` + line + `"}]`
	for name, c := range map[string]struct {
		receipt report.Receipt
		answers map[string]string // by path; an empty list is "[]", what is not named is a 404
		broken  bool              // it forgets what it was sent
		want    report.Sight
		id      string
		code    report.Code
	}{
		"by its id":                        {report.Receipt{RequestID: "7001"}, map[string]string{"/requests/7001.json": whole}, true, report.Seen, "7001", ""},
		"in the list":                      {report.Receipt{RequestID: "7001"}, nil, false, report.Seen, "7001", ""},
		"in the list, without an id":       {report.Receipt{}, nil, false, report.Seen, "", ""},
		"a token that has an id now":       {report.Receipt{Token: "t"}, map[string]string{"/tokens/t.json": `[{"service_request_id":"7001","token":"t"}]`}, false, report.Seen, "7001", ""},
		"a token that has none":            {report.Receipt{Token: "t"}, map[string]string{"/tokens/t.json": `[]`}, true, report.Hidden, "", ""},
		"a token of which nobody knows":    {report.Receipt{Token: "t"}, map[string]string{"/tokens/t.json": gone}, true, report.Hidden, "", ""},
		"emoji as question marks":          {report.Receipt{RequestID: "7001"}, map[string]string{"/requests/7001.json": strings.Replace(whole, "😀", "????", 1)}, true, report.Changed, "7001", ""},
		"without any words":                {report.Receipt{RequestID: "7001"}, map[string]string{"/requests/7001.json": `[{"service_request_id":7001,"status":"open"}]`}, true, report.Seen, "7001", ""},
		"hidden until it is read":          {report.Receipt{RequestID: "7001"}, map[string]string{"/requests/7001.json": `[]`}, true, report.Hidden, "7001", ""},
		"hidden, in the words of an error": {report.Receipt{RequestID: "7001"}, map[string]string{"/requests/7001.json": gone}, true, report.Hidden, "7001", ""},
		"a log-in page":                    {report.Receipt{RequestID: "7001"}, map[string]string{"/requests/7001.json": page, "/requests/7001.xml": page}, true, "", "7001", report.Nonsense},
	} {
		t.Run(name, func(t *testing.T) {
			city, sub := newCity(t), fresh()
			cl := city.client()
			if !c.broken {
				if _, err := cl.Send(t.Context(), sub); err != nil {
					t.Fatal(err)
				}
			}
			for path, body := range c.answers {
				city.answering(path, http.StatusOK, body)
			}
			sight, receipt, err := cl.Look(t.Context(), sub, c.receipt)
			if sight != c.want || receipt.RequestID != c.id || report.CodeOf(err) != c.code {
				t.Errorf("%q, id %q, %v", sight, receipt.RequestID, err)
			}
		})
	}
}

// X61: a city that shows other requests of this kiosk, and not this one, may have lost it. One that was never seen to show any is only shy.
func TestX61MissingAmongOthers(t *testing.T) {
	city, sub := newCity(t), fresh()
	cl := city.client()
	look := func(id string, want report.Sight) {
		t.Helper()
		if got, _, err := cl.Look(t.Context(), sub, report.Receipt{RequestID: id}); got != want || err != nil {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	look("7001", report.Hidden)
	if _, err := cl.Send(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	look("7001", report.Seen)
	city.mu.Lock()
	city.filed = nil
	city.mu.Unlock()
	look("7001", report.Missing)
}
