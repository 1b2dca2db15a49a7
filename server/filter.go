package server

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"linli/client/georeport"
)

// defaultSpan is how far a list goes back where nobody says ("GET Service Requests": 90 days).
const defaultSpan = 90 * 24 * time.Hour

// filterOf reads the filters of a list, and which page of it. Ids override all others.
func filterOf(r *http.Request, now time.Time) (filter, string) {
	q := r.URL.Query()
	f, problem := pageOf(q)
	if problem != "" {
		return filter{}, problem
	}
	if f.ids = listed(q.Get("service_request_id")); len(f.ids) > 0 {
		if len(f.ids) > maxListed {
			return filter{}, "service_request_id: at most 1,000 are taken"
		}
		return f, ""
	}
	f.services = listed(q.Get("service_code"))
	for _, status := range listed(q.Get("status")) {
		switch strings.ToLower(status) {
		case "open":
			f.open = true
		case "closed":
			f.closed = true
		default:
			return filter{}, "status: want open or closed"
		}
	}
	for _, bound := range []struct {
		name string
		to   *time.Time
	}{{"start_date", &f.from}, {"end_date", &f.to}} {
		given := strings.ReplaceAll(q.Get(bound.name), " ", "+") // a + that was not escaped
		if given == "" {
			continue
		}
		*bound.to = georeport.ParseTime(given, now.Location()).Time
		if bound.to.IsZero() {
			return filter{}, bound.name + ": want a date or a time such as 2026-01-31T00:00:00+08:00"
		}
	}
	switch {
	case f.from.IsZero() && f.to.IsZero():
		f.from = now.Add(-defaultSpan)
	case f.from.IsZero():
		f.from = f.to.Add(-defaultSpan)
	case f.to.IsZero():
		f.to = f.from.Add(defaultSpan)
	}
	return f, ""
}

// maxPage keeps what has to be counted within what databases can count.
const maxPage = 1_000_000_000

// pageOf reads page and page_size (GeoReport v2, "Extensions": Pagination). Without them there is one page, as large as a list may be.
func pageOf(q url.Values) (filter, string) {
	page, size := 1, maxListed
	for _, part := range []struct {
		name string
		to   *int
		most int
	}{{"page", &page, maxPage}, {"page_size", &size, maxListed}} {
		given := strings.TrimSpace(q.Get(part.name))
		if given == "" {
			continue
		}
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 || n > part.most {
			return filter{}, part.name + ": want a number from 1 to " + strconv.Itoa(part.most)
		}
		*part.to = n
	}
	return filter{size: size, skip: int64(page-1) * int64(size)}, ""
}

// listed splits a list with commas.
func listed(s string) []string {
	var out []string
	for v := range strings.SplitSeq(s, ",") {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
		}
	}
	return out
}
