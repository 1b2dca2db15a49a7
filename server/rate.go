package server

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// verdict is what a resident says of a request, of the how-many-th time that it was closed.
type verdict struct {
	report.Rating
	closing int
	// within is how long the city takes for a service that is opened again.
	within func(service string) time.Duration
}

// String identifies a verdict.
func (v verdict) String() string {
	return fmt.Sprintf("rating\n%d\n%s\n%s\n%d", v.closing, v.Answered, v.Solved, v.Satisfied)
}

var (
	// errRated tells that something else was said before.
	errRated = errors.New("this closing has been rated otherwise before; a rating is given once")
	// errNotClosed tells that there is nothing to rate.
	errNotClosed = errors.New("this request is not closed, or it was closed once more since; look it up again")
)

// rate takes what a resident says, once for each closing. Who says the same again has not had the answer.
func rate(ctx context.Context, tx *session, c change, known *changeable) (replayed bool, refused, err error) {
	v := c.verdict
	closings, err := countClosings(ctx, tx, known.seq)
	if err != nil {
		return false, nil, err
	}
	var was report.Rating
	err = tx.QueryRowContext(ctx, `SELECT answered, solved, satisfied FROM ratings WHERE request = ? AND closing = ?`,
		known.seq, v.closing).Scan(&was.Answered, &was.Solved, &was.Satisfied)
	switch {
	case err == nil && was == v.Rating:
		return true, nil, nil
	case err == nil:
		return false, errRated, nil
	case !errors.Is(err, sql.ErrNoRows):
		return false, nil, fmt.Errorf("look for an earlier rating: %w", err)
	case known.state != report.Closed || v.closing != closings:
		return false, errNotClosed, nil
	}
	return false, nil, storeRating(ctx, tx, c, known)
}

// storeRating stores a rating, with an update that does not repeat it. Where nothing was solved the request is open
// again, and the city has as long as for a new one.
func storeRating(ctx context.Context, tx *session, c change, known *changeable) error {
	at, v, phrase := c.at.UnixMicro(), c.verdict, "rated"
	_, err := tx.ExecContext(ctx, `INSERT INTO ratings (request, closing, answered, solved, satisfied, rated_at, due_was)
		SELECT seq, CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), due_at FROM requests WHERE seq = ?`,
		v.closing, string(v.Answered), string(v.Solved), v.Satisfied, at, known.seq)
	if err == nil && v.Reopens() {
		known.state, phrase = report.Reopened, ""
		_, err = tx.ExecContext(ctx, `UPDATE requests SET state = ?, due_at = ? WHERE seq = ?`,
			string(known.state), c.at.Add(v.within(known.service)).UnixMicro(), known.seq)
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE requests SET updated_at = ? WHERE seq = ?`, at, known.seq)
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO updates (request, at, state, text, phrase) VALUES (?,?,?,'',?)`,
			known.seq, at, string(known.state), phrase)
	}
	if err != nil {
		return fmt.Errorf("store a rating: %w", err)
	}
	return storeKey(ctx, tx, c, known)
}

// countClosings returns how often a request has been closed: updates of a closed one do not count.
func countClosings(ctx context.Context, q *session, seq int64) (n int, err error) {
	err = q.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT state, lag(state) OVER (ORDER BY seq) AS was FROM updates WHERE request = ?) AS u
		WHERE state = 'closed' AND was IS DISTINCT FROM 'closed'`, seq).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count how often a request was closed: %w", err)
	}
	return n, nil
}

// closing returns which closing of a request may be rated now, 0 where none may.
func (st *store) closing(ctx context.Context, p publicRequest) (int, error) {
	if p.state != report.Closed {
		return 0, nil
	}
	n, err := countClosings(ctx, st.read, p.seq)
	if err != nil {
		return 0, err
	}
	var rated bool
	err = st.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM ratings WHERE request = ? AND closing = ?)`, p.seq, n).Scan(&rated)
	if err != nil {
		return 0, fmt.Errorf("look for a rating: %w", err)
	}
	if rated {
		return 0, nil
	}
	return n, nil
}

// rating takes what a resident says of a request that is closed.
func (s *Server) rating(w http.ResponseWriter, r *http.Request) {
	var given georeport.Rating
	c, ok := s.readBody(w, r, &given, `{"proof": "1234", "closing": 1, "answered": "yes", "solved": "no", "satisfied": 2}; what was not said is left out`)
	if !ok {
		return
	}
	c.proof = report.Proof{Digits: given.Proof, Filing: given.Filing}
	said := report.Rating{Answered: report.Verdict(given.Answered), Solved: report.Verdict(given.Solved), Satisfied: given.Satisfied}
	if !said.Sound() || given.Closing < 1 {
		s.object(w, http.StatusBadRequest, report.Refused,
			"want closing, and one or more of: answered yes or no, solved yes, partly or no, satisfied 1 to 5")
		return
	}
	c.verdict = &verdict{said, given.Closing, s.within}
	s.change(w, r, c)
}

// within is how long the city takes for a service; one that the catalogue has no more is ordinary.
func (s *Server) within(code string) time.Duration {
	urgency := "7d"
	if sv := s.catalogue.byCode[code]; sv != nil {
		urgency = sv.Urgency
	}
	d, _ := limit(urgency)
	return d
}
