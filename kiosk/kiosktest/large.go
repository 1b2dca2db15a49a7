package kiosktest

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"linli/report"
	"linli/speech/reading"
)

//go:embed testdata/large.txt
var large string

// Reader opens what reads Hanzi once for all tests.
var Reader = sync.OnceValue(func() *reading.Reader {
	r, err := reading.Open()
	if err != nil {
		panic(err)
	}
	return r
})

// Shape is how a large city puts its services together.
type Shape string

// The shapes of large cities.
const (
	Grouped   Shape = "in groups"      // some large, some of one service, some services in none
	Ungrouped Shape = "without groups" // all in one list
	Crumbled  Shape = "in many groups" // more of them than anybody looks through, most of two or three
)

// Large are the services of a large city in Chinese, as traditional as simplified, or English. A few are in English only.
func Large(lang string, shape Shape) []report.Service {
	var out []report.Service
	for line := range strings.Lines(large) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 {
			continue // what it is about
		}
		s := report.Service{Code: fmt.Sprintf("L%03d", len(out)), Name: f[2], Group: f[0], Lang: lang, Keywords: strings.Split(f[4], ", ")}
		if lang == "en" || s.Name == "" {
			s.Name, s.Group, s.Lang = f[3], f[1], "en"
		}
		switch shape {
		case Ungrouped:
			s.Group = ""
		case Crumbled:
			s.Group = fmt.Sprintf("%s %d", s.Group, len(out)/3)
		}
		out = append(out, s)
	}
	return out
}
