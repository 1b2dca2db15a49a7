package client

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"linli/client/georeport"
	"linli/report"
)

// Each target reads an answer to a call of linli/v1 from anybody: nothing panics or takes long, and what comes out is within its bounds and
// holds nothing that must not reach a screen or a voice.

const anyNumber report.Number = "102455837716"

func seeds(f *testing.F, docs ...any) {
	for _, body := range []string{"", "null", "[]", "{}", "<html>", `{"code":"toolate"}`, `{"code":7}`, strings.Repeat("[", 20_000)} {
		f.Add([]byte(body))
	}
	for _, name := range []string{"view.json", "capabilities.json"} {
		body, err := os.ReadFile(filepath.Join("..", "server", "testdata", "golden", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, doc := range docs {
		body, err := json.Marshal(doc)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
}

func soon(t *testing.T, begun time.Time) {
	t.Helper()
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}

func plain(t *testing.T, words ...string) {
	t.Helper()
	for _, w := range words {
		for _, r := range w {
			if unicode.IsControl(r) && r != '\n' && r != '\t' || r == unicode.ReplacementChar {
				t.Errorf("%q holds %U", w, r)
			}
		}
	}
}

func FuzzView(f *testing.F) {
	now := time.Unix(1_790_000_000, 0).UTC()
	seeds(f, georeport.View{Ref: string(anyNumber), ServiceCode: "lamp", ServiceName: "L\x1b<b>", Status: "closed", Answers: "never", Filed: now, Due: now, ChangeUntil: now, Closing: 2,
		Told: &georeport.Told{Description: "灯\x07", Place: "p", Answers: []georeport.ToldAnswer{{Question: "q\u0000", Words: []string{"<i>a</i>"}}}, Attachments: []georeport.ToldAttachment{{SHA256: "x", Size: -1}}}})
	f.Fuzz(func(t *testing.T, body []byte) {
		begun := time.Now()
		v, err := readView(body, anyNumber)
		if soon(t, begun); err != nil {
			return
		}
		st := silentStatus(anyNumber, v)
		if plain(t, st.ServiceName); st.State != report.Received && st.State != report.Withdrawn {
			t.Errorf("state %q", st.State)
		}
		if a := st.Answers; a != report.AnswersAtOnce && a != report.AnswersLater && a != report.AnswersNever {
			t.Errorf("answers %q", a)
		}
		if v.Closing < 0 {
			t.Errorf("closing %d", v.Closing)
		}
		if v.Told == nil {
			return
		}
		told := toldOf(*v.Told)
		plain(t, told.Description, told.Place)
		for _, a := range told.Answers {
			plain(t, append(a.Words, a.Question)...)
		}
	})
}

func FuzzCapabilities(f *testing.F) {
	seeds(f, georeport.Capabilities{Calls: []string{"x"}, Limits: georeport.Limits{AttachmentBytes: 1 << 62, Attachments: -3, AttachmentTypes: []string{"audio/wav", "a/b; c"}}})
	f.Fuzz(func(t *testing.T, body []byte) {
		begun := time.Now()
		out, err := readOffers(body)
		if soon(t, begun); err != nil {
			return
		}
		if out.AttachmentBytes < 0 || out.Attachments < 0 || out.AttachmentBytes == 0 && out.Takes("audio/wav") {
			t.Errorf("%+v", out)
		}
	})
}

func FuzzUpload(f *testing.F) {
	about := report.Attached{SHA256: strings.Repeat("ab", 32), Type: "audio/wav", Size: 1000}
	seeds(f, georeport.Upload{SHA256: about.SHA256, Size: 1000, Received: 400}, georeport.Upload{SHA256: about.SHA256, Size: 1000, Received: 400, Complete: true})
	f.Fuzz(func(t *testing.T, body []byte) {
		begun := time.Now()
		got, err := readUpload(body, about)
		if soon(t, begun); err != nil {
			return
		}
		if got.Received < 0 || got.Received > about.Size || got.Complete && got.Received != about.Size {
			t.Errorf("%+v", got)
		}
	})
}

func FuzzStaffCalls(f *testing.F) {
	call := georeport.Call{ID: 1, Kiosk: 1024, Name: "门\x1b[2J", State: "answered", By: "王姐\u0007", In: -5}
	seeds(f, call, georeport.Calls{Calls: []georeport.Call{call, call}})
	f.Fuzz(func(t *testing.T, body []byte) {
		begun := time.Now()
		all, _ := readCalls(body)
		if one, err := readCall(body); err == nil {
			all = append(all, one)
		}
		soon(t, begun)
		for _, c := range all {
			reply := report.NewReply(c.By, c.In)
			if plain(t, c.Name, c.By, c.State, reply.By); reply.In < 0 {
				t.Errorf("%+v", reply)
			}
		}
	})
}

// FuzzProblem reads refusals: what waiting helps against, and what is certain, only a backend's own word decides.
func FuzzProblem(f *testing.F) {
	for _, status := range []int{400, 403, 404, 409, 410, 413, 429, 500, 503} {
		for _, body := range []string{"", "<html>", `{"code":"noproof"}`, `{"code":"offline","description":"x"}`, `{"code":"no such"}`, `{"code":null}`} {
			f.Add(status, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		if status = 300 + (status%300+300)%300; status >= 600 {
			return
		}
		begun := time.Now()
		err := objected(opView, answer{status: status, body: body})
		soon(t, begun)
		var p georeport.Problem
		code := report.CodeOf(err)
		if unread := json.Unmarshal(body, &p) != nil || p.Code == ""; unread && (code == report.NotFound || code == report.Refused) && status != 413 {
			t.Errorf("%d %q is certain: %s", status, body, code)
		}
		if len(err.Error()) > 500 {
			t.Errorf("%d bytes of error", len(err.Error()))
		}
	})
}
