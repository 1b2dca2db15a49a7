package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"linli/report"
)

// Looker is a City that can be asked what it really has of what it said it has taken. The receipt that it returns may say more than
// the one that it was given. Where nothing can be known now it returns an error.
type Looker interface {
	Look(ctx context.Context, sub report.Submission, r report.Receipt) (report.Sight, report.Receipt, error)
}

// A submission is erased here once it was seen at the city twice, the second time so late that the city has made a backup with it in
// between: a city that is restored, or something on the way that answers in its place, loses nothing.
const (
	settling = 26 * time.Hour
	// lookingTime is how long it is looked for where the city does not show it.
	lookingTime = 14 * 24 * time.Hour
	// The pause between looking in vain grows from firstLook to mostLook.
	firstLook = 30 * time.Second
	mostLook  = 6 * time.Hour
	// leastLooks have to have been made before: a clock that jumps is no proof.
	leastLooks = 20
	// mostMissed is how often one that was seen may be missing before staff are told.
	mostMissed = 3
	// looksAtOnce and lookEvery limit looking: residents who look up a number have to be let through by the city.
	looksAtOnce = 20
	lookEvery   = 3 * time.Second
	// lookAgain is how long nothing is looked for after it failed.
	lookAgain = time.Minute
)

// taken writes down that the city says that it has a submission. What it can be asked for stays here until then.
func (b *Box) taken(ctx context.Context, r row, a answer) error {
	looked := !a.TakenAt.IsZero()
	r.lookAt = a.TakenAt
	switch {
	case len(a.Attached) > 0:
		r.State = Attaching
	case looked:
		r.State = Answered
	default:
		r.State = Accepted
	}
	if !looked {
		r.sealed = nil
	}
	if err := b.settleAs(ctx, r, a); err != nil || r.Kind != Withdrawal {
		return err
	}
	b.TakenBack(ctx, r.Number)
	return nil
}

// lookAll looks for what is due. Where that fails it goes on with others later: nobody waits for it.
func (b *Box) lookAll(ctx context.Context, city City) {
	looker, can := city.(Looker)
	for seq := int64(0); can && ctx.Err() == nil && b.looks.may(); {
		r, err := b.db.toLook(ctx, seq, b.o.Endpoint, b.o.Clock())
		if errors.Is(err, errNone) {
			return
		}
		if err != nil {
			b.o.Log.Error("outbox: what was sent cannot be read", "err", err)
			return
		}
		seq = r.Seq
		if !b.claim(seq) {
			continue
		}
		b.looks.used()
		err = b.look(ctx, city, looker, seq)
		b.release(seq)
		if err != nil {
			b.o.Log.Warn("outbox: what the city has is looked for later", "code", string(report.CodeOf(err)), "err", err)
			b.looks.rest(max(lookAgain, retryAfter(err)))
			return
		}
	}
}

// look looks for a claimed submission once, and writes down what there is.
func (b *Box) look(ctx context.Context, city City, looker Looker, seq int64) error {
	r, err := b.db.bySeq(ctx, seq)
	if err != nil {
		return failed("read a submission", err)
	}
	if r.State != Answered && r.State != Incomplete || len(r.sealed) == 0 {
		return nil
	}
	a, err := b.answerOf(r)
	if err != nil { // nobody knows any more what the city said: it is asked as if it had said nothing
		a = answer{TakenAt: r.ChangedAt}
	}
	f, err := b.submission(r)
	if err != nil {
		return b.quarantine(ctx, r, &report.Error{Code: report.Internal, Op: "read a submission", Err: err})
	}
	sight, receipt, err := looker.Look(ctx, f.toSend(), a.Receipt)
	if attacher, takes := city.(Attacher); err == nil && takes && sight == report.Seen {
		err = b.lost(ctx, attacher, r, &a)
	}
	ctx = context.WithoutCancel(ctx) // what is known now is written down even if the program is ending
	b.ending.Lock()
	defer b.ending.Unlock()
	now, readErr := b.db.bySeq(ctx, seq)
	if readErr != nil || now.State != r.State { // its resident has taken it back meanwhile
		return errors.Join(err, failed("read a submission", readErr))
	}
	if err != nil { // it keeps back no other one
		r.lookAt = b.o.Clock().Add(mostPause)
		return errors.Join(err, failed("put off looking", b.db.update(ctx, r)))
	}
	a.Receipt = receipt
	return b.sighted(ctx, r, a, sight)
}

// lost marks the attachments that the city had and does not have any more.
func (b *Box) lost(ctx context.Context, city Attacher, r row, a *answer) error {
	if len(a.brought()) == 0 {
		return nil
	}
	there, err := city.Attachments(ctx, r.Number, report.Proof{Filing: r.key})
	for n, one := range a.Attached {
		if err == nil && one.Arrival == Brought && !slices.Contains(there, one.SHA256) {
			a.Attached[n].Arrival = ToBring
			b.o.Log.Error("outbox: the city has lost an attachment; it is sent again", "number", string(r.Number))
		}
	}
	return err
}

// sighted decides what follows from what was seen.
func (b *Box) sighted(ctx context.Context, r row, a answer, sight report.Sight) error {
	now := b.o.Clock()
	seen := !a.SeenAt.IsZero()
	patient := now.Sub(a.TakenAt).Abs() < lookingTime || a.Looks < leastLooks
	switch {
	case sight == report.Gone:
		return b.vanished(ctx, r, a)
	case sight == report.Changed && a.Code != report.Garbled:
		b.o.Log.Error("outbox: the city has a submission in other words than were sent; staff compare", "number", string(r.Number))
		a.Code, a.SeenAt, r.lookAt = report.Garbled, now, now.Add(lookingTime)
	case sight == report.Seen && !seen:
		a.SeenAt, a.Looks, a.Code, r.lookAt = now, 0, "", now.Add(settling)
	case sight == report.Missing && (!seen && patient || seen && a.Looks < mostMissed):
		a.Looks++
		r.lookAt = now.Add(a.lookPause())
	case sight == report.Missing:
		return b.quarantine(ctx, r, &report.Error{Code: report.Unconfirmed, Op: "look for a submission",
			Err: fmt.Errorf("the city has said that it has it%s, and shows others and not this one; ask there before it is released", as(a.Receipt))})
	case sight == report.Hidden && !seen && patient:
		a.Looks++
		r.lookAt = now.Add(a.lookPause())
	case sight == report.Hidden && !seen && !a.toBring():
		a.Code = report.Unconfirmed // its word is all there is
		return b.verified(ctx, r, a)
	case now.Before(a.SeenAt): // the clock was wrong, then or now
		a.SeenAt, r.lookAt = now, now.Add(a.settling())
	case now.Sub(a.SeenAt) < a.settling():
		r.lookAt = a.SeenAt.Add(a.settling())
	case !a.toBring():
		return b.verified(ctx, r, a)
	}
	if r.State == Answered && a.toBring() {
		r.State = Attaching
	}
	return b.settleAs(ctx, r, a)
}

// as says under which id the city has something, where it said one.
func as(r report.Receipt) string {
	switch {
	case r.RequestID != "":
		return " as " + r.RequestID
	case r.Token != "":
		return ", under the token " + r.Token
	}
	return ""
}

// settling is how long after it was seen it is erased: staff have time to compare it with what the city made of it.
func (a answer) settling() time.Duration {
	if a.Code == report.Garbled {
		return lookingTime
	}
	return settling
}

// lookPause is how long to wait before it is looked for again.
func (a answer) lookPause() time.Duration {
	if !a.SeenAt.IsZero() {
		return mostLook
	}
	return min(firstLook<<min(a.Looks, 10), mostLook)
}

// toBring says whether there are attachments that the city does not have yet.
func (a answer) toBring() bool {
	return slices.ContainsFunc(a.Attached, func(one Attachment) bool { return one.Arrival == ToBring })
}

// verified ends what was seen long enough: nothing of it is needed any more.
func (b *Box) verified(ctx context.Context, r row, a answer) error {
	if r.sealed, r.lookAt = nil, (time.Time{}); r.State == Answered {
		r.State = Accepted
	}
	if err := b.settleAs(ctx, r, a); err != nil {
		return err
	}
	return failed("erase attachments", b.files.remove(r.Seq, a.brought()...))
}

// vanished lets a submission wait again that the city said it had, and surely does not have. It is looked for once more before it is
// sent. Its error lets no other one be looked for now: what answers in the city's place may still be there.
func (b *Box) vanished(ctx context.Context, r row, a answer) error {
	b.o.Log.Error("outbox: the city does not have a submission that it said it had; it is sent again", "number", string(r.Number))
	again := a
	again.Receipt, again.Attached, again.TakenAt, again.SeenAt, again.Looks, again.Code = report.Receipt{}, nil, time.Time{}, time.Time{}, 0, report.NotFound
	plain, err := json.Marshal(again)
	if err == nil {
		r.answer, err = b.o.Keys.seal(plain, r.label())
	}
	if err != nil {
		return failed("send a submission again", err)
	}
	r.State, r.lookAt, r.ChangedAt = Unknown, time.Time{}, b.o.Clock()
	if err = errors.Join(b.copies.write(r), b.db.update(ctx, r)); err == nil {
		err = b.copies.remove1(b.copies.path(r.Seq, settledFile))
	}
	if err != nil {
		return failed("send a submission again", err)
	}
	b.stir()
	return &report.Error{Code: report.Nonsense, Op: "look for a submission", Err: errors.New("the city said that it has it, and does not")}
}

// TakenBack tells that the city has taken a request back: it is never sent again, whatever becomes of the city, and what is still here
// of it is erased.
func (b *Box) TakenBack(ctx context.Context, n report.Number) {
	b.ending.Lock()
	defer b.ending.Unlock()
	r, err := b.db.byNumber(ctx, n)
	if errors.Is(err, errNone) || err == nil && (!r.State.AtCity() || len(r.sealed) == 0) {
		return
	}
	var a answer
	if err == nil {
		a, err = b.answerOf(r)
	}
	if err == nil {
		r.ChangedAt = b.o.Clock()
		err = b.verified(context.WithoutCancel(ctx), r, a)
	}
	if err != nil {
		b.o.Log.Error("outbox: what was taken back at the city cannot be erased here", "number", string(n), "err", err)
	}
}

// pace limits how often something is done: looksAtOnce times at once, and then once every lookEvery.
type pace struct {
	mu   sync.Mutex
	free time.Time // when all could be done at once again
}

// may says whether it may be done now.
func (p *pace) may() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.free) <= (looksAtOnce-1)*lookEvery
}

// used says that it was done.
func (p *pace) used() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := time.Now(); p.free.Before(now) {
		p.free = now
	}
	p.free = p.free.Add(lookEvery)
}

// rest lets it be done no more for a time.
func (p *pace) rest(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free = time.Now().Add(d + (looksAtOnce-1)*lookEvery)
}
