package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linli/report"
)

// Changer is a City that takes changes of requests that it has. A change can be made again whatever its outcome was: it is made
// once.
type Changer interface {
	Withdraw(ctx context.Context, n report.Number, proof report.Proof) error
	Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error
}

// ChangeTime is how long after it was frozen a submission may be withdrawn or added to, by the kiosk's clock.
const ChangeTime = 10 * time.Minute

// At most maxWrong wrong proofs are taken within wrongTime for each number: four digits could else be tried.
const (
	maxWrong  = 10
	wrongTime = time.Hour
)

// ErrAtCity tells that a request is at the city, which is to be asked for the change.
var ErrAtCity = errors.New("the city has it")

// change is what is sealed of a withdrawal or an addition. Filing is the key of the request, which proves whose it is.
type change struct {
	Filing string
	Words  string
}

// Withdraw takes back a request that waits here. What has surely not left is never sent, with all changes of it. Else the
// withdrawal is kept, and sent after what it takes back: then later is true. The code of its error is one of those of the city:
// NoProof, TooOften, TooLate, or Refused. The error wraps ErrAtCity where the request does not wait here.
func (b *Box) Withdraw(ctx context.Context, n report.Number, proof report.Proof) (later bool, err error) {
	const op = "withdraw a request that waits"
	r, err := b.mayChange(ctx, n, proof, op)
	if err != nil || r.State == Withdrawn {
		return false, err
	}
	if b.claim(r.Seq) { // else it is leaving at this moment
		defer b.release(r.Seq)
		if r, err = b.db.bySeq(ctx, r.Seq); err != nil {
			return false, failed(op, err)
		}
		if unsent := (r.State == Frozen || r.State == Held) && r.Tries == 0; unsent {
			return false, failed(op, b.cancel(ctx, r))
		}
	}
	return true, failed(op, b.keepChange(ctx, r, Withdrawal, ""))
}

// Amend keeps words that are to be added to a request that waits here, and sends them after it. Its errors are those of Withdraw.
func (b *Box) Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error {
	const op = "add to a request that waits"
	r, err := b.mayChange(ctx, n, proof, op)
	if err == nil && r.State == Withdrawn {
		err = &report.Error{Code: report.Refused, Op: op}
	}
	if err != nil {
		return err
	}
	return failed(op, b.keepChange(ctx, r, Addition, words))
}

// mayChange returns the request of a number if it waits here and whoever asks may change it. Nobody learns without the proof
// whether there is one.
func (b *Box) mayChange(ctx context.Context, n report.Number, proof report.Proof, op string) (row, error) {
	refuse := func(code report.Code) (row, error) { return row{}, &report.Error{Code: code, Op: op} }
	if b.lock == nil {
		return row{}, &report.Error{Code: report.Internal, Op: op, Err: errLooking}
	}
	r, err := b.db.byNumber(ctx, n)
	switch {
	case errors.Is(err, errNone), err == nil && r.State.AtCity():
		return row{}, &report.Error{Code: report.NotFound, Op: op, Err: ErrAtCity}
	case err != nil:
		return row{}, failed(op, err)
	}
	if proof.Filing == "" {
		if often, err := b.db.tooManyWrong(ctx, n, b.o.Clock()); err != nil {
			return row{}, failed(op, err)
		} else if often {
			return refuse(report.TooOften)
		}
	}
	switch {
	case !b.proves(r, proof):
		if err := b.db.addWrong(ctx, n, b.o.Clock()); err != nil {
			return row{}, failed(op, err)
		}
		return refuse(report.NoProof)
	case r.State == Withdrawn:
		return r, nil
	case r.State == Returned:
		return refuse(report.Refused)
	case b.o.Clock().Sub(r.FrozenAt).Abs() > ChangeTime:
		return refuse(report.TooLate)
	}
	return r, nil
}

// Changeable says until when a request that waits here may be changed, zero where it may not, and whether a phone was left, whose
// last digits are a proof.
func (b *Box) Changeable(ctx context.Context, n report.Number) (until time.Time, phone bool, err error) {
	const op = "look whether a request can be changed"
	r, err := b.db.byNumber(ctx, n)
	if errors.Is(err, errNone) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, failed(op, err)
	}
	f, err := b.submission(r)
	if !r.State.waiting() || b.o.Clock().Sub(r.FrozenAt).Abs() > ChangeTime || err != nil {
		return time.Time{}, false, nil // what is damaged is for staff
	}
	for seq := int64(0); ; {
		c, err := b.db.changes(ctx, seq, n)
		if errors.Is(err, errNone) {
			break
		}
		if err != nil {
			return time.Time{}, false, failed(op, err)
		}
		if seq = c.Seq; c.Kind == Withdrawal {
			return time.Time{}, false, nil
		}
	}
	return r.FrozenAt.Add(ChangeTime), f.Draft.Contact.Channel != report.NoReply && report.LastFour(f.Draft.Contact.Phone) != "", nil
}

// proves says whether a proof fits: the key of the filing, or the last digits of the phone that was left.
func (b *Box) proves(r row, proof report.Proof) bool {
	if proof.Filing != "" {
		return proof.Filing == r.key
	}
	f, err := b.submission(r)
	if err != nil || f.Draft.Contact.Channel == report.NoReply {
		return false
	}
	digits := report.LastFour(f.Draft.Contact.Phone)
	return digits != "" && digits == proof.Digits
}

// cancel ends a claimed request that has surely not left, and with it what waits to change it.
func (b *Box) cancel(ctx context.Context, r row) error {
	if err := b.endWithdrawn(ctx, r); err != nil {
		return err
	}
	return b.cancelChanges(ctx, r.Number)
}

func (b *Box) endWithdrawn(ctx context.Context, r row) error {
	r.State, r.sealed, r.ChangedAt = Withdrawn, nil, b.o.Clock()
	if err := b.settleAs(ctx, r, answer{Tried: b.before(r)}); err != nil {
		return err
	}
	return b.files.remove(r.Seq, upTo(r.Attachments)...)
}

// cancelChanges ends the changes of a request that was withdrawn before it left.
func (b *Box) cancelChanges(ctx context.Context, n report.Number) error {
	for seq := int64(0); ; {
		r, err := b.db.changes(ctx, seq, n)
		if errors.Is(err, errNone) {
			return nil
		}
		if err != nil {
			return err
		}
		if seq = r.Seq; !r.State.waiting() {
			continue
		}
		if err := b.endWithdrawn(ctx, r); err != nil {
			return err
		}
	}
}

// keepChange freezes a change of a request. The same once more is kept once.
func (b *Box) keepChange(ctx context.Context, about row, kind Kind, words string) error {
	sum := sha256.Sum256([]byte(string(kind) + "\n" + about.key + "\n" + words))
	r := row{Item: Item{
		Number: about.Number, Kind: kind, State: Frozen, Endpoint: about.Endpoint, FrozenAt: b.o.Clock(), ChangedAt: b.o.Clock(),
	}, key: hex.EncodeToString(sum[:])}
	here := b.gate.come()
	defer here()
	if err := b.clearLeft(ctx, r.key); err != nil {
		return err
	}
	if _, err := b.db.byKey(ctx, r.key); !errors.Is(err, errNone) {
		return err
	}
	plain, err := json.Marshal(change{Filing: about.key, Words: words})
	if err != nil {
		return err
	}
	if r, err = b.keepNew(ctx, r, plain, nil, here); err == nil {
		b.release(r.Seq)
		b.stir()
	}
	return err
}

// changing opens a change, and returns what makes it.
func (b *Box) changing(ctx context.Context, city City, r row) (func(bool) (answer, error), error) {
	plain, err := b.opened(r)
	var c change
	if err == nil {
		err = json.Unmarshal(plain, &c)
	}
	if err != nil {
		return nil, err
	}
	changer, takes := city.(Changer)
	if !takes {
		err = &report.Error{Code: report.Refused, Op: "change a request", Err: errors.New("the city takes no changes")}
		return func(bool) (answer, error) { return answer{}, err }, nil
	}
	proof := report.Proof{Filing: c.Filing}
	return func(bool) (answer, error) {
		if r.Kind == Withdrawal {
			return answer{}, changer.Withdraw(ctx, r.Number, proof)
		}
		return answer{}, changer.Amend(ctx, r.Number, proof, c.Words)
	}, nil
}

// orphans ends the changes of requests that were withdrawn just before a crash.
func (b *Box) orphans(ctx context.Context) error {
	numbers, err := b.db.withdrawn(ctx)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if err := b.cancelChanges(ctx, n); err != nil {
			return fmt.Errorf("end the changes of %s: %w", n, err)
		}
	}
	return nil
}
