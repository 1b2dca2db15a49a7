package kiosk

import (
	"strings"

	"linli/flow"
	"linli/i18n"
	"linli/report"
)

// Reader reads Hanzi as pinyin, with the tone as a digit behind each syllable. Any goroutine may use it.
type Reader interface {
	Pinyin(hanzi string) string
}

// How many words of a text count for how it sounds: a city may write as much as it wants.
const mostSounds = 64

// Understand makes of a city's words what residents look for: the kind of each service, and how it sounds, which only Latin letters do where the
// reader is nil. What one page shows is not looked for and left as it is.
func Understand(services []report.Service, w *i18n.Words, reader Reader) []report.Service {
	if len(services) <= flow.Comfortable {
		return services
	}
	var read func(string) string
	if reader != nil {
		read = reader.Pinyin
	}
	sound := func(text string) report.Sound {
		all := i18n.Sounds(text, read)
		return all[:min(len(all), mostSounds)]
	}
	kin := map[string][]report.Sound{}
	out := make([]report.Service, len(services))
	for i, s := range services {
		m := report.Matter{Kind: w.Picture(w.Kind(s.Name, s.Keywords)), Name: sound(s.Name)}
		m.Area = w.Area(m.Kind)
		for _, keyword := range s.Keywords[:min(len(s.Keywords), mostSounds)] {
			if heard := sound(strings.ReplaceAll(keyword, "-", " ")); len(heard) > 0 {
				m.Keywords = append(m.Keywords, heard)
			}
		}
		if _, known := kin[m.Kind]; !known {
			for _, call := range w.Calls(m.Kind) {
				kin[m.Kind] = append(kin[m.Kind], sound(call))
			}
		}
		m.Kin = kin[m.Kind]
		s.Matter = m
		out[i] = s
	}
	return out
}
