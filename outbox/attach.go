package outbox

import (
	"context"
	"errors"
	"io"
	"slices"

	"linli/report"
)

// Attacher is a City that takes attachments too. Both calls can be made again whatever their outcome was, and so their errors
// are Offline or the like where waiting may help, and Refused or the like where it will not.
type Attacher interface {
	// Attach brings an attachment of a request that the city has, and goes on where an earlier try was cut. It returns nil once
	// the city has said that it has all of it and that the hash is right. An error of from is returned as it is, wrapped.
	Attach(ctx context.Context, n report.Number, proof report.Proof, about report.Attached, from io.ReaderAt) error
	// Attachments returns the hashes of those that the city has whole.
	Attachments(ctx context.Context, n report.Number, proof report.Proof) ([]string, error)
}

// Arrival is how far an attachment has got.
type Arrival string

// The ways of an attachment.
const (
	// ToBring: it is still to be sent.
	ToBring Arrival = "waiting"
	// Brought: the city has it, and has said so with its hash.
	Brought Arrival = "sent"
	// KeptHere: the city does not take it; it stays in the kiosk for staff.
	KeptHere Arrival = "kept here"
	// Damaged: neither of its two files can be read; they stay for staff.
	Damaged Arrival = "damaged"
)

// Attachment is an attachment on its way.
type Attachment struct {
	report.Attached
	Arrival Arrival
	Reason  string `json:",omitempty"`
}

func toBring(all []report.Attached) []Attachment {
	var out []Attachment
	for _, a := range all {
		out = append(out, Attachment{Attached: a, Arrival: ToBring})
	}
	return out
}

var (
	// errOvertaken tells that somebody's words have come meanwhile, which go first.
	errOvertaken = errors.New("words go first")
	// errTakesNone tells that a city has no place for attachments.
	errTakesNone = errors.New("the city takes no recordings or pictures; it is kept in this kiosk")
)

// attach brings what is still to be brought of a claimed submission. What came of each attachment is written down at once.
func (b *Box) attach(ctx context.Context, city City, seq int64) error {
	r, err := b.db.bySeq(ctx, seq)
	if err != nil {
		return failed("read a submission", err)
	}
	if r.State != Attaching {
		return nil
	}
	a, err := b.answerOf(r)
	if err != nil { // nobody knows any more which they are
		return b.incomplete(ctx, r, answer{Code: report.Internal, Reason: err.Error()})
	}
	attacher, takes := city.(Attacher)
	for n := range a.Attached {
		one := &a.Attached[n]
		if one.Arrival != ToBring {
			continue
		}
		err := errTakesNone
		if takes {
			err = b.bring(ctx, attacher, r, n, one.Attached)
		}
		switch {
		case err == nil:
			one.Arrival = Brought
		case errors.Is(err, errOvertaken):
			return err
		case errors.Is(err, errDamaged):
			one.Arrival, one.Reason = Damaged, err.Error()
		case errors.Is(err, errTakesNone) || !everywhere(err) && report.CodeOf(err) != report.Unconfirmed:
			one.Arrival, one.Reason = KeptHere, err.Error()
		default:
			return err
		}
		if _, err := b.settleAttached(ctx, r, a); err != nil {
			return err
		}
	}
	return b.attachedAll(ctx, attacher, r, a)
}

// bring brings one attachment, a piece at a time, as long as nobody's words are in a hurry.
func (b *Box) bring(ctx context.Context, city Attacher, r row, n int, about report.Attached) error {
	from := b.files.reader(r.Seq, r.Number, n, about)
	since := b.last()
	from.may = func() error {
		if b.last() != since {
			return errOvertaken
		}
		return nil
	}
	err := city.Attach(ctx, r.Number, report.Proof{Filing: r.key}, about, from)
	if from.err != nil { // whatever the city made of it
		err = from.err
	}
	return errors.Join(err, from.close())
}

// last is the last sequence number that was given.
func (b *Box) last() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.seq
}

// attachedAll ends a submission of which nothing is to be brought any more: after asking the city for what it has, since a
// receipt of each is not a receipt of all.
func (b *Box) attachedAll(ctx context.Context, city Attacher, r row, a answer) error {
	has := func(s Arrival) bool {
		return slices.ContainsFunc(a.Attached, func(one Attachment) bool { return one.Arrival == s })
	}
	if has(Brought) {
		there, err := city.Attachments(ctx, r.Number, report.Proof{Filing: r.key})
		if err != nil {
			return err
		}
		for n, one := range a.Attached {
			if one.Arrival == Brought && !slices.Contains(there, one.SHA256) {
				a.Attached[n].Arrival = ToBring
				b.o.Log.Error("outbox: the city has lost an attachment; it is sent again", "number", string(r.Number))
			}
		}
	}
	switch {
	case has(ToBring):
		_, settleErr := b.settleAttached(ctx, r, a)
		return errors.Join(&report.Error{Code: report.Offline, Op: "bring attachments", Err: errors.New("not all of them are there")},
			settleErr)
	case has(KeptHere), has(Damaged):
		return b.incomplete(ctx, r, a)
	}
	r.State, r.ChangedAt = Answered, b.o.Clock()
	looked, err := b.settleAttached(ctx, r, a)
	if err != nil || looked {
		return err
	}
	return failed("erase attachments", b.files.remove(r.Seq, upTo(r.Attachments)...))
}

// settleAttached is settleAs for what may have been taken back while its attachments were under way: then its words are erased, and
// stay so. It says whether they are here, to be looked for.
func (b *Box) settleAttached(ctx context.Context, r row, a answer) (looked bool, err error) {
	ctx = context.WithoutCancel(ctx)
	b.ending.Lock()
	defer b.ending.Unlock()
	now, err := b.db.bySeq(ctx, r.Seq)
	if err != nil {
		return false, failed("read a submission", err)
	}
	if r.sealed, r.lookAt = now.sealed, now.lookAt; len(r.sealed) == 0 && r.State == Answered {
		r.State = Accepted
	}
	return len(r.sealed) > 0, b.settleAs(ctx, r, a)
}

// incomplete leaves to staff what will not get to the city, and erases what did unless it is still to be looked for there.
func (b *Box) incomplete(ctx context.Context, r row, a answer) error {
	b.o.Log.Error("outbox: the city has the words of a submission and not all attachments; the others are kept here for staff",
		"number", string(r.Number), "attachments", r.Attachments)
	r.State, r.ChangedAt = Incomplete, b.o.Clock()
	if looked, err := b.settleAttached(ctx, r, a); err != nil || looked {
		return err
	}
	return failed("erase attachments", b.files.remove(r.Seq, a.brought()...))
}

// brought are the places of those that the city has.
func (a answer) brought() (all []int) {
	for n, one := range a.Attached {
		if one.Arrival == Brought {
			all = append(all, n)
		}
	}
	return all
}
