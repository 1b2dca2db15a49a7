package kiosk

import (
	"context"

	"linli/flow"
)

// Assistants are the members of staff who may write for residents.
type Assistants interface {
	// SignIn returns nil where a number and a code belong to one of them. The code of its error is report.NoProof where they do not,
	// and report.TooOften where that was so too often.
	SignIn(ctx context.Context, number, code string) error
}

// signIn looks whether a number and a code belong to a member of staff.
func (k *Kiosk) signIn(ctx context.Context, e flow.SignIn) {
	if k.o.Assistants == nil {
		return
	}
	k.start(ctx, func() flow.Event {
		return flow.SignedIn{Trouble: k.trouble("sign-in", k.o.Assistants.SignIn(ctx, e.Number, e.Code))}
	})
}

// readBack begins to speak where staff have written for a resident who does not listen: what is asked then is heard, whoever holds the
// keys. What is personal is not said aloud.
func (k *Kiosk) readBack(from flow.Place) {
	if k.state.Place != flow.Agree || from == flow.Agree || k.o.View.Offer.Speaks(k.state.Settings) || k.o.View.Offer.Earcons == "never" {
		return
	}
	k.aside = true
}
