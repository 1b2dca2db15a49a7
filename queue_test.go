package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/report"
)

// Staff see what waits, hold it and release it; they see nothing personal.
func TestQueue(t *testing.T) {
	data := t.TempDir()
	linli := func(args ...string) (int, string) {
		var out, err bytes.Buffer
		code := run(t.Context(), append(args, "-data", data), &out, &err)
		return code, out.String() + err.String()
	}
	if code, said := linli("queue"); code != 1 || !strings.Contains(said, "there is no outbox in") {
		t.Errorf("without one: %d %s", code, said)
	}
	if !gone(filepath.Join(data, "keys")) {
		t.Error("looking has made a key")
	}
	e := &env{log: slog.New(slog.DiscardHandler)}
	e.config.Data = data
	city := &cutCity{let: make(chan struct{}), code: report.Offline}
	kept, closing, err := keep(t.Context(), e, city)
	if err != nil {
		t.Fatal(err)
	}
	n, err := report.Mint(1024, bytes.NewReader(make([]byte, 64)))
	if err != nil {
		t.Fatal(err)
	}
	s := report.Submission{Number: n, Key: "01", FiledAt: time.Now(), Draft: report.Draft{Description: "金丝雀", Contact: report.Contact{Phone: "13877310000"}}}
	if _, err := kept.Send(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	if code, said := linli("queue", "hold", string(n)); code != 1 || !strings.Contains(said, "another Linli is using the outbox") {
		t.Errorf("beside the kiosk: %d %s", code, said)
	}
	// It may be on its way again at this very moment: then it says so.
	code, said := linli("queue", "list", "-json")
	var all []queued
	if err := json.Unmarshal([]byte(said), &all); code != 0 || err != nil || len(all) != 1 || all[0].Number != n || all[0].State != "frozen" && all[0].State != "sending" {
		t.Errorf("listed: %d %v %s", code, err, said)
	}
	if strings.Contains(said, "金丝雀") || strings.Contains(said, "1387731") {
		t.Errorf("the list is personal: %s", said)
	}
	if err := closing(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"queue", "verify"}, 0, "1 with words or attachments in them, in two places each: 0 flaws"},
		{[]string{"queue", "hold", string(n)}, 0, ": held"},
		{[]string{"queue"}, 0, "held"},
		{[]string{"queue", "release", string(n)}, 0, "will be sent"},
		{[]string{"queue", "release", string(n)}, 1, "it is unknown, and only what is held or quarantined can be released"},
		{[]string{"queue", "hold"}, 2, "wants one number"},
		{[]string{"queue", "hold", "102455837710"}, 2, "check digit"},
		{[]string{"queue", "burn"}, 2, "does not know"},
	} {
		if code, said := linli(c.args...); code != c.code || !strings.Contains(said, c.want) {
			t.Errorf("%v: %d %s; want %d and %q", c.args, code, said, c.code, c.want)
		}
	}
}
