package server

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
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
	// size is how many there are at most, 0 for as many as may be; skip how many come before them. After is the last of these, where
	// that is known: then none is counted.
	size  int
	skip  int64
	after spot
}

// spot is where an entry stands in a list: when it was, in microseconds, and its number among those of the same time.
type spot struct{ at, seq int64 }

// most is how many entries are wanted.
func (f filter) most() int { return cmp.Or(f.size, maxListed) }

// list is a list as it is read: its tables, the columns of its order, and whether that begins with the newest.
type list struct {
	from, at, seq string
	falling       bool
}

func requestList() list {
	return list{from: "requests r", at: "r.received_at", seq: "r.seq", falling: true}
}

func updateList() list {
	return list{from: "updates u JOIN requests r ON r.seq = u.request", at: "u.at", seq: "u.seq"}
}

func (l list) order() string {
	way := ""
	if l.falling {
		way = " DESC"
	}
	return " ORDER BY " + l.at + way + ", " + l.seq + way
}

// onward is the condition that an entry comes after another one.
func (l list) onward() string {
	way := " > "
	if l.falling {
		way = " < "
	}
	return " AND (" + l.at + ", " + l.seq + ")" + way + "(?, ?)"
}

// begin finds the entry after which a page begins, and says false where there is none so far on: pages are counted only where nobody has just
// read the one before, and then their places alone.
func (st *store) begin(ctx context.Context, l list, f filter) (spot, bool, error) {
	if f.skip == 0 || f.after != (spot{}) {
		return f.after, true, nil
	}
	where, args := f.where(st.read, l)
	var p spot
	err := st.read.QueryRowContext(ctx, "SELECT "+l.at+", "+l.seq+" FROM "+l.from+" WHERE "+where+l.order()+" LIMIT 1 OFFSET ?", append(args, f.skip-1)...).
		Scan(&p.at, &p.seq)
	if errors.Is(err, sql.ErrNoRows) {
		return spot{}, false, nil
	}
	if err != nil {
		return spot{}, false, fmt.Errorf("count pages: %w", err)
	}
	return p, true, nil
}

// page is the condition, the order and the length of a page, and what is filled in. It says false where there is nothing so far on.
func (st *store) page(ctx context.Context, l list, f filter) (query string, args []any, there bool, err error) {
	after, there, err := st.begin(ctx, l, f)
	if err != nil || !there {
		return "", nil, false, err
	}
	query, args = f.where(st.read, l)
	if after != (spot{}) {
		query, args = query+l.onward(), append(args, after.at, after.seq)
	}
	return query + l.order() + " LIMIT " + strconv.Itoa(f.most()), args, true, nil // filled in, SQLite would plan it anew each time
}

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

// where writes the filter as a condition.
func (f filter) where(q *session, l list) (string, []any) {
	at := l.at
	conditions, args := []string{"TRUE"}, []any{}
	if len(f.ids) > 0 {
		condition, filled := q.in("r.id", f.ids)
		conditions, args = append(conditions, condition), append(args, filled...)
	}
	switch {
	case len(f.services) == 1 && l.at == "r.received_at": // for which there is an index in the order of the list
		conditions, args = append(conditions, "r.service = ?"), append(args, f.services[0])
	case len(f.services) > 0: // with the index all that there ever was of them would be sorted
		condition, filled := q.in("(r.service || '')", f.services)
		conditions, args = append(conditions, condition), append(args, filled...)
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
	if len(f.ids) == 1 && !st.postgres {
		ctx = context.WithoutCancel(ctx) // it is read sooner than anybody could stop it, for which the driver and database/sql have a goroutine each
	}
	l := requestList()
	page, args, there, err := st.page(ctx, l, f)
	if err != nil || !there {
		return nil, err
	}
	query := `SELECT r.seq, r.id, r.service, r.state, r.description, r.address, r.address_id, r.lat, r.long, r.media_url,
			r.received_at, r.updated_at, r.due_at, r.proof, r.token, r.shown_at, u.text, u.phrase
		FROM ` + l.from + ` JOIN updates u ON u.seq = (SELECT max(seq) FROM updates WHERE request = r.seq)
		WHERE ` + page
	rows, err := st.read.QueryContext(ctx, query, args...)
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
	l := updateList()
	page, args, there, err := st.page(ctx, l, f)
	if err != nil || !there {
		return nil, err
	}
	query := `SELECT u.seq, r.id, r.service, u.state, u.at,
			COALESCE((SELECT due_was FROM ratings WHERE request = r.seq AND rated_at > u.at ORDER BY rated_at LIMIT 1), r.due_at),
			u.text, u.phrase
		FROM ` + l.from + ` WHERE ` + page
	rows, err := st.read.QueryContext(ctx, query, args...)
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
