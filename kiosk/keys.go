package kiosk

import (
	"context"
	"unicode"
	"unicode/utf8"

	"linli/a11y"
	"linli/a11y/announce"
	"linli/a11y/nav"
	"linli/flow"
)

// Press does what a key asks for. Like all Controls it may be called from any goroutine.
func (k *Kiosk) Press(c nav.Command) {
	k.post(func(ctx context.Context) {
		if !k.awake(ctx) {
			k.writing = false
			k.press(ctx, c)
		}
	})
}

func (k *Kiosk) press(ctx context.Context, c nav.Command) {
	if c != nav.Repeat && c != nav.Spell {
		k.repeated, k.wrote = "", false
	}
	switch {
	case c == nav.PluggedIn || c == nav.PulledOut:
		k.plug(ctx, c == nav.PluggedIn)
		return
	case c == nav.Help:
		k.under = k.cursor
		k.resident(ctx, flow.HelpKeyPressed{})
		return
	case k.state.Learning:
		k.resident(ctx, flow.KeyNamed{Key: string(c)})
		return
	case c == nav.Staff:
		k.under = k.cursor
		k.resident(ctx, flow.StaffPressed{Reachable: k.o.View.Reachable})
		return
	case c == nav.OneSwitch || c == nav.Forward || c == nav.Choose:
		k.flick(ctx, c)
		return
	}
	switch c {
	case nav.Next:
		k.point(nav.Move(k.shown.Root, k.cursor, 1))
	case nav.Previous:
		k.point(nav.Move(k.shown.Root, k.cursor, -1))
	case nav.NextPart:
		k.part(ctx, 1)
	case nav.PreviousPart:
		k.part(ctx, -1)
	case nav.Activate:
		k.round(ctx)
	case nav.Back:
		k.activate(ctx, "back")
	case nav.Erase:
		k.erase(ctx)
	case nav.Repeat:
		k.repeat()
	case nav.Spell:
		k.spell(k.subject())
	case nav.RepeatPage:
		k.unheard()
		k.say(announce.Whole(k.words(), k.shown.Root))
	default:
		k.tune(ctx, c)
	}
}

// round does what the round key does. On the first page it says how to begin to somebody who has not come to anything yet: a
// keypad is felt for by those who do not see the page.
func (k *Kiosk) round(ctx context.Context) {
	n, _ := k.shown.Root.Find(k.cursor)
	if k.state.Place == flow.Attract && !n.Role.Actionable() && !k.hearing().On && k.o.View.Spoken {
		k.resident(ctx, flow.SpeechWanted{On: true, By: flow.ByKeys})
		return
	}
	k.activate(ctx, k.cursor)
}

// part goes to another part of the page, which may have to be turned for it.
func (k *Kiosk) part(ctx context.Context, delta int) {
	turn, ok := nav.Turn(k.shown.Root, k.cursor, delta)
	if !ok {
		k.point(nav.Part(k.shown.Root, k.cursor, delta))
		return
	}
	k.resident(ctx, k.shown.On[turn.ID])
	if main, ok := k.shown.Root.Part(a11y.Main); ok {
		k.cursor = main.Leaves()[0].ID
		k.draw(nil)
	}
}

// tune changes how one hears.
func (k *Kiosk) tune(ctx context.Context, c nav.Command) {
	switch c {
	case nav.Louder:
		k.resident(ctx, flow.VolumeMoved{By: 1})
	case nav.Softer:
		k.resident(ctx, flow.VolumeMoved{By: -1})
	case nav.Faster:
		k.resident(ctx, flow.RateMoved{By: 1})
	case nav.Slower:
		k.resident(ctx, flow.RateMoved{By: -1})
	case nav.Pause:
		k.o.Voice.Pause()
	}
}

// Type takes a character, and what its key asks for. It is written where the page has a field for it: where the cursor is on
// that field, where the page has a key for it, where somebody is writing. Else it does what its key asks for.
func (k *Kiosk) Type(r rune, c nav.Command) {
	k.post(func(ctx context.Context) {
		if k.awake(ctx) {
			return
		}
		if _, ok := k.learnt(string(r)); ok || k.state.Place == flow.SwitchPage && !k.state.Learning {
			k.foreign(ctx, string(r))
			return
		}
		if k.state.Learning {
			k.resident(ctx, flow.KeyNamed{Key: character(r, c)})
			return
		}
		if entry, ok := k.field(); ok && (c == nav.None || k.writing || k.cursor == entry.ID || k.onPage(r)) {
			k.writing = true
			k.resident(ctx, k.shown.Text[entry.ID](k.written(entry)+string(r)))
			return
		}
		k.writing = false
		if c == nav.None {
			k.foreign(ctx, string(r))
			return
		}
		k.press(ctx, c)
	})
}

// Scan takes what a card reader or a code scanner has typed. It is nobody's keys, and is written nowhere but where the page wants it.
func (k *Kiosk) Scan(text string) {
	k.post(func(ctx context.Context) {
		if !k.awake(ctx) {
			k.writing = false
			k.resident(ctx, flow.Scanned{Text: text})
		}
	})
}

// character is what a key that writes is called while keys are learnt.
func character(r rune, c nav.Command) string {
	switch {
	case c != nav.None:
		return string(c)
	case unicode.IsDigit(r):
		return "digit"
	}
	return "letter"
}

// onPage says whether the page has a key for a character.
func (k *Kiosk) onPage(r rune) bool {
	_, ok := k.shown.Root.Find(a11y.ID("key-" + string(r)))
	return ok
}

// erase takes the last character of the page's field back.
func (k *Kiosk) erase(ctx context.Context) {
	if entry, ok := k.field(); ok {
		text := k.written(entry)
		_, n := utf8.DecodeLastRuneInString(text)
		k.resident(ctx, k.shown.Text[entry.ID](text[:len(text)-n]))
	}
}

// field is the page's field, if it has one.
func (k *Kiosk) field() (a11y.Node, bool) { return k.shown.Root.Part(a11y.Entry) }

func (k *Kiosk) written(entry a11y.Node) string { return held(k.shown, entry) }

// over says whether a page lies over another one, to which the cursor goes back when it is closed.
func over(p flow.Place) bool {
	return p == flow.Help || p == flow.Suit || p == flow.SwitchPage || p == flow.Staff
}
