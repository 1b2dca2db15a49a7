package georeport

import "time"

// Linli is how the endpoint of what Linli adds is named in a discovery document. Its calls are in JSON only, beside
// those of GeoReport, at LinliPath from the endpoint's address.
const (
	Linli     = "https://linli.example/linli/v1"
	LinliPath = "../../linli/v1"
)

// MaxWords is how many characters may be added to a request at a time.
const MaxWords = 3900

// Capabilities says what of linli/v1 a backend has.
type Capabilities struct {
	Calls      []string `json:"calls"`
	Limits     Limits   `json:"limits"`
	PublicName string   `json:"public_name"`
	Languages  []string `json:"languages"`
}

// Limits are those that a backend states and keeps.
type Limits struct {
	BodyBytes           int `json:"body_bytes"`
	Words               int `json:"words"`
	ChangeSeconds       int `json:"change_seconds"`
	FailedProofsPerHour int `json:"failed_proofs_per_hour"`
	LookupsPerMinute    int `json:"lookups_per_minute"`
	// Attachments: how large each may be, how many a request may have, and of which media types. AttachmentBytes is 0 where
	// none are taken.
	AttachmentBytes int64    `json:"attachment_bytes"`
	Attachments     int      `json:"attachments"`
	AttachmentTypes []string `json:"attachment_types"`
}

// ForRequest is the header that names the request to which an attachment belongs, beside FilingProof.
const ForRequest = "X-Request-Ref"

// Upload says how much of an attachment there is.
type Upload struct {
	SHA256   string `json:"sha256"`
	Size     int64  `json:"size"`
	Received int64  `json:"received"`
	Complete bool   `json:"complete"`
}

// The headers with a proof that make a view the private one: the last four digits of the phone that was left, or the
// Idempotency-Key of the filing.
const (
	ContactProof = "X-Contact-Proof"
	FilingProof  = "X-Filing-Proof"
)

// View is a request as everybody may see it. ChangeUntil is absent where it may not be changed (any more); Proof tells
// that a phone was left, whose last four digits are a proof; Closing is absent where it may not be rated, and else says
// which time it is that it was closed; Private tells that there is a private view. Only that one has Told. Answers is "later" or
// "never" of a request that GeoReport does not show, since its service is one of batch, or a blackbox; Status is then no more than that it
// was received, or withdrawn.
type View struct {
	Ref         string    `json:"ref"`
	ServiceCode string    `json:"service_code"`
	ServiceName string    `json:"service_name"`
	Status      string    `json:"status"`
	Filed       time.Time `json:"filed"`
	Due         time.Time `json:"due,omitzero"`
	ChangeUntil time.Time `json:"change_until,omitzero"`
	Proof       bool      `json:"proof"`
	Closing     int       `json:"closing,omitempty"`
	Answers     string    `json:"answers,omitempty"`
	Private     bool      `json:"private"`
	Told        *Told     `json:"told,omitempty"`
}

// Told is what whoever filed a request wrote. The phone is never in it.
type Told struct {
	Description string       `json:"description"`
	Place       string       `json:"place"`
	Answers     []ToldAnswer `json:"answers"`
	// Attachments are those that are there whole.
	Attachments []ToldAttachment `json:"attachments,omitempty"`
}

// ToldAttachment is a recording or a picture. MediaURL is a path; it wants the kiosk's key and the proof, as the view does.
type ToldAttachment struct {
	SHA256   string `json:"sha256"`
	Type     string `json:"type"`
	Size     int64  `json:"size"`
	MediaURL string `json:"media_url"`
}

// ToldAnswer is a question of the service and what was answered, in words.
type ToldAnswer struct {
	Question string   `json:"question"`
	Words    []string `json:"words"`
}

// Rating is what is posted to rate a request that is closed, with a proof as in Change. Closing is that of the view.
type Rating struct {
	Proof     string `json:"proof,omitempty"`
	Filing    string `json:"filing,omitempty"`
	Closing   int    `json:"closing"`
	Answered  string `json:"answered,omitempty"`
	Solved    string `json:"solved,omitempty"`
	Satisfied int    `json:"satisfied,omitempty"`
}

// Change is what is posted to withdraw a request, or to add words to it: with the last four digits of the phone that
// was left, or with the Idempotency-Key of the filing.
type Change struct {
	Proof  string `json:"proof,omitempty"`
	Filing string `json:"filing,omitempty"`
	Words  string `json:"words,omitempty"`
}

// Problem says why a call of linli/v1 was refused; Code is one of report.Code.
type Problem struct {
	Code        string `json:"code"`
	Description string `json:"description"`
}
