package kiosk

import (
	"context"
	"time"

	"linli/flow"
)

// Idle says when a session that nobody tends ends (accessibility: D01, D02; VVSG 2.0: 2 to 5 minutes, notice 20 to 45 s).
type Idle struct {
	// After is how long nobody does anything before they are asked whether they are still there; AfterSlow is for those
	// who need longer; Notice is how long the question stands.
	After, AfterSlow, Notice time.Duration
	// Again is how long it may be silent before those who listen are told again where they are; 0 means never.
	Again time.Duration
	// Slow says whether a resident has chosen what takes longer to read; nil means nobody has.
	Slow func(flow.Settings) bool
}

// limit is how long nothing may happen in the state that the session is in.
func (k *Kiosk) limit() time.Duration {
	switch i := k.o.Idle; {
	case k.state.Quiet:
		return i.Notice
	case i.Slow != nil && i.Slow(k.state.Settings), k.state.Call.Stage.Open():
		return max(i.After, i.AfterSlow) // who waits for somebody does nothing meanwhile
	default:
		return i.After
	}
}

// Watch looks at the clock: it asks a resident who has done nothing for long, and ends the session of one who has gone. Run
// calls it every second.
func (k *Kiosk) Watch() { k.post(k.watch) }

func (k *Kiosk) watch(ctx context.Context) {
	k.advance(ctx)
	k.listenForStaff(ctx)
	k.unplugged(ctx)
	k.forgotten()
	k.heardOut(ctx)
	nobody := k.state.Place == flow.Attract && k.state.Settings == (flow.Settings{})
	if !nobody {
		k.reminded()
	}
	if k.o.Idle.After == 0 || nobody || k.o.Clock().Sub(k.stirred) < k.limit() {
		return
	}
	if k.state.Quiet {
		k.apply(ctx, flow.Finished{})
		return
	}
	k.stirred, k.again.times = k.o.Clock(), 0 // the notice begins
	k.apply(ctx, flow.WentQuiet{})
}

// Stir says that somebody is there, whatever it is that they have touched.
func (k *Kiosk) Stir() {
	k.post(func(ctx context.Context) { k.awake(ctx); k.unheard(); k.o.Voice.Stop() })
}

// moment is how long one input may take to arrive whole: a letter comes as a key and as a character.
const moment = 300 * time.Millisecond

// awake notes that somebody is there and says whether they were being asked for: then that was their answer, and nothing
// more.
func (k *Kiosk) awake(ctx context.Context) bool {
	now := k.o.Clock()
	k.stirred = now
	k.attend()
	k.again = again{input: now}
	if k.state.Quiet {
		k.woken = now
		k.resident(ctx, flow.Stirred{})
		return true
	}
	return now.Sub(k.woken) < moment
}
