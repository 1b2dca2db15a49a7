package server

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"linli/report"
)

// maxListed is how many entries a list has at most (GeoReport v2, "GET Service Requests").
const maxListed = 1000

// filter chooses requests or updates; an empty field chooses all.
type filter struct {
	ids, services []string
	// from and to are inclusive.
	from, to time.Time
	// open and closed choose by status; both or none means all.
	open, closed bool
	// shown leaves out what is not shown by then; zero leaves out nothing.
	shown time.Time
	// size is how many there are at most, 0 for as many as may be; skip how many come before them.
	size int
	skip int64
}

// page is how many entries are wanted, and after how many.
func (f filter) page() []any { return []any{cmp.Or(f.size, maxListed), f.skip} }

// publicRequest is what everybody may see of a request.
type publicRequest struct {
	seq                                                    int64
	id, service, description, address, addressID, mediaURL string
	state                                                  report.State
	lat, long                                              sql.NullFloat64
	received, updated, due                                 time.Time
	note, phrase                                           string // the last update's own words, or the name of ours
	token                                                  string
	shown                                                  int64 // from when everybody may see it, microseconds
	proof                                                  bool  // a change needs one
}

// publicUpdate is one thing that happened to a request.
type publicUpdate struct {
	seq         int64
	id, service string
	state       report.State
	at, due     time.Time
	text        string
	phrase      string
}

// final lists the states in which GeoReport calls a request closed: those of report.State.Final.
const final = `('closed', 'withdrawn', 'rejected')`

// where writes the filter as a condition; at is the column that from and to mean.
func (f filter) where(q *session, at string) (string, []any) {
	conditions, args := []string{"TRUE"}, []any{}
	for _, chosen := range []struct {
		column string
		values []string
	}{{"r.id", f.ids}, {"r.service", f.services}} {
		if len(chosen.values) > 0 {
			condition, filled := q.in(chosen.column, chosen.values)
			conditions, args = append(conditions, condition), append(args, filled...)
		}
	}
	if !f.from.IsZero() {
		conditions, args = append(conditions, at+" >= ?"), append(args, f.from.UnixMicro())
	}
	if !f.to.IsZero() {
		conditions, args = append(conditions, at+" <= ?"), append(args, f.to.UnixMicro())
	}
	if !f.shown.IsZero() {
		conditions, args = append(conditions, "r.shown_at <= ?"), append(args, f.shown.UnixMicro())
	}
	if f.open != f.closed {
		not := ""
		if f.open {
			not = "NOT "
		}
		conditions = append(conditions, "r.state "+not+"IN "+final)
	}
	return strings.Join(conditions, " AND "), args
}

// requests returns the requests that a filter chooses, the newest first.
func (st *store) requests(ctx context.Context, f filter) ([]publicRequest, error) {
	where, args := f.where(st.read, "r.received_at")
	query := `SELECT r.seq, r.id, r.service, r.state, r.description, r.address, r.address_id, r.lat, r.long, r.media_url,
			r.received_at, r.updated_at, r.due_at, r.proof, r.token, r.shown_at, u.text, u.phrase
		FROM requests r JOIN updates u ON u.seq = (SELECT max(seq) FROM updates WHERE request = r.seq)
		WHERE ` + where + ` ORDER BY r.seq DESC LIMIT ? OFFSET ?`
	rows, err := st.read.QueryContext(ctx, query, append(args, f.page()...)...)
	if err != nil {
		return nil, fmt.Errorf("read requests: %w", err)
	}
	defer rows.Close()
	var out []publicRequest
	for rows.Next() {
		var r publicRequest
		var received, updated, due int64
		if err := rows.Scan(&r.seq, &r.id, &r.service, &r.state, &r.description, &r.address, &r.addressID, &r.lat, &r.long,
			&r.mediaURL, &received, &updated, &due, &r.proof, &r.token, &r.shown, &r.note, &r.phrase); err != nil {
			return nil, fmt.Errorf("read requests: %w", err)
		}
		r.received, r.updated, r.due = time.UnixMicro(received), time.UnixMicro(updated), time.UnixMicro(due)
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read requests: %w", err)
	}
	return out, nil
}

// updates returns the updates that a filter chooses, the oldest first.
func (st *store) updates(ctx context.Context, f filter) ([]publicUpdate, error) {
	where, args := f.where(st.read, "u.at")
	query := `SELECT u.seq, r.id, r.service, u.state, u.at,
			COALESCE((SELECT due_was FROM ratings WHERE request = r.seq AND rated_at > u.at ORDER BY rated_at LIMIT 1), r.due_at),
			u.text, u.phrase
		FROM updates u JOIN requests r ON r.seq = u.request
		WHERE ` + where + ` ORDER BY u.at, u.seq LIMIT ? OFFSET ?`
	rows, err := st.read.QueryContext(ctx, query, append(args, f.page()...)...)
	if err != nil {
		return nil, fmt.Errorf("read updates: %w", err)
	}
	defer rows.Close()
	var out []publicUpdate
	for rows.Next() {
		var u publicUpdate
		var at, due int64
		if err := rows.Scan(&u.seq, &u.id, &u.service, &u.state, &at, &due, &u.text, &u.phrase); err != nil {
			return nil, fmt.Errorf("read updates: %w", err)
		}
		u.at, u.due = time.UnixMicro(at), time.UnixMicro(due)
		out = append(out, u)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read updates: %w", err)
	}
	return out, nil
}
