package flow

import (
	"reflect"
	"slices"
	"strings"

	"linli/report"
)

// proceed goes one page on, if the answer on this one allows it.
func proceed(s State, e Event) (State, []Effect) {
	switch e := e.(type) {
	case GroupChosen:
		return s.downAShelf(e.Index), nil
	case ServiceChosen:
		if s.Place == Groups || s.Place == Services || s.Place == Find {
			return chooseService(s, e.Code)
		}
	case Continued:
		return next(s)
	case SendPressed:
		if s.Place == Review {
			return send(s)
		}
	}
	return s, nil
}

func chooseService(s State, code string) (State, []Effect) {
	service, ok := s.Catalogue.Find(code)
	if !ok {
		return s, nil
	}
	var effects []Effect
	if code != s.Draft.ServiceCode || !s.Catalogue.Defined {
		s.Catalogue.Definition, s.Catalogue.Defined = report.Definition{ServiceCode: code}, !service.Asks
		s.Asking = 0
		s.Changing = false // another service asks other questions: walk through them
		if service.Asks {
			effects = []Effect{LoadDefinition{code, s.Settings.Lang}}
		}
	}
	s.Draft.ServiceCode = code
	s.Search.Chose = s.Place == Find
	if s.Changing {
		s.Changing = false
		return s.at(Review), effects
	}
	return s.at(Where), effects
}

func next(s State) (State, []Effect) {
	switch { // also where an answer is changed
	case s.unread():
		return s.read(Continued{})
	case s.Place == Draw:
		return s.at(s.Writing()).surnamed(), nil
	case s.Place == Write:
		after, effects := s.settle()
		after = remember(s, after, MarkPressed{})
		if after.Pad.Letters != "" {
			return after, effects
		}
		return after.at(s.Writing()).surnamed(), nil
	}
	if s.Place == Homes { // has its own way on
		return s, nil
	}
	if p := fault(s); p != "" {
		s.Problem, s.Part = p, 0 // what is wrong stands on the first part
		return s, nil
	}
	if s.Place == Voice {
		if s.Heard.Stage == ToConfirm {
			return s, nil // that is no answer
		}
		s.Heard.Stage = AsItIs // they go on without
	}
	switch s.Place {
	case Number:
		return look(s)
	case StaffNumber:
		return s.at(StaffCode), nil
	case StaffCode:
		return signIn(s)
	case NamePage:
		return s.calledOn(), nil
	}
	if s.Changing && s.Place != Contact && inReport(s.Place) {
		s.Changing = false
		return s.at(Review), nil
	}
	switch s.Place {
	case Teach:
		s = s.at(Teach)
		s.Lesson = s.Lesson.to(s.Lesson.At + 1)
		return s, nil
	case OpinionCheck:
		if s.saysNothing() {
			return leave(s)
		}
	case Where:
		return s.at(Tell), nil
	case Tell, Voice:
		return questions(s)
	case Ask:
		return nextQuestion(s), nil
	case Contact:
		return afterContact(s), nil
	case Phone:
		return s.at(Review), nil
	case Done, Found, TakenBack, Added, NotChanged, Rated, Written:
		return leave(s)
	}
	return nextOfChange(s)
}

// leave ends the session, but asks first where something would be lost.
func leave(s State) (State, []Effect) {
	if written(s) {
		return s.at(Leaving), nil
	}
	return finish(s)
}

// questions goes to the service's first question, or waits for them to come.
func questions(s State) (State, []Effect) {
	if s.Catalogue.Defined {
		return firstQuestion(s), nil
	}
	s = s.at(Waiting)
	s.Catalogue.Trouble = ""
	return s, []Effect{LoadDefinition{s.Draft.ServiceCode, s.Settings.Lang}}
}

func firstQuestion(s State) State {
	s.Asking = -1
	return nextQuestion(s)
}

func nextQuestion(s State) State {
	for _, i := range s.Asked() {
		if i > s.Asking {
			s = s.at(Ask)
			s.Asking = i
			return s
		}
	}
	return s.at(Contact)
}

func afterContact(s State) State {
	if s.Draft.Contact.Channel == report.NoReply {
		s.Changing = false
		return s.at(Review)
	}
	return s.at(Phone)
}

// send files what has been answered, if all of it is right. What was frozen of the same answers, and may be kept or have left
// already, is sent as it is: with a number of its own it would be there twice.
func send(s State) (State, []Effect) {
	if at, wrong := firstFault(s); wrong {
		return at, nil
	}
	if !reflect.DeepEqual(s.Answers, Filing(s)) {
		s = discarded(s)
	}
	if s.Assist.By != "" && !s.Assist.Agreed {
		return s.at(Agree), nil
	}
	return transmit(s)
}

// transmit freezes the answers, unless they are frozen, and sends them. What staff have written is only sent with the resident's word.
func transmit(s State) (State, []Effect) {
	if s.Assist.By != "" && !s.Assist.Agreed {
		return s.at(Agree), nil
	}
	s = s.at(Sending)
	if s.Submission.Key != "" {
		return s, []Effect{Send{s.Submission}}
	}
	s.Answers = Filing(s)
	return s, []Effect{Freeze{s.Answers}}
}

// firstFault goes to the first page with a wrong or missing answer, if there is one.
func firstFault(s State) (State, bool) {
	try := func(p Place, asking int) (State, bool) {
		t := s.at(p)
		t.Asking = asking
		t.Problem = fault(t)
		t.Changing = true
		return t, t.Problem != ""
	}
	for _, p := range []Place{Where, Tell} {
		if t, wrong := try(p, s.Asking); wrong {
			return t, true
		}
	}
	for _, i := range s.Asked() {
		if t, wrong := try(Ask, i); wrong {
			return t, true
		}
	}
	if t, wrong := try(Contact, s.Asking); wrong || s.Draft.Contact.Channel == report.NoReply {
		return t, wrong
	}
	return try(Phone, s.Asking)
}

// Filing is the draft as it is filed: without answers to questions that the chosen service does not ask, and without the
// phone number and the name of somebody who is not to be called.
func Filing(s State) report.Draft {
	d := s.Draft
	d.Helper = s.Assist.By
	d.Description = strings.TrimSpace(d.Description)
	if d.Contact.Channel == report.NoReply {
		d.Contact = report.Contact{Channel: report.NoReply}
	}
	return s.Catalogue.Definition.Heard(d)
}

// Progress says which step of how many the resident is at: what, where, tell, each question, contact, check;
// or of a rating: each question, check. of is 0
// while it is not known how many questions there will be; step is 0 elsewhere.
func Progress(s State) (step, of int) {
	asked := s.Asked()
	questions := len(asked)
	if s.Catalogue.Defined {
		of = questions + 5
	}
	if s.Place == Write || s.Place == Draw {
		s.Place = s.Writing()
	}
	switch s.Place {
	case Groups, Services, Find:
		return 1, of
	case Where, Homes:
		return 2, of
	case Tell, Voice, Waiting:
		return 3, of
	case Ask, AskMonth, AskTime:
		at, _ := slices.BinarySearch(asked, s.Asking)
		return 4 + at, of
	case Contact, Phone, NamePage:
		return 4 + questions, of
	case Review, Agree:
		return 5 + questions, of
	case Opinion:
		return s.Change.Asking + 1, Opinions + 1
	case OpinionCheck:
		return Opinions + 1, Opinions + 1
	case Teach:
		if l := s.Lesson; !l.Over() {
			return l.At + 1, len(l.Commands)
		}
	}
	return 0, 0
}
