package server

import (
	"context"
	"fmt"
	"time"

	"linli/report"
)

// forgetEvery is how often unfinished attachments are looked for.
const forgetEvery = 24 * time.Hour

// forgetting removes unfinished attachments at once and once a day, until ctx is done.
func (s *Server) forgetting(ctx context.Context) {
	for ctx.Err() == nil {
		if n, err := s.ForgetUnfinished(ctx); err != nil {
			s.log.Error("server: unfinished attachments", "error", err)
		} else if n > 0 {
			s.log.Info("server: unfinished attachments removed", "count", n)
		}
		select {
		case <-ctx.Done():
		case <-time.After(forgetEvery):
		}
	}
}

// ForgetUnfinished removes attachments of which nothing has come for as long as Options.Unfinished says, and returns how many. Whoever
// still brings one begins anew.
func (s *Server) ForgetUnfinished(ctx context.Context) (removed int, err error) {
	if s.options.Unfinished <= 0 {
		return 0, nil
	}
	before := s.now().Add(-s.options.Unfinished)
	all, err := s.store.unfinished(ctx, before)
	if err != nil {
		return 0, err
	}
	for _, u := range all {
		done, err := s.forget(ctx, u, before)
		if err != nil {
			return removed, err
		}
		if done {
			removed++
		}
	}
	return removed, nil
}

// unfinished is an attachment that is announced and not there.
type unfinished struct {
	number report.Number
	attachment
}

// forget removes one, unless it is arriving now, has grown lately, or is whole and only not noted.
func (s *Server) forget(ctx context.Context, u unfinished, before time.Time) (bool, error) {
	path := place(u.number, u.attachment)
	if !s.arriving.begin(path) {
		return false, nil
	}
	defer s.arriving.end(path)
	if gone, err := s.shelf.forget(ctx, u.number, u.attachment, before); err != nil || !gone {
		return false, err
	}
	return true, s.store.unannounce(ctx, u)
}

// unfinished lists attachments that were announced before a time and are not noted as whole.
func (st *store) unfinished(ctx context.Context, before time.Time) (all []unfinished, err error) {
	rows, err := st.read.QueryContext(ctx, `SELECT r.id, a.sha256, a.size FROM attachments a JOIN requests r ON r.seq = a.request
		WHERE NOT a.complete AND a.made_at < ?`, before.UnixMicro())
	if err != nil {
		return nil, fmt.Errorf("read unfinished attachments: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var u unfinished
		var id string
		if err := rows.Scan(&id, &u.sha256, &u.size); err != nil {
			return nil, fmt.Errorf("read unfinished attachments: %w", err)
		}
		u.number = report.Number(id)
		all = append(all, u)
	}
	return all, rows.Err()
}

// unannounce forgets that an attachment was announced.
func (st *store) unannounce(ctx context.Context, u unfinished) error {
	return st.transact(ctx, func(tx *session) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM attachments WHERE sha256 = ? AND NOT complete AND request = (SELECT seq FROM requests WHERE id = ?)`,
			u.sha256, string(u.number))
		return err
	})
}
