package main

import (
	"context"
	"fmt"
	"os"

	"linli/i18n"
)

// ownPhrases takes a city's ready phrases in. What is wrong with them stops no kiosk: it is left out, logged at the
// start, and named by linli check.
func (e *env) ownPhrases() {
	file := e.config.Phrases.File
	if file == "" {
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		e.phrases = []finding{{"phrases", false, fmt.Sprintf("the city's own cannot be read: %v; see phrases.file", err)}}
	} else {
		bundle, taken, faults := e.bundle.WithPhrases(data)
		e.bundle = bundle
		e.phrases = []finding{{"phrases", true, fmt.Sprintf("%d lists of the city's own are in %s", taken, file)}}
		for _, fault := range faults {
			e.phrases = append(e.phrases, finding{"phrases", false, fmt.Sprintf("%s: %v", file, fault)})
		}
	}
}

// warnOfPhrases logs what is wrong with a city's ready phrases.
func (e *env) warnOfPhrases() {
	for _, f := range e.phrases {
		if !f.ok {
			e.log.Warn("some of the city's own phrases are left out", "why", f.say)
		}
	}
}

// runPhrases prints the ready phrases that come with the program: what a city begins its own file with.
func runPhrases(_ context.Context, e *env) error {
	_, err := e.stdout.Write(i18n.ReadyPhrases())
	return err
}
