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

// Act is what is to become of a request that has been filed.
type Act int

// The acts.
const (
	ToAdd Act = iota
	ToWithdraw
	ToRate
	ToRead
)

// Change is what the resident wants done with a request that has been filed. All of it needs a proof that it is theirs.
type Change struct {
	Number                                report.Number
	ServiceCode, ServiceName, ServiceLang string
	// From is the page that it began on.
	From Place
	// Until is until when it may be changed, by the city's clock.
	Until time.Time
	Act   Act
	// Words are added to it.
	Words string
	// Rating is what is thought of it, Closing which time it is that it was closed. Asking is the question being asked;
	// Checking: the resident came from the check page and goes back there.
	Rating   report.Rating
	Closing  int
	Asking   int
	Checking bool
	// Reopened: it is open again because of what was thought.
	Reopened bool
	// Later: it is not done yet, and kept until the city has the request.
	Later bool
	// Told is what was written in it.
	Told report.Told
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
	c, proves := s.claim()
	return c, !c.Until.IsZero() && proves
}

// Rateable returns what can be said of the request on the page, false where nothing can be said here.
func (s State) Rateable() (Change, bool) {
	c, proves := s.claim()
	return c, c.Closing > 0 && proves
}

// Readable returns what can be read of the request on the page, false where nothing can be read here.
func (s State) Readable() (Change, bool) {
	c, proves := s.claim()
	return c, s.Place == Found && s.Status.Private && proves
}

// claim is the request on the page, and whether somebody here can prove that it is theirs.
func (s State) claim() (c Change, proves bool) {
	switch s.Place {
	case Done:
		c = Change{Number: s.Receipt.Number, Until: s.Receipt.ChangeUntil}
	case Found:
		st := s.Status
		c = Change{Number: st.Number, Until: st.ChangeUntil, ServiceCode: st.ServiceCode, ServiceName: st.ServiceName, ServiceLang: st.Lang, Closing: st.Closing}
	}
	own, mine := s.own(c.Number)
	if mine {
		c.ServiceCode, c.Proof.Filing = own.ServiceCode, own.Key
	}
	c.From = s.Place
	return c, mine || s.Place == Found && s.Status.Proof
}

// ChangedService is what the request is about that is being changed.
func (s State) ChangedService() report.Service {
	if service, ok := s.Catalogue.Find(s.Change.ServiceCode); ok {
		return service
	}
	return report.Service{Code: s.Change.ServiceCode, Name: s.Change.ServiceName, Lang: s.Change.ServiceLang}
}

// change takes what a resident does to a request that has been filed.
func change(s State, e Event) (State, []Effect) {
	s.Problem = ""
	switch e := e.(type) {
	case TakeBackChosen:
		if c, ok := s.Changeable(); ok {
			return s.begin(c, ToWithdraw).at(TakeBack), nil
		}
	case AddChosen:
		if c, ok := s.Changeable(); ok {
			return s.begin(c, ToAdd).at(Add), nil
		}
	case RateChosen:
		if c, ok := s.Rateable(); ok {
			return s.begin(c, ToRate).at(Opinion), nil
		}
	case ReadChosen:
		if c, ok := s.Readable(); ok {
			return prove(s.begin(c, ToRead))
		}
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
	case OpinionGiven:
		if s.Place == Opinion {
			s.Change.Rating = e.Rating
		}
	case OpinionPressed:
		if s.Place == OpinionCheck {
			s.Change.Asking, s.Change.Checking = e.Asking, true
			return s.at(Opinion), nil
		}
	}
	return s, nil
}

// proofDigits is how many of a phone's digits prove whose it is.
const proofDigits = 4

// begin starts to do something with a request. What was written for the same one before is still there.
func (s State) begin(c Change, act Act) State {
	if s.Change.Number == c.Number {
		c.Words, c.Proof.Digits = s.Change.Words, s.Change.Proof.Digits
		if s.Change.Closing == c.Closing {
			c.Rating = s.Change.Rating
		}
	}
	c.Act = act
	s.Change = c
	return s
}

// nextOfChange goes on from a page of a change.
func nextOfChange(s State) (State, []Effect) {
	switch s.Place {
	case Add:
		return s.at(AddCheck), nil
	case Opinion:
		return nextOpinion(s), nil
	case AddCheck, OpinionCheck:
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

// alter asks the city to do what is wanted.
func alter(s State) (State, []Effect) {
	s = s.at(Altering)
	switch c := s.Change; c.Act {
	case ToWithdraw:
		return s, []Effect{Withdraw{c.Number, c.Proof}}
	case ToRate:
		return s, []Effect{Rate{c.Number, c.Proof, c.Closing, c.Rating}}
	case ToRead:
		return s, []Effect{Read{c.Number, c.Proof, s.Settings.Lang}}
	default:
		return s, []Effect{Amend{c.Number, c.Proof, strings.TrimSpace(c.Words)}}
	}
}

// altered takes what the city made of it.
func altered(s State, e ChangeAnswered) State {
	c := s.Change
	if !s.awaits(Altering) || e.Number != c.Number || e.Act != c.Act {
		return s
	}
	switch {
	case e.Trouble == "" && c.Act == ToRead:
		s = s.at(Written)
		s.Change.Told = e.Told
	case e.Trouble == "":
		s = s.at(map[Act]Place{ToAdd: Added, ToWithdraw: TakenBack, ToRate: Rated}[c.Act])
		s.Change = Change{Number: c.Number, Later: e.Later, Reopened: c.Act == ToRate && c.Rating.Reopens()}
	case e.Trouble == report.NoProof && c.Proof.Filing == "":
		s = s.at(Proof)
		s.Problem = WrongDigits
	default:
		s = s.at(NotChanged)
		s.Change.Trouble = e.Trouble
	}
	return s
}

// backOfChange goes back from a page of a change, false from other pages.
func backOfChange(s State) (State, bool) {
	switch s.Place {
	case TakeBack, Add, Written:
		s.Change.Told = report.Told{} // it is shown once for each proof
		return s.at(s.Change.From), true
	case AddCheck:
		return s.at(Add), true
	case Opinion, OpinionCheck:
		return opinionBefore(s), true
	case Proof, NotChanged:
		if s.Place == NotChanged && s.Change.Trouble == report.Unconfirmed {
			return s.at(s.Change.From), true // it may have been done
		}
		return s.at(s.lastBeforeProof()), true
	case Altering:
		return s, true
	case TakenBack, Added, Rated:
		return s.at(Home), true
	}
	return s, false
}

// lastBeforeProof is the page from which the proof is asked for.
func (s State) lastBeforeProof() Place {
	switch s.Change.Act {
	case ToWithdraw:
		return TakeBack
	case ToRate:
		return OpinionCheck
	case ToRead:
		return s.Change.From
	}
	return AddCheck
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
