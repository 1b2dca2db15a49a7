package flow

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"linli/report"
)

var (
	heating = report.Service{Code: "heating", Name: "Heating", Group: "home", Asks: true, Lang: "en"}
	light   = report.Service{Code: "light", Name: "Light", Group: "street", Lang: "en"}
	gate    = report.Place{ID: "gate", Name: "Gate", Address: "Gate 1"}
	now     = time.Date(2026, 11, 23, 9, 5, 0, 0, time.UTC)
	// asks are one question of each datatype; those with values and the number are required.
	asks = report.Definition{ServiceCode: "heating", Attributes: []report.Attribute{
		{Code: "note", Datatype: report.TypeText, Question: "Beware."},
		{Code: "one", Datatype: report.TypeSingle, Variable: true, Required: true, Values: []report.Value{{Key: "a"}, {Key: "b"}}},
		{Code: "any", Datatype: report.TypeMulti, Variable: true, Required: true, Values: []report.Value{{Key: "a"}, {Key: "b"}, {Key: "c"}}},
		{Code: "number", Datatype: report.TypeNumber, Variable: true, Required: true},
		{Code: "when", Datatype: report.TypeDatetime, Variable: true},
		{Code: "words", Datatype: report.TypeText, Variable: true},
	}}
)

const good, mistyped = "102406428304", "102406428305"

// with is a state in which everything has been answered, changed by edits.
func with(edits ...func(*State)) State {
	d := report.Draft{ServiceCode: "heating", Place: gate, Description: "It is cold. ", Contact: report.Contact{Channel: report.ByPhone, Phone: "13800138000"}}
	d = d.WithAnswer("one", "a").WithAnswer("any", "a", "c").WithAnswer("number", "3")
	s := State{
		Place: Review, Settings: Settings{Lang: "en"}, Now: now, Draft: d,
		Catalogue: Catalogue{Lang: "en", Loaded: true, Services: []report.Service{heating, light}, Definition: asks, Defined: true},
	}
	for _, edit := range edits {
		edit(&s)
	}
	return s
}

func at(p Place) func(*State)      { return func(s *State) { s.Place = p } }
func asking(i int) func(*State)    { return func(s *State) { s.Place, s.Asking = Ask, i } }
func number(n string) func(*State) { return func(s *State) { s.Place, s.Digits = Number, n } }
func without(code string) func(*State) {
	return func(s *State) { s.Draft = s.Draft.WithAnswer(code) }
}
func answered(code, value string) func(*State) {
	return func(s *State) { s.Draft = s.Draft.WithAnswer(code, value) }
}

var sent = report.Submission{Number: good, Key: "key-1", FiledAt: now}

func full(s *State) {
	s.Place, s.Submission, s.Answers, s.Trouble = NotSent, sent, Filing(*s), report.Full
}

func TestStep(t *testing.T) {
	long := strings.Repeat("长", MaxText+1)
	for _, c := range []struct {
		name    string
		state   State
		event   Event
		place   Place
		problem Problem
		effects []Effect
	}{
		{"start", State{Now: now}, Started{"en"}, Home, "", []Effect{LoadServices{"en"}}},
		{"start only once", with(at(Tell)), Started{"en"}, Tell, "", nil},
		{"a place is required", with(at(Where), func(s *State) { s.Draft.Place = report.Place{} }), Continued{}, Where, Missing, nil},
		{"blanks are no place", with(at(Where), func(s *State) { s.Draft.Place = report.Place{Name: " \n", Address: " \n"} }), Continued{}, Where, Missing, nil},
		{"words are not required", with(at(Tell), func(s *State) { s.Draft.Description = "" }), Continued{}, Ask, "", nil},
		{"one of several is required", with(asking(1), without("one")), Continued{}, Ask, Missing, nil},
		{"any of several is required", with(asking(2), without("any")), Continued{}, Ask, Missing, nil},
		{"blanks are no answer", with(asking(3), answered("number", "  ")), Continued{}, Ask, Missing, nil},
		{"a number is required", with(asking(3), without("number")), Continued{}, Ask, Missing, nil},
		{"a number must be one", with(asking(3), answered("number", "3.4.5")), Continued{}, Ask, NotANumber, nil},
		{"a date is not required", with(asking(4)), Continued{}, Ask, "", nil},
		{"the last question", with(asking(5)), Continued{}, Contact, "", nil},
		{"a channel is required", with(at(Contact), func(s *State) { s.Draft.Contact = report.Contact{} }), Continued{}, Contact, Missing, nil},
		{"a phone number is required", with(at(Phone), func(s *State) { s.Draft.Contact.Phone = "1234" }), Continued{}, Phone, BadPhone, nil},
		{"no phone number for nobody", with(at(Contact), func(s *State) { s.Draft.Contact.Channel = report.NoReply }), Continued{}, Review, "", nil},
		{"too long a description", with(at(Tell), func(s *State) { s.Draft.Description = long }), Continued{}, Tell, TooLong, nil},
		{"just not too long", with(at(Tell), func(s *State) { s.Draft.Description = long[len("长"):] }), Continued{}, Ask, "", nil},
		{"too long an answer", with(asking(5), answered("words", long)), Continued{}, Ask, TooLong, nil},
		{"too long a place", with(at(Where), func(s *State) { s.Draft.Place = report.Place{Name: long} }), Continued{}, Where, TooLong, nil},

		{"an incomplete number", with(number("1024")), Continued{}, Number, Incomplete, nil},
		{"no number", with(number("")), Continued{}, Number, Incomplete, nil},
		{"a mistyped number", with(number(mistyped)), Continued{}, Number, Mistyped, nil},
		{"a number", with(number(good)), Continued{}, Looking, "", []Effect{Look{good, "en"}}},
		{"found", with(number(good), at(Looking)), StatusArrived{Number: good, Status: report.Status{Number: good}}, Found, "", nil},
		{"not known", with(number(good), at(Looking)), StatusArrived{Number: good, Trouble: report.NotFound}, Number, Unknown, nil},
		{"not looked up", with(number(good), at(Looking)), StatusArrived{Number: good, Trouble: report.Offline}, NotLooked, "", nil},
		{"look again", with(number(good), at(NotLooked)), RetryPressed{}, Looking, "", []Effect{Look{good, "en"}}},

		{"send", with(), SendPressed{}, Sending, "", []Effect{Freeze{Filing(with())}}},
		{"send only from the check page", with(at(Tell)), SendPressed{}, Tell, "", nil},
		{"send with something missing", with(without("any")), SendPressed{}, Ask, Missing, nil},
		{"frozen", with(at(Sending)), Frozen{sent}, Sending, "", []Effect{Send{sent}}},
		{"filed", with(at(Sending)), Filed{report.Receipt{Number: good}}, Done, "", nil},
		{"not filed", with(at(Sending)), NotFiled{report.Full}, NotSent, "", nil},
		{"nothing is left while sending", with(at(Sending)), BackPressed{}, Sending, "", nil},
		{"not even for home", with(at(Sending)), HomePressed{}, Sending, "", nil},
		{"help while sending", with(at(Sending)), HelpPressed{}, Help, "", nil},
		{"filed while reading help", with(at(Help), func(s *State) { s.HelpFor = Sending }), Filed{report.Receipt{Number: good}}, Done, "", nil},
		{"not filed while reading help", with(at(Help), func(s *State) { s.HelpFor = Sending }), NotFiled{report.Full}, NotSent, "", nil},
		{"found while reading help", with(number(good), at(Help), func(s *State) { s.HelpFor = Looking }), StatusArrived{Number: good}, Found, "", nil},
		{"questions while reading help", with(at(Help), func(s *State) { s.HelpFor = Waiting }), DefinitionArrived{Lang: "en", Definition: asks}, Ask, "", nil},

		{"not kept: try again", with(full), RetryPressed{}, Sending, "", []Effect{Send{sent}}},
		{"not kept: it can be changed", with(full), BackPressed{}, Review, "", nil},
		{"not kept: begun again", with(full, at(Home)), ReportChosen{}, Groups, "", nil},
		{"not kept: not left unasked", with(full, at(Home)), BackPressed{}, Leaving, "", nil},

		{"a late status", with(at(Home)), StatusArrived{Status: report.Status{Number: good}}, Home, "", nil},
		{"the status of another number", with(number(good), at(Looking)), StatusArrived{Number: "000000000000", Trouble: report.NotFound}, Looking, "", nil},
		{"a late receipt", with(at(Home)), Filed{report.Receipt{Number: good}}, Home, "", nil},
		{"a second receipt", with(at(Done)), Filed{report.Receipt{Number: good}}, Done, "", nil},
		{"a late failure", with(at(Review)), NotFiled{report.Offline}, Review, "", nil},
		{"questions in another language", with(at(Waiting)), DefinitionArrived{Lang: "zh-Hans", Definition: asks}, Waiting, "", nil},
		{"questions of another service", with(at(Waiting)), DefinitionArrived{Lang: "en", Definition: report.Definition{ServiceCode: "light"}}, Waiting, "", nil},
		{"services in another language", with(at(Groups)), ServicesArrived{Lang: "zh-Hans", Services: []report.Service{light}}, Groups, "", nil},
		{"the only group is opened", with(at(Groups)), ServicesArrived{Lang: "en", Services: []report.Service{light}}, Services, "", nil},
		{"services nobody waits for", State{}, ServicesArrived{Services: []report.Service{light}}, Attract, "", nil},

		{"home without anything", State{Place: Home, Now: now}, BackPressed{}, Attract, "", []Effect{End{}}},
		{"home with something written", with(at(Home)), BackPressed{}, Leaving, "", nil},
		{"done ends", State{Place: Done, Now: now}, Continued{}, Attract, "", []Effect{End{}}},
		{"found does not throw a draft away", with(at(Found)), Continued{}, Leaving, "", nil},
		{"found ends where nothing was written", State{Place: Found}, Continued{}, Attract, "", []Effect{End{}}},
		{"a service that is not there", with(at(Services)), ServiceChosen{"none"}, Services, "", nil},
		{"a group that is not there", with(at(Groups)), GroupChosen{7}, Groups, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, effects := Step(c.state, c.event)
			if got.Place != c.place || got.Problem != c.problem || len(effects)+len(c.effects) > 0 && !reflect.DeepEqual(effects, c.effects) {
				t.Errorf("got %s %q %v, want %s %q %v", got.Place, got.Problem, effects, c.place, c.problem, c.effects)
			}
		})
	}
}

// steps applies events and returns the last state and its effects.
func steps(s State, events ...Event) (State, []Effect) {
	var effects []Effect
	for _, e := range events {
		s, effects = Step(s, e)
	}
	return s, effects
}

func TestAProblemIsOnTheFirstPart(t *testing.T) {
	for _, s := range []State{with(at(Where), func(s *State) { s.Draft.Place = report.Place{} }), with(number(mistyped)), with(number("1"))} {
		s.Part = 2
		if got, _ := Step(s, Continued{}); got.Problem == "" || got.Part != 0 {
			t.Errorf("%s: %q on part %d: nobody sees it", s.Place, got.Problem, got.Part)
		}
	}
}

func TestTriedAgainItStaysTheSame(t *testing.T) {
	s := with(full)
	// Until it is changed or begun again, only the very same submission leaves.
	for _, way := range [][]Event{
		{RetryPressed{}},
		{LangChosen{"zh-Hans"}, RetryPressed{}},
		{HelpPressed{}, BackPressed{}, RetryPressed{}},
		{RetryPressed{}, Frozen{report.Submission{Key: "other"}}, NotFiled{report.Full}, RetryPressed{}},
	} {
		if _, effects := steps(s, way...); !reflect.DeepEqual(effects, []Effect{Send{sent}}) {
			t.Errorf("%T: effects %v, want the same submission", way, effects)
		}
	}
	got, _ := steps(s, RetryPressed{}, Filed{report.Receipt{Number: good}})
	if got.Place != Done || got.Submission.Key != "" || got.Receipt.Number != good || !reflect.DeepEqual(got.Draft, report.Draft{Contact: s.Draft.Contact}) {
		t.Errorf("filed at last: %+v", got)
	}
}

// TestTheSameAnswersAreTheSameRequest: the disk may have what it said it could not keep. Whoever goes back, or home and all the way
// again, and sends the same answers sends the same submission; other answers are another one.
func TestTheSameAnswersAreTheSameRequest(t *testing.T) {
	s := with(full)
	for _, way := range [][]Event{
		{BackPressed{}, SendPressed{}},
		{BackPressed{}, ChangePressed{Place: Tell}, Described{"It is very cold."}, Described{s.Draft.Description}, Continued{}, SendPressed{}},
		{HelpPressed{}, BackPressed{}, BackPressed{}, SendPressed{}},
	} {
		if got, effects := steps(s, way...); got.Place != Sending || !reflect.DeepEqual(effects, []Effect{Send{sent}}) {
			t.Errorf("%T: %v, want the same submission", way, effects)
		}
	}
	got, _ := steps(s, HomePressed{}, ReportChosen{})
	if got.Place != Groups || got.Draft.Description != s.Draft.Description {
		t.Errorf("%s, %q", got.Place, got.Draft.Description)
	}
	got.Place = Review
	if _, effects := steps(got, SendPressed{}); !reflect.DeepEqual(effects, []Effect{Send{sent}}) {
		t.Errorf("sent then: %v", effects)
	}
	got.Draft.Contact.Phone = "13800138001"
	if got, effects := steps(got, SendPressed{}); got.Submission.Key != "" || !reflect.DeepEqual(effects, []Effect{Freeze{Filing(got)}}) {
		t.Errorf("changed and sent: %v", effects)
	}
}

// TestRefusedIsOver: what the city has refused is never sent under its number again.
func TestRefusedIsOver(t *testing.T) {
	s := with(full, func(s *State) { s.Place = Sending })
	got, effects := steps(s, NotFiled{report.Refused}, BackPressed{}, SendPressed{})
	if got.Submission.Key != "" || !reflect.DeepEqual(effects, []Effect{Freeze{Filing(s)}}) {
		t.Errorf("%v, want a new submission", effects)
	}
}

func TestNotKeptKeepsAnswersAndAllowsChange(t *testing.T) {
	s := with(full)
	got, effects := steps(s, BackPressed{}, ChangePressed{Place: Tell}, Described{"It is very cold."}, Continued{}, SendPressed{})
	want := Filing(s)
	want.Description = "It is very cold."
	if got.Place != Sending || got.Submission.Key != "" || !reflect.DeepEqual(effects, []Effect{Freeze{want}}) {
		t.Errorf("%s %+v: %v, want a new submission of %v", got.Place, got.Submission, effects, want)
	}
}

func TestL01LanguageInTheMiddleLosesNothing(t *testing.T) {
	for _, s := range []State{with(asking(2)), with(), with(at(Tell)), with(at(Contact))} {
		got, effects := Step(s, LangChosen{"zh-Hans"})
		if !reflect.DeepEqual(effects, []Effect{LoadServices{"zh-Hans"}, LoadDefinition{"heating", "zh-Hans"}}) {
			t.Errorf("%s: effects %v", s.Place, effects)
		}
		got, _ = steps(got, ServicesArrived{Lang: "zh-Hans", Services: []report.Service{heating, light}}, DefinitionArrived{Lang: "zh-Hans", Definition: asks})
		if got.Place != s.Place || got.Asking != s.Asking || !reflect.DeepEqual(got.Draft, s.Draft) {
			t.Errorf("%s: now %s, draft %+v", s.Place, got.Place, got.Draft)
		}
		if _, effects := Step(got, LangChosen{"zh-Hans"}); effects != nil {
			t.Errorf("the same language again: %v", effects)
		}
		// The new language did not come: what is there stays.
		got, _ = steps(s, LangChosen{"zh-Hans"}, ServicesArrived{Lang: "zh-Hans", Trouble: report.Offline}, DefinitionArrived{Lang: "zh-Hans", Trouble: report.Offline})
		if !reflect.DeepEqual(got.Draft, s.Draft) || len(got.Catalogue.Services) != 2 || len(got.Catalogue.Definition.Attributes) != 6 {
			t.Errorf("%s: lost something: %+v", s.Place, got)
		}
	}
}

func TestAnotherServiceKeepsTheWords(t *testing.T) {
	s, effects := steps(with(), ChangePressed{Place: Services}, ServiceChosen{"light"})
	if s.Place != Where || s.Changing || effects != nil || s.Draft.ServiceCode != "light" || s.Draft.Description != "It is cold. " || s.Draft.Place != gate {
		t.Errorf("%s %v %+v", s.Place, effects, s.Draft)
	}
	if d := Filing(s); d.Answers != nil {
		t.Errorf("answers to another service are filed: %v", d.Answers)
	}
	s, effects = Step(with(at(Services), func(s *State) { s.Changing = true }), ServiceChosen{"heating"})
	if s.Place != Review || effects != nil || len(s.Draft.Answers) != 3 {
		t.Errorf("the same service again: %s %v %v", s.Place, effects, s.Draft.Answers)
	}
}

func TestPhrases(t *testing.T) {
	type press = PhraseToggled
	for _, c := range []struct{ before, phrase, end, after string }{
		{"", "水不热", "。", "水不热。"},
		{"水不热。", "水不热", "。", ""},
		{"家里暖气不热。", "暖气不热", "。", "家里暖气不热。暖气不热。"},
		{"家里暖气不热。暖气不热。", "暖气不热", "。", "家里暖气不热。"},
		{"暖气不热。家里暖气不热。", "家里暖气不热", "。", "暖气不热。"},
		{"没写完", "水不热", "。", "没写完。水不热。"},
		{"It is cold", "No water", ". ", "It is cold. No water. "},
		{"It is cold. No water. ", "It is cold", ". ", "No water. "},
	} {
		s := with(at(Tell), func(s *State) { s.Draft.Description = c.before })
		got, _ := Step(s, press{Phrase: c.phrase, End: c.end})
		if got.Draft.Description != c.after {
			t.Errorf("%q and %q: %q, want %q", c.before, c.phrase, got.Draft.Description, c.after)
		}
		if HasPhrase(c.before, c.phrase, c.end) == HasPhrase(c.after, c.phrase, c.end) {
			t.Errorf("%q and %q: pressing changes nothing", c.before, c.phrase)
		}
	}
}

// TestPhrasesThatCannotBothBeTrue: one takes the place of another, and goes when it is pressed again.
func TestPhrasesThatCannotBothBeTrue(t *testing.T) {
	since := []string{"It began today", "It has been some days"}
	for _, c := range []struct{ before, phrase, after string }{
		{"", since[0], "It began today. "},
		{"It is cold. It began today. It smells. ", since[1], "It is cold. It has been some days. It smells. "},
		{"It is cold. It began today. ", since[0], "It is cold. "},
		{"I think. I say:It began today. ", since[1], "I think. I say:It began today. It has been some days. "},
	} {
		e := PhraseToggled{Phrase: c.phrase, End: ". ", Instead: since}
		s, _ := Step(with(at(Tell), func(s *State) { s.Draft.Description = c.before }), e)
		added, _ := Step(with(at(Add), func(s *State) { s.Change.Words = c.before }), AddToggled(e))
		if s.Draft.Description != c.after || added.Change.Words != c.after {
			t.Errorf("%q and %q: %q and %q, want %q", c.before, c.phrase, s.Draft.Description, added.Change.Words, c.after)
		}
	}
}

func TestDigits(t *testing.T) {
	s, _ := Step(with(number("")), NumberWritten{"１０２４ 0642-8304 99"})
	if s.Digits != good {
		t.Errorf("full-width digits: %q", s.Digits)
	}
	s, _ = steps(s, DigitPressed{'7'}, DigitErased{}, DigitErased{}, DigitPressed{'５'}, DigitPressed{'x'})
	if s.Digits != good[:10]+"5" {
		t.Errorf("typed: %q", s.Digits)
	}
	s, _ = Step(with(at(Phone)), PhoneWritten{"+86 138-0013-8000 1234567890"})
	if s.Draft.Contact.Phone != "861380013800012" {
		t.Errorf("phone: %q", s.Draft.Contact.Phone)
	}
	s, _ = steps(with(asking(3)), DigitErased{}, DigitPressed{'4'}, DigitPressed{'.'}, DigitPressed{'5'})
	if got := s.Draft.Answer("number"); !reflect.DeepEqual(got, []string{"4.5"}) {
		t.Errorf("number: %q", got)
	}
	s, _ = steps(s, DigitErased{}, DigitErased{}, DigitErased{}, DigitErased{})
	if got := s.Draft.Answer("number"); got != nil {
		t.Errorf("erased: %q", got)
	}
}

func TestValuesAndDates(t *testing.T) {
	s, _ := steps(with(asking(2), without("any")), ValueToggled{"c"}, ValueToggled{"a"}, ValueToggled{"nonsense"})
	if got := s.Draft.Answer("any"); !reflect.DeepEqual(got, []string{"a", "c"}) {
		t.Errorf("any: %q", got)
	}
	s, _ = steps(with(asking(4)), MonthOpened{}, MonthMoved{-1}, DayChosen{now.AddDate(0, 0, -30)}, TimeChosen{15})
	if got := s.Draft.Answer("when"); s.Place != Ask || !reflect.DeepEqual(got, []string{"2026-10-24T15:00:00Z"}) {
		t.Errorf("%s: %q", s.Place, got)
	}
	s, _ = Step(with(asking(1)), DayChosen{now})
	if s.Place != Ask {
		t.Errorf("a date for another question: %s", s.Place)
	}
}

func TestCleanText(t *testing.T) {
	s, _ := Step(with(at(Tell)), Described{"a\x00b\u202ec\u200f\u2066d\ufeff\r\n\xff😀👩‍👧"})
	if got, want := s.Draft.Description, "abcd\n😀👩‍👧"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestProgress(t *testing.T) {
	for _, c := range []struct {
		state    State
		step, of int
	}{{with(at(Home)), 0, 0}, {with(at(Groups)), 1, 11}, {with(at(Tell)), 3, 11}, {with(asking(5)), 9, 11}, {with(at(Phone)), 10, 11}, {with(), 11, 11}} {
		if step, of := Progress(c.state); step != c.step || of != c.of {
			t.Errorf("%s: step %d of %d, want %d of %d", c.state.Place, step, of, c.step, c.of)
		}
	}
}

// TestStepIsPure: a state that is kept is not changed by what happens after it.
func TestStepIsPure(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		s := with()
		for range 40 {
			before, again := s, s
			e := event(byte(r.IntN(256)), byte(r.IntN(256)))
			a, _ := Step(before, e)
			b, _ := Step(again, e)
			if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(s, before) {
				t.Fatalf("%T at %s gives two answers", e, s.Place)
			}
			s = a
		}
	}
}

// event makes any event of two bytes.
func event(kind, arg byte) Event {
	texts := []string{"", " ", "3", good, mistyped, "东门\x00", "\u202e😀", "\xff", strings.Repeat("1", 4001), "a", "c"}
	text, n := texts[int(arg)%len(texts)], int(arg)-128
	code := []report.Code{"", report.Offline, report.Unconfirmed, report.Refused, report.NotFound}[int(arg)%5]
	lang := []string{"", "en", "zh-Hans", "xx"}[int(arg)%4]
	all := []Event{
		Started{lang}, ReportChosen{}, TrackChosen{}, GroupChosen{n}, ServiceChosen{[]string{"heating", "light", ""}[int(arg)%3]}, PlaceChosen{gate},
		PlaceWritten{text}, Described{text}, PhraseToggled{Phrase: text, End: "。"}, Answered{text}, ValueChosen{text}, ValueToggled{text}, MonthOpened{}, MonthMoved{n},
		DayChosen{now.AddDate(0, n, n)}, TimeChosen{n}, ChannelChosen{report.Channel(text)}, PhoneWritten{text}, NumberWritten{text},
		DigitPressed{rune(arg)}, DigitErased{}, Continued{}, ChangePressed{Place(arg) % places, n}, SendPressed{}, RetryPressed{}, BackPressed{}, HelpPressed{},
		HomePressed{}, LangChosen{lang}, SizePressed{}, ContrastPressed{}, PartMoved{n}, Finished{},
		ServicesArrived{lang, []report.Service{heating, light}[:int(arg)%3], code}, DefinitionArrived{lang, asks, code},
		DefinitionArrived{lang, report.Definition{ServiceCode: "heating"}, ""}, Frozen{sent}, Filed{report.Receipt{Number: good}}, NotFiled{code},
		StatusArrived{Number: good, Trouble: code}, Ticked{now}, UndoPressed{},
		StaffPressed{arg%2 == 0}, StaffWanted{}, StaffUnwanted{}, CallMade{Count: int(arg) % 3, Trouble: code}, CallAnswered{Count: int(arg) % 3}, CallWaited{},
		HomesOpened{community}, HomeChosen{report.Home{Block: n, Building: n}, gate}, HomeTyped{text}, HomeEntered{gate}, HomeSkipped{gate}, HomeEnough{}, HomesMoved{n},
		NamingOpened{}, SurnameChosen{text}, SurnamesMoved{n}, SurnameWritten{text}, GivenWritten{text}, TitleChosen{text},
		VoiceOpened{}, RecordPressed{}, StopPressed{}, HearAsked{}, HearPressed{n > 0}, RemovePressed{}, RecordingHeard{n, time.Duration(n) * time.Second},
		Recorded{report.Attachment{Bytes: []byte(text), Length: time.Duration(n) * time.Second}, report.Silence, n > 1}, HearingOver{},
		TakenDown{text}, WordsRight{"。"}, WordsLeft{}, WordsAloud{},
		PadOpened{}, LetterPressed{'a'}, LetterPressed{'ㄅ'}, LetterErased{}, KeysChosen{ZhuyinKeys}, MarkPressed{text}, ClearPressed{}, ClearConfirmed{},
	}
	return all[int(kind)%len(all)]
}

func FuzzStep(f *testing.F) {
	f.Add([]byte{0, 1, 33, 2, 1, 0, 3, 128, 4, 0, 34, 1, 5, 0, 21, 0, 21, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, s := range []State{{}, with(at(Tell)), with()} {
			for i := 0; i+1 < len(data); i += 2 {
				s, _ = Step(s, event(data[i], data[i+1]))
				if s.Place.String() == "nowhere" || s.Part < 0 || len(s.Digits) > report.NumberDigits {
					t.Fatalf("place %d, part %d, digits %q", s.Place, s.Part, s.Digits)
				}
				Progress(s)
				s.Attribute()
			}
		}
	})
}

// Seven digits meet by chance: a number that another request has is left for a new one, unseen by anybody.
func TestANumberThatIsUsedIsReplaced(t *testing.T) {
	s, _ := Step(with(), SendPressed{})
	first := report.Submission{Number: "102400000009", Key: "01", Draft: Filing(s)}
	s, _ = Step(s, Frozen{first})
	s, effects := Step(s, NotFiled{Trouble: report.Used})
	if s.Place != Sending || !reflect.DeepEqual(effects, []Effect{Freeze{Filing(s)}}) {
		t.Fatalf("on %s, to do: %v", s.Place, effects)
	}
	second := report.Submission{Number: "102400000017", Key: "02", Draft: Filing(s)}
	if _, effects = Step(s, Frozen{second}); !reflect.DeepEqual(effects, []Effect{Send{second}}) {
		t.Errorf("then: %v", effects)
	}
}
