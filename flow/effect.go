package flow

import "linli/report"

// An Effect is something that the kiosk must do. Its answer comes as an event.
type Effect interface{ effect() }

type (
	// LoadServices wants ServicesArrived.
	LoadServices struct{ Lang string }
	// LoadDefinition wants DefinitionArrived.
	LoadDefinition struct{ Code, Lang string }
	// Freeze wants Frozen: give the draft a number and a key.
	Freeze struct{ Draft report.Draft }
	// Send wants Filed or NotFiled.
	Send struct{ Submission report.Submission }
	// Look wants StatusArrived.
	Look struct {
		Number report.Number
		Lang   string
	}
	// Withdraw, Amend, Rate and Read want ChangeAnswered: a request is taken back, words are added to it, it is rated, what
	// was written in it is shown.
	Withdraw struct {
		Number report.Number
		Proof  report.Proof
	}
	Amend struct {
		Number report.Number
		Proof  report.Proof
		Words  string
	}
	Rate struct {
		Number  report.Number
		Proof   report.Proof
		Closing int
		Rating  report.Rating
	}
	Read struct {
		Number report.Number
		Proof  report.Proof
		Lang   string
	}
	// CallStaff wants CallMade, and CallAnswered where somebody answers. CallOff takes the call back.
	CallStaff struct{ Count int }
	CallOff   struct{}
	// SignIn wants SignedIn.
	SignIn struct{ Number, Code string }
	// SaveKeys wants KeysSaved: the keys of each command that has others now. Close: the window.
	SaveKeys struct{ Keys map[string][]string }
	Close    struct{}
	// Record wants RecordingHeard again and again and, once, Recorded; StopRecording wants that soon. Hear wants HearingOver when Message.Until
	// has come.
	Record        struct{}
	StopRecording struct{}
	Hear          struct {
		Recording report.Attachment
		Aloud     bool
	}
	// End: forget the resident. Answers to earlier effects are not wanted any more.
	End struct{}
)

func (LoadServices) effect()   {}
func (LoadDefinition) effect() {}
func (Freeze) effect()         {}
func (Send) effect()           {}
func (Look) effect()           {}
func (Withdraw) effect()       {}
func (Amend) effect()          {}
func (Rate) effect()           {}
func (Read) effect()           {}
func (CallStaff) effect()      {}
func (CallOff) effect()        {}
func (SignIn) effect()         {}
func (SaveKeys) effect()       {}
func (Close) effect()          {}
func (Record) effect()         {}
func (StopRecording) effect()  {}
func (Hear) effect()           {}
func (End) effect()            {}
