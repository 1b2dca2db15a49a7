// Package flow is one resident's session as a state machine.
//
// It is pure: Step takes a state and an event and returns the next state and what is to be done about it. There is no
// clock, network, file or window here; time and answers arrive as events. The zero State is a new session, so ending one
// is forgetting everything. docs/flow.md draws the machine.
package flow

import (
	"time"

	"linli/report"
)

// Place is where in the session the resident is. Each place is one page.
type Place int

// The places, in the order in which residents meet them.
const (
	Attract Place = iota
	Home
	Help
	// About: what this kiosk can do for whoever uses it.
	About
	// Suit: how pages look, where they are and how they are pressed.
	Suit
	// SwitchPage: switches are learnt by their being pressed.
	SwitchPage
	// Staff: they have been called, or this is where they are.
	Staff
	// StaffNumber, StaffCode: a member of staff signs in who writes for the resident.
	StaffNumber
	StaffCode
	// Report: what is it about?
	Groups
	Services
	// Find: one of many services, by its sound or its picture.
	Find
	// Report: where is it?
	Where
	// Homes: one of the homes of the community is picked, a level after the other.
	Homes
	// Report: tell us, in writing, or, Voice, aloud.
	Tell
	Voice
	// Write, Draw: what there is for writing without a keyboard, by sounds or with a finger. It is written for another page.
	Write
	Draw
	// Waiting: the questions of the service have not come yet.
	Waiting
	// Ask: one question of the service's definition. AskMonth and AskTime are further pages of a date.
	Ask
	AskMonth
	AskTime
	// Report: how may we reach you?
	Contact
	Phone
	// NamePage: what they are called, if they want to say it.
	NamePage
	Review
	// Agree: what staff have written is what the resident wants to say.
	Agree
	Sending
	NotSent
	Done
	// Track: a number is typed, looked up, found.
	Number
	Looking
	Found
	NotLooked
	// A request that was filed is changed: taken back, or added to. The proof is asked last, here and below.
	TakeBack
	Add
	AddCheck
	Proof
	Altering
	TakenBack
	Added
	NotChanged
	// A request that is closed is rated: a page for each question.
	Opinion
	OpinionCheck
	Rated
	// Written: what the resident wrote, for their own eyes.
	Written
	// Leaving: really end, although something has been written?
	Leaving

	places // how many there are

	// Teach: staff teach keys. No resident comes to it, and it leads to no page of theirs.
	Teach
)

// Places returns all of them.
func Places() []Place {
	out := make([]Place, 0, places)
	for p := range places {
		out = append(out, p)
	}
	return out
}

// Problem is what is wrong with the answer on the page, "" where nothing is.
type Problem string

// The problems that a resident can be told about. Each has a sentence in i18n under "problem.".
const (
	Missing    Problem = "missing"    // a required answer
	NotANumber Problem = "notanumber" // a number attribute with something else
	TooLong    Problem = "toolong"    // more than MaxText characters
	OnlyDigits Problem = "onlydigits" // something else among digits; it was not taken
	NumberFull Problem = "numberfull" // more than twelve digits; the others were not taken
	// NothingLike: no service sounds like that; the last key was not taken.
	NothingLike Problem = "nothinglike"
	PadFull     Problem = "padfull"    // more letters than can wait; the others were not taken
	InkFull     Problem = "inkfull"    // more strokes than a character has; the others were not taken
	PhoneFull   Problem = "phonefull"  // more than MaxPhone digits; the others were not taken
	BadPhone    Problem = "badphone"   // too few digits
	Incomplete  Problem = "incomplete" // fewer than twelve digits
	Mistyped    Problem = "mistyped"   // the check digit does not fit
	Unknown     Problem = "unknown"    // no request with this number
	// NotThere: the community has no such building, floor or door.
	NotThere Problem = "notthere"
	// FourDigits: not four yet. WrongDigits: not those of the phone that was left.
	FourDigits  Problem = "fourdigits"
	ProofFull   Problem = "prooffull" // more than four; the others were not taken
	WrongDigits Problem = "wrongdigits"
	// StaffShort: not enough digits of a number or code of staff. StaffFull: too many; the others were not taken. StaffWrong: they do
	// not belong together. StaffLocked: that was so too often.
	StaffShort  Problem = "staffshort"
	StaffFull   Problem = "stafffull"
	StaffWrong  Problem = "staffwrong"
	StaffLocked Problem = "stafflocked"
	// CardRead: a card that says who somebody is was read. NumberRead: the number of a request, on a page for something else. CodeUnknown:
	// something that means nothing there. Nothing of them was taken.
	CardRead    Problem = "cardread"
	NumberRead  Problem = "numberread"
	CodeUnknown Problem = "codeunknown"
)

// MaxText is how many characters a resident may write in one answer. GeoReport allows 4,000 for a description, of
// which the kiosk keeps some for the lines that it adds.
const MaxText = 3800

// MaxPhone is how many digits a phone number may have (ITU-T E.164), MinPhone how many it must have.
const (
	MaxPhone = 15
	MinPhone = 5
)

// How many steps slower and faster speech can be, softer and louder.
const (
	SlowestRate, FastestRate     = -3, 3
	SoftestVolume, LoudestVolume = -5, 4
)

// Settings are how the resident wants to see pages. They end with the session.
type Settings struct {
	// Lang is a language tag, empty for the site's first.
	Lang string
	// Contrast, Size, Hold and Pause count presses from what the site starts with; the renderer knows what they stand for.
	Contrast int
	Size     int
	// Hold is how long a target has to be held, Pause how soon it counts again.
	Hold, Pause int
	// Low: the page lies where somebody who sits reaches it, on the right or, where Left, on the left.
	Low, Left bool
	// Unseen: the picture is off, for those who only listen.
	Unseen bool
	// Spoken: pages are listened to. Muted: a voice that the site starts with is not wanted.
	Spoken, Muted bool
	// Rate and Volume are steps from the usual. Aloud: what is personal may come from the loudspeaker.
	Rate, Volume int
	Aloud        bool
	// Locked: touching does nothing, keys do.
	Locked bool
	// Switches are those of somebody who uses no keys; Dwell counts presses of how long the light stays.
	Switches Switches
	Dwell    int
	// Southern: z and zh, n and l, in and ing are not told apart where one writes by sounds.
	Southern bool
}

// State is everything about the session.
type State struct {
	Place    Place
	Settings Settings
	Now      time.Time

	// Catalogue is what the city takes, as far as it has been loaded.
	Catalogue Catalogue
	Draft     report.Draft
	// History is how answers were before they were changed, the oldest first.
	History []Edit
	// Message is the voice message that is being recorded or heard, Heard what was understood of it.
	Message Message
	Heard   Heard
	// Pad and Pen are what is being written without a keyboard, WriteFor is the page whose answer that is, Pace is how fast a finger writes.
	Pad      Pad
	Pen      Pen
	WriteFor Place
	Pace     Pace
	// Clearing: whether all that is written is to be taken away is being asked.
	Clearing bool
	// Keys are those with which a resident writes, from the time that they have chosen some.
	Keys Keys
	// Known: how the resident may be reached was told with the request before, and is only to be confirmed.
	Known bool
	// Path leads to the services being shown, Search to one of them.
	Path   []int
	Search Search
	// Asking is the attribute being asked, an index into Catalogue.Definition.
	Asking int
	// Month is the month being shown, Day the day chosen whose time is being asked.
	Month, Day time.Time
	// Changing: the resident came from the check page and goes back there.
	Changing bool

	// Picking is a home that is being picked, Naming how far somebody has come with what they are called.
	Picking Picking
	Naming  Naming

	// Digits is the number being typed on the track page.
	Digits string
	Status report.Status

	// Submission is what was frozen of Answers, and not filed yet. While these are the answers it is sent again as it is: an outbox that
	// could not keep it may have it all the same.
	Submission report.Submission
	Answers    report.Draft
	Receipt    report.Receipt
	// Trouble is why the submission could not be sent, Missed why a number could not be looked up.
	Trouble, Missed report.Code

	// Own are the requests that were filed in this session, Change is what is to become of one.
	Own    []Own
	Change Change

	Problem Problem
	// Quiet: nobody has done anything for a while, and the resident is being asked whether they are still there.
	Quiet bool
	// HelpFor is the page that help is about.
	HelpFor Place
	// Learning: the keys are being learnt: each only says what it is for. Learned is the one that was pressed last.
	Learning bool
	Learned  string
	// Orient is how one gets on, for somebody who has just begun to listen.
	Orient Way
	// Unplugged: the headphones were pulled out a moment ago, and with them the voice has gone.
	Unplugged bool
	// SuitFor is the page that settings were opened from.
	SuitFor Place
	// SwitchesFor is the page that the one for switches lies over, Tried the key that was pressed there.
	SwitchesFor Place
	Tried       string
	// Call is that for staff, the last one if there were several.
	Call Call
	// Assist is a member of staff who writes for the resident.
	Assist Assist
	// Lesson is for Teach only.
	Lesson Lesson
	// Resting: the light for switches waits to be called.
	Resting bool
	// Revealed: what is personal on this page can be read.
	Revealed bool
	// Part is which part of a page is shown that does not fit at once.
	Part int
}

// Catalogue is what the city takes, in one language.
type Catalogue struct {
	Lang     string
	Loaded   bool
	Trouble  report.Code
	Services []report.Service
	shelves  *Shelf // that they stand on, where they have come with an event
	// Definition is the chosen service's; Defined says that it has come (or is not needed).
	Definition report.Definition
	Defined    bool
}

// Service returns the chosen service.
func (s State) Service() (report.Service, bool) { return s.Catalogue.Find(s.Draft.ServiceCode) }

// Find returns the service with a code.
func (c Catalogue) Find(code string) (report.Service, bool) {
	for _, s := range c.Services {
		if s.Code == code {
			return s, true
		}
	}
	return report.Service{}, false
}

// Attribute returns the attribute being asked, with the values that can be chosen after the other answers.
func (s State) Attribute() (report.Attribute, bool) {
	all := s.Catalogue.Definition.Attributes
	if s.Asking < 0 || s.Asking >= len(all) {
		return report.Attribute{}, false
	}
	a := all[s.Asking]
	a.Values = a.Offered(s.Catalogue.Definition.Heard(s.Draft))
	return a, true
}

// Asked returns which of the service's questions are asked, going by the answers to others.
func (s State) Asked() []int {
	def := s.Catalogue.Definition
	heard := def.Heard(s.Draft)
	var out []int
	for i, a := range def.Attributes {
		if a.When.Hold(heard) {
			out = append(out, i)
		}
	}
	return out
}
