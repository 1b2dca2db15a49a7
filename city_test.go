package main

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"linli/assets"
	"linli/client"
	"linli/i18n"
	"linli/report"
	"linli/server"
)

// city starts a backend with the real catalogue and returns a client of it.
func city(t *testing.T, data string) *client.Client {
	t.Helper()
	return cityOf(t, server.Options{DataDir: data})
}

// cityOf starts one with options of its own.
func cityOf(t *testing.T, o server.Options) *client.Client {
	t.Helper()
	_, c := cityAt(t, o)
	return c
}

// cityAt says where it answers, too.
func cityAt(t *testing.T, o server.Options) (address string, c *client.Client) {
	t.Helper()
	o.Catalogue, o.PublicName = assets.Catalogue(), "Test"
	s, err := server.New(o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := server.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	address = "http://" + l.Addr().String()
	if c, err = client.New(client.Options{BaseURL: address}); err != nil {
		t.Fatal(err)
	}
	return address, c
}

// TestClientAndServerAgree files and tracks one request for every service of the catalogue, with every question answered.
func TestClientAndServerAgree(t *testing.T) {
	c := city(t, t.TempDir())
	services, err := c.Services(t.Context(), "zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	if len(services) < 30 {
		t.Errorf("the catalogue has %d services, want at least 30", len(services))
	}
	groups, types := map[string]bool{}, map[report.Datatype]bool{}
	for _, s := range services {
		groups[s.Group] = true
		d, err := c.Definition(t.Context(), s.Code, "zh-Hans")
		if err != nil {
			t.Errorf("%s: %v", s.Code, err)
			continue
		}
		draft := report.Draft{ServiceCode: s.Code, Description: "试一试。", Place: report.Place{Name: "1号楼", Address: "1号楼", Lat: 39.9, Long: 116.4, Located: true}}
		for _, a := range d.Attributes {
			types[a.Datatype] = true
			if a.Variable {
				draft = draft.WithAnswer(a.Code, sampleAnswer(a)...)
			}
		}
		n, err := report.Mint(1, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		sub := report.Submission{Number: n, Key: "key-" + string(n), Draft: draft, FiledAt: time.Now()}
		for range 2 { // the second time must not make a second request
			if _, err := c.Send(t.Context(), sub); err != nil {
				t.Errorf("%s: send: %v", s.Code, err)
			}
		}
		st, err := c.Track(t.Context(), n, "en")
		if err != nil || st.ServiceCode != s.Code || len(st.Updates) == 0 || st.Due.IsZero() {
			t.Errorf("%s: track: %+v, %v", s.Code, st, err)
		}
	}
	if len(groups) > 8 || len(types) != 6 {
		t.Errorf("%d groups, want at most 8; %d datatypes, want 6", len(groups), len(types))
	}
}

func sampleAnswer(a report.Attribute) []string {
	switch a.Datatype {
	case report.TypeSingle:
		return []string{a.Values[0].Key}
	case report.TypeMulti:
		return []string{a.Values[0].Key, a.Values[len(a.Values)-1].Key}
	case report.TypeNumber:
		return []string{"12"}
	case report.TypeDatetime:
		return []string{"2026-11-23T09:00:00+08:00"}
	}
	return []string{"3-2-501"}
}

// TestCatalogueHasPicturesAndPhrases: every service is recognised, has a pictogram and ten ready phrases in each language, and no two
// have the same ones, so that each service's phrases are about nothing else.
func TestCatalogueHasPicturesAndPhrases(t *testing.T) {
	c := city(t, t.TempDir())
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range i18n.Shipped() {
		w, of := b.Words(lang), map[string]string{}
		services, err := c.Services(t.Context(), lang)
		if err != nil || len(services) != 44 {
			t.Fatalf("%d services: %v", len(services), err)
		}
		for _, s := range services {
			kind := w.Kind(s.Name, s.Keywords)
			if of[kind] != "" {
				t.Errorf("%s and %s are both of the kind %s", s.Code, of[kind], kind)
			}
			of[kind] = s.Code
			if _, err := assets.Icon(w.Picture(kind)); err != nil {
				t.Errorf("%s: %v", s.Code, err)
			}
			n := 0
			for _, r := range w.Phrases(s.Code, kind) {
				n += len(r.Phrases)
			}
			if n != 10 {
				t.Errorf("%s in %s has %d ready phrases", s.Code, lang, n)
			}
			if !strings.EqualFold(s.Lang, lang) {
				t.Errorf("%s came in %q, asked for %s", s.Code, s.Lang, lang)
			}
		}
	}
}
