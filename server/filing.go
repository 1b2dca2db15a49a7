package server

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"linli/report"
)

// filing is a request as it was filed, checked and ready to be stored.
type filing struct {
	number      report.Number // empty where the server has to give one
	key         string        // Idempotency-Key, may be empty
	hash        []byte        // of the whole body, to know the same filing again
	service     *service
	description string
	address     string
	addressID   string
	mediaURL    string
	lat, long   sql.NullFloat64
	answers     []report.Answer
	contact     contact
	at, due     time.Time
	shown       int64  // from when everybody may see it, microseconds
	token       string // what is given instead of an id, may be empty
}

// contact is personal data.
type contact struct {
	phone, email, firstName, lastName, deviceID, accountID string
	smsOnly                                                bool
}

// filed is what became of a filing.
type filed struct {
	id string
	// replayed tells that it had been stored before.
	replayed bool
	service  string
	due      time.Time
	// token is what is given instead of the id; silent tells that nothing is.
	token  string
	silent bool
}

var (
	// errOtherBody tells that a key was used before for something else.
	errOtherBody = errors.New("this Idempotency-Key was used for another request")
	// errNumberTaken tells that a kiosk's number was used before for something else.
	errNumberTaken = errors.New("this reference number belongs to another request")
)

// replayOf finds an earlier filing with the same key or number, without storing anything.
func (st *store) replayOf(ctx context.Context, f filing) (filed, error) {
	earlier, err := earlierThan(ctx, st.read, []filing{f})
	if err != nil {
		return filed{}, err
	}
	return earlier.replay(f)
}

// earlier is what had been filed before with some keys and numbers.
type earlier struct {
	byKey, byNumber map[string]known
}

// known is a request that is stored.
type known struct {
	filed
	hash string
}

// replay is the answer to a filing that is there already, errOtherBody or errNumberTaken where something else is there instead of it.
func (e earlier) replay(f filing) (filed, error) {
	if k, there := e.byKey[f.key]; there && f.key != "" {
		return k.again(f, errOtherBody)
	}
	if k, there := e.byNumber[string(f.number)]; there {
		return k.again(f, errNumberTaken)
	}
	return filed{}, nil
}

func (k known) again(f filing, other error) (filed, error) {
	if k.hash != string(f.hash) {
		return filed{}, other
	}
	k.replayed = true
	return k.filed, nil
}

// earlierThan looks for the keys of filings and for their numbers.
func earlierThan(ctx context.Context, q *session, of []filing) (earlier, error) {
	var keys, numbers []string
	for _, f := range of {
		if f.key != "" {
			keys = append(keys, f.key)
		}
		if f.number != "" {
			numbers = append(numbers, string(f.number))
		}
	}
	out := earlier{map[string]known{}, map[string]known{}}
	var queries []string
	var args []any
	for _, by := range []struct {
		query, column string
		names         []string
	}{
		{`SELECT TRUE, k.key, r.id, r.service, r.due_at, r.body_hash, r.token, r.shown_at FROM idempotency_keys k JOIN requests r ON r.seq = k.request WHERE `, "k.key", keys},
		{`SELECT FALSE, id, id, service, due_at, body_hash, token, shown_at FROM requests WHERE `, "id", numbers},
	} {
		if len(by.names) > 0 {
			condition, filled := q.in(by.column, by.names)
			queries, args = append(queries, by.query+condition), append(args, filled...)
		}
	}
	if len(queries) == 0 {
		return out, nil
	}
	found, err := q.QueryContext(ctx, strings.Join(queries, " UNION ALL "), args...)
	if err != nil {
		return earlier{}, fmt.Errorf("look for an earlier filing: %w", err)
	}
	defer found.Close()
	for found.Next() {
		var byKey bool
		var name string
		var k known
		var due, shown int64
		if err := found.Scan(&byKey, &name, &k.id, &k.service, &due, &k.hash, &k.token, &shown); err != nil {
			return earlier{}, fmt.Errorf("look for an earlier filing: %w", err)
		}
		k.due, k.silent = time.UnixMicro(due), shown == never
		if byKey {
			out.byKey[name] = k
		} else {
			out.byNumber[name] = k
		}
	}
	if err := found.Err(); err != nil {
		return earlier{}, fmt.Errorf("look for an earlier filing: %w", err)
	}
	return out, nil
}
