package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"linli/report"
)

// tooManyWrong says whether a number has had as many wrong proofs as are taken. They outlive a restart. A clock that was set counts none.
func (st *store) tooManyWrong(ctx context.Context, n report.Number, now time.Time) (bool, error) {
	var times int
	err := st.db.QueryRowContext(ctx, "SELECT count(*) FROM wrong_proofs WHERE number = ? AND at > ? AND at < ?",
		string(n), now.Add(-wrongTime).UnixMicro(), now.Add(wrongTime).UnixMicro()).Scan(&times)
	if err != nil {
		return false, fmt.Errorf("count wrong proofs: %w", err)
	}
	return times >= maxWrong, nil
}

// addWrong counts a wrong proof before anybody is told that it is wrong, and takes away all that count no more.
func (st *store) addWrong(ctx context.Context, n report.Number, now time.Time) error {
	tx, err := st.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("note a wrong proof: %w", err)
	}
	_, err = tx.ExecContext(ctx, "DELETE FROM wrong_proofs WHERE at <= ? OR at >= ?",
		now.Add(-wrongTime).UnixMicro(), now.Add(wrongTime).UnixMicro())
	if err == nil {
		_, err = tx.ExecContext(ctx, "INSERT INTO wrong_proofs (number, at) VALUES (?, ?)", string(n), now.UnixMicro())
	}
	if err != nil {
		return errors.Join(fmt.Errorf("note a wrong proof: %w", err), tx.Rollback())
	}
	return tx.Commit()
}
