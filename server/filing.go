package server

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
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
}

var (
	// errOtherBody tells that a key was used before for something else.
	errOtherBody = errors.New("this Idempotency-Key was used for another request")
	// errNumberTaken tells that a kiosk's number was used before for something else.
	errNumberTaken = errors.New("this reference number belongs to another request")
)

// add stores a filing with its first two updates in one transaction. One that is there already is not stored
// again: the same key or the same number with the same body is replayed.
func (st *store) add(ctx context.Context, f filing) (filed, error) {
	var out filed
	err := st.transact(ctx, func(tx *sql.Tx) error {
		known, err := replay(ctx, tx, f)
		if err != nil || known.replayed {
			out = known
			return err
		}
		out, err = insert(ctx, tx, f)
		return err
	})
	return out, err
}

// replayOf finds an earlier filing with the same key or number, without storing anything.
func (st *store) replayOf(ctx context.Context, f filing) (filed, error) {
	return replay(ctx, st.read, f)
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func replay(ctx context.Context, q querier, f filing) (filed, error) {
	const byKey = `SELECT r.id, r.service, r.due_at, r.body_hash FROM idempotency_keys k JOIN requests r ON r.seq = k.request
		WHERE k.key = ?`
	const byNumber = `SELECT id, service, due_at, body_hash FROM requests WHERE id = ?`
	for _, known := range []struct {
		query, arg string
		other      error
	}{{byKey, f.key, errOtherBody}, {byNumber, string(f.number), errNumberTaken}} {
		if known.arg == "" {
			continue
		}
		out := filed{replayed: true}
		var due int64
		var hash []byte
		err := q.QueryRowContext(ctx, known.query, known.arg).Scan(&out.id, &out.service, &due, &hash)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			continue
		case err != nil:
			return filed{}, fmt.Errorf("look for an earlier filing: %w", err)
		case string(hash) != string(f.hash):
			return filed{}, known.other
		}
		out.due = time.UnixMicro(due)
		return out, nil
	}
	return filed{}, nil
}

func insert(ctx context.Context, tx *sql.Tx, f filing) (filed, error) {
	if f.number == "" {
		n, err := unused(ctx, tx)
		if err != nil {
			return filed{}, err
		}
		f.number = n
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO requests (id, body_hash, service, state, description, address,
		address_id, lat, long, media_url, received_at, updated_at, due_at, proof) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
		string(f.number), f.hash, f.service.Code, string(report.Dispatched), f.description, f.address,
		f.addressID, f.lat, f.long, f.mediaURL, f.at.UnixMicro(), f.at.UnixMicro(), f.due.UnixMicro(), report.LastFour(f.contact.phone) != "")
	if err != nil {
		return filed{}, fmt.Errorf("store a request: %w", err)
	}
	seq, err := res.LastInsertId()
	if err != nil {
		return filed{}, fmt.Errorf("store a request: %w", err)
	}
	if err := insertParts(ctx, tx, seq, f); err != nil {
		return filed{}, err
	}
	return filed{id: string(f.number), service: f.service.Code, due: f.due}, nil
}

// insertParts stores what belongs to a request: answers, contact, the first updates and the key.
func insertParts(ctx context.Context, tx *sql.Tx, seq int64, f filing) error {
	type row struct {
		query string
		args  []any
	}
	c := f.contact
	rows := []row{{`INSERT INTO contacts (request, phone, sms_only, email, first_name, last_name, device_id, account_id)
		VALUES (?,?,?,?,?,?,?,?)`,
		[]any{seq, c.phone, c.smsOnly, c.email, c.firstName, c.lastName, c.deviceID, c.accountID}}}
	for _, a := range f.answers {
		for i, v := range a.Values {
			rows = append(rows, row{`INSERT INTO answers (request, code, position, value) VALUES (?,?,?,?)`,
				[]any{seq, a.Code, i, v}})
		}
	}
	for _, state := range []report.State{report.Received, report.Dispatched} {
		rows = append(rows, row{`INSERT INTO updates (request, at, state, text) VALUES (?,?,?,'')`,
			[]any{seq, f.at.UnixMicro(), string(state)}})
	}
	if f.key != "" {
		rows = append(rows, row{`INSERT INTO idempotency_keys (key, request, made_at) VALUES (?,?,?)`,
			[]any{f.key, seq, f.at.UnixMicro()}})
	}
	for _, r := range rows {
		if _, err := tx.ExecContext(ctx, r.query, r.args...); err != nil {
			return fmt.Errorf("store a request: %w", err)
		}
	}
	return nil
}

// unused mints a number of kiosk 0, the server itself, that no request has.
func unused(ctx context.Context, tx *sql.Tx) (report.Number, error) {
	for {
		n, err := report.Mint(0, rand.Reader)
		if err != nil {
			return "", err
		}
		var taken bool
		err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM requests WHERE id = ?)`, string(n)).Scan(&taken)
		if err != nil {
			return "", fmt.Errorf("look for a free number: %w", err)
		}
		if !taken {
			return n, nil
		}
	}
}
