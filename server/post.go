package server

import (
	"errors"
	"mime"
	"net/http"

	"linli/client/georeport"
)

// maxBody is the largest form that is taken, and the largest header, in bytes.
const maxBody = 64 << 10

// maxKey is the longest Idempotency-Key.
const maxKey = 255

// file answers "POST Service Request".
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	lang := s.languages.choose(w, r)
	if status, why := s.readForm(w, r); status != 0 {
		s.refuse(w, r, status, why)
		return
	}
	in := reader{form: r.PostForm}
	f := in.filing(s.catalogue, s.now())
	f.key = r.Header.Get("Idempotency-Key")
	// What was acknowledged once stays acknowledged, even if the catalogue would no longer take it.
	find := s.store.add
	if len(in.errors) > 0 {
		find = s.store.replayOf
	}
	done, err := find(r.Context(), f)
	if err == nil && !done.replayed && len(in.errors) > 0 {
		s.answer(w, r, in.status, in.errors)
		return
	}
	switch {
	case errors.Is(err, errOtherBody):
		s.refuse(w, r, http.StatusUnprocessableEntity, errOtherBody.Error())
	case errors.Is(err, errNumberTaken):
		s.refuse(w, r, http.StatusUnprocessableEntity, errNumberTaken.Error())
	case err != nil:
		s.broken(w, r, err)
	default:
		if done.replayed {
			w.Header().Set("Idempotency-Replayed", "true")
		}
		s.answer(w, r, http.StatusOK, s.answered(done, lang))
	}
}

// readForm reads the body and checks who sends it and for which city. Its status is 0 where all is well.
func (s *Server) readForm(w http.ResponseWriter, r *http.Request) (status int, why string) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/x-www-form-urlencoded" {
		return http.StatusUnsupportedMediaType, "send the form as application/x-www-form-urlencoded"
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return http.StatusRequestEntityTooLarge, "the form is larger than 64 KiB"
		}
		return http.StatusBadRequest, "the form cannot be read"
	}
	switch who, err := s.holder(r.Context(), r.Form.Get("api_key")); {
	case err != nil:
		s.log.Error("server: data", "error", err)
		w.Header().Set("Retry-After", "30")
		return http.StatusServiceUnavailable, unreachable
	case who.Role == "":
		return http.StatusForbidden, "api_key: it is missing or not known"
	}
	if city := r.Form.Get("jurisdiction_id"); s.options.Jurisdiction != "" && city != "" && city != s.options.Jurisdiction {
		return http.StatusNotFound, "jurisdiction_id: this server does not serve it"
	}
	if len(r.Header.Get("Idempotency-Key")) > maxKey {
		return http.StatusBadRequest, "Idempotency-Key: at most 255 bytes are taken"
	}
	return 0, ""
}

// answered is the answer to a filing.
func (s *Server) answered(f filed, lang string) georeport.Answers {
	a := about{service: s.catalogue.byCode[f.service], due: f.due.In(s.now().Location())}
	out := georeport.Answer{ID: f.id}
	notice := "notice"
	switch { // as it was answered the first time, whatever there is by now
	case f.silent:
		out.ID, notice = "", "notice_never"
	case f.token != "":
		out.ID, out.Token, notice = "", f.token, "notice_later"
	}
	out.Notice = georeport.Text(s.phrases.say(notice, lang, a))
	return georeport.Answers{out}
}
