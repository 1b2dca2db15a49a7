//go:build linux

package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// lists reads lists in the ways in which cities and researchers do, a few readers at a time, each kind for a fifth of a load.
func lists(ctx context.Context, b *bench) ([]row, error) {
	day := func(ago int) string { return url.QueryEscape(time.Now().AddDate(0, 0, -ago).Format(time.RFC3339)) }
	halfYear := "start_date=" + day(180) + "&end_date=" + day(90)
	var out []row
	for _, kind := range []struct {
		what  string
		query func(i int64) string
	}{
		{"the newest 50", func(int64) string { return "page_size=50" }},
		{"the newest 50 of a service", func(int64) string { return "page_size=50&service_code=street-light" }},
		{"a service that nobody has used", func(int64) string { return "page_size=50&service_code=none" }},
		{"the newest 50 open ones", func(int64) string { return "page_size=50&status=open" }},
		{"50 of a quarter, half a year ago", func(int64) string { return "page_size=50&" + halfYear }},
		{"page after page of it, by 50", func(i int64) string { return fmt.Sprintf("page_size=50&%s&page=%d", halfYear, 1+i%1000) }},
		{"page 1,000 of it at once", func(int64) string { return "page_size=50&page=1000&" + halfYear }},
	} {
		readers := 4
		if kind.what == "page after page of it, by 50" {
			readers = 1 // a page is known to whoever has read the one before
		}
		s, err := b.each(ctx, readers, b.lasting()/5, b.address, func(l *line, i int64) error {
			caller := int64(readers)
			if readers > 1 {
				caller = i // who has read nothing before
			}
			a, err := l.do(call{method: "GET", path: "/open311/v2/requests.json?" + kind.query(i), from: from(caller)})
			if err == nil && a.status != http.StatusOK {
				err = fmt.Errorf("listed: %d %s", a.status, a.body)
			}
			return err
		})
		if err != nil {
			return out, fmt.Errorf("%s: %w", kind.what, err)
		}
		out = append(out, row{"list: " + kind.what, s.rate() + ", " + s.percentiles(), ""})
	}
	return out, nil
}
