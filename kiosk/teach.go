package kiosk

import (
	"context"

	"linli/a11y/nav"
	"linli/flow"
	"linli/report"
)

// Lesson is what a kiosk needs at which keys are taught. It serves nobody meanwhile.
type Lesson struct {
	// Commands are what keys can ask for, in the order in which they are taught; Had are the keys that each of them has.
	Commands []string
	Had      [][]string
	// Keyboard are the keys that only move about, and what each does: nobody is to be taught them.
	Keyboard map[string]nav.Command
	// Save writes down the keys of the commands that have others now, and returns the file; "" where it only printed them.
	Save func(keys map[string][]string) (where string, err error)
	// Close closes the window.
	Close func()
}

// Strike takes a key as it is called, where keys are taught: those of the keyboard and those that were taught to move do so, the others
// are taught. flaw is why it cannot be used. It may be called from any goroutine.
func (k *Kiosk) Strike(key string, flaw flow.Flaw) {
	k.post(func(ctx context.Context) {
		c := k.o.Lesson.Keyboard[key]
		if c == nav.None {
			c = nav.Command(k.state.Lesson.Leads(key))
		}
		if c != nav.None && flaw == "" {
			k.press(ctx, c)
			return
		}
		if k.state.Place == flow.Teach && !k.state.Lesson.Over() {
			k.cursor = "continue" // so that the round key goes on
		}
		k.resident(ctx, flow.KeyStruck{Key: key, Flaw: flaw})
	})
}

// lesson starts what a lesson needs.
func (k *Kiosk) lesson(ctx context.Context, effect flow.Effect) {
	switch e := effect.(type) {
	case flow.SaveKeys:
		k.start(ctx, func() flow.Event {
			where, err := k.o.Lesson.Save(e.Keys)
			if err != nil {
				k.o.Log.Error("keys", "what", "save", "err", err)
				return flow.KeysSaved{Trouble: report.Internal}
			}
			return flow.KeysSaved{Where: where}
		})
	case flow.Close:
		k.o.Lesson.Close()
	}
}
