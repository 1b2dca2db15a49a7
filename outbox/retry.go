package outbox

import (
	"context"
	"errors"
	"fmt"

	"linli/report"
)

// Retry puts back for sending what the city refused of a number: the request, its changes, or attachments that it did not take. It
// returns how many of these wait again. What came of earlier tries stays known, and what may have left is looked for first.
func (b *Box) Retry(ctx context.Context, n report.Number) (again int, err error) {
	if b.lock == nil {
		return 0, errLooking
	}
	request, err := b.db.byNumber(ctx, n)
	if errors.Is(err, errNone) {
		return 0, fmt.Errorf("there is no submission %s here", n)
	}
	if err != nil {
		return 0, failed("retry a submission", err)
	}
	all, err := b.ofNumber(ctx, request)
	if err != nil {
		return 0, err
	}
	for _, r := range all {
		back, err := b.putBack(ctx, r)
		if err != nil {
			return again, err
		}
		again += back
	}
	if again == 0 {
		return 0, fmt.Errorf("submission %s: %w: %s", n, errState, whyNot(request.State))
	}
	return again, nil
}

// ofNumber returns a request and all changes of it, in order.
func (b *Box) ofNumber(ctx context.Context, request row) ([]row, error) {
	all := []row{request}
	for seq := int64(0); ; {
		r, err := b.db.changes(ctx, seq, request.Number)
		if errors.Is(err, errNone) {
			return all, nil
		}
		if err != nil {
			return nil, failed("read the changes of a submission", err)
		}
		seq, all = r.Seq, append(all, r)
	}
}

// putBack lets one row wait again where the city had refused it, and returns how much of it does.
func (b *Box) putBack(ctx context.Context, r row) (again int, err error) {
	switch r.State {
	case Quarantined:
		return 1, b.rewrite(ctx, r, b.waitAgain)
	case Incomplete:
	default:
		return 0, nil
	}
	a, err := b.answerOf(r)
	if err != nil {
		return 0, err
	}
	for i, one := range a.Attached {
		if one.Arrival != KeptHere {
			continue
		}
		again++
		a.Tried = append(a.Tried, Try{First: r.ChangedAt, Last: r.ChangedAt, Times: 1, Code: report.Refused, Reason: fmt.Sprintf("attachment %d: %s", i+1, one.Reason)})
		a.Attached[i].Arrival, a.Attached[i].Reason = ToBring, ""
	}
	if again == 0 {
		return 0, nil
	}
	r.State, r.ChangedAt = Attaching, b.o.Clock()
	err = b.settleAs(ctx, r, a)
	b.stir()
	return again, err
}

// whyNot says why nothing can be tried again in a state, and what to do instead.
func whyNot(s State) string {
	switch s {
	case Frozen, Sending, Unknown, Attaching:
		return fmt.Sprintf("it is %s: it waits already and is sent when the line is there", s)
	case Held:
		return "it is held: linli queue release lets it be sent"
	case Accepted:
		return "it is accepted: the city has it"
	case Answered:
		return "it is answered: the city says that it has it, and is asked for it once more before it is erased here"
	case Incomplete:
		return "it is incomplete: the city has the words, and what is left here is damaged in both places"
	case Returned:
		return "it is returned: the city refused it while the resident was there, and nothing of it is kept"
	case Withdrawn:
		return "it is withdrawn: the resident took it back, and nothing of it is kept"
	}
	return fmt.Sprintf("it is %s", s)
}

// RetryAll retries everything that can be, and returns how much waits again.
func (b *Box) RetryAll(ctx context.Context) (again int, err error) {
	if b.lock == nil {
		return 0, errLooking
	}
	for seq := int64(0); ; {
		r, err := b.db.next(ctx, seq)
		if errors.Is(err, errNone) {
			return again, nil
		}
		if err != nil {
			return again, failed("retry what was refused", err)
		}
		seq = r.Seq
		back, err := b.putBack(ctx, r)
		if err != nil {
			return again, err
		}
		again += back
	}
}
