package server

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// maxUpdate is how many characters an officer's words may have.
const maxUpdate = 4000

var (
	// errNoRequest tells that an update is for a request that is not there.
	errNoRequest = errors.New("service_request_id: there is no such request")
	// errOver tells that a resident has taken a request back.
	errOver = errors.New("this request was taken back by whoever filed it; nothing becomes of it any more")
	// errOtherUpdate tells that an update_id was used before for something else.
	errOtherUpdate = errors.New("update_id: it was used for another update")
)

// news is what an officer, or a system of the city, says of a request.
type news struct {
	number report.Number
	state  report.State
	text   string
	id     string // of the system that brings it, may be empty
	at     time.Time
}

func (n news) hash() []byte {
	sum := sha256.Sum256([]byte(string(n.number) + "\n" + string(n.state) + "\n" + n.text))
	return sum[:]
}

// states are the words in which other systems say how a request is, beside ours (FixMyStreet's Open311 extension; GeoReport's open and closed).
func states(status string) (report.State, bool) {
	switch s := strings.ToLower(strings.TrimSpace(status)); s {
	case "open", "investigating", "planned", "action_scheduled", "in_progress":
		return report.InProgress, true
	case "dispatched", "answered", "confirming", "closed", "rejected":
		return report.State(s), true
	case "fixed", "no_further_action", "duplicate", "unable_to_fix":
		return report.Closed, true
	case "not_councils_responsibility", "not_responsible":
		return report.Rejected, true
	}
	return "", false
}

// tell takes an update from an officer or another system: POST servicerequestupdates.
func (s *Server) tell(w http.ResponseWriter, r *http.Request) {
	if status, why := s.readForm(w, r); status != 0 {
		s.refuse(w, r, status, why)
		return
	}
	if who, _ := s.holder(r.Context(), r.Form.Get("api_key")); who.Role != Officer {
		s.refuse(w, r, http.StatusForbidden, "api_key: it is not an officer's; linli serve keys add NAME -officer makes one")
		return
	}
	in := reader{form: r.PostForm}
	n := news{text: in.field("description", maxUpdate), id: in.field("update_id", maxShort), at: s.now()}
	number, err := report.ParseNumber(in.field("service_request_id", maxShort))
	if n.number = number; err != nil {
		in.wrong(http.StatusNotFound, "%s", errNoRequest)
	}
	known := false
	if n.state, known = states(in.field("status", maxShort)); !known {
		in.wrong(http.StatusBadRequest, "status: want open, dispatched, in_progress, answered, confirming, closed or rejected")
	}
	if len(in.errors) > 0 {
		s.answer(w, r, in.status, in.errors)
		return
	}
	seq, err := s.store.tell(r.Context(), n)
	switch {
	case errors.Is(err, errNoRequest):
		s.refuse(w, r, http.StatusNotFound, err.Error())
	case errors.Is(err, errOver):
		s.refuse(w, r, http.StatusConflict, err.Error())
	case errors.Is(err, errOtherUpdate):
		s.refuse(w, r, http.StatusUnprocessableEntity, err.Error())
	case err != nil:
		s.broken(w, r, err)
	default:
		s.answer(w, r, http.StatusOK, georeport.Updates{{ID: strconv.FormatInt(seq, 10), RequestID: string(n.number), Status: string(n.state),
			Updated: georeport.Time{Time: n.at}, Description: georeport.Text(n.text)}})
	}
}

// tell stores an update, once for each name that its system has for it, and returns its number.
func (st *store) tell(ctx context.Context, n news) (seq int64, err error) {
	return seq, st.transact(ctx, func(tx *session) error {
		if err := tx.lock(ctx, "number "+string(n.number)); err != nil {
			return err
		}
		var hash []byte
		switch err := tx.QueryRowContext(ctx, `SELECT seq, hash FROM update_ids WHERE id = ?`, n.id).Scan(&seq, &hash); {
		case err == nil && string(hash) == string(n.hash()):
			return nil
		case err == nil:
			return errOtherUpdate
		case !errors.Is(err, sql.ErrNoRows):
			return fmt.Errorf("look for an update: %w", err)
		}
		var request int64
		var state report.State
		switch err := tx.QueryRowContext(ctx, `SELECT seq, state FROM requests WHERE id = ?`, string(n.number)).Scan(&request, &state); {
		case errors.Is(err, sql.ErrNoRows):
			return errNoRequest
		case err != nil:
			return fmt.Errorf("look for what an update is of: %w", err)
		case state == report.Withdrawn:
			return errOver
		}
		if err := tx.QueryRowContext(ctx, `INSERT INTO updates (request, at, state, text) VALUES (?,?,?,?) RETURNING seq`,
			request, n.at.UnixMicro(), string(n.state), n.text).Scan(&seq); err != nil {
			return fmt.Errorf("store an update: %w", err)
		}
		if _, err := tx.ExecContext(ctx, `UPDATE requests SET state = ?, updated_at = ?,
			shown_at = CASE WHEN token <> '' AND shown_at > ? THEN ? ELSE shown_at END WHERE seq = ?`,
			string(n.state), n.at.UnixMicro(), n.at.UnixMicro(), n.at.UnixMicro(), request); err != nil {
			return fmt.Errorf("store an update: %w", err)
		}
		if n.id == "" {
			return nil
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO update_ids (id, seq, hash) VALUES (?,?,?)`, n.id, seq, n.hash()); err != nil {
			return fmt.Errorf("store the name of an update: %w", err)
		}
		return nil
	})
}
