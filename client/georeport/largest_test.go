package georeport_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"linli/client/georeport"
)

// The largest documents that are read, in the shapes that cost most, stay within what a kiosk can spare: all that is allocated while
// one is read is counted, which is more than what is held at any time.
func TestTheLargestDocumentsAreReadCheaply(t *testing.T) {
	const spare = 64 * georeport.MaxBytes
	for name, shape := range map[string][3]string{
		"many services":            {`[`, `{"service_code":1,"service_name":"<b>Lamp</b>","keywords":"a,b,c,d"},`, `{"service_code":2}]`},
		"few with very many words": {`[{"service_code":1,"service_name":"`, `&lt;b&gt;`, `"}]`},
		"keywords":                 {`[{"service_code":1,"keywords":"`, `a,`, `"}]`},
		"numbers that are none":    {`[`, `{"service_code":001},`, `{"service_code":2}]`},
		"lists in lists":           {`[`, `[],`, `[]]`},
		"the same field":           {`[{"service_code":1`, `,"description":"a"`, `}]`},
		"scripts that never end":   {`[{"service_code":1,"description":"`, `<script `, `"}]`},
		"tags in tags":             {`[{"service_code":1,"description":"`, `<<b>b>`, `"}]`},
		"XML, many":                {`<services>`, `<service><service_code>1</service_code></service>`, `</services>`},
		"XML, entities":            {`<services><service><service_code>`, `&thetasym;`, `</service_code></service></services>`},
		"XML, deep":                {``, `<a>`, ``},
		"XML, pieces":              {`<services><service><service_code>`, `a<!---->`, `</service_code></service></services>`},
		"XML, attributes":          {`<services `, `a="b" `, `></services>`},
	} {
		body := append([]byte(shape[0]), bytes.Repeat([]byte(shape[1]), (georeport.MaxBytes-100)/len(shape[1]))...)
		body = append(body, shape[2]...)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		services, err := georeport.Reader{}.Services(body)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > spare {
			t.Errorf("%s: %d MiB, %d services, %v", name, got>>20, len(services), err)
		}
		for _, s := range services {
			if len(s.Keywords) > 1000 || len(s.Name) > 4*20_000 {
				t.Errorf("%s: %d keywords, a name of %d bytes", name, len(s.Keywords), len(s.Name))
			}
		}
	}
}

// One byte more than that is not read.
func TestALargerDocumentIsNotRead(t *testing.T) {
	for more, want := range map[int]bool{0: true, 1: false} {
		body := []byte(`[{"service_code":1}` + strings.Repeat(" ", georeport.MaxBytes-20+more) + `]`)
		if _, err := (georeport.Reader{}).Services(body); len(body) != georeport.MaxBytes+more || (err == nil) != want {
			t.Errorf("%d bytes: %v", len(body), err)
		}
	}
}

// What is left of markup that was put together of pieces is not markup again.
func TestNoMarkupIsPutTogether(t *testing.T) {
	for in, want := range map[string]string{
		"<<b>b>Lamp":                       "Lamp",
		"<\x00b>Lamp":                      "Lamp",
		"&lt;\u200eb&#1;>Lamp":             "<\u200eb>Lamp",
		"&lt;scr&#0;ipt&gt;x&lt;/script>y": "y",
		"<b>a</b> < b":                     "a < b",
		"<<<<<<b>b>b>b>b>b>Lamp":           "b>b>Lamp",
		"one\ufffe\uffff two":              "one two",
	} {
		if got := georeport.Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
