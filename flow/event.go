package flow

import (
	"time"

	"linli/report"
)

// An Event is something that happened: the resident did something, or an answer came.
type Event interface{ event() }

// What a resident does.
type (
	// Started: the attract page was pressed in a language.
	Started struct{ Lang string }
	// ReportChosen and TrackChosen: on the home page.
	ReportChosen struct{}
	TrackChosen  struct{}
	// GroupChosen: the i-th of the groups that are shown.
	GroupChosen struct{ Index int }
	// ServiceChosen: what it is about.
	ServiceChosen struct{ Code string }
	// PlaceChosen: where it is.
	PlaceChosen struct{ Place report.Place }
	// PlaceWritten: where it is, in the resident's words.
	PlaceWritten struct{ Text string }
	// Described: the whole description as it now stands.
	Described struct{ Text string }
	// PhraseToggled: a ready phrase was added to the description or taken out. End is what ends a sentence. Instead are phrases that
	// cannot be true beside it, and go when it comes.
	PhraseToggled struct {
		Phrase, End string
		Instead     []string
	}
	// Answered: the whole answer of the question being asked, as it now stands.
	Answered struct{ Text string }
	// ValueChosen and ValueToggled: a choice of the question being asked.
	ValueChosen  struct{ Key string }
	ValueToggled struct{ Key string }
	// MonthOpened: another day than the ones offered is wanted. MonthMoved: another month than the one shown.
	MonthOpened struct{}
	MonthMoved  struct{ By int }
	// DayChosen and TimeChosen answer a question for a date.
	DayChosen  struct{ Day time.Time }
	TimeChosen struct{ Hour int }
	// ChannelChosen: how the resident may be reached. PhoneWritten: the digits as they now stand.
	ChannelChosen struct{ Channel report.Channel }
	PhoneWritten  struct{ Digits string }
	// NumberWritten: the number of a request, as it now stands.
	NumberWritten struct{ Digits string }
	// DigitPressed, DigitErased: on a page with digits.
	DigitPressed struct{ Digit rune }
	DigitErased  struct{}
	// TakeBackChosen, AddChosen: the request on the page is to be taken back, added to. TakeBackConfirmed: really.
	TakeBackChosen    struct{}
	AddChosen         struct{}
	TakeBackConfirmed struct{}
	// AddWritten: what is added, as it now stands. AddToggled: a ready phrase of it.
	AddWritten struct{ Text string }
	AddToggled PhraseToggled
	// ProofWritten: the last digits of the phone that was left, as they now stand.
	ProofWritten struct{ Digits string }
	// RateChosen: the request on the page is to be rated. OpinionGiven: all that is thought of it, as it now stands.
	// OpinionPressed: change one answer from the check page.
	RateChosen     struct{}
	OpinionGiven   struct{ Rating report.Rating }
	OpinionPressed struct{ Asking int }
	// ReadChosen: what was written in the request on the page is to be shown.
	ReadChosen struct{}
	// UndoPressed: take the last change of an answer back.
	UndoPressed struct{}
	// Continued: go on from this page.
	Continued struct{}
	// ChangePressed: change one answer from the check page.
	ChangePressed struct {
		Place  Place
		Asking int
	}
	SendPressed  struct{}
	RetryPressed struct{}
	BackPressed  struct{}
	HelpPressed  struct{}
	// SpeechWanted: pages are to be listened to, or not any more, by somebody who gets on that way. ListenPressed: this one, from
	// the top.
	SpeechWanted struct {
		On bool
		By Way // touch where it is empty
	}
	ListenPressed struct{}
	// Unplugged: the headphones were pulled out a moment ago, and not put in again.
	Unplugged struct{}
	// RatePressed, VolumePressed: the next one, round and round. RateMoved, VolumeMoved: so many steps, not beyond the last.
	RatePressed   struct{}
	VolumePressed struct{}
	RateMoved     struct{ By int }
	VolumeMoved   struct{ By int }
	// AloudPressed: whether what is personal may come from the loudspeaker.
	AloudPressed struct{}
	// HelpKeyPressed: the Help key of a keypad, which also teaches the keys. KeyNamed: another key, while they are learnt.
	HelpKeyPressed struct{}
	KeyNamed       struct{ Key string }
	// TouchPressed: whether touching does something. It is only ever turned off with a key.
	TouchPressed struct{}
	// SwitchesOpened: to the page on which switches are learnt. SwitchTried: a key was pressed that may be one. SwitchesUsed: a site's
	// own switches were pressed. SwitchesOff: they are not wanted any more.
	SwitchesOpened struct{}
	SwitchTried    struct{ Key string }
	SwitchesUsed   struct{ Count int }
	SwitchesOff    struct{}
	// StaffPressed: staff are to come; Reachable: they can be called from here. StaffWanted: once more. StaffUnwanted: not any more.
	StaffPressed  struct{ Reachable bool }
	StaffWanted   struct{}
	StaffUnwanted struct{}
	// AssistOpened: a member of staff wants to write for the resident. StaffNumberWritten, StaffCodeWritten: who, as it now stands.
	// AssistEnded: the resident goes on alone. ResidentAgreed: what was written is to be sent.
	AssistOpened       struct{}
	StaffNumberWritten struct{ Digits string }
	StaffCodeWritten   struct{ Digits string }
	AssistEnded        struct{}
	ResidentAgreed     struct{}
	// KeyStruck: a key was pressed for what is being taught; Flaw says why it cannot be used. LessonForgotten: not that one. KeyAdded: one more for it. LessonEnded: no more
	// keys are to be taught. KeysWanted: they are to be written down. LessonLeft: that was it.
	KeyStruck struct {
		Key  string
		Flaw Flaw
	}
	LessonForgotten struct{}
	KeyAdded        struct{}
	LessonEnded     struct{}
	KeysWanted      struct{}
	LessonLeft      struct{}
	// SouthernPressed: z and zh, n and l, in and ing are told apart, or not.
	SouthernPressed struct{}
	// DwellPressed: the next time for which the light stays. ScanRested: it has gone round often enough, or goes on.
	DwellPressed struct{}
	ScanRested   struct{ On bool }
	// HomePressed: back to the home page; what was written stays.
	HomePressed struct{}
	// LangChosen: the next language. SizePressed, ContrastPressed: the next size, the next contrast.
	LangChosen      struct{ Lang string }
	SizePressed     struct{}
	ContrastPressed struct{}
	// HoldPressed, PausePressed: the next time for pressing. ReachPressed: the page lower, or back. HandPressed: lower on the
	// right, lower on the left, back.
	HoldPressed  struct{}
	PausePressed struct{}
	ReachPressed struct{}
	HandPressed  struct{}
	// ScreenPressed: the picture off, or on. ScreenWanted: the picture, if it is off.
	ScreenPressed struct{}
	ScreenWanted  struct{}
	// ResetPressed: everything looks as the site has it; what was written stays, and so does the language.
	ResetPressed struct{}
	// SuitPressed: to the settings.
	SuitPressed struct{}
	// AboutPressed: to what this kiosk can do.
	AboutPressed struct{}
	// RevealPressed: show what is personal on this page, or hide it.
	RevealPressed struct{}
	// Stirred: somebody is there, without having pressed anything that means something.
	Stirred struct{}
	// PartMoved: another part of a page that does not fit at once.
	PartMoved struct{ By int }
	// Finished: the session is over.
	Finished struct{}
)

// What comes back, and time.
type (
	// ServicesArrived: the city's services in a language, or why not.
	ServicesArrived struct {
		Lang     string
		Services []report.Service
		Trouble  report.Code
	}
	// DefinitionArrived: a service's questions in a language, or why not.
	DefinitionArrived struct {
		Lang       string
		Definition report.Definition
		Trouble    report.Code
	}
	// Frozen: the draft has become a submission with a number; nothing has been sent yet.
	Frozen struct{ Submission report.Submission }
	// Filed: the city has it.
	Filed struct{ Receipt report.Receipt }
	// NotFiled: it could not be kept, or the city refused it. What may have arrived is Filed: it is kept until that is known.
	NotFiled struct{ Trouble report.Code }
	// StatusArrived: what became of a request, or why it could not be found out.
	StatusArrived struct {
		// Number is the one that was looked for.
		Number  report.Number
		Status  report.Status
		Trouble report.Code
	}
	// ChangeAnswered: a request was taken back, added to, rated or read, or why not.
	ChangeAnswered struct {
		Number  report.Number
		Act     Act
		Trouble report.Code
		// Later: it is kept here, and done when the city has the request.
		Later bool
		// Told is what was read.
		Told report.Told
	}
	// CallMade: staff can see or hear the call, or why not; Answers: they can say that they come. CallAnswered: they have.
	// CallWaited: long enough for that.
	CallMade struct {
		Count   int
		Answers bool
		Trouble report.Code
	}
	CallAnswered struct {
		Count int
		Reply report.Reply
	}
	CallWaited struct{}
	// SignedIn: number and code belong to a member of staff, or why not.
	SignedIn struct{ Trouble report.Code }
	// KeysSaved: what was taught is written down, in a file or, where there is none, on the screen; or why not.
	KeysSaved struct {
		Where   string
		Trouble report.Code
	}
	// Ticked: it is now so late.
	Ticked struct{ Now time.Time }
	// WentQuiet: nobody has done anything for a while.
	WentQuiet struct{}
)

func (Started) event()            {}
func (ReportChosen) event()       {}
func (TrackChosen) event()        {}
func (GroupChosen) event()        {}
func (ServiceChosen) event()      {}
func (PlaceChosen) event()        {}
func (PlaceWritten) event()       {}
func (Described) event()          {}
func (PhraseToggled) event()      {}
func (Answered) event()           {}
func (ValueChosen) event()        {}
func (ValueToggled) event()       {}
func (MonthOpened) event()        {}
func (MonthMoved) event()         {}
func (DayChosen) event()          {}
func (TimeChosen) event()         {}
func (ChannelChosen) event()      {}
func (PhoneWritten) event()       {}
func (NumberWritten) event()      {}
func (DigitPressed) event()       {}
func (DigitErased) event()        {}
func (UndoPressed) event()        {}
func (Continued) event()          {}
func (ChangePressed) event()      {}
func (SendPressed) event()        {}
func (RetryPressed) event()       {}
func (BackPressed) event()        {}
func (HelpPressed) event()        {}
func (SpeechWanted) event()       {}
func (ListenPressed) event()      {}
func (Unplugged) event()          {}
func (RatePressed) event()        {}
func (VolumePressed) event()      {}
func (RateMoved) event()          {}
func (VolumeMoved) event()        {}
func (AloudPressed) event()       {}
func (HelpKeyPressed) event()     {}
func (KeyNamed) event()           {}
func (TouchPressed) event()       {}
func (SwitchesOpened) event()     {}
func (SwitchTried) event()        {}
func (SwitchesUsed) event()       {}
func (SwitchesOff) event()        {}
func (StaffPressed) event()       {}
func (StaffWanted) event()        {}
func (StaffUnwanted) event()      {}
func (AssistOpened) event()       {}
func (StaffNumberWritten) event() {}
func (StaffCodeWritten) event()   {}
func (AssistEnded) event()        {}
func (ResidentAgreed) event()     {}
func (SignedIn) event()           {}
func (AboutPressed) event()       {}
func (CallMade) event()           {}
func (CallAnswered) event()       {}
func (CallWaited) event()         {}
func (KeyStruck) event()          {}
func (KeyAdded) event()           {}
func (LessonForgotten) event()    {}
func (LessonEnded) event()        {}
func (KeysWanted) event()         {}
func (LessonLeft) event()         {}
func (KeysSaved) event()          {}
func (SouthernPressed) event()    {}
func (DwellPressed) event()       {}
func (ScanRested) event()         {}
func (HomePressed) event()        {}
func (LangChosen) event()         {}
func (SizePressed) event()        {}
func (ContrastPressed) event()    {}
func (HoldPressed) event()        {}
func (PausePressed) event()       {}
func (ReachPressed) event()       {}
func (HandPressed) event()        {}
func (ScreenPressed) event()      {}
func (ScreenWanted) event()       {}
func (ResetPressed) event()       {}
func (SuitPressed) event()        {}
func (RevealPressed) event()      {}
func (Stirred) event()            {}
func (PartMoved) event()          {}
func (Finished) event()           {}
func (ServicesArrived) event()    {}
func (DefinitionArrived) event()  {}
func (Frozen) event()             {}
func (Filed) event()              {}
func (NotFiled) event()           {}
func (StatusArrived) event()      {}
func (TakeBackChosen) event()     {}
func (AddChosen) event()          {}
func (TakeBackConfirmed) event()  {}
func (AddWritten) event()         {}
func (AddToggled) event()         {}
func (ProofWritten) event()       {}
func (RateChosen) event()         {}
func (OpinionGiven) event()       {}
func (OpinionPressed) event()     {}
func (ReadChosen) event()         {}
func (ChangeAnswered) event()     {}
func (Ticked) event()             {}
func (WentQuiet) event()          {}
