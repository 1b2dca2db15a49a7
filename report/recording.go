package report

import (
	"slices"
	"time"
)

// The media types of a recording: as it is, and a tenth of that, packed with Opus (RFC 7845).
const (
	RecordingType       = "audio/wav"
	PackedRecordingType = "audio/ogg"
)

// LongestRecording is how long a recording may be.
const LongestRecording = 3 * time.Minute

// Mishap is what became of a recording otherwise than that a resident said they had finished, "" where nothing did.
type Mishap string

// The mishaps. Each has a sentence in i18n under "voice.mishap.".
const (
	NoMicrophone Mishap = "nomicrophone" // nothing can be recorded
	Silence      Mishap = "silence"      // nothing was to be heard
	TooShort     Mishap = "tooshort"     // it ended as soon as it had begun
	CutOff       Mishap = "cutoff"       // the microphone went away; what was said before is there
	TimeIsUp     Mishap = "timeisup"     // LongestRecording is over
)

// Recording returns what the resident has said into the microphone, if they have.
func (d Draft) Recording() (Attachment, bool) {
	for _, a := range d.Attachments {
		if a.Length > 0 {
			return a, true
		}
	}
	return Attachment{}, false
}

// WithRecording returns a copy of the draft with this recording in place of the one before; one of no length takes it out.
func (d Draft) WithRecording(a Attachment) Draft {
	d.Attachments = slices.DeleteFunc(slices.Clone(d.Attachments), func(b Attachment) bool { return b.Length > 0 })
	if a.Length > 0 {
		d.Attachments = append(d.Attachments, a)
	}
	return d
}
