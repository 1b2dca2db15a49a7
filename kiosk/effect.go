package kiosk

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"linli/flow"
	"linli/report"
)

// perform starts an effect.
func (k *Kiosk) perform(ctx context.Context, effect flow.Effect) {
	switch e := effect.(type) {
	case flow.End:
		k.session++
		k.stop()
		k.unsay()
		if k.o.Lesson != nil {
			k.o.Lesson.Close() // after a fault: there is nobody to serve
		}
		k.call = nil // whoever asked for help and has gone is still looked for
		k.o.Ended()
	case flow.LoadServices:
		w := k.o.View.Bundle.Words(e.Lang)
		k.start(ctx, func() flow.Event {
			services, err := k.o.City.Services(ctx, k.catalogueLang(e.Lang))
			return flow.ServicesArrived{Lang: e.Lang, Services: Understand(services, w, k.o.Reader), Trouble: k.trouble("load services", err)}
		})
	case flow.LoadDefinition:
		k.start(ctx, func() flow.Event {
			d, err := k.o.City.Definition(ctx, e.Code, k.catalogueLang(e.Lang))
			return flow.DefinitionArrived{Lang: e.Lang, Definition: d, Trouble: k.trouble("load definition", err)}
		})
	case flow.Freeze:
		lang := k.catalogueLang(k.o.View.Lang(k.state))
		k.start(ctx, func() flow.Event {
			s, err := k.freeze(e.Draft, lang)
			if err != nil {
				return flow.NotFiled{Trouble: k.trouble("freeze", err)}
			}
			return flow.Frozen{Submission: s}
		})
	case flow.Send:
		k.start(ctx, func() flow.Event {
			r, err := k.o.City.Send(ctx, e.Submission)
			if err != nil {
				return flow.NotFiled{Trouble: k.trouble("send", err)}
			}
			r.Number = e.Submission.Number
			return flow.Filed{Receipt: r}
		})
	case flow.Look:
		k.start(ctx, func() flow.Event {
			s, err := k.o.City.Track(ctx, e.Number, k.catalogueLang(e.Lang))
			return flow.StatusArrived{Number: e.Number, Status: s, Trouble: k.trouble("look up", err)}
		})
	case flow.Suggest:
		k.suggest(ctx, e)
	case flow.Recognise:
		k.recognise(ctx, e)
	case flow.CallStaff:
		k.callStaff(ctx, e.Count)
	case flow.CallOff:
		k.callOff(ctx)
	case flow.SignIn:
		k.signIn(ctx, e)
	case flow.SaveKeys, flow.Close:
		k.lesson(ctx, effect)
	default:
		k.alter(ctx, effect)
	}
}

// alter starts what is done with a request that has been filed.
func (k *Kiosk) alter(ctx context.Context, effect flow.Effect) {
	switch e := effect.(type) {
	case flow.Record:
		k.record(ctx)
	case flow.StopRecording:
		k.stop()
	case flow.Hear:
		k.hear(e)
	case flow.TakeDown:
		k.takeDown(ctx, e)
	case flow.Withdraw:
		k.start(ctx, func() flow.Event {
			err := k.o.City.Withdraw(ctx, e.Number, e.Proof)
			return k.changed(flow.ChangeAnswered{Number: e.Number, Act: flow.ToWithdraw}, "withdraw", err)
		})
	case flow.Amend:
		k.start(ctx, func() flow.Event {
			err := k.o.City.Amend(ctx, e.Number, e.Proof, e.Words)
			return k.changed(flow.ChangeAnswered{Number: e.Number}, "amend", err)
		})
	case flow.Rate:
		k.start(ctx, func() flow.Event {
			err := k.o.City.Rate(ctx, e.Number, e.Proof, e.Closing, e.Rating)
			return flow.ChangeAnswered{Number: e.Number, Act: flow.ToRate, Trouble: k.trouble("rate", err)}
		})
	case flow.Read:
		k.start(ctx, func() flow.Event {
			told, err := k.o.City.Told(ctx, e.Number, e.Proof, k.catalogueLang(e.Lang))
			return flow.ChangeAnswered{Number: e.Number, Act: flow.ToRead, Told: told, Trouble: k.trouble("read", err)}
		})
	}
}

// changed says what came of a change: done, kept to be done later, or why not.
func (k *Kiosk) changed(e flow.ChangeAnswered, what string, err error) flow.Event {
	if e.Later = report.CodeOf(err) == report.Later; !e.Later {
		e.Trouble = k.trouble(what, err)
	}
	return e
}

// start runs what an effect needs and posts its answer, if the session is still the same then.
func (k *Kiosk) start(ctx context.Context, run func() flow.Event) {
	session := k.session
	k.o.Spawn(func() {
		answer := run()
		k.post(func(context.Context) {
			if k.session == session {
				k.apply(ctx, answer)
			}
		})
	})
}

func (k *Kiosk) catalogueLang(lang string) string { return k.o.View.Bundle.Words(lang).Catalogue() }

// freeze gives a draft its number and its key.
func (k *Kiosk) freeze(d report.Draft, lang string) (report.Submission, error) {
	n, err := report.Mint(k.o.Number, k.o.Random)
	if err != nil {
		return report.Submission{}, &report.Error{Code: report.Internal, Op: "mint a number", Err: err}
	}
	key, err := uuid.NewV7FromReader(k.o.Random)
	if err != nil {
		return report.Submission{}, &report.Error{Code: report.Internal, Op: "make a key", Err: err}
	}
	if _, said := d.Recording(); said && d.Description == "" { // whoever reads it knows that there is something to hear
		d.Description = k.o.View.Bundle.Words(k.o.View.Langs[0]).T("voice.attached")
	}
	return report.Submission{Number: n, Key: key.String(), Draft: d, Lang: lang, FiledAt: k.o.Clock()}, nil
}

// trouble logs why something did not work, for the operator, and returns its code, for the resident.
func (k *Kiosk) trouble(what string, err error) report.Code {
	if err == nil {
		return ""
	}
	code := report.CodeOf(err)
	if !errors.Is(err, context.Canceled) && code != report.NotFound && code != report.NoProof {
		k.o.Log.Warn("city", "what", what, "code", string(code), "err", err)
	}
	return code
}
