package main

import (
	"context"
	"log/slog"
	"time"

	"linli/client"
	"linli/config"
	"linli/kiosk"
	"linli/report"
	"linli/speech/record"
)

// openMicrophone returns what voice messages are recorded with, nil where nothing is or the city does not take them. Where the city
// cannot be reached, it is asked again after each rest, until ctx is done.
func openMicrophone(ctx context.Context, c config.Config, city client.Offering, rest time.Duration, log *slog.Logger) kiosk.Recorder {
	if c.Speech.Microphone == "none" {
		return nil
	}
	m, err := record.Find(c.Speech.Microphone)
	if err != nil {
		log.Info("no voice messages", "why", err)
		return nil
	}
	for {
		offers, err := city.Offers(ctx)
		switch {
		case err == nil && offers.Takes(report.PackedRecordingType) && record.CanPack() == nil:
			m.Packed = true
			return m
		case err == nil && offers.Takes(report.RecordingType):
			return m
		case err == nil:
			log.Info("no voice messages", "why", "the city does not say that it takes recordings")
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(rest):
		}
	}
}

// checkMicrophone says whether voice messages can be recorded. A kiosk without a microphone lacks nothing: it offers none.
func checkMicrophone(ctx context.Context, e *env) finding {
	wanted := e.config.Speech.Microphone
	if wanted == "none" {
		return finding{"voice", true, "switched off: speech.microphone is none"}
	}
	m, err := record.Find(wanted)
	if err != nil {
		return finding{"voice", wanted == "", "no voice messages: " + err.Error()}
	}
	if err := m.Try(); err != nil {
		return finding{"voice", false, "the microphone does not record: " + err.Error()}
	}
	if e.config.Backend == "" {
		return finding{"voice", true, "voice messages are recorded with " + m.Program}
	}
	return finding{"voice", true, "the microphone records with " + m.Program + "; " + taken(ctx, e)}
}

// taken says whether the configured city takes voice messages.
func taken(ctx context.Context, e *env) string {
	ctx, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	city, _, err := reachCity(ctx, e)
	if err != nil {
		return "whether the city takes voice messages is not known"
	}
	offering, _ := city.(client.Offering)
	if offering == nil {
		return "the city takes no voice messages, so none are offered"
	}
	switch offers, err := offering.Offers(ctx); {
	case err != nil:
		return "whether the city takes voice messages is not known: it cannot be reached"
	case offers.Takes(report.PackedRecordingType) && record.CanPack() == nil:
		return "the city takes voice messages, packed with Opus"
	case offers.Takes(report.PackedRecordingType) && offers.Takes(report.RecordingType):
		return "the city takes voice messages; " + record.CanPack().Error()
	case offers.Takes(report.RecordingType):
		return "the city takes voice messages, as WAV only"
	}
	return "the city takes no voice messages, so none are offered"
}
