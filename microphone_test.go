package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/config"
	"linli/report"
	"linli/speech/record"
)

// asked is a city that cannot be reached for some time, and then says what it takes.
type asked struct {
	takes    report.Offers
	unheard  int
	question int
}

func (a *asked) Offers(context.Context) (report.Offers, error) {
	if a.question++; a.question <= a.unheard {
		return report.Offers{}, &report.Error{Code: report.Offline, Op: "test", Err: errors.New("no line")}
	}
	return a.takes, nil
}

// arecord makes a machine whose only sound program is one that says what cards there are.
func arecord(t *testing.T, says string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "arecord"), []byte("#!/bin/sh\necho '"+says+"'\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir)
}

// TestVoiceMessagesAreOfferedWhereTheCityTakesThem: what is recorded would else never leave the kiosk.
func TestVoiceMessagesAreOfferedWhereTheCityTakesThem(t *testing.T) {
	takes := report.Offers{AttachmentBytes: report.MaxAttachment, Attachments: 1, AttachmentTypes: []string{report.RecordingType}}
	pictures := report.Offers{AttachmentBytes: report.MaxAttachment, Attachments: 1, AttachmentTypes: []string{"image/png"}}
	for name, c := range map[string]struct {
		city    asked
		card    string
		device  string
		offered bool
	}{
		"taken":               {asked{takes: takes}, "card 0: a desk", "", true},
		"taken later":         {asked{takes: takes, unheard: 3}, "card 0: a desk", "", true},
		"only pictures":       {asked{takes: pictures}, "card 0: a desk", "", false},
		"nothing beyond":      {asked{}, "card 0: a desk", "", false},
		"no microphone":       {asked{takes: takes}, "nothing", "", false},
		"switched off":        {asked{takes: takes}, "card 0: a desk", "none", false},
		"named, and no cards": {asked{takes: takes}, "nothing", "desk", true},
	} {
		t.Run(name, func(t *testing.T) {
			arecord(t, c.card)
			given := config.Default()
			given.Speech.Microphone = c.device
			got := openMicrophone(t.Context(), given, &c.city, time.Millisecond, slog.New(slog.DiscardHandler))
			if offered := got != nil; offered != c.offered {
				t.Errorf("offered: %v, asked %d times", offered, c.city.question)
			}
		})
	}
	for _, c := range []struct {
		takes    []string
		programs bool
		packed   bool
	}{
		{[]string{report.RecordingType, report.PackedRecordingType}, true, true},
		{[]string{report.PackedRecordingType}, true, true},
		{[]string{report.RecordingType}, true, false},
		{[]string{report.RecordingType, report.PackedRecordingType}, false, false},
	} {
		t.Run("packed", func(t *testing.T) {
			arecord(t, "card 0: a desk")
			for _, name := range []string{"opusenc", "opusdec"} {
				if !c.programs {
					break
				}
				if err := os.WriteFile(filepath.Join(os.Getenv("PATH"), name), []byte("#!/bin/sh\n"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			city := asked{takes: report.Offers{AttachmentBytes: report.MaxAttachment, Attachments: 1, AttachmentTypes: c.takes}}
			m, _ := openMicrophone(t.Context(), config.Default(), &city, time.Millisecond, slog.New(slog.DiscardHandler)).(*record.Microphone)
			if m == nil || m.Packed != c.packed {
				t.Errorf("takes %v, opus-tools %v: %+v", c.takes, c.programs, m)
			}
		})
	}
	t.Run("never reached", func(t *testing.T) {
		arecord(t, "card 0: a desk")
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer stop()
		if openMicrophone(ctx, config.Default(), &asked{unheard: 1 << 30}, time.Millisecond, slog.New(slog.DiscardHandler)) != nil {
			t.Error("it is offered although nobody knows")
		}
	})
}

// TestCheckTellsOfTheMicrophone: a kiosk without one lacks nothing and offers nothing; one that is named and not there is to be mended.
func TestCheckTellsOfTheMicrophone(t *testing.T) {
	t.Setenv("PATH", t.TempDir()) // a machine with nothing
	for _, c := range []struct {
		microphone string
		ok         bool
		say        string
	}{{"", true, "no program records sound"}, {"desk", false, "no program records sound"}, {"none", true, "switched off"}} {
		e := &env{config: config.Default(), log: slog.New(slog.DiscardHandler)}
		e.config.Speech.Microphone = c.microphone
		if f := checkMicrophone(t.Context(), e); f.ok != c.ok || !strings.Contains(f.say, c.say) {
			t.Errorf("%+v: %+v", c, f)
		}
	}
	city := httptest.NewServer(http.NotFoundHandler()) // one without Linli's additions
	e := &env{config: config.Default(), log: slog.New(slog.DiscardHandler)}
	e.config.Backend = city.URL
	if got := taken(t.Context(), e); !strings.Contains(got, "takes no voice messages") && !strings.Contains(got, "not known") {
		t.Errorf("a city that offers nothing: %s", got)
	}
	city.Close()
	if got := taken(t.Context(), e); !strings.Contains(got, "cannot be reached") {
		t.Errorf("a city that is gone: %s", got)
	}
}
