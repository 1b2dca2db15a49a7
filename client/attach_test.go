package client_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"linli/client"
	"linli/client/georeport"
	"linli/report"
)

func soundOf(size int) report.Attachment {
	return report.Attachment{Type: "audio/wav", Bytes: bytes.Repeat([]byte("7731 "), size/5+1)[:size]}
}

func filingProof() report.Proof { return report.Proof{Filing: fresh().Key} }

// attach brings an attachment until it is there, and returns how often that had to be tried.
func (w *town) attach(cl *client.Client, a report.Attachment) (tries int) {
	w.t.Helper()
	for {
		tries++
		err := cl.Attach(w.t.Context(), number, filingProof(), a.Attached(), bytes.NewReader(a.Bytes))
		if err == nil {
			return tries
		}
		if report.CodeOf(err) != report.Offline || tries > 50 {
			w.t.Fatalf("try %d: %v", tries, err)
		}
	}
}

// cutBody lets only a part of a piece through, and then cuts the line.
func cutBody(_ http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
	r.Body = io.NopCloser(io.MultiReader(io.LimitReader(r.Body, 50_000), failing{}))
	commit(httptest.NewRecorder())
	panic(http.ErrAbortHandler)
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// An attachment gets to the city whole, whatever the line does, and the city is known to have it.
func TestAnAttachmentGetsThere(t *testing.T) {
	w := newTown(t, "secret-key")
	cl := w.client()
	w.filed(cl)
	a := soundOf(700_000)
	w.plans(fine, fine, cutBody, fine, commitDrop, fine, fine)
	before := len(w.calls())
	if tries := w.attach(cl, a); tries != 3 {
		t.Errorf("%d tries, want one for each time that the line broke", tries)
	}
	if calls := len(w.calls()) - before; calls > 3+6+2 {
		t.Errorf("%d calls for six pieces: it does not go on where it was", calls)
	}
	got, err := cl.Attachments(t.Context(), number, filingProof())
	if err != nil || !slices.Equal(got, []string{a.SHA256()}) {
		t.Errorf("the city has %v, %v", got, err)
	}
	w.attach(cl, a) // once more is fine
	if _, err := cl.Attachments(t.Context(), number, report.Proof{Filing: strings.Repeat("x", 40)}); report.CodeOf(err) != report.NoProof {
		t.Errorf("without proof: %v", err)
	}
}

// Row 46: something on the way takes no large bodies: it gets there in smaller pieces.
func TestX46SmallerPiecesAfter413(t *testing.T) {
	w := newTown(t)
	cl := w.client()
	w.filed(cl)
	small := func(rw http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
		if r.ContentLength > 40_000 {
			http.Error(rw, "<html>too large</html>", http.StatusRequestEntityTooLarge)
			return
		}
		commit(rw)
	}
	for range 40 {
		w.mu.Lock()
		w.plan = append(w.plan, small)
		w.mu.Unlock()
	}
	w.attach(cl, soundOf(300_000))
	// Where not even small ones are taken, waiting does not help.
	w.plans()
	for range 40 {
		w.mu.Lock()
		w.plan = append(w.plan, func(rw http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
			if r.ContentLength > 0 {
				http.Error(rw, "too large", http.StatusRequestEntityTooLarge)
				return
			}
			commit(rw)
		})
		w.mu.Unlock()
	}
	a := soundOf(20_000)
	if err := cl.Attach(t.Context(), number, filingProof(), a.Attached(), bytes.NewReader(a.Bytes)); report.CodeOf(err) != report.Refused {
		t.Errorf("got %v", err)
	}
}

// What is not what it is said to be is refused, after it was sent once more from its beginning.
func TestAnAttachmentWithAnotherHash(t *testing.T) {
	w := newTown(t)
	cl := w.client()
	w.filed(cl)
	about := soundOf(1000).Attached()
	other := bytes.Repeat([]byte("x"), 1000)
	if err := cl.Attach(t.Context(), number, filingProof(), about, bytes.NewReader(other)); report.CodeOf(err) != report.Refused {
		t.Errorf("got %v", err)
	}
	// A backend that has lost the end of what it had begun asks for it once more, and has it then.
	spoilt := func(rw http.ResponseWriter, r *http.Request, commit func(http.ResponseWriter)) {
		r.Body = io.NopCloser(bytes.NewReader(other))
		commit(rw)
	}
	w.plans(fine, spoilt)
	w.attach(cl, soundOf(1000))
}

// What cannot be read here is an error that says so, and nothing is said to be there.
func TestAnAttachmentThatCannotBeRead(t *testing.T) {
	w := newTown(t)
	cl := w.client()
	w.filed(cl)
	err := cl.Attach(t.Context(), number, filingProof(), soundOf(1000).Attached(), unreadable{})
	if !errors.Is(err, errUnreadable) {
		t.Errorf("got %v", err)
	}
}

var errUnreadable = errors.New("unreadable")

type unreadable struct{}

func (unreadable) ReadAt([]byte, int64) (int, error) { return 0, errUnreadable }

// A kiosk knows what a city takes, and a city that takes no recordings reads that there is one.
func TestWhatTheCityTakes(t *testing.T) {
	w := newTown(t)
	cl := w.client()
	got, err := cl.Offers(t.Context())
	if err != nil || !got.Changes || !got.Takes("audio/wav") || !got.Takes("image/png") || got.Takes("text/html") || got.AttachmentBytes != 10<<20 {
		t.Errorf("ours: %+v, %v", got, err)
	}
	plain := newCity(t)
	pl := plain.client()
	if got, err := pl.Offers(t.Context()); err != nil || got.Takes("audio/wav") || got.Changes {
		t.Errorf("plain: %+v, %v", got, err)
	}
	s := fresh()
	s.Draft.Attachments = []report.Attachment{{Type: "audio/wav"}}
	if _, err := pl.Send(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if text := plain.filed[0].Get("description"); !strings.Contains(text, "\n"+georeport.KeptHere+"\n") || !strings.HasSuffix(text, georeport.RefLine(s.Number)) {
		t.Errorf("filed as %q", text)
	}
	if _, err := cl.Send(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if text := w.description(); strings.Contains(text, "kiosk") {
		t.Errorf("filed as %q", text)
	}
	about := soundOf(1000).Attached()
	if err := pl.Attach(t.Context(), number, filingProof(), about, unreadable{}); report.CodeOf(err) != report.Refused {
		t.Errorf("brought to a plain city: %v", err)
	}
	if err := cl.Attach(t.Context(), number, filingProof(), report.Attached{SHA256: about.SHA256, Type: "audio/wav", Size: 11 << 20}, unreadable{}); report.CodeOf(err) != report.Refused {
		t.Errorf("too large: %v", err)
	}
	w.Close()
	if _, err := connect(t, client.Options{BaseURL: w.URL}).Offers(t.Context()); report.CodeOf(err) != report.Offline {
		t.Errorf("without a line: %v", err)
	}
}

// A recording is somebody's voice, and what GeoReport takes of media everybody can open: a plain city gets neither a file nor an address, whatever
// it takes, but the words that one is kept at the kiosk; staff bring it.
func TestNoRecordingIsPublished(t *testing.T) {
	city, sub := newCity(t), fresh()
	sub.Draft.Attachments = []report.Attachment{{Type: report.RecordingType, Bytes: []byte("RIFF")}, {Type: "image/jpeg", Bytes: []byte("JFIF")}}
	cl := city.client()
	if _, err := cl.Send(t.Context(), sub); err != nil {
		t.Fatal(err)
	}
	form, head := city.filed[0], city.heads[0]
	if form.Has("media_url") || form.Has("media") || head.Get("Content-Type") != "application/x-www-form-urlencoded" || !strings.Contains(form.Get("description"), georeport.KeptHere) {
		t.Errorf("%v %v", head, form)
	}
	for _, a := range sub.Draft.Attachments {
		err := cl.Attach(t.Context(), sub.Number, report.Proof{Filing: sub.Key}, a.Attached(), bytes.NewReader(a.Bytes))
		if report.CodeOf(err) != report.Refused || !strings.Contains(err.Error(), "kept in this kiosk") {
			t.Errorf("%s: %v", a.Type, err)
		}
	}
	if n := city.called("POST"); n != 1 || cl.Dialect().Recordings != client.No || cl.Dialect().Pictures != client.No {
		t.Errorf("%d POSTs, %+v", n, cl.Dialect())
	}
}
