package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"time"

	"linli/report"
)

// City takes submissions. Send files one, once: where it may have left before (report.Submission.MayHaveLeft) it looks for it
// first. The code of its error is report.Offline where surely nothing arrived, report.Unconfirmed where nobody knows,
// report.NoKey where the city takes nothing from this kiosk, and another one where waiting will not help. An error that has a
// RetryAfter says how long the city wants to be left alone.
type City interface {
	Send(ctx context.Context, sub report.Submission) (report.Receipt, error)
}

// How long to wait between tries: twice as long each time, at random up to the most, so that a thousand kiosks do not come back
// at once.
const (
	firstPause = time.Second
	mostPause  = 5 * time.Minute
	// mostAsked is how long a city is left alone at most when it asks for it.
	mostAsked = time.Hour
	// enoughDoubts in a row mean that something is wrong with the city, not with them.
	enoughDoubts = 3
)

// Run sends what waits, oldest first, until ctx is done. When the city cannot be reached it stops at the first one and tries again
// later, and at once when there is something new or Wake is called.
func (b *Box) Run(ctx context.Context, city City) {
	from := int64(0) // behind those of which nothing can be known now, so that they keep back nobody
	var purged time.Time
	for failures := 0; ctx.Err() == nil; {
		purged = b.purging(ctx, purged)
		before := from
		var asked time.Duration
		var reached bool
		from, asked, reached = b.round(ctx, city, before)
		switch {
		case reached && before > 0:
			continue // those that were left out
		case reached:
			failures = 0
		default:
			failures++
		}
		timer := time.NewTimer(max(pause(failures), asked))
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-b.wake:
		}
		timer.Stop()
	}
}

// Wake tells that the line is back.
func (b *Box) Wake() { b.stir() }

// pause is how long to wait after so many failures in a row; with none there is nothing to do until something new comes, but
// what is unknown is looked after now and then.
func pause(failures int) time.Duration {
	most := mostPause
	if failures > 0 && failures < 9 {
		most = firstPause << failures
	}
	return most/2 + rand.N(most/2)
}

// round tries everything that waits behind a submission once: the words of all first, then looking for what was taken, then
// attachments. It ends early, and reached is false, where the city takes nothing at all; then next is behind which one to go on.
func (b *Box) round(ctx context.Context, city City, from int64) (next int64, asked time.Duration, reached bool) {
	next, asked, reached = b.each(ctx, b.db.after, from, func(seq int64) error { return b.send(ctx, city, seq) })
	if !reached {
		return next, asked, false
	}
	b.lookAll(ctx, city)
	_, asked, reached = b.each(ctx, b.db.attaching, 0, func(seq int64) error { return b.attach(ctx, city, seq) })
	return 0, asked, reached
}

// each tries those that a search finds behind one, one after the other.
func (b *Box) each(
	ctx context.Context, search func(context.Context, int64, string) (row, error), from int64, try func(seq int64) error,
) (next int64, asked time.Duration, reached bool) {
	doubts := 0
	for seq := from; ctx.Err() == nil; {
		r, err := search(ctx, seq, b.o.Endpoint)
		if errors.Is(err, errNone) {
			return 0, 0, true
		}
		if err != nil {
			b.o.Log.Error("outbox: what waits cannot be read", "err", err)
			return 0, 0, false
		}
		seq = r.Seq
		if !b.claim(seq) {
			continue // a resident stands before it
		}
		err = try(seq)
		b.release(seq)
		if errors.Is(err, errOvertaken) { // no other attachment either: the next round begins with the words
			return 0, 0, true
		}
		if report.CodeOf(err) == report.Unconfirmed {
			doubts++
		} else {
			doubts = 0
		}
		if everywhere(err) || doubts == enoughDoubts {
			b.o.Log.Warn("outbox: the city takes nothing for now", "code", string(report.CodeOf(err)), "err", err)
			if !everywhere(err) {
				next = seq
			}
			return next, retryAfter(err), false
		}
	}
	return 0, 0, true
}

// everywhere says whether an error would meet every other submission too.
func everywhere(err error) bool {
	switch report.CodeOf(err) {
	case report.Offline, report.Nonsense, report.NoKey, report.Full, report.Internal, report.Busy, report.TooOften:
		return true
	}
	return false
}

func retryAfter(err error) time.Duration {
	var later interface{ RetryAfter() time.Duration }
	if errors.As(err, &later) {
		return min(max(0, later.RetryAfter()), mostAsked)
	}
	return 0
}

// claim takes a submission for sending, so that nobody else does.
func (b *Box) claim(seq int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.claimed[seq] {
		return false
	}
	b.claimed[seq] = true
	return true
}

func (b *Box) release(seq int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.claimed, seq)
}

// releaseUnlessLeft lets go of what could not be kept, but for what nobody may send.
func (b *Box) releaseUnlessLeft(seq int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, left := b.left[seq]; !left {
		delete(b.claimed, seq)
	}
}

// send tries a claimed submission once and keeps what came of it. It is read anew: it may have changed since it was found.
func (b *Box) send(ctx context.Context, city City, seq int64) error {
	r, err := b.db.bySeq(ctx, seq)
	if err != nil {
		return failed("read a submission", err)
	}
	if !r.State.waiting() {
		return nil
	}
	var leave func(mayHaveLeft bool) (answer, error)
	if r.Kind == Request {
		leave, err = b.leaving(ctx, city, r)
	} else {
		leave, err = b.changing(ctx, city, r)
	}
	if err != nil { // this one alone is damaged: the others go on
		return b.quarantine(ctx, r, &report.Error{Code: report.Internal, Op: "read a submission", Err: err})
	}
	before := r.State
	if before == Sending { // an earlier outcome could not be written down
		before = Unknown
	}
	r.State, r.Tries = Sending, r.Tries+1
	if err := b.db.update(ctx, r); err != nil { // before the first byte leaves
		return failed("send a submission", err)
	}
	a, err := leave(before == Unknown)
	// What is known now is written down even if the program is ending.
	return b.conclude(context.WithoutCancel(ctx), r, before, a, err)
}

// leaving opens a request, and returns what sends it.
func (b *Box) leaving(ctx context.Context, city City, r row) (func(bool) (answer, error), error) {
	f, err := b.submission(r)
	if err != nil {
		return nil, err
	}
	return func(mayHaveLeft bool) (answer, error) {
		sub := f.toSend()
		sub.MayHaveLeft = mayHaveLeft
		receipt, err := city.Send(ctx, sub)
		a := answer{Receipt: receipt, Attached: toBring(f.Attached)}
		if _, can := city.(Looker); can {
			a.TakenAt = b.o.Clock()
		}
		return a, err
	}, nil
}

// conclude writes down what came of a try.
func (b *Box) conclude(ctx context.Context, r row, before State, a answer, err error) error {
	r.ChangedAt = b.o.Clock()
	a.Tried = b.tried(r, err)
	switch code := report.CodeOf(err); code {
	case "":
		return b.taken(ctx, r, a)
	case report.Offline, report.NoKey, report.Nonsense, report.Busy, report.TooOften:
		r.State = before
	case report.Unconfirmed, report.Internal:
		r.State = Unknown
	default:
		return errors.Join(err, b.quarantine(ctx, r, err))
	}
	noted, sealErr := b.noted(r, a.Tried)
	if sealErr == nil {
		r.answer = noted
	}
	return errors.Join(err, failed("write down what came of sending", errors.Join(sealErr, b.db.update(ctx, r))))
}

// quarantine puts a submission where staff decide. It is kept whole, and nothing else waits for it. Its error is not why.
func (b *Box) quarantine(ctx context.Context, r row, why error) error {
	b.o.Log.Error("outbox: a submission cannot be sent; staff decide", "number", string(r.Number), "code", string(report.CodeOf(why)))
	r.State, r.ChangedAt = Quarantined, b.o.Clock()
	return b.settleAs(ctx, r, answer{Code: report.CodeOf(why), Reason: b.hushed(r, why.Error()), Tried: b.tried(r, why)})
}

// settleAs ends a submission: in its copy first, which is believed where the database says less.
func (b *Box) settleAs(ctx context.Context, r row, a answer) error {
	plain, err := json.Marshal(a)
	if err == nil {
		r.answer, err = b.o.Keys.seal(plain, r.label())
	}
	if err == nil {
		err = b.copies.write(r)
	}
	if err == nil {
		err = b.db.update(ctx, r)
	}
	return failed("write down what the city said", err)
}

// File keeps a submission and sends it at once. Where the city has not answered when patience is over, or cannot be reached, the
// receipt says that it is kept, and it is sent later. Where the city refuses it meanwhile, the error says so and nothing waits: the
// resident is there to correct it.
func (b *Box) File(ctx context.Context, city City, sub report.Submission, patience time.Duration) (report.Receipt, error) {
	seq, claimed, err := b.put(ctx, sub)
	if err != nil {
		b.stir() // what stood aside for it goes on
		return report.Receipt{}, err
	}
	kept := report.Receipt{Number: sub.Number, Kept: true}
	if !claimed {
		return kept, nil // it is being sent already
	}
	answered := make(chan error, 1)
	b.sending.Go(func() {
		ctx, stop := context.WithCancel(context.WithoutCancel(ctx)) // a resident who walks away does not stop it
		defer stop()
		defer context.AfterFunc(b.over, stop)()
		err := b.send(ctx, city, seq)
		b.release(seq)
		b.stir() // where it has not arrived, it waits like any other
		answered <- err
	})
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-timer.C:
		return kept, nil
	case <-answered:
	}
	return b.outcome(context.WithoutCancel(ctx), seq, kept)
}

// outcome is what to tell the resident.
func (b *Box) outcome(ctx context.Context, seq int64, kept report.Receipt) (report.Receipt, error) {
	r, err := b.db.bySeq(ctx, seq)
	if err != nil {
		return kept, nil
	}
	a, err := b.answerOf(r)
	switch {
	case err != nil:
		return kept, nil
	case r.State.AtCity():
		a.Receipt.Number = kept.Number
		return a.Receipt, nil
	case r.State == Quarantined && a.Code == report.Refused:
		r.State, r.sealed, r.ChangedAt = Returned, nil, b.o.Clock()
		if err := b.settleAs(ctx, r, a); err != nil {
			return kept, nil // then staff take care of it
		}
		if err := b.files.remove(r.Seq, upTo(r.Attachments)...); err != nil { // the next start tries again
			b.o.Log.Error("outbox: attachments cannot be erased", "number", string(r.Number), "err", err)
		}
		return report.Receipt{}, &report.Error{Code: report.Refused, Op: "send a request", Err: errors.New(a.Reason)}
	}
	return kept, nil
}
