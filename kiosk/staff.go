package kiosk

import (
	"context"
	"time"

	"github.com/google/uuid"

	"linli/flow"
	"linli/report"
)

// Staff are the people who come when somebody needs help.
type Staff interface {
	// Call asks them to come. It returns as soon as they can see or hear that, or an error where they surely or perhaps cannot. key
	// names the call. answers: they can say that they come.
	Call(ctx context.Context, key string) (answers bool, err error)
	// Reply returns at once what they have said, false as long as they have not.
	Reply(ctx context.Context, key string) (report.Reply, bool, error)
	// TakeBack tells them that nobody needs to come any more.
	TakeBack(ctx context.Context, key string) error
}

const (
	// reachTime is how long it may take until it is known whether staff can be reached.
	reachTime = 6 * time.Second
	// replyEvery is how often they are asked whether they come.
	replyEvery = 2 * time.Second
)

// calling is the call of the session.
type calling struct {
	key     string
	count   int
	since   time.Time
	asked   time.Time     // when staff were asked last whether they come
	asking  bool          // and have not told yet
	arrived bool          // it is known whether it could be made
	off     bool          // nobody needs to come any more
	reply   *report.Reply // has come, and is told as soon as the resident can listen
}

// callStaff makes a call.
func (k *Kiosk) callStaff(ctx context.Context, count int) {
	key, err := uuid.NewV7FromReader(k.o.Random)
	if err != nil || k.o.Staff == nil {
		k.o.Log.Error("staff", "what", "call", "err", err)
		k.post(func(context.Context) { k.apply(ctx, flow.CallMade{Count: count, Trouble: report.Internal}) })
		return
	}
	call := &calling{key: key.String(), count: count, since: k.o.Clock()}
	k.call = call
	session := k.session
	k.o.Spawn(func() {
		limited, stop := context.WithTimeout(ctx, reachTime)
		defer stop()
		answers, err := k.o.Staff.Call(limited, call.key)
		trouble := k.trouble("call staff", err)
		k.post(func(context.Context) {
			if call.arrived = true; call.off {
				k.takeBack(ctx, call)
			} else if k.session == session {
				k.apply(ctx, flow.CallMade{Count: count, Answers: answers, Trouble: trouble})
			}
		})
	})
}

// callOff takes the call back, after it has been made.
func (k *Kiosk) callOff(ctx context.Context) {
	call := k.call
	if k.call = nil; call == nil {
		return
	}
	if call.off = true; call.arrived {
		k.takeBack(ctx, call)
	}
}

func (k *Kiosk) takeBack(ctx context.Context, call *calling) {
	k.o.Spawn(func() {
		ctx, stop := context.WithTimeout(ctx, reachTime)
		defer stop()
		k.trouble("take a call back", k.o.Staff.TakeBack(ctx, call.key))
	})
}

// listenForStaff asks now and then whether somebody comes, and says when nobody has answered for too long.
func (k *Kiosk) listenForStaff(ctx context.Context) {
	call, stage, now := k.call, k.state.Call, k.o.Clock()
	if call != nil && stage.Stage == flow.Asked && now.Sub(call.since) > 2*reachTime { // whatever it is that hangs
		k.apply(ctx, flow.CallMade{Count: call.count, Trouble: report.Unconfirmed})
	}
	waits := stage.Stage == flow.Called || stage.Stage == flow.Unanswered
	if call == nil || !stage.Answers || !waits {
		return
	}
	if k.state.Place != flow.Staff && k.talks() {
		return // what is being read to the resident is not cut short
	}
	switch late := now.Sub(call.since) >= k.o.AnswerWithin; {
	case call.reply != nil:
		k.apply(ctx, flow.CallAnswered{Count: call.count, Reply: *call.reply})
		return
	case late && stage.Stage == flow.Called:
		k.apply(ctx, flow.CallWaited{})
	}
	if !call.asking && now.Sub(call.asked) >= replyEvery {
		call.asking, call.asked = true, now
		k.askStaff(ctx, call)
	}
}

// askStaff asks whether somebody comes.
func (k *Kiosk) askStaff(ctx context.Context, call *calling) {
	k.o.Spawn(func() {
		limited, stop := context.WithTimeout(ctx, reachTime)
		defer stop()
		reply, answered, err := k.o.Staff.Reply(limited, call.key)
		if err != nil {
			k.o.Log.Debug("staff", "what", "reply", "err", err)
		}
		k.post(func(ctx context.Context) {
			call.asking = false
			if answered && k.call == call {
				call.reply = &reply
				k.listenForStaff(ctx)
			}
		})
	})
}
