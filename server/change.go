package server

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"linli/client/georeport"
	"linli/report"
)

// changeTime is how long after it was received a request may be withdrawn or added to (MIIT A1).
const changeTime = 10 * time.Minute

// At most maxFailures wrong proofs are taken within failureTime for each number: four digits could else be tried.
const (
	maxFailures = 10
	failureTime = time.Hour
)

// maxGrown is how many characters a description may grow to. Readers of GeoReport keep no more than 20,000.
const maxGrown = 4 * georeport.MaxDescription

// minFiling is how long the key of a filing has to be to prove anything: whoever files may call theirs "1".
const minFiling = 32

// claim is somebody who says that a request is theirs.
type claim struct {
	number report.Number
	proof  report.Proof
	at     time.Time
}

// change is what a resident wants changed. Without words or verdict it is a withdrawal.
type change struct {
	claim
	words   string
	verdict *verdict
	key     string // Idempotency-Key, may be empty
}

// hash identifies what is changed. The proof is left out: four digits could be found again from their hash.
func (c change) hash() []byte {
	text := c.words
	if c.verdict != nil {
		text = c.verdict.String()
	}
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

var (
	// errNoProof tells that the proof does not fit, or that there is no such request.
	errNoProof = errors.New("the number and the proof do not belong together")
	// errTooLate tells that the time for changes is over.
	errTooLate = errors.New("a request can be changed within ten minutes of filing; they are over")
	// errEnded tells that a request is withdrawn or closed.
	errEnded = errors.New("this request is withdrawn or closed; it cannot be changed any more")
	// errGrown tells that a description has become too long.
	errGrown = fmt.Errorf("words: the description would have more than %d characters with them", maxGrown)
	// errOtherChange tells that a key was used before for something else.
	errOtherChange = errors.New("this Idempotency-Key was used for another change")
)

// tried tells that there were too many wrong proofs for a number, and how long to wait.
type tried struct{ wait time.Duration }

func (*tried) Error() string { return "too many wrong proofs for this number; wait, or ask the staff" }

// change makes a change, once for each key, and says whether it had been made before.
func (st *store) change(ctx context.Context, c change) (replayed bool, err error) {
	err = st.proved(ctx, c.claim, func(tx *session, known *changeable) (refused, err error) {
		replayed, refused, err = apply(ctx, tx, c, known)
		return refused, err
	})
	return replayed && err == nil, err
}

// proved does something with a request for whoever proves that it is theirs. All of it is one transaction, so that
// proofs that are tried at the same time are counted too. For a number that does not exist it does the same work as for
// a wrong proof, down to writing the failure.
func (st *store) proved(ctx context.Context, c claim, do func(*session, *changeable) (refused, err error)) error {
	var refused error // known, and to be stored like a success
	err := st.transact(ctx, func(tx *session) error {
		refused = nil
		if err := tx.lock(ctx, "number "+string(c.number)); err != nil { // so that proofs tried at once are counted one after the other
			return err
		}
		wait, err := waiting(ctx, tx, c)
		if err != nil {
			return err
		}
		if wait > 0 {
			refused = &tried{wait}
			return nil
		}
		known, err := prove(ctx, tx, c)
		switch {
		case err != nil:
			return err
		case known == nil:
			refused = errNoProof
			return noteFailure(ctx, tx, c)
		}
		refused, err = do(tx, known)
		return err
	})
	if err != nil {
		return err
	}
	return refused
}

// waiting returns how long no further digits are taken for a number, 0 where they are taken now. The key of a filing is
// taken always: it cannot be guessed, and whoever tries digits must not keep others from taking their own request back.
func waiting(ctx context.Context, tx *session, c claim) (time.Duration, error) {
	if c.proof.Filing != "" {
		return 0, nil
	}
	var oldest int64 // of those that count
	err := tx.QueryRowContext(ctx, `SELECT at FROM failed_proofs WHERE id = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?`,
		string(c.number), c.at.Add(-failureTime).UnixMicro(), maxFailures-1).Scan(&oldest)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("count wrong proofs: %w", err)
	}
	return time.UnixMicro(oldest).Add(failureTime).Sub(c.at), nil
}

// changeable is what has to be known of a request to change it.
type changeable struct {
	seq         int64
	service     string
	state       report.State
	description string
	received    time.Time
	phrase      string // of the update, empty for the words of the state
}

// prove returns the request of a number where the proof fits, else nil. Without a phone no digits fit.
func prove(ctx context.Context, tx *session, c claim) (*changeable, error) {
	var known changeable
	var received int64
	var filing sql.NullString
	phone, exists := "00000000000", true // a stand-in, so that the same is done where there is no request
	err := tx.QueryRowContext(ctx, `SELECT r.seq, r.service, r.state, r.description, r.received_at, c.phone,
			(SELECT k.key FROM idempotency_keys k WHERE k.request = r.seq)
		FROM requests r JOIN contacts c ON c.request = r.seq WHERE r.id = ?`, string(c.number)).
		Scan(&known.seq, &known.service, &known.state, &known.description, &received, &phone, &filing)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		exists = false
	case err != nil:
		return nil, fmt.Errorf("look for what to change: %w", err)
	}
	known.received = time.UnixMicro(received)
	want, got, enough := report.LastFour(phone), c.proof.Digits, 1
	if c.proof.Filing != "" {
		want, got, enough = filing.String, c.proof.Filing, minFiling
	}
	// Hashes are compared, since the comparison takes as long as they are.
	a, b := sha256.Sum256([]byte(want)), sha256.Sum256([]byte(got))
	fits := subtle.ConstantTimeCompare(a[:], b[:]) == 1
	if !exists || !fits || len(want) < enough {
		return nil, nil
	}
	return &known, nil
}

// noteFailure notes a wrong proof, and forgets those that count no more.
func noteFailure(ctx context.Context, tx *session, c claim) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO failed_proofs (id, at) VALUES (?,?)`, string(c.number), c.at.UnixMicro())
	if err == nil {
		_, err = tx.ExecContext(ctx, `DELETE FROM failed_proofs WHERE at <= ?`, c.at.Add(-failureTime).UnixMicro())
	}
	if err != nil {
		return fmt.Errorf("note a wrong proof: %w", err)
	}
	return nil
}

// apply changes a request of which the proof was given. What was done before is done, even when the time is over:
// whoever asks again has not had the answer.
func apply(ctx context.Context, tx *session, c change, known *changeable) (replayed bool, refused, err error) {
	var hash []byte
	err = tx.QueryRowContext(ctx, `SELECT hash FROM changes WHERE request = ? AND key = ?`, known.seq, c.key).Scan(&hash)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return false, nil, fmt.Errorf("look for an earlier change: %w", err)
	case err == nil && string(hash) == string(c.hash()):
		return true, nil, nil
	case err == nil:
		return false, errOtherChange, nil
	case c.verdict != nil:
		return rate(ctx, tx, c, known)
	case c.words == "" && known.state == report.Withdrawn:
		return true, nil, nil
	}
	if refused := known.take(c); refused != nil {
		return false, refused, nil
	}
	return false, nil, storeChange(ctx, tx, c, known)
}

// take makes the change to what is known, or says why it cannot be made.
func (known *changeable) take(c change) error {
	switch {
	case c.at.After(known.received.Add(changeTime)):
		return errTooLate
	case known.state.Final():
		return errEnded
	case c.words == "":
		known.state = report.Withdrawn
		return nil
	}
	known.phrase = "added"
	if known.description != "" {
		known.description += "\n"
	}
	known.description += c.words
	if utf8.RuneCountInString(known.description) > maxGrown {
		return errGrown
	}
	return nil
}

// storeChange stores what became of a request, with an update that does not repeat what was added, and the key.
func storeChange(ctx context.Context, tx *session, c change, known *changeable) error {
	at := c.at.UnixMicro()
	_, err := tx.ExecContext(ctx, `UPDATE requests SET state = ?, description = ?, updated_at = ? WHERE seq = ?`,
		string(known.state), known.description, at, known.seq)
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO updates (request, at, state, text, phrase) VALUES (?,?,?,'',?)`,
			known.seq, at, string(known.state), known.phrase)
	}
	if err != nil {
		return fmt.Errorf("store a change: %w", err)
	}
	return storeKey(ctx, tx, c, known)
}

// storeKey stores the key of a change, if it has one.
func storeKey(ctx context.Context, tx *session, c change, known *changeable) error {
	if c.key == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO changes (request, key, hash, made_at) VALUES (?,?,?,?)`,
		known.seq, c.key, c.hash(), c.at.UnixMicro())
	if err != nil {
		return fmt.Errorf("store the key of a change: %w", err)
	}
	return nil
}
