package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/config"
	"linli/kiosk"
	"linli/report"
)

// cutCity cannot be reached until it is let; then it knows what it was sent.
type cutCity struct {
	kiosk.City
	let    chan struct{}
	code   report.Code // what a call comes to meanwhile
	status map[report.Number]report.Status
}

func (c *cutCity) cut() error {
	select {
	case <-c.let:
		return nil
	default:
		return &report.Error{Code: c.code, Op: "test", Err: errors.New("no line")}
	}
}

func (c *cutCity) Services(context.Context, string) ([]report.Service, error) {
	return []report.Service{{Code: "lamp", Name: "Lamp"}}, c.cut()
}

func (c *cutCity) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	if err := c.cut(); err != nil {
		return report.Receipt{}, err
	}
	c.status[s.Number] = report.Status{Number: s.Number, State: report.Received}
	return report.Receipt{Number: s.Number, RequestID: "1"}, nil
}

func (c *cutCity) Track(_ context.Context, n report.Number, _ string) (report.Status, error) {
	if err := c.cut(); err != nil {
		return report.Status{}, err
	}
	if s, ok := c.status[n]; ok {
		return s, nil
	}
	return report.Status{}, &report.Error{Code: report.NotFound, Op: "test"}
}

// A resident files while the line is down, the kiosk is started again, and the number leads to the request all the time: here
// first, then at the city.
func TestFiledWithoutALine(t *testing.T) {
	e := &env{log: slog.New(slog.DiscardHandler), config: config.Config{Data: t.TempDir()}}
	city := &cutCity{let: make(chan struct{}), code: report.Offline, status: map[report.Number]report.Status{}}
	s := report.Submission{Number: "102455837712", Key: "01", Draft: report.Draft{Description: "灯坏了"}, FiledAt: time.Now()}

	line := make(chan struct{})
	close(line)
	kept, closing, err := keep(t.Context(), e, &cutCity{let: line})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kept.Services(t.Context(), "en"); err != nil {
		t.Fatal(err)
	}
	if err := closing(); err != nil {
		t.Fatal(err)
	}

	kept, closing, err = keep(t.Context(), e, city)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := kept.Services(t.Context(), "en"); err != nil || len(all) != 1 {
		t.Errorf("without a line there are no services: %v, %v", all, err)
	}
	if r, err := kept.Send(t.Context(), s); err != nil || !r.Kept || r.Number != s.Number {
		t.Fatalf("filed without a line: %+v, %v", r, err)
	}
	if st, err := kept.Track(t.Context(), s.Number, "en"); err != nil || st.State != report.Queued {
		t.Errorf("looked up: %+v, %v", st, err)
	}
	if err := closing(); err != nil {
		t.Fatal(err)
	}

	kept, closing, err = keep(t.Context(), e, city)
	if err != nil {
		t.Fatal(err)
	}
	defer closing()
	key := filepath.Join(e.config.Data, "keys", "outbox.key")
	if err := os.Rename(key, key+".away"); err != nil {
		t.Fatal(err)
	}
	if _, err := boxOf(e); err == nil || !strings.Contains(err.Error(), "put "+key+" back") || !gone(key) {
		t.Errorf("without the key: %v", err)
	}
	if st, err := kept.Track(t.Context(), s.Number, "en"); err != nil || st.State != report.Queued {
		t.Errorf("looked up after a new start: %+v, %v", st, err)
	}
	close(city.let)
	kept.box.Wake()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		st, err := kept.Track(t.Context(), s.Number, "en")
		if err == nil && st.State == report.Received {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("it did not arrive: %+v, %v", st, err)
		}
	}
}

// What staff must see to is not said to be on its way, and what was refused to the resident's face is not there.
func TestStuckAndRefused(t *testing.T) {
	e := &env{log: slog.New(slog.DiscardHandler), config: config.Config{Data: t.TempDir()}}
	city := &cutCity{let: make(chan struct{}), code: report.Refused, status: map[report.Number]report.Status{}}
	kept, closing, err := keep(t.Context(), e, city)
	if err != nil {
		t.Fatal(err)
	}
	defer closing()
	box := kept.box
	refused := report.Submission{Number: "102455837712", Key: "01", FiledAt: time.Now()}
	if _, err := kept.Send(t.Context(), refused); report.CodeOf(err) != report.Refused {
		t.Errorf("refused: %v", err)
	}
	if _, err := kept.Track(t.Context(), refused.Number, "en"); report.CodeOf(err) != report.NotFound {
		t.Errorf("refused, looked up: %v", err)
	}
	stuck := report.Submission{Number: "102400000017", Key: "02", FiledAt: time.Now()}
	if err := box.Put(t.Context(), stuck); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		st, err := kept.Track(t.Context(), stuck.Number, "en")
		if err == nil && st.State == report.Stuck {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("it is not said to be stuck: %+v, %v", st, err)
		}
	}
}

func TestTheKeyIsApart(t *testing.T) {
	credentials := t.TempDir()
	none := func(string) string { return "" }
	systemd := func(string) string { return credentials }
	if got := keyFile("/data", none); got != "/data/keys/outbox.key" {
		t.Error(got)
	}
	if got := keyFile("/data", systemd); got != "/data/keys/outbox.key" {
		t.Errorf("systemd has none: %s", got)
	}
	if err := os.WriteFile(filepath.Join(credentials, "linli-outbox-key"), nil, 0o400); err != nil {
		t.Fatal(err)
	}
	if got := keyFile("/data", systemd); !strings.HasPrefix(got, credentials) {
		t.Error(got)
	}
}
