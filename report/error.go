package report

import (
	"errors"
	"fmt"
)

// Code says in one word what went wrong, for programs and for choosing the sentence that a resident reads.
type Code string

// The codes of errors. They are few on purpose: each one needs something else from the resident.
const (
	// Offline: surely nothing arrived; the same can be tried again.
	Offline Code = "offline"
	// Unconfirmed: it may or may not have arrived; only the very same submission may be tried again.
	Unconfirmed Code = "unconfirmed"
	// Refused: the backend will not take it, and waiting will not help.
	Refused Code = "refused"
	// NoKey: the backend takes nothing from this kiosk; its operator has to see to that.
	NoKey Code = "nokey"
	// NotFound: the backend knows no such thing.
	NotFound Code = "notfound"
	// NoProof: the proof does not fit the number, or there is no such number; nobody is told which.
	NoProof Code = "noproof"
	// TooLate: the time in which a request may be changed is over.
	TooLate Code = "toolate"
	// TooOften: wrong proofs were tried so often that none is taken for a while.
	TooOften Code = "toooften"
	// Busy: too many numbers were looked up here within a minute; waiting a minute helps.
	Busy Code = "busy"
	// Later: it is kept in the kiosk, and will be done when the backend can be reached. Nothing is wrong.
	Later Code = "later"
	// Used: another submission has the number. Nothing was kept, nobody has seen it; another number will do.
	Used Code = "used"
	// Garbled: the backend has it in other words than were sent. Staff have to see to that.
	Garbled Code = "garbled"
	// Nonsense: the backend answered something that is not Open311.
	Nonsense Code = "nonsense"
	// Full: the disk is full.
	Full Code = "full"
	// Internal: our own fault.
	Internal Code = "internal"
)

// Error is an error with a code for programs. Op and Err are for the operator's log, never for the resident.
type Error struct {
	Code Code
	Op   string
	Err  error
}

func (e *Error) Error() string {
	if e.Err == nil {
		return fmt.Sprintf("%s: %s", e.Op, e.Code)
	}
	return fmt.Sprintf("%s: %s: %v", e.Op, e.Code, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first Error in err's chain, Internal where there is none and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
