// Package report is what a resident files and what comes back: services, the draft being filled in, the
// submission that leaves the kiosk, the number on the receipt and the status of a request.
//
// It imports only the standard library. Everybody else (the session, the screens, the client, the server)
// speaks in these types; nothing here knows about windows, wires or files.
package report

import (
	"slices"
	"strings"
	"time"
)

// Service is one kind of request that a city takes, such as "heating is cold".
// The names follow GeoReport v2, "GET Service List".
type Service struct {
	Code        string
	Name        string
	Description string
	Group       string
	Keywords    []string
	// Asks tells that the service has a definition with further questions (GeoReport: metadata).
	Asks bool
	// Lang is the BCP 47 tag of the words above, empty where the backend did not say.
	Lang string
	// Answers is when it says what becomes of a request.
	Answers Answering
	// Matter is what the kiosk makes of the words above.
	Matter Matter `json:"-"`
}

// Answering is when a city says what becomes of a request (GeoReport v2, types of services).
type Answering string

// The ways of answering.
const (
	// AnswersAtOnce: a request can be looked up as soon as it is filed (realtime).
	AnswersAtOnce Answering = ""
	// AnswersLater: in hours or days (batch).
	AnswersLater Answering = "later"
	// AnswersNever: there is nothing by which it could be looked up (blackbox).
	AnswersNever Answering = "never"
)

// Datatype is the kind of answer that an attribute wants (GeoReport v2, "GET Service Definition").
type Datatype string

// The six datatypes of GeoReport v2.
const (
	TypeString   Datatype = "string"
	TypeNumber   Datatype = "number"
	TypeDatetime Datatype = "datetime"
	TypeText     Datatype = "text"
	TypeSingle   Datatype = "singlevaluelist"
	TypeMulti    Datatype = "multivaluelist"
)

// Value is one choice of a list attribute.
// A Name of nothing is that of a yes (Key "true") or a no ("false"), which the kiosk has words for.
type Value struct {
	Key  string
	Name string
	When Conditions
}

// Attribute is one question of a service's definition, or, where Variable is false, a text to be shown.
type Attribute struct {
	Code     string
	Datatype Datatype
	Variable bool
	Required bool
	// Question is what is asked (GeoReport: description).
	Question string
	// Hint says how to answer (GeoReport: datatype_description).
	Hint   string
	Values []Value
	// When says after which answers it is asked.
	When Conditions
}

// Definition is what a service asks beyond place and description, in the order to ask it.
type Definition struct {
	ServiceCode string
	Attributes  []Attribute
}

// Place is where the problem is. A submission carries the coordinates where both are known, else the address.
type Place struct {
	// ID names the place within its site, empty for a place that the resident wrote.
	ID      string
	Name    string
	Address string
	// Lat and Long are WGS 84 degrees; Located says that they are known.
	Lat, Long float64
	Located   bool
}

// Known says whether there is enough to find the place.
func (p Place) Known() bool { return p.Located || p.Address != "" || p.Name != "" }

// Channel is how the resident wants to be reached.
type Channel string

// The ways in which a resident may be reached. The zero Channel means: not asked yet.
const (
	ByPhone Channel = "phone"
	BySMS   Channel = "sms"
	NoReply Channel = "none"
)

// Contact is how the city may reach the resident.
type Contact struct {
	Channel Channel
	// Phone holds digits only.
	Phone string
	// Surname, Title ("女士") and Given are what they may be called. All can be left out; Given is a whole name where no surname is known.
	Surname, Title, Given string
}

// Name is what the resident is called, as far as they have told.
func (c Contact) Name() string {
	if c.Given != "" || c.Surname == "" {
		return c.Surname + c.Given
	}
	return c.Surname + c.Title
}

// Names are the parts in which a name is sent. A title stays with its surname, whichever part is shown first.
func (c Contact) Names() (first, last string) {
	if c.Surname != "" && c.Given != "" {
		return c.Given, c.Surname
	}
	name := strings.TrimSpace(c.Name())
	if i := strings.LastIndex(name, " "); i >= 0 {
		return strings.TrimSpace(name[:i]), name[i+1:]
	}
	return "", name
}

// Unnamed is the contact without a name.
func (c Contact) Unnamed() Contact { return Contact{Channel: c.Channel, Phone: c.Phone} }

// Answer is what the resident said to one attribute: one value, or several for a multivaluelist.
type Answer struct {
	Code   string
	Values []string
}

// Draft is a request that is still being filled in. It lives in memory only.
type Draft struct {
	ServiceCode string
	Place       Place
	Description string
	Answers     []Answer
	Contact     Contact
	// Attachments go with it, and are sent apart from it.
	Attachments []Attachment
	// Helper is the number of the member of staff who wrote it for the resident, who agreed to it; empty where nobody did.
	Helper string `json:",omitempty"`
}

// Answer returns the values given for an attribute, nil where there are none.
func (d Draft) Answer(code string) []string {
	for _, a := range d.Answers {
		if a.Code == code {
			return a.Values
		}
	}
	return nil
}

// WithAnswer returns a copy of the draft in which the attribute has these values; no values removes the answer.
func (d Draft) WithAnswer(code string, values ...string) Draft {
	answers := make([]Answer, 0, len(d.Answers)+1)
	placed := false
	for _, a := range d.Answers {
		switch {
		case a.Code != code:
			answers = append(answers, a)
		case len(values) > 0:
			answers, placed = append(answers, Answer{code, slices.Clone(values)}), true
		}
	}
	if !placed && len(values) > 0 {
		answers = append(answers, Answer{code, slices.Clone(values)})
	}
	d.Answers = answers
	return d
}

// Submission is a draft frozen for sending. It never changes once a byte of it may have left.
type Submission struct {
	Number Number
	// Key is the idempotency key, a UUIDv7 made when the draft was frozen.
	Key   string
	Draft Draft
	// Lang is the language of the catalogue it was filed from (BCP 47); the city answers in it where it can.
	Lang    string
	FiledAt time.Time
	// MayHaveLeft tells that an earlier try may have reached the city, which is asked for it before it is sent again.
	MayHaveLeft bool `json:"-"`
}

// Receipt is the backend's answer to a submission.
type Receipt struct {
	Number Number
	// RequestID is the backend's own id; empty where it gave a token or nothing.
	RequestID string
	Token     string
	// Answers is when the city says what becomes of it; AnswersAtOnce too where it has not answered yet.
	Answers Answering
	// Kept tells that the city has not answered yet: it is safe in the kiosk, and sent later.
	Kept bool
	// Notice is what the city says about the service ("we will come within 24 hours").
	Notice string
	// ChangeUntil is until when it may be withdrawn or added to, by the city's clock; zero: it may not be.
	ChangeUntil time.Time
}

// State is where a request stands, in the resident's terms (service-model: states of a request).
type State string

// The states of a request.
const (
	Queued     State = "queued"
	Stuck      State = "stuck" // in the kiosk, until staff have looked at it
	Received   State = "received"
	Dispatched State = "dispatched"
	InProgress State = "in_progress"
	Answered   State = "answered"
	Confirming State = "confirming"
	Closed     State = "closed"
	Reopened   State = "reopened"
	Withdrawn  State = "withdrawn"
	Rejected   State = "rejected"
)

// Final says whether nothing follows that the resident could still change.
func (s State) Final() bool { return s == Closed || s == Withdrawn || s == Rejected }

// Update is one thing that happened to a request.
type Update struct {
	At    time.Time
	State State
	// Text is what the city wrote, empty where it wrote nothing.
	Text string
}

// Status is what became of a request. It holds no personal data.
type Status struct {
	Number      Number
	ServiceCode string
	ServiceName string
	// Lang is the BCP 47 tag of the city's words, empty where it did not say.
	Lang    string
	State   State
	Agency  string
	FiledAt time.Time
	// Due is when the city has promised an answer; zero where it did not.
	Due time.Time
	// ChangeUntil is until when it may be withdrawn or added to, by the city's clock; zero: it may not be.
	ChangeUntil time.Time
	// ChangeOver tells that it could have been changed, and that the time for it is over.
	ChangeOver bool
	// Proof tells that a phone was left, whose last four digits prove whose it is.
	Proof bool
	// Closing tells that it is closed and may be rated, and which time it is that it was closed; 0: it may not be rated.
	Closing int
	// Answers tells that the city has it, and does not say what becomes of it, yet or ever.
	Answers Answering
	// Private tells that whoever has a proof can be shown what they wrote.
	Private bool
	// Updates are in order of time, the oldest first.
	Updates []Update
}

// Site is what a kiosk knows about the place where it stands.
type Site struct {
	// Name is the community's name; Here is where the kiosk stands.
	Name string
	Here Place
	// Places are the nearby places that a resident may pick from.
	Places []Place
	// Homes are those of the community, nil where the site has no list of them.
	Homes *Homes
	// StaffWhere and StaffPhone say where help is to be found.
	StaffWhere string
	StaffPhone string
}
