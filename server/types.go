package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// The types of services (GeoReport v2, "GET Service List", type).
const (
	// realtime gives the id of a request at once.
	realtime = "realtime"
	// batch gives a token, and the id for it later: when the service's time for that is over, or an officer has said something of it.
	batch = "batch"
	// blackbox gives nothing by which a request can be looked up.
	blackbox = "blackbox"
)

// never is the time from which a request is shown that never is.
const never = math.MaxInt64

// kindOf is the service's type.
func (s *service) kindOf() string {
	if s.Type == "" {
		return realtime
	}
	return s.Type
}

// later is how long after it was filed there is an id for a request, where the service is one of batch.
func (s *service) later() (time.Duration, error) {
	after, err := time.ParseDuration(s.IDAfter)
	if err == nil && after <= 0 {
		err = errors.New("want more than nothing")
	}
	return after, err
}

// shown is from when everybody may see a request of the service, in microseconds, and what is given instead of its id until then.
func (s *service) shown(filed time.Time) (at int64, token string) {
	switch s.kindOf() {
	case batch:
		after, _ := s.later() // checked with the catalogue
		return filed.Add(after).UnixMicro(), rand.Text()
	case blackbox:
		return never, ""
	}
	return 0, ""
}

// checkType checks which type a service has.
func (c *checker) checkType(where string, s *service) {
	switch s.kindOf() {
	case realtime, blackbox:
		if s.IDAfter != "" {
			c.wrong("%s: id_after is only for type %q", where, batch)
		}
	case batch:
		if _, err := s.later(); err != nil {
			c.wrong("%s: id_after %q: want a duration such as 24h, as type %q needs it", where, s.IDAfter, batch)
		}
	default:
		c.wrong("%s: type %q: want %s, %s or %s", where, s.Type, realtime, batch, blackbox)
	}
}

// seenBy completes a filter: everybody sees what is shown by now, officers all that there is.
func (s *Server) seenBy(r *http.Request, f filter) (filter, error) {
	who, err := s.holder(r.Context(), bearer(r))
	if err != nil {
		return filter{}, err
	}
	if f.shown = s.now(); who.Role == Officer {
		f.shown = time.Time{}
	}
	return f, nil
}

// silent takes out of a view what its service does not tell, or does not yet: what becomes of it, beside what whoever filed it has done.
func silent(v *georeport.View, p publicRequest) {
	v.Answers, v.Closing = string(report.AnswersLater), 0
	if p.shown == never {
		v.Answers, v.Due = string(report.AnswersNever), time.Time{}
	}
	if p.state != report.Withdrawn {
		v.Status = string(report.Received)
	}
}

// token answers "GET service_request_id from a token": with the id once there is one, and until then with an empty list. A request that
// got its id at once has it as its token, too.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	token, _ := named(r)
	id, shown, err := s.store.byToken(r.Context(), token)
	switch {
	case err != nil:
		s.broken(w, r, err)
	case id == "":
		s.refuse(w, r, http.StatusNotFound, "there is no request with this token")
	case s.now().UnixMicro() < shown:
		s.answer(w, r, http.StatusOK, georeport.Tokens{})
	default:
		s.answer(w, r, http.StatusOK, georeport.Tokens{{ID: id, Token: token}})
	}
}

// byToken finds the request of a token, and from when its id may be told. Ids are tokens of those requests only that never had another.
func (st *store) byToken(ctx context.Context, token string) (id string, shown int64, err error) {
	rows, err := st.read.QueryContext(ctx, `SELECT id, shown_at FROM requests WHERE token = ? AND token <> ''
		UNION ALL SELECT id, shown_at FROM requests WHERE id = ? AND token = '' AND shown_at = 0`, token, token)
	if err != nil {
		return "", 0, fmt.Errorf("look for a token: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&id, &shown); err != nil {
			return "", 0, fmt.Errorf("look for a token: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return "", 0, fmt.Errorf("look for a token: %w", err)
	}
	return id, shown, nil
}
