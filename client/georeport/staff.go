package georeport

import "time"

// The states of a call. Again tells that the same kiosk has called once more.
const (
	CallOpen      = "open"
	CallAnswered  = "answered"
	CallTakenBack = "takenback"
	CallAgain     = "again"
)

// Call is a call for staff from a kiosk. By is who has answered, In is in how many minutes they come.
type Call struct {
	ID    int64     `json:"id"`
	Kiosk int       `json:"kiosk"`
	Name  string    `json:"name"`
	State string    `json:"state"`
	At    time.Time `json:"at"`
	Ended time.Time `json:"ended,omitzero"`
	By    string    `json:"by,omitempty"`
	In    int       `json:"in,omitempty"`
}

// Calls are the calls of a day, the newest first.
type Calls struct {
	Calls []Call `json:"calls"`
}

// CallMade is what is posted to call staff. Key names the call.
type CallMade struct {
	Key   string `json:"key"`
	Kiosk int    `json:"kiosk"`
	Name  string `json:"name"`
}

// CallAnswer is what is posted to answer one.
type CallAnswer struct {
	By string `json:"by,omitempty"`
	In int    `json:"in,omitempty"`
}
