package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"linli/client"
	"linli/client/georeport"
	"linli/report"
)

// checkCity says whether the configured city answers, and what it is like.
func checkCity(ctx context.Context, e *env) []finding {
	if e.config.Backend == "" {
		return []finding{{"backend", true, "none configured: the kiosk starts one of its own"}}
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	city, err := client.New(clientOptions(e))
	if err != nil {
		return []finding{{"backend", false, err.Error()}}
	}
	found, services := checkBackend(ctx, e, city)
	if found.ok {
		if _, err := city.Offers(ctx); err != nil { // which is told as not known
			e.log.Debug("check: what the city takes is not known", "error", err)
		}
	}
	out := append([]finding{found}, dialect(city.Dialect(), e.config.APIKey != "")...)
	if found.ok {
		out = append(out, checkServicesOfPhrases(e, services)...)
	}
	return out
}

// checkServicesOfPhrases names the services of a city's own phrases that the city does not offer.
func checkServicesOfPhrases(e *env, services []report.Service) []finding {
	var out []finding
	for _, code := range e.bundle.ServicesWithPhrases() {
		if !slices.ContainsFunc(services, func(s report.Service) bool { return s.Code == code }) {
			out = append(out, finding{"phrases", false, fmt.Sprintf("%s: the city offers no service %q; write the code as the city does (service_code), or take its tables out", e.config.Phrases.File, code)})
		}
	}
	return out
}

func checkBackend(ctx context.Context, e *env, city *client.Client) (finding, []report.Service) {
	services, err := city.Services(ctx, e.config.Languages[0])
	switch {
	case report.CodeOf(err) == report.Offline:
		return finding{"backend", false, fmt.Sprintf("%s cannot be reached; check the line and the address", e.config.Backend)}, nil
	case err != nil:
		return finding{"backend", false, fmt.Sprintf("%s does not answer as an Open311 service does; check the address: %v", e.config.Backend, err)}, nil
	case len(services) == 0:
		return finding{"backend", false, fmt.Sprintf("%s offers no services", e.config.Backend)}, nil
	}
	return finding{"backend", true, fmt.Sprintf("%s offers %d services", e.config.Backend, len(services))}, services
}

// dialect says in words what a city has shown of itself, nothing of one that has never answered. Much of it shows only with requests
// that residents file: check files none.
func dialect(d client.Dialect, hasKey bool) []finding {
	if d.At.IsZero() {
		return nil
	}
	out := []finding{
		{"city", true, tongue(d)},
		{"city", true, takes(d)},
		{"city", true, answers(d)},
		{"city", true, "the same request twice: " + duplicates(d)},
		{"city", true, "what it shows of requests: by their id: " + known(d.ShowsByID) + "; in its list: " + known(d.Lists) +
			"; there at once: " + known(d.ListsNew) + "; updates: " + known(d.Updates)},
		checkKey(d, hasKey),
	}
	if d.KeepsRare == client.No {
		out = append(out, finding{"city", true, "words: it destroys rare characters and emoji; tell it to store UTF-8 of four bytes (MySQL: utf8mb4), and see linli queue"})
	}
	if d.KeepsWords == client.No {
		out = append(out, finding{"city", true, "words: the last request that it showed has other words than were sent; compare them (linli queue), and ask there"})
	}
	return out
}

func known(f client.Fact) string {
	if f == "" {
		return "not known yet"
	}
	return string(f)
}

// tongue says how a city is called.
func tongue(d client.Dialect) string {
	parts := []string{"discovery: " + known(d.Discovery), "linli/v1: " + known(d.Linli)}
	switch d.Format {
	case georeport.JSON, georeport.XML:
		parts = append(parts, "answers in "+strings.ToUpper(string(d.Format)))
	}
	if d.PlainLists == client.Yes {
		parts = append(parts, "wants several answers to one question without brackets")
	}
	if d.Pages == client.Yes {
		parts = append(parts, "cuts long lists into pages")
	}
	return "how it speaks: " + strings.Join(parts, "; ")
}

// answers says what a city gives for a request that it takes.
func answers(d client.Dialect) string {
	say := map[string]string{
		"":        "not known yet, for it has taken no request from here",
		"id":      "at once, with an id",
		"token":   "at once, with a token for which there is an id later",
		"nothing": "that it was taken, and with nothing to look it up by",
	}[d.Answers]
	for _, kind := range []struct {
		count int
		how   string
	}{{d.Batch, "answer later"}, {d.Blackbox, "never say what became of a request"}} {
		if kind.count > 0 {
			say += fmt.Sprintf("; %d of its services %s", kind.count, kind.how)
		}
	}
	return "answers a request: " + say
}

// duplicates says how a request whose answer was lost is kept from being made twice.
func duplicates(d client.Dialect) string {
	switch {
	case d.Linli == client.Yes:
		return "recognised by the city, by the key that each has"
	case d.ListsNew == client.Yes:
		return "recognised by the kiosk, which finds its number in the city's list before it sends again"
	case d.ListsNew == client.No:
		return "not recognised, for the city does not list what is new; one whose answer was lost waits until staff have asked there (linli queue)"
	}
	return "not known yet whether they can be recognised; one whose answer was lost waits until the city has listed another one of this kiosk, or staff have asked there (linli queue)"
}

// checkKey says whether the city wants a key, and what it thinks of ours.
func checkKey(d client.Dialect, hasKey bool) finding {
	switch {
	case hasKey && d.Key == client.No:
		return finding{"city", false, "key: ours is refused, and requests without one are taken; ask the city for a right one, or take api_key out of the configuration"}
	case hasKey && d.Key == client.Yes:
		return finding{"city", true, "key: ours is taken"}
	case hasKey:
		return finding{"city", true, "key: whether ours is taken shows with the first request"}
	case d.Keyless == client.No:
		return finding{"city", false, "key: one is wanted, and none is set; ask the city for one and set api_key"}
	case d.Keyless == client.Yes:
		return finding{"city", true, "key: none is wanted"}
	}
	return finding{"city", true, "key: none is set; whether one is wanted shows with the first request"}
}

// takes says which attachments a city takes, and where the others stay.
func takes(d client.Dialect) string {
	say := "what it takes: recordings: " + known(d.Recordings) + "; pictures: " + known(d.Pictures)
	if d.Recordings == client.No {
		say += "; they stay in this kiosk for staff, and the request says so"
	}
	return say
}
