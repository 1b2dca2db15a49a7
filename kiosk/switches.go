package kiosk

import (
	"context"
	"time"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/a11y/nav"
	"linli/flow"
	"linli/speech"
)

// switched says whether somebody uses switches.
func (k *Kiosk) switched() bool { return k.state.Settings.Switches.Count > 0 }

// flick takes a press of a switch. The first one only begins.
func (k *Kiosk) flick(ctx context.Context, c nav.Command) {
	switch {
	case k.recording():
		k.resident(ctx, flow.StopPressed{})
	case !k.switched() && c == nav.OneSwitch:
		k.resident(ctx, flow.SwitchesUsed{Count: 1})
	case !k.switched():
		k.resident(ctx, flow.SwitchesUsed{Count: 2})
	case k.scan.Rests():
		k.scan, _ = k.scan.Choose()
		k.resident(ctx, flow.ScanRested{On: false})
	case c == nav.Forward:
		k.light(k.scan.Step())
	default:
		k.choose(ctx)
	}
}

// choose does what is lit, or goes into the group.
func (k *Kiosk) choose(ctx context.Context) {
	scan, id := k.scan.Choose()
	if id == "" {
		k.light(scan)
		return
	}
	k.scan = scan
	k.activate(ctx, id)
}

// light shows and says where the light has come to.
func (k *Kiosk) light(s nav.Scan) {
	k.scan = s
	k.lit()
	if drawn := k.draw(nil); !k.aside { // nobody follows the light by ear
		k.say(append(drawn, k.litWords()...))
	}
}

// lit puts the cursor where the light is, and says when it goes on.
func (k *Kiosk) lit() {
	k.shown.Lit = nil
	for _, n := range k.scan.Lit() {
		k.shown.Lit = append(k.shown.Lit, n.ID)
	}
	if len(k.shown.Lit) > 0 {
		k.cursor = k.shown.Lit[0]
	}
	k.next, k.unsaid, k.late = time.Time{}, 0, false
	if k.state.Settings.Switches.Count == 1 && !k.scan.Rests() {
		k.next = k.o.Clock().Add(k.dwell())
	}
}

func (k *Kiosk) litWords() []speech.Utterance {
	if lit := k.scan.Lit(); len(lit) == 1 {
		return announce.Focus(k.words(), lit[0])
	}
	return announce.Group(k.words(), k.scan.Lit())
}

// relight brings the light to a page that has just been described: on another page to its first group, after as long again, for
// there is something to read; on the same to where it was.
func (k *Kiosk) relight(before a11y.ID) {
	rests := k.scan.Rests()
	at := a11y.ID("")
	if lit := k.scan.Lit(); len(lit) > 0 && before == k.shown.Root.ID {
		at = lit[0].ID
	}
	if !rests || before != k.shown.Root.ID {
		k.scan = nav.NewScan(k.shown.Root, at)
	}
	k.lit()
	if before != k.shown.Root.ID && !k.next.IsZero() {
		k.next = k.next.Add(k.dwell())
	}
}

// dwell is how long the light stays.
func (k *Kiosk) dwell() time.Duration {
	o := k.o.View.Offer
	if len(o.Dwells) == 0 {
		return 2 * time.Second
	}
	return o.Dwells[(o.Dwell+k.state.Settings.Dwell)%len(o.Dwells)]
}

const (
	// listening is how often the light asks whether the voice is at its end.
	listening = 100 * time.Millisecond
	// stuck is how long one sentence may take before the light does not wait for it any more: an engine hangs.
	stuck = 12 * time.Second
)

// talks says whether the voice is still saying what is lit.
func (k *Kiosk) talks() bool {
	now, left := k.o.Clock(), k.o.Voice.Left()
	if left != k.unsaid {
		k.unsaid, k.spoke = left, now
	}
	return left > 0 && now.Sub(k.spoke) < stuck
}

// advance does what is done by itself when its time has come: a character counts as written, the light goes on.
func (k *Kiosk) advance(ctx context.Context) {
	k.rested(ctx)
	if k.next.IsZero() || k.o.Clock().Before(k.next) {
		return
	}
	if k.state.Message.Phase == flow.Hearing { // a step would cut it off
		k.next = k.o.Clock().Add(k.dwell())
		return
	}
	switch talks, now := k.talks(), k.o.Clock(); {
	case talks:
		k.late, k.next = true, now.Add(listening)
		return
	case k.late: // what was said last has to be taken in, and the switch to be pressed
		k.late, k.next = false, now.Add(k.dwell()/2)
		return
	}
	scan := k.scan.Step()
	if scan.Rests() {
		k.scan = scan
		k.apply(ctx, flow.ScanRested{On: true})
		return
	}
	k.light(scan)
}

// pace is how long nothing has to be done by itself.
func (k *Kiosk) pace() time.Duration {
	pace := time.Hour
	for _, at := range []time.Time{k.next, k.state.Pen.Due} {
		if !at.IsZero() {
			pace = min(pace, max(at.Sub(k.o.Clock()), 0))
		}
	}
	return pace
}

// learnt says what a key has been learnt for.
func (k *Kiosk) learnt(key string) (nav.Command, bool) {
	switch s := k.state.Settings.Switches; {
	case key == "" || s.Count == 0:
		return nav.None, false
	case key == s.Choose && s.Count == 1:
		return nav.OneSwitch, true
	case key == s.Choose:
		return nav.Choose, true
	case key == s.Forward:
		return nav.Forward, true
	}
	return nav.None, false
}

// Unknown takes a key that is not in the table: it may be a switch.
func (k *Kiosk) Unknown(key string) {
	k.post(func(ctx context.Context) {
		if !k.awake(ctx) {
			k.foreign(ctx, key)
		}
	})
}

func (k *Kiosk) foreign(ctx context.Context, key string) {
	c, ok := k.learnt(key)
	switch {
	case k.state.Learning && !ok:
		k.resident(ctx, flow.KeyNamed{Key: "unknown"})
	case k.state.Learning:
		k.resident(ctx, flow.KeyNamed{Key: string(c)})
	case ok:
		k.flick(ctx, c)
	case !k.state.Place.Sends():
		k.under = k.cursor
		k.resident(ctx, flow.SwitchTried{Key: key})
	}
}
