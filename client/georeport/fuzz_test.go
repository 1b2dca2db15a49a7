package georeport_test

import (
	"testing"
	"unicode"

	"linli/client/georeport"
)

// seeds are documents to start from, in one format.
func seeds(f *testing.F, format georeport.Format, more ...string) {
	f.Helper()
	for _, doc := range documents() {
		body, err := georeport.Encode(format, doc)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, body := range more {
		f.Add([]byte(body))
	}
}

func fuzzServices(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		services, err := georeport.Reader{}.Services(body)
		if err != nil {
			return
		}
		for _, s := range services {
			shown(t, string(s.Name), string(s.Description), string(s.Group))
		}
		rewritten(t, services)
	})
}

func fuzzRequests(f *testing.F) {
	f.Fuzz(func(t *testing.T, body []byte) {
		georeport.Reader{}.Errors(body)
		requests, err := georeport.Reader{}.Requests(body)
		if err != nil {
			return
		}
		for _, r := range requests {
			shown(t, string(r.Description), string(r.StatusNotes), string(r.Agency))
		}
		rewritten(t, requests)
	})
}

func FuzzServicesJSON(f *testing.F) {
	seeds(f, georeport.JSON, `[{"service_code":001,"keywords":["a"]}]`, `{"services":[{"SERVICE_CODE":1}]}`)
	fuzzServices(f)
}

func FuzzServicesXML(f *testing.F) {
	seeds(f, georeport.XML, `<services><service><service_code>1</service_code></service></services>`)
	fuzzServices(f)
}

func FuzzRequestsJSON(f *testing.F) {
	seeds(f, georeport.JSON, `[{"service_request_id":1,"lon":"1e400","updated_datetime":"0000-00-00"}]`)
	fuzzRequests(f)
}

func FuzzRequestsXML(f *testing.F) {
	seeds(f, georeport.XML, `<requests><request><service_request_id>1</service_request_id></request></requests>`)
	fuzzRequests(f)
}

// shown fails where words hold what must not reach a screen or a voice.
func shown(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		for _, r := range w {
			if unicode.IsControl(r) && r != '\n' && r != '\t' || r == unicode.ReplacementChar {
				t.Errorf("%q holds %U", w, r)
			}
		}
	}
}

// rewritten fails where what was read cannot be written again.
func rewritten(t *testing.T, doc georeport.Document) {
	t.Helper()
	for _, f := range []georeport.Format{georeport.JSON, georeport.XML} {
		if _, err := georeport.Encode(f, doc); err != nil {
			t.Error(err)
		}
	}
}
