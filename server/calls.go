package server

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"time"

	"linli/client/georeport"
)

// discovery answers "Service Discovery".
func (s *Server) discovery(w http.ResponseWriter, r *http.Request) {
	address := strings.TrimRight(s.options.PublicURL, "/")
	if address == "" {
		scheme := "http"
		if r.TLS != nil {
			scheme = "https"
		}
		address = scheme + "://" + r.Host
	}
	kind := "production"
	if s.options.Demo {
		kind = "test" // what is filed at a demonstration reaches nobody
	}
	contact := strings.TrimSpace(s.options.PublicName + " " + s.options.Contact)
	changed := georeport.ParseTime("2026-01-01T00:00:00Z", time.UTC)
	// Both are at the same address and in both formats: validators make the calls of GeoReport at each of them.
	endpoint := func(specification string) georeport.Endpoint {
		return georeport.Endpoint{Specification: specification, URL: address + base, Changeset: changed, Type: kind,
			Formats: []string{"text/xml", "application/json"}}
	}
	s.answer(w, r, http.StatusOK, georeport.Discovery{
		Changeset:  changed,
		Contact:    georeport.Text(cmp.Or(contact, "Linli")),
		KeyService: georeport.Text(cmp.Or(s.options.Contact, "Ask whoever runs this server for a key.")),
		Endpoints:  []georeport.Endpoint{endpoint(georeport.Specification), endpoint(georeport.Linli)},
	})
}

// services answers "GET Service List".
func (s *Server) services(w http.ResponseWriter, r *http.Request) {
	lang := s.languages.choose(w, r)
	list := make(georeport.Services, 0, len(s.catalogue.services))
	for _, sv := range s.catalogue.services {
		list = append(list, georeport.Service{
			Code:        sv.Code,
			Name:        georeport.Text(sv.Name[lang]),
			Description: georeport.Text(sv.Description[lang]),
			Metadata:    len(sv.Attributes) > 0,
			Type:        sv.kindOf(),
			Keywords:    sv.keywords(),
			Group:       georeport.Text(sv.Group.Name[lang]),
		})
	}
	s.answer(w, r, http.StatusOK, list)
}

// definition answers "GET Service Definition".
func (s *Server) definition(w http.ResponseWriter, r *http.Request) {
	code, ok := named(r)
	sv := s.catalogue.byCode[code]
	if !ok || sv == nil {
		s.refuse(w, r, http.StatusNotFound, "there is no such service")
		return
	}
	lang := s.languages.choose(w, r)
	def := georeport.Definition{ServiceCode: code}
	for i, a := range sv.Attributes {
		attr := georeport.Attribute{
			Variable:            a.Variable,
			Code:                a.Code,
			Datatype:            a.Datatype,
			Required:            a.Required,
			DatatypeDescription: georeport.Text(a.Hint[lang]),
			Order:               i + 1,
			Description:         georeport.Text(a.Question[lang]),
		}
		for _, v := range a.Values {
			attr.Values = append(attr.Values, georeport.Value{Key: v.Key, Name: georeport.Text(v.Name[lang])})
		}
		def.Attributes = append(def.Attributes, attr)
	}
	s.answer(w, r, http.StatusOK, def)
}

// requests answers "GET Service Requests".
func (s *Server) requests(w http.ResponseWriter, r *http.Request) {
	f, problem := filterOf(r, s.now())
	if problem != "" {
		s.refuse(w, r, http.StatusBadRequest, problem)
		return
	}
	s.list(w, r, f)
}

// request answers "GET Service Request".
func (s *Server) request(w http.ResponseWriter, r *http.Request) {
	id, ok := named(r)
	if !ok {
		s.nothing(w, r)
		return
	}
	s.list(w, r, filter{ids: []string{id}})
}

// list answers with requests. A single one that is not there is an error, a search without a result is not.
func (s *Server) list(w http.ResponseWriter, r *http.Request, f filter) {
	err := s.advance(r.Context())
	if err == nil {
		f, err = s.seenBy(r, f)
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	mark := s.bookmarkOf(r, f)
	f.after = s.pages.find(mark, s.now())
	found, err := s.store.requests(r.Context(), f)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if n := len(found); n == f.most() {
		s.pages.keep(mark, n, spot{found[n-1].received.UnixMicro(), found[n-1].seq}, s.now())
	}
	if len(found) == 0 && r.PathValue("file") != "" {
		s.refuse(w, r, http.StatusNotFound, "there is no request with this service_request_id")
		return
	}
	lang := s.languages.choose(w, r)
	out := make(georeport.Requests, 0, len(found))
	extended := r.URL.Query().Get("extensions") == "true"
	for _, p := range found {
		one := s.public(p, lang)
		if extended {
			one.Extended = &georeport.Extended{DetailedStatus: string(p.state)}
		}
		out = append(out, one)
	}
	s.answer(w, r, http.StatusOK, out)
}

// public writes a request in GeoReport's words.
func (s *Server) public(p publicRequest, lang string) georeport.Request {
	zone := s.now().Location()
	sv := s.catalogue.byCode[p.service]
	a := about{service: sv, due: p.due.In(zone)}
	out := georeport.Request{
		ID:          p.id,
		Status:      "open",
		StatusNotes: georeport.Text(cmp.Or(p.note, s.phrases.say(cmp.Or(p.phrase, string(p.state)), lang, a))),
		ServiceName: georeport.Text(p.service), // what is left of a service that the catalogue has no more
		ServiceCode: p.service,
		Description: georeport.Text(p.description),
		Notice:      georeport.Text(s.phrases.say("notice", lang, a)),
		Requested:   georeport.Time{Time: p.received.In(zone)},
		Updated:     georeport.Time{Time: p.updated.In(zone)},
		Expected:    georeport.Time{Time: p.due.In(zone)},
		Address:     georeport.Text(p.address),
		AddressID:   georeport.Text(p.addressID),
		MediaURL:    georeport.Text(p.mediaURL),
	}
	if sv != nil {
		out.ServiceName = georeport.Text(sv.Name[lang])
		out.Agency = georeport.Text(sv.Department[lang])
	}
	if p.state.Final() {
		out.Status = "closed"
	}
	if p.lat.Valid && p.long.Valid {
		out.Lat, out.Long = georeport.DegreesOf(p.lat.Float64), georeport.DegreesOf(p.long.Float64)
	}
	return out
}

// updates answers GET servicerequestupdates.
func (s *Server) updates(w http.ResponseWriter, r *http.Request) {
	f, problem := filterOf(r, s.now())
	if problem != "" {
		s.refuse(w, r, http.StatusBadRequest, problem)
		return
	}
	err := s.advance(r.Context())
	if err == nil {
		f, err = s.seenBy(r, f)
	}
	if err != nil {
		s.broken(w, r, err)
		return
	}
	mark := s.bookmarkOf(r, f)
	f.after = s.pages.find(mark, s.now())
	found, err := s.store.updates(r.Context(), f)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	if n := len(found); n == f.most() {
		s.pages.keep(mark, n, spot{found[n-1].at.UnixMicro(), found[n-1].seq}, s.now())
	}
	lang := s.languages.choose(w, r)
	zone := s.now().Location()
	out := make(georeport.Updates, 0, len(found))
	for _, u := range found {
		a := about{service: s.catalogue.byCode[u.service], due: u.due.In(zone)}
		out = append(out, georeport.Update{
			ID:          strconv.FormatInt(u.seq, 10),
			RequestID:   u.id,
			Status:      string(u.state),
			Updated:     georeport.Time{Time: u.at.In(zone)},
			Description: georeport.Text(cmp.Or(u.text, s.phrases.say(cmp.Or(u.phrase, string(u.state)), lang, a))),
		})
	}
	s.answer(w, r, http.StatusOK, out)
}
