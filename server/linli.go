package server

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"linli/client/georeport"
	"linli/report"
)

// linli is where the calls are that Linli adds (docs/linli-v1.md). They are found from base: georeport.LinliPath.
const linli = "/linli/v1"

// linliRoutes lists them.
func (s *Server) linliRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+linli+"/openapi.json", s.openAPI)
	mux.HandleFunc("GET "+linli+"/capabilities", s.forKiosks(s.capabilities))
	mux.HandleFunc("GET "+linli+"/requests/{ref}", s.forOwners(s.view))
	mux.HandleFunc("POST "+linli+"/requests/{ref}/withdraw", s.forOwners(s.withdraw))
	mux.HandleFunc("POST "+linli+"/requests/{ref}/amend", s.forOwners(s.amend))
	mux.HandleFunc("POST "+linli+"/requests/{ref}/rating", s.forOwners(s.rating))
	mux.HandleFunc("PUT "+linli+"/attachments/{sha256}", s.forKiosks(s.attach))
	mux.HandleFunc("GET "+linli+"/attachments/{sha256}", s.forOwners(s.attachment))
	s.staffRoutes(mux)
}

//go:embed openapi.json
var openAPI []byte

// openAPI says in the words of machines what linli/v1 is. It is for everybody.
func (s *Server) openAPI(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", georeport.JSON.ContentType())
	if _, err := w.Write(openAPI); err != nil {
		s.log.Debug("server: client went away", "error", err)
	}
}

// forKiosks lets a call through that carries the key of a kiosk.
func (s *Server) forKiosks(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		who, err := s.holder(r.Context(), bearer(r))
		if err != nil {
			s.unreachable(w, err)
			return
		}
		if who.Role == "" {
			w.Header().Set("WWW-Authenticate", "Bearer")
			s.object(w, http.StatusUnauthorized, report.Refused, "the kiosk's key is missing or not known; send it as a bearer token")
			return
		}
		next(w, r)
	}
}

// bearer is the key that a call shows, "" where it shows none.
func bearer(r *http.Request) string {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(key)
}

// capabilities says what of linli/v1 there is.
func (s *Server) capabilities(w http.ResponseWriter, _ *http.Request) {
	langs := languages()
	s.write(w, http.StatusOK, georeport.Capabilities{
		Calls: []string{
			"capabilities", "requests", "withdraw", "amend", "rating", "attach", "attachment", "calls", "call", "called", "answer", "takeback",
		},
		Limits: georeport.Limits{
			BodyBytes:           maxBody,
			Words:               georeport.MaxWords,
			ChangeSeconds:       int(changeTime.Seconds()),
			FailedProofsPerHour: maxFailures,
			LookupsPerMinute:    maxLookups,
			AttachmentBytes:     report.MaxAttachment,
			Attachments:         maxAttachments,
			AttachmentTypes:     attachmentTypes(),
		},
		PublicName: s.options.PublicName,
		Languages:  langs[:],
	})
}

// view answers with a request as everybody may see it, or, with a proof, as only whoever filed it may.
func (s *Server) view(w http.ResponseWriter, r *http.Request) {
	if err := s.advance(r.Context()); err != nil {
		s.unreachable(w, err)
		return
	}
	proof := report.Proof{Digits: r.Header.Get(georeport.ContactProof), Filing: r.Header.Get(georeport.FilingProof)}
	if proof != (report.Proof{}) {
		s.privateView(w, r, proof)
		return
	}
	n, err := report.ParseNumber(r.PathValue("ref"))
	if err != nil {
		s.object(w, http.StatusNotFound, report.NotFound, "there is no request with this number")
		return
	}
	v, err := s.viewOf(r.Context(), n, s.languages.choose(w, r))
	switch {
	case err != nil:
		s.unreachable(w, err)
	case v == nil:
		s.object(w, http.StatusNotFound, report.NotFound, "there is no request with this number")
	default:
		s.write(w, http.StatusOK, v)
	}
}

// viewOf writes a request in the words of linli/v1, nil where there is none.
func (s *Server) viewOf(ctx context.Context, n report.Number, lang string) (*georeport.View, error) {
	found, err := s.store.requests(ctx, filter{ids: []string{string(n)}})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	p := found[0]
	closing, err := s.store.closing(ctx, p)
	if err != nil {
		return nil, err
	}
	now := s.now()
	zone := now.Location()
	v := &georeport.View{
		Ref: p.id, ServiceCode: p.service, ServiceName: p.service, Status: string(p.state),
		Filed: p.received.In(zone), Due: p.due.In(zone), Proof: p.proof, Closing: closing, Private: true,
	}
	if sv := s.catalogue.byCode[p.service]; sv != nil {
		v.ServiceName = sv.Name[lang]
	}
	if until := p.received.Add(changeTime); !now.After(until) && !p.state.Final() {
		v.ChangeUntil = until.In(zone)
	}
	if p.shown > now.UnixMicro() {
		silent(v, p)
	}
	return v, nil
}

// withdraw takes a request back.
func (s *Server) withdraw(w http.ResponseWriter, r *http.Request) {
	if c, ok := s.readChange(w, r); ok {
		c.words = ""
		s.change(w, r, c)
	}
}

// amend adds words to a request.
func (s *Server) amend(w http.ResponseWriter, r *http.Request) {
	c, ok := s.readChange(w, r)
	if !ok {
		return
	}
	c.words = printable(c.words)
	switch n := utf8.RuneCountInString(c.words); {
	case n == 0:
		s.object(w, http.StatusBadRequest, report.Refused, "words: none were given")
	case n > georeport.MaxWords:
		s.object(w, http.StatusBadRequest, report.Refused,
			"words: "+strconv.Itoa(n)+" characters, at most "+strconv.Itoa(georeport.MaxWords)+" are taken")
	default:
		s.change(w, r, c)
	}
}

// printable removes what XML could not give back: control characters.
func printable(words string) string {
	return strings.TrimSpace(strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, strings.ToValidUTF8(words, "")))
}

// readChange reads the body of a withdrawal or an addition; where that cannot be done it answers, and says false.
func (s *Server) readChange(w http.ResponseWriter, r *http.Request) (change, bool) {
	var given georeport.Change
	c, ok := s.readBody(w, r, &given, `{"proof": "1234"} or {"filing": "the key of the filing"}, and "words" to add some`)
	c.proof, c.words = report.Proof{Digits: given.Proof, Filing: given.Filing}, given.Words
	return c, ok
}

// readBody reads a body into what is given; where that cannot be done it answers, says what it wants, and says false.
func (s *Server) readBody(w http.ResponseWriter, r *http.Request, given any, want string) (change, bool) {
	refuse := func(status int, why string) (change, bool) {
		s.object(w, status, report.Refused, why)
		return change{}, false
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return refuse(http.StatusUnsupportedMediaType, "send the change as application/json")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return refuse(http.StatusRequestEntityTooLarge, "the body is larger than 64 KiB")
	}
	if err != nil || json.Unmarshal(body, given) != nil { // its error would repeat what was sent
		return refuse(http.StatusBadRequest, "the body cannot be read; want "+want)
	}
	key := r.Header.Get("Idempotency-Key")
	if len(key) > maxKey {
		return refuse(http.StatusBadRequest, "Idempotency-Key: at most 255 bytes are taken")
	}
	return change{claim: claim{at: s.now()}, key: key}, true
}

// change makes a change and answers with what the request is now.
func (s *Server) change(w http.ResponseWriter, r *http.Request, c change) {
	var err error
	if c.number, err = report.ParseNumber(r.PathValue("ref")); err != nil {
		s.refuseChange(w, errNoProof) // as every other number that does not exist
		return
	}
	if err := s.advance(r.Context()); err != nil {
		s.unreachable(w, err)
		return
	}
	replayed, err := s.store.change(r.Context(), c)
	if err != nil {
		s.refuseChange(w, err)
		return
	}
	v, err := s.viewOf(r.Context(), c.number, s.languages.choose(w, r))
	if err != nil || v == nil {
		s.log.Error("server: changed, and not read again", "error", err)
		s.object(w, http.StatusInternalServerError, report.Internal, "it was changed; ask again to see how it is now")
		return
	}
	if replayed {
		w.Header().Set("Idempotency-Replayed", "true")
	}
	s.write(w, http.StatusOK, v)
}

// refuseChange says why a change was not made.
func (s *Server) refuseChange(w http.ResponseWriter, err error) {
	var t *tried
	switch {
	case errors.As(err, &t):
		w.Header().Set("Retry-After", strconv.Itoa(int((t.wait+time.Second-1)/time.Second)))
		s.object(w, http.StatusTooManyRequests, report.TooOften, t.Error())
	case errors.Is(err, errNoProof):
		s.object(w, http.StatusForbidden, report.NoProof, errNoProof.Error())
	case errors.Is(err, errTooLate):
		s.object(w, http.StatusGone, report.TooLate, errTooLate.Error())
	case errors.Is(err, errEnded), errors.Is(err, errRated), errors.Is(err, errNotClosed):
		s.object(w, http.StatusConflict, report.Refused, err.Error())
	case errors.Is(err, errGrown):
		s.object(w, http.StatusBadRequest, report.Refused, errGrown.Error())
	case errors.Is(err, errOtherChange):
		s.object(w, http.StatusUnprocessableEntity, report.Refused, errOtherChange.Error())
	default:
		s.unreachable(w, err)
	}
}

// unreachable answers where the data cannot be read or written, and tells the operator.
func (s *Server) unreachable(w http.ResponseWriter, err error) {
	s.log.Error("server: data", "error", err, "id", w.Header().Get("X-Request-Id"))
	w.Header().Set("Retry-After", "30")
	s.object(w, http.StatusServiceUnavailable, report.Offline, "the data cannot be reached at the moment; nothing was changed, try again later")
}

// object refuses a call of linli/v1.
func (s *Server) object(w http.ResponseWriter, status int, code report.Code, why string) {
	s.write(w, status, georeport.Problem{Code: string(code), Description: why})
}

// write answers with JSON.
func (s *Server) write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", georeport.JSON.ContentType())
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		s.log.Debug("server: client went away", "error", err)
	}
}
