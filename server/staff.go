package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// How long calls for staff are listed, and kept.
const (
	callsShown = 24 * time.Hour
	callsKept  = 30 * 24 * time.Hour
	mostCalls  = 100
)

// What a call may be called.
const maxCallKey, maxCallName = 64, 120

// errTakenBack tells that nobody needs to come.
var errTakenBack = errors.New("nobody needs to come any more: the call was taken back, or the kiosk has called once more")

// staffRoutes lists the calls about calls.
func (s *Server) staffRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+linli+"/calls", s.forKiosks(s.calls))
	mux.HandleFunc("POST "+linli+"/calls", s.forKiosks(s.call))
	mux.HandleFunc("GET "+linli+"/calls/{call}", s.forKiosks(s.called))
	mux.HandleFunc("POST "+linli+"/calls/{call}/answer", s.forKiosks(s.answerCall))
	mux.HandleFunc("POST "+linli+"/calls/{call}/takeback", s.forKiosks(s.takeCallBack))
}

// calls answers with the calls of the last day.
func (s *Server) calls(w http.ResponseWriter, r *http.Request) {
	all, err := s.store.calls(r.Context(), `at > ? ORDER BY seq DESC LIMIT ?`, s.now().Add(-callsShown).UnixMicro(), mostCalls)
	if err != nil {
		s.unreachable(w, err)
		return
	}
	out := georeport.Calls{Calls: make([]georeport.Call, 0, len(all))}
	for _, c := range all {
		out.Calls = append(out.Calls, s.zoned(c))
	}
	s.write(w, http.StatusOK, out)
}

// call takes one. The same key is the same call.
func (s *Server) call(w http.ResponseWriter, r *http.Request) {
	var given georeport.CallMade
	if _, ok := s.readBody(w, r, &given, `{"key": "a name for the call", "kiosk": 1024, "name": "where the kiosk stands"}`); !ok {
		return
	}
	if given.Key == "" || callNumber(given.Key) >= 0 || len(given.Key) > maxCallKey || len(given.Name) > maxCallName || given.Kiosk < 0 || given.Kiosk > 9999 {
		s.object(w, http.StatusBadRequest, report.Refused, fmt.Sprintf("want a key of 1 to %d bytes that is no number, a kiosk from 0 to 9999 and a name of at most %d bytes", maxCallKey, maxCallName))
		return
	}
	given.Name = printable(given.Name)
	if err := s.store.makeCall(r.Context(), given, s.now()); err != nil {
		s.unreachable(w, err)
		return
	}
	s.sayCall(w, r, given.Key)
}

// called answers with one call, by its number or its key.
func (s *Server) called(w http.ResponseWriter, r *http.Request) { s.sayCall(w, r, r.PathValue("call")) }

// answerCall says that somebody comes. The first one counts.
func (s *Server) answerCall(w http.ResponseWriter, r *http.Request) {
	var given georeport.CallAnswer
	if _, ok := s.readBody(w, r, &given, `{"by": "who comes", "in": 3}; both can be left out, in is minutes`); !ok {
		return
	}
	id := r.PathValue("call")
	if err := s.store.answerCall(r.Context(), id, report.NewReply(given.By, given.In), s.now()); err != nil {
		s.unreachable(w, err)
		return
	}
	if c, known, err := s.store.callOf(r.Context(), id); err == nil && known && c.State != georeport.CallAnswered {
		s.object(w, http.StatusConflict, report.Refused, errTakenBack.Error())
		return
	}
	s.sayCall(w, r, id)
}

// takeCallBack says that nobody needs to come.
func (s *Server) takeCallBack(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("call")
	if err := s.store.takeCallBack(r.Context(), id, s.now()); err != nil {
		s.unreachable(w, err)
		return
	}
	s.sayCall(w, r, id)
}

func (s *Server) sayCall(w http.ResponseWriter, r *http.Request, id string) {
	c, known, err := s.store.callOf(r.Context(), id)
	switch {
	case err != nil:
		s.unreachable(w, err)
	case !known:
		s.object(w, http.StatusNotFound, report.NotFound, "there is no such call")
	default:
		s.write(w, http.StatusOK, s.zoned(c))
	}
}

// zoned has its times where the backend is.
func (s *Server) zoned(c georeport.Call) georeport.Call {
	zone := s.now().Location()
	c.At = c.At.In(zone)
	if !c.Ended.IsZero() {
		c.Ended = c.Ended.In(zone)
	}
	return c
}

// makeCall stores a call, in place of an open one from the same kiosk, and forgets old ones.
func (st *store) makeCall(ctx context.Context, c georeport.CallMade, now time.Time) error {
	return st.transact(ctx, func(tx *session) error {
		if err := tx.lock(ctx, fmt.Sprintf("kiosk %d %s", c.Kiosk, c.Name)); err != nil {
			return err
		}
		var known bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM calls WHERE key = ?)`, c.Key).Scan(&known); err != nil {
			return fmt.Errorf("look for a call: %w", err)
		}
		if known {
			return nil
		}
		at := now.UnixMicro()
		for _, q := range []struct {
			query string
			args  []any
		}{
			{`DELETE FROM calls WHERE at < ?`, []any{now.Add(-callsKept).UnixMicro()}},
			{`UPDATE calls SET state = ?, ended_at = ? WHERE state = ? AND kiosk = ? AND name = ? AND key <> ?`,
				[]any{georeport.CallAgain, at, georeport.CallOpen, c.Kiosk, c.Name, c.Key}},
			{`INSERT INTO calls (key, kiosk, name, state, at) VALUES (?,?,?,?,?)`,
				[]any{c.Key, c.Kiosk, c.Name, georeport.CallOpen, at}},
		} {
			if _, err := tx.ExecContext(ctx, q.query, q.args...); err != nil {
				return fmt.Errorf("store a call: %w", err)
			}
		}
		return nil
	})
}

// answerCall answers an open call. On another it does nothing.
func (st *store) answerCall(ctx context.Context, id string, reply report.Reply, now time.Time) error {
	return st.updateCall(ctx, `UPDATE calls SET state = ?, by = ?, minutes = ?, ended_at = ? WHERE state = ? AND (seq = ? OR key = ?)`,
		georeport.CallAnswered, reply.By, reply.In, now.UnixMicro(), georeport.CallOpen, callNumber(id), id)
}

// takeCallBack takes a call back, also one that has been answered: somebody may be on the way.
func (st *store) takeCallBack(ctx context.Context, id string, now time.Time) error {
	return st.updateCall(ctx, `UPDATE calls SET state = ?, ended_at = ? WHERE state IN (?, ?) AND (seq = ? OR key = ?)`,
		georeport.CallTakenBack, now.UnixMicro(), georeport.CallOpen, georeport.CallAnswered, callNumber(id), id)
}

func (st *store) updateCall(ctx context.Context, query string, args ...any) error {
	return st.transact(ctx, func(tx *session) error {
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return fmt.Errorf("change a call: %w", err)
		}
		return nil
	})
}

// callNumber is the number that a call is named by, or one that none has.
func callNumber(id string) int64 {
	if seq, err := strconv.ParseInt(id, 10, 64); err == nil {
		return seq
	}
	return -1
}

// callOf returns a call by its number or its key.
func (st *store) callOf(ctx context.Context, id string) (georeport.Call, bool, error) {
	all, err := st.calls(ctx, `seq = ? OR key = ? LIMIT ?`, callNumber(id), id, 1)
	if err != nil || len(all) == 0 {
		return georeport.Call{}, false, err
	}
	return all[0], true, nil
}

// calls reads calls.
func (st *store) calls(ctx context.Context, where string, args ...any) ([]georeport.Call, error) {
	rows, err := st.read.QueryContext(ctx, `SELECT seq, kiosk, name, state, at, by, minutes, ended_at FROM calls WHERE `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("read calls: %w", err)
	}
	defer rows.Close()
	var out []georeport.Call
	for rows.Next() {
		var c georeport.Call
		var at, ended int64
		if err := rows.Scan(&c.ID, &c.Kiosk, &c.Name, &c.State, &at, &c.By, &c.In, &ended); err != nil {
			return nil, fmt.Errorf("read a call: %w", err)
		}
		c.At = time.UnixMicro(at)
		if ended > 0 {
			c.Ended = time.UnixMicro(ended)
		}
		out = append(out, c)
	}
	return out, rows.Err()
}
