package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"linli/report"
)

// mostTogether is how many filings are stored in one transaction at most, storing how long that may take.
const (
	mostTogether = 256
	storing      = 30 * time.Second
)

// So long after a transaction of several filings began, the next waits for enough of them. At hundreds a second, one for each would write most
// pages of the database over and over, and readers would have to read them anew. To PostgreSQL there are five ways and back for each.
const (
	apace         = 5 * time.Millisecond
	apacePostgres = 8 * time.Millisecond
	enough        = 16
)

// gathered stores filings that come at the same time together: one sync of the disk is for all of them (group commit). Who comes alone
// waits for nobody: those that come while some are being stored, or right after, are the next.
type gathered struct {
	figures *figures
	apace   time.Duration
	arrived chan *arrival
	stop    context.CancelFunc
	stopped <-chan struct{}
	ended   chan struct{} // closed once nothing is stored any more
}

// arrival is a filing on its way into the store.
type arrival struct {
	filing
	done chan struct{} // closed once out and err are there
	out  filed
	err  error
}

// gather starts what stores: one writer. With more of them there are fewer filings in each transaction, and PostgreSQL stores a third less.
func gather(st *store, f *figures) *gathered {
	ctx, cancel := context.WithCancel(context.Background())
	g := &gathered{figures: f, apace: apace, arrived: make(chan *arrival, mostTogether), stop: cancel, stopped: ctx.Done(), ended: make(chan struct{})}
	if st.postgres {
		g.apace = apacePostgres
	}
	go func() {
		defer close(g.ended)
		g.run(st)
	}()
	return g
}

// close returns when everything that has arrived is stored. It may be called again.
func (g *gathered) close() {
	g.stop()
	<-g.ended
}

// errStopped: the server is being closed.
var errStopped = errors.New("the server is being stopped; nothing was stored")

// add stores a filing with its first two updates. One that is there already is not stored again: the same key or the same number with the
// same body is replayed. Where ctx ends before, it may be stored or not.
func (st *store) add(ctx context.Context, f filing) (filed, error) {
	a := &arrival{filing: f, done: make(chan struct{})}
	select {
	case st.filings.arrived <- a:
	case <-st.filings.stopped:
		return filed{}, errStopped
	case <-ctx.Done():
		return filed{}, ctx.Err()
	}
	select {
	case <-a.done:
		return a.out, a.err
	case <-st.filings.ended:
	case <-ctx.Done():
		return filed{}, ctx.Err()
	}
	select {
	case <-a.done: // at the last moment
		return a.out, a.err
	default:
		return filed{}, errStopped
	}
}

func (g *gathered) run(st *store) {
	var until time.Time
	for {
		var first *arrival
		select {
		case first = <-g.arrived:
		case <-g.stopped:
			select {
			case first = <-g.arrived: // at the last moment
			default:
				return
			}
		}
		all := g.with(first, until)
		if until = (time.Time{}); len(all) > 1 { // one kiosk that sends one after the other waits for nobody
			until = time.Now().Add(g.apace)
		}
		st.addAll(all)
	}
}

// with are a first arrival and those that are there already; until some time, enough of them are waited for.
func (g *gathered) with(first *arrival, until time.Time) []*arrival {
	all := []*arrival{first}
	patience := time.NewTimer(time.Until(until))
	defer patience.Stop()
	for waiting := true; waiting && len(all) < enough; {
		select {
		case a := <-g.arrived:
			all = append(all, a)
		case <-patience.C:
			waiting = false
		}
	}
	for len(all) < mostTogether {
		select {
		case a := <-g.arrived:
			all = append(all, a)
		default:
			return all
		}
	}
	return all
}

// addAll stores arrivals. Where they cannot be stored together each is tried alone, so that one that the database does not take is no harm
// to the others. Those that repeat another one of them come after it.
func (st *store) addAll(all []*arrival) {
	ctx, cancel := context.WithTimeout(context.Background(), storing)
	defer cancel()
	for len(all) > 0 {
		together, later := apart(all)
		start := time.Now()
		err := st.addTogether(ctx, together)
		st.filings.figures.together.Update(float64(len(together)))
		st.filings.figures.storing.Update(time.Since(start).Seconds())
		for _, a := range together {
			if err != nil && len(together) > 1 {
				a.out, a.err = filed{}, nil
				if err := st.addTogether(ctx, []*arrival{a}); err != nil {
					a.err = err
				}
			} else if err != nil {
				a.err = err
			}
			st.filings.figures.count(a)
			close(a.done)
		}
		all = later
	}
}

// apart puts aside those that have the key or the number of one before them.
func apart(all []*arrival) (together, later []*arrival) {
	type name struct{ kind, name string }
	met := map[name]bool{}
	for _, a := range all {
		key, number := name{"key", a.key}, name{"number", string(a.number)}
		if a.key != "" && met[key] || a.number != "" && met[number] {
			later = append(later, a)
			continue
		}
		met[key], met[number] = true, true
		together = append(together, a)
	}
	return together, later
}

// addTogether stores arrivals of which no two are the same, in one transaction, and writes into each what came of it.
func (st *store) addTogether(ctx context.Context, all []*arrival) error {
	return st.transact(ctx, func(tx *session) error {
		filings := make([]filing, 0, len(all))
		for _, a := range all {
			filings = append(filings, a.filing)
		}
		before, err := earlierThan(ctx, tx, filings)
		if err != nil {
			return err
		}
		var fresh []*arrival
		for _, a := range all {
			if a.out, a.err = before.replay(a.filing); a.err == nil && !a.out.replayed {
				fresh = append(fresh, a)
			}
		}
		return insert(ctx, tx, fresh)
	})
}

// insert stores arrivals that are not there yet.
func insert(ctx context.Context, tx *session, fresh []*arrival) error {
	if len(fresh) == 0 {
		return nil
	}
	if err := number(ctx, tx, fresh); err != nil {
		return err
	}
	var values []any
	for _, a := range fresh {
		f := a.filing
		values = append(values, a.out.id, f.hash, f.service.Code, string(report.Dispatched), f.description, f.address, f.addressID, f.lat, f.long,
			f.mediaURL, f.at.UnixMicro(), f.at.UnixMicro(), f.due.UnixMicro(), report.LastFour(f.contact.phone) != "", f.shown, f.token)
	}
	stored, err := tx.insert(ctx, rows{requestsTable(), values}, "id, seq")
	if err != nil {
		return fmt.Errorf("store requests: %w", err)
	}
	defer stored.Close()
	seqs := map[string]int64{}
	for stored.Next() {
		var id string
		var seq int64
		if err := stored.Scan(&id, &seq); err != nil {
			return fmt.Errorf("store requests: %w", err)
		}
		seqs[id] = seq
	}
	if err := errors.Join(stored.Err(), stored.Close()); err != nil {
		return fmt.Errorf("store requests: %w", err)
	}
	return insertParts(ctx, tx, fresh, seqs)
}

// number gives each arrival the number under which it is stored: its own, or one of kiosk 0, the server itself, that no request has.
func number(ctx context.Context, tx *session, fresh []*arrival) error {
	for _, a := range fresh {
		n := a.filing.number
		for taken := n == ""; taken; {
			var err error
			if n, err = report.Mint(0, rand.Reader); err != nil {
				return err
			}
			if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM requests WHERE id = ?)`, string(n)).Scan(&taken); err != nil {
				return fmt.Errorf("look for a free number: %w", err)
			}
		}
		a.out = filed{id: string(n), service: a.service.Code, due: a.due, token: a.token, silent: a.shown == never}
	}
	return nil
}

// insertParts stores what belongs to requests: answers, contacts, the first updates and the keys.
func insertParts(ctx context.Context, tx *session, fresh []*arrival, seqs map[string]int64) error {
	var contacts, answers, updates, keys []any
	for _, a := range fresh {
		seq, c := seqs[a.out.id], a.contact
		contacts = append(contacts, seq, c.phone, c.smsOnly, c.email, c.firstName, c.lastName, c.deviceID, c.accountID)
		for _, answer := range a.answers {
			for i, v := range answer.Values {
				answers = append(answers, seq, answer.Code, i, v)
			}
		}
		for _, state := range []report.State{report.Received, report.Dispatched} {
			updates = append(updates, seq, a.at.UnixMicro(), string(state), "")
		}
		if a.key != "" {
			keys = append(keys, a.key, seq, a.at.UnixMicro())
		}
	}
	err := tx.insertAll(ctx, []rows{
		{table{"contacts", []column{{"request", "BIGINT"}, {"phone", "TEXT"}, {"sms_only", "BOOLEAN"}, {"email", "TEXT"}, {"first_name", "TEXT"},
			{"last_name", "TEXT"}, {"device_id", "TEXT"}, {"account_id", "TEXT"}}}, contacts},
		{table{"answers", []column{{"request", "BIGINT"}, {"code", "TEXT"}, {"position", "INTEGER"}, {"value", "TEXT"}}}, answers},
		{table{"updates", []column{{"request", "BIGINT"}, {"at", "BIGINT"}, {"state", "TEXT"}, {"text", "TEXT"}}}, updates},
		{table{"idempotency_keys", []column{{"key", "TEXT"}, {"request", "BIGINT"}, {"made_at", "BIGINT"}}}, keys},
	})
	if err != nil {
		return fmt.Errorf("store requests: %w", err)
	}
	return nil
}

// requestsTable is where a request itself is.
func requestsTable() table {
	return table{"requests", []column{{"id", "TEXT"}, {"body_hash", "BYTEA"}, {"service", "TEXT"}, {"state", "TEXT"}, {"description", "TEXT"},
		{"address", "TEXT"}, {"address_id", "TEXT"}, {"lat", "DOUBLE PRECISION"}, {"long", "DOUBLE PRECISION"}, {"media_url", "TEXT"},
		{"received_at", "BIGINT"}, {"updated_at", "BIGINT"}, {"due_at", "BIGINT"}, {"proof", "BOOLEAN"}, {"shown_at", "BIGINT"},
		{"token", "TEXT"}}}
}
