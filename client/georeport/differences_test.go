package georeport_test

import (
	"testing"
	"time"

	"linli/client/georeport"
)

// Times are read with fractions of a second and without, with every way of writing a zone, and without one.
func TestDifference18TimesAsServersWriteThem(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	for written, want := range map[string]string{
		"2026-01-31T09:30:47.544857+02:00": "2026-01-31T07:30:47Z",
		"2026-01-31T09:30:00+00:00":        "2026-01-31T09:30:00Z",
		"2026-01-31T09:30:00.000Z":         "2026-01-31T09:30:00Z",
		"2026-01-31T09:30:00-0500":         "2026-01-31T14:30:00Z",
		"2026-01-31 09:30:00 +0100":        "2026-01-31T08:30:00Z",
		"2026-01-31T09:30+01:00":           "2026-01-31T08:30:00Z",
		"2026-01-31T09:30:00":              "2026-01-31T01:30:00Z",
		"2026-01-31":                       "2026-01-30T16:00:00Z",
		"":                                 "",
		"yesterday":                        "",
	} {
		for _, body := range []string{
			`[{"service_request_id":1,"updated_datetime":"` + written + `"}]`,
			`<requests><request><service_request_id>1</service_request_id><updated_datetime>` + written + `</updated_datetime></request></requests>`,
		} {
			got, err := georeport.Reader{Zone: zone}.Requests([]byte(body))
			if err != nil || len(got) != 1 {
				t.Fatalf("%s: %v, %v", body, got, err)
			}
			said := ""
			if at := got[0].Updated; !at.IsZero() {
				said = at.UTC().Truncate(time.Second).Format(time.RFC3339)
			}
			if said != want {
				t.Errorf("%s: %q, want %q", body, said, want)
			}
		}
	}
}

// A picture's address is found alone, in a list, and in objects that say more than it.
func TestDifference22PicturesInManyShapes(t *testing.T) {
	for written, want := range map[string]georeport.Text{
		`"https://a/b.jpg"`:                                                "https://a/b.jpg",
		`["https://a/b.jpg","https://a/c.jpg"]`:                            "https://a/b.jpg",
		`{"id":7,"tags":["lamp"],"url":"https://a/b.jpg"}`:                 "https://a/b.jpg",
		`[{"id":7,"tags":[],"url":"https://a/b.jpg"},{"id":8,"url":null}]`: "https://a/b.jpg",
		`[{"tags":["lamp","street"],"url":"/media/7.jpg"}]`:                "/media/7.jpg",
		`"/media/7.jpg"`: "/media/7.jpg",
		`[]`:             "",
		`null`:           "",
		`""`:             "",
	} {
		body := `[{"service_request_id":1,"media_url":` + written + `,"description":"Dark"}]`
		got, err := georeport.Reader{}.Requests([]byte(body))
		if err != nil || len(got) != 1 || got[0].MediaURL != want || got[0].Description != "Dark" {
			t.Errorf("%s: %+v, %v", body, got, err)
		}
	}
	body := `<requests><request><service_request_id>1</service_request_id><media_url><media><id>7</id><url>https://a/b.jpg</url></media></media_url></request></requests>`
	if got, err := (georeport.Reader{}).Requests([]byte(body)); err != nil || got[0].MediaURL != "https://a/b.jpg" {
		t.Errorf("%s: %+v, %v", body, got, err)
	}
}
