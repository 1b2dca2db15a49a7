package main

import (
	"log/slog"
	"sync"

	"linli/speech/reading"
)

// sounds knows how Hanzi sound. Its lists are read when the first city with many services asks for them.
type sounds struct {
	reader func() *reading.Reader
}

// newSounds makes one that logs why it cannot read, if so: then services are found by pictures and by their groups.
func newSounds(log *slog.Logger) sounds {
	return sounds{sync.OnceValue(func() *reading.Reader {
		r, err := reading.Open()
		if err != nil {
			log.Warn("how Chinese sounds", "fault", err)
		}
		return r
	})}
}

// Pinyin implements kiosk.Reader.
func (s sounds) Pinyin(hanzi string) string {
	if r := s.reader(); r != nil {
		return r.Pinyin(hanzi)
	}
	return ""
}
