package server

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"linli/report"
)

// step is one line of a demonstration's script: a request that has been in a state moves to the next one, some
// time after it was received, or was opened again.
type step struct {
	from, to report.State
	after    time.Duration
}

// script is what happens to every request of a demonstration.
func script() []step {
	return []step{
		{report.Dispatched, report.InProgress, time.Minute},
		{report.Reopened, report.InProgress, time.Minute},
		{report.InProgress, report.Answered, 3 * time.Minute},
		{report.Answered, report.Closed, 10 * time.Minute},
	}
}

// begun is when the script began for a request.
const begun = `COALESCE((SELECT max(u.at) FROM updates u WHERE u.request = r.seq AND u.state = 'reopened'), r.received_at)`

// advance moves the cases of a demonstration to where the script has them by now. It runs before anything is
// read, so that no clock has to tick in between.
func (s *Server) advance(ctx context.Context) error {
	if !s.options.Demo {
		return nil
	}
	now := s.now().UnixMicro()
	due := false
	for _, st := range script() {
		var some bool
		err := s.store.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM requests r WHERE r.state = ? AND r.state NOT IN `+final+` AND `+begun+` <= ?)`,
			string(st.from), now-st.after.Microseconds()).Scan(&some)
		if err != nil {
			return fmt.Errorf("look at the demonstration: %w", err)
		}
		due = due || some
	}
	if !due {
		return nil
	}
	return s.store.transact(ctx, func(tx *session) error {
		if err := tx.lock(ctx, "demonstration"); err != nil {
			return err
		}
		for _, st := range script() {
			if err := move(ctx, tx, st, now); err != nil {
				return fmt.Errorf("move the demonstration on: %w", err)
			}
		}
		return nil
	})
}

func move(ctx context.Context, tx *session, st step, now int64) error {
	after := st.after.Microseconds()
	if _, err := tx.ExecContext(ctx, `INSERT INTO updates (request, at, state, text)
		SELECT r.seq, `+begun+` + ?, ?, '' FROM requests r WHERE r.state = ? AND r.state NOT IN `+final+` AND `+begun+` <= ?`,
		after, string(st.to), string(st.from), now-after); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `UPDATE requests AS r SET state = ?, updated_at = `+begun+` + ?
		WHERE r.state = ? AND r.state NOT IN `+final+` AND `+begun+` <= ?`, string(st.to), after, string(st.from), now-after)
	return err
}

// samplePhone is left with every sample, so that a visitor can try what needs its last four digits.
const samplePhone = "13800138000"

// seed puts a few samples into an empty demonstration, filed at different times so that each is somewhere else.
func (s *Server) seed(ctx context.Context) error {
	there, err := s.store.requests(ctx, filter{})
	if err != nil || len(there) > 0 {
		return err
	}
	now, lang := s.now(), languages()[0]
	ages := []time.Duration{72 * time.Hour, 4 * time.Minute, 2 * time.Minute, 10 * time.Second}
	for i, age := range ages {
		sv := s.catalogue.services[i*len(s.catalogue.services)/len(ages)]
		n, err := report.Mint(0, bytes.NewReader(bytes.Repeat([]byte{byte(i + 1)}, report.NumberDigits)))
		if err != nil {
			return fmt.Errorf("seed a sample: %w", err)
		}
		after, _ := limit(sv.Urgency)
		f := filing{number: n, hash: []byte{byte(i)}, service: sv, at: now.Add(-age), due: now.Add(after - age)}
		f.description = s.phrases.say("sample", lang, about{service: sv})
		f.contact.phone = samplePhone
		f.address = s.phrases.say("sample_address", lang, about{})
		if _, err := s.store.add(ctx, f); err != nil {
			return fmt.Errorf("seed a sample: %w", err)
		}
	}
	return nil
}
