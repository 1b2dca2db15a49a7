package flow

import (
	"slices"
	"strings"
	"time"

	"linli/report"
)

// Own is a request that was filed in this session. Its key proves that it is the resident's.
type Own struct {
	Number      report.Number
	Key         string
	ServiceCode string
}

// Change is what the resident wants changed of a request that has been filed.
type Change struct {
	Number                   report.Number
	ServiceCode, ServiceName string
	// From is the page that it began on.
	From Place
	// Until is until when it may be changed, by the city's clock.
	Until time.Time
	// Withdraw: it is taken back. Otherwise Words are added to it.
	Withdraw bool
	Words    string
	// Proof is the key of its filing, or the digits that the resident types.
	Proof report.Proof
	// Trouble is why it was not changed.
	Trouble report.Code
}

// Sends says whether something is under way at a place that cannot be called back.
func (p Place) Sends() bool { return p == Sending || p == Altering }

// own returns the request of a number that was filed in this session.
func (s State) own(n report.Number) (Own, bool) {
	i := slices.IndexFunc(s.Own, func(o Own) bool { return o.Number == n })
	if i < 0 {
		return Own{}, false
	}
	return s.Own[i], true
}

// Changeable returns what can be changed of the request on the page, false where it cannot be here.
func (s State) Changeable() (Change, bool) {
	var c Change
	switch s.Place {
	case Done:
		c = Change{Number: s.Receipt.Number, Until: s.Receipt.ChangeUntil}
	case Found:
		st := s.Status
		c = Change{Number: st.Number, Until: st.ChangeUntil, ServiceCode: st.ServiceCode, ServiceName: st.ServiceName}
	}
	own, mine := s.own(c.Number)
	if mine {
		c.ServiceCode, c.Proof.Filing = own.ServiceCode, own.Key
	}
	c.From = s.Place
	return c, !c.Until.IsZero() && (mine || s.Place == Found && s.Status.Proof)
}

// ChangedService is what the request is about that is being changed.
func (s State) ChangedService() report.Service {
	if service, ok := s.Catalogue.Find(s.Change.ServiceCode); ok {
		return service
	}
	return report.Service{Code: s.Change.ServiceCode, Name: s.Change.ServiceName}
}

// change takes what a resident does to a request that has been filed.
func change(s State, e Event) (State, []Effect) {
	s.Problem = ""
	switch e := e.(type) {
	case TakeBackChosen:
		return beginChange(s, TakeBack), nil
	case AddChosen:
		return beginChange(s, Add), nil
	case TakeBackConfirmed:
		if s.Place == TakeBack {
			return prove(s)
		}
	case AddWritten:
		s.Change.Words = clean(e.Text)
	case AddToggled:
		s.Change.Words = togglePhrase(s.Change.Words, PhraseToggled(e))
	case ProofWritten:
		s.Change.Proof.Digits, s.Problem = onlyDigits(e.Digits, proofDigits, ProofFull)
	}
	return s, nil
}

// proofDigits is how many of a phone's digits prove whose it is.
const proofDigits = 4

// beginChange goes to the first page of a change. What was written for the same request before is still there.
func beginChange(s State, to Place) State {
	c, ok := s.Changeable()
	if !ok {
		return s
	}
	if s.Change.Number == c.Number {
		c.Words, c.Proof.Digits = s.Change.Words, s.Change.Proof.Digits
	}
	c.Withdraw = to == TakeBack
	s.Change = c
	return s.at(to)
}

// nextOfChange goes on from a page of a change.
func nextOfChange(s State) (State, []Effect) {
	switch s.Place {
	case Add:
		return s.at(AddCheck), nil
	case AddCheck:
		return prove(s)
	case Proof:
		return alter(s)
	}
	return s, nil
}

// prove asks for the digits, unless the session has a proof already.
func prove(s State) (State, []Effect) {
	if s.Change.Proof.Filing == "" {
		return s.at(Proof), nil
	}
	return alter(s)
}

// alter asks the city to make the change.
func alter(s State) (State, []Effect) {
	s = s.at(Altering)
	c := s.Change
	if c.Withdraw {
		return s, []Effect{Withdraw{c.Number, c.Proof}}
	}
	return s, []Effect{Amend{c.Number, c.Proof, strings.TrimSpace(c.Words)}}
}

// altered takes what the city made of a change.
func altered(s State, e ChangeAnswered) State {
	c := s.Change
	if !s.awaits(Altering) || e.Number != c.Number || e.Withdraw != c.Withdraw {
		return s
	}
	switch {
	case e.Trouble == "" && c.Withdraw:
		s = s.at(TakenBack)
		s.Change = Change{Number: c.Number}
	case e.Trouble == "":
		s = s.at(Added)
		s.Change = Change{Number: c.Number}
	case e.Trouble == report.NoProof && c.Proof.Filing == "":
		s = s.at(Proof)
		s.Problem = WrongDigits
	default:
		s = s.at(NotChanged)
		s.Change.Trouble = e.Trouble
	}
	return s
}

// beforeChange is the page before a page of a change, false for other pages.
func beforeChange(s State) (Place, bool) {
	switch s.Place {
	case TakeBack, Add:
		return s.Change.From, true
	case AddCheck:
		return Add, true
	case Proof, NotChanged:
		switch {
		case s.Place == NotChanged && s.Change.Trouble == report.Unconfirmed:
			return s.Change.From, true // it may have been made
		case s.Change.Withdraw:
			return TakeBack, true
		}
		return AddCheck, true
	case Altering:
		return Altering, true
	case TakenBack, Added:
		return Home, true
	}
	return 0, false
}

// faultOfChange says what is wrong with the answer on a page of a change.
func faultOfChange(s State) Problem {
	switch {
	case s.Place == Add && strings.TrimSpace(s.Change.Words) == "":
		return Missing
	case s.Place == Add:
		return tooLong(s.Change.Words)
	case s.Place == Proof && len(s.Change.Proof.Digits) != proofDigits:
		return FourDigits
	}
	return ""
}
