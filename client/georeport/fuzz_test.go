package georeport_test

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"linli/client/georeport"
)

// Each target reads a document of anybody's, in JSON or XML. testdata/fuzz holds documents in the shapes in which real servers send
// them, written for it: they are read with every go test; go test -fuzz, and make fuzz, go on from there.

func FuzzDiscovery(f *testing.F) {
	fuzzed(f, georeport.Reader{}.Discovery)
}

func FuzzServices(f *testing.F) {
	fuzzed(f, georeport.Reader{}.Services)
}

func FuzzDefinition(f *testing.F) {
	fuzzed(f, georeport.Reader{}.Definition)
}

func FuzzAnswer(f *testing.F) {
	fuzzed(f, func(body []byte) (georeport.Answers, error) {
		a, err := georeport.Reader{}.Answer(body)
		return georeport.Answers{a}, err
	})
}

func FuzzRequests(f *testing.F) {
	fuzzed(f, georeport.Reader{}.Requests)
}

func FuzzUpdates(f *testing.F) {
	fuzzed(f, georeport.Reader{}.Updates)
}

func FuzzErrors(f *testing.F) {
	fuzzed(f, func(body []byte) (georeport.Errors, error) { return georeport.Reader{}.Errors(body), nil })
}

// fuzzed reads documents: nothing panics, takes long or grows, no word holds what must not reach a screen or a voice, and what was
// read can be written in both formats and is read again as it was.
func fuzzed[D georeport.Document](f *testing.F, read func([]byte) (D, error)) {
	f.Add([]byte{})
	for _, doc := range documents() {
		for _, format := range []georeport.Format{georeport.JSON, georeport.XML} {
			body, err := georeport.Encode(format, doc)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(body)
		}
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		begun := time.Now()
		doc, err := read(body)
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
		if err != nil {
			return
		}
		size := 0
		eachText(reflect.ValueOf(doc), func(words string, shown bool) {
			size += len(words)
			if shown && tag.MatchString(words) {
				t.Errorf("%q holds a tag", words)
			}
			for _, r := range words {
				if unicode.IsControl(r) && r != '\n' && r != '\t' || r == unicode.ReplacementChar {
					t.Errorf("%q holds %U", words, r)
				}
			}
		})
		// A number that is no text becomes a few bytes; a text that is the first of many stands in one place only.
		if most := 8*len(body) + 64; size > most {
			t.Errorf("%d bytes became %d of text", len(body), size)
		}
		rewritten(t, doc, read)
	})
}

// rewritten fails where what was read cannot be written, or is read as something else.
func rewritten[D georeport.Document](t *testing.T, doc D, read func([]byte) (D, error)) {
	t.Helper()
	want := settled(reflect.ValueOf(doc), true)
	for _, f := range []georeport.Format{georeport.JSON, georeport.XML} {
		body, err := georeport.Encode(f, doc)
		if err != nil {
			t.Fatal(err)
		}
		again, err := read(body)
		if got := settled(reflect.ValueOf(again), false); err != nil || got != want {
			t.Errorf("%s: %v\n got %s\nwant %s\n%s", f, err, got, want, body)
		}
	}
}

// tag is what a tag of HTML looks like.
var tag = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)

// eachText calls with every text in a value, and whether it is words for people.
func eachText(v reflect.Value, call func(words string, shown bool)) {
	switch v.Kind() {
	case reflect.String:
		_, shown := v.Interface().(georeport.Text)
		call(v.String(), shown)
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), call)
		}
	case reflect.Struct:
		if _, isTime := v.Interface().(georeport.Time); isTime {
			return
		}
		for i := range v.NumField() {
			eachText(v.Field(i), call)
		}
	}
}

// settled writes a value down as it can be told in both formats. Words are those that are left when they are cleaned once more: a
// second reading takes "&amp;lt;" for what the first one made of it.
func settled(v reflect.Value, clean bool) string {
	words := func(s string) string {
		if clean {
			s = georeport.Clean(s)
		}
		return fmt.Sprintf("%q", s)
	}
	switch x := v.Interface().(type) {
	case georeport.Text:
		return words(string(x))
	case georeport.Keywords:
		var out []string
		for word := range strings.SplitSeq(x.String(), ",") {
			if word = words(word); word != `""` {
				out = append(out, strings.ReplaceAll(word, ",", " "))
			}
		}
		return fmt.Sprint(out)
	case georeport.Time:
		if x.IsZero() {
			return "never"
		}
		return x.UTC().Format(time.RFC3339)
	case georeport.Degrees:
		if at, known := x.Float(); known {
			return fmt.Sprint(at)
		}
		return "nowhere"
	case georeport.Conditions: // never written
		return ""
	}
	var out bytes.Buffer
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			fmt.Fprintf(&out, "[%s]", settled(v.Index(i), clean))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "Automated" { // never written
				fmt.Fprintf(&out, "%s: %s; ", v.Type().Field(i).Name, settled(v.Field(i), clean))
			}
		}
	default:
		fmt.Fprintf(&out, "%#v", v.Interface())
	}
	return out.String()
}

// FuzzWhatIsWritten writes documents of our own: whatever is in them, both formats are read as it was.
func FuzzWhatIsWritten(f *testing.F) {
	for _, words := range []string{"路灯不亮", "a < b & c > d", "x\x00y\ufffe😀", "one\r\ntwo\tthree", "]]>", "<!--", "\\u0000\"", "R&amp;D, <b>bold</b>"} {
		f.Add(words, words, 39.9, uint32(1_790_000_000), true)
	}
	f.Fuzz(func(t *testing.T, id, words string, degrees float64, seconds uint32, yes bool) {
		var r georeport.Reader
		when := georeport.Time{Time: time.Unix(int64(seconds), 0).UTC()}
		text := georeport.Text(words)
		id = strings.TrimSpace(strings.Map(func(r rune) rune {
			if r == unicode.ReplacementChar || !unicode.IsGraphic(r) {
				return -1
			}
			return r
		}, id))
		rewritten(t, georeport.Services{{Code: id + "1", Name: text, Description: text, Metadata: yes, Type: "realtime", Keywords: georeport.Keywords{words, "lamp"}, Group: text}, {Code: id}}, r.Services)
		rewritten(t, georeport.Requests{{ID: id, Status: "open", ServiceCode: id, Description: text, Address: text, Requested: when,
			Lat: georeport.DegreesOf(degrees), Long: georeport.DegreesOf(-degrees)}}, r.Requests)
		rewritten(t, georeport.Definition{ServiceCode: id, Attributes: []georeport.Attribute{{Variable: yes, Code: id, Required: yes, Order: len(words),
			Description: text, Values: []georeport.Value{{Key: id, Name: text}, {Key: "2", Name: text}}}}}, r.Definition)
		rewritten(t, georeport.Updates{{ID: id, RequestID: id, Status: "open", Updated: when, Description: text}}, r.Updates)
		rewritten(t, georeport.Errors{{Code: 400, Description: text}}, func(body []byte) (georeport.Errors, error) { return r.Errors(body), nil })
	})
}
