package outbox

import (
	"encoding/json"
	"errors"
	"fmt"

	"linli/report"
)

// frozen is what is sealed of a submission. Its attachments lie in files of their own; here is only which they are.
type frozen struct {
	report.Submission
	Attached []report.Attached `json:",omitempty"`
}

// freeze takes the attachments out of a submission. The same one twice is one.
func freeze(sub report.Submission) (frozen, []report.Attachment, error) {
	f := frozen{Submission: sub}
	var all []report.Attachment
	seen := map[string]bool{}
	for _, a := range sub.Draft.Attachments {
		about := a.Attached()
		if about.Size == 0 || about.Size > report.MaxAttachment {
			return f, nil, fmt.Errorf("an attachment has %d bytes, want 1 to %d", about.Size, report.MaxAttachment)
		}
		if !seen[about.SHA256] {
			f.Attached, all = append(f.Attached, about), append(all, a)
		}
		seen[about.SHA256] = true
	}
	f.Draft.Attachments = nil
	return f, all, nil
}

// toSend is the submission as a City gets it: which attachments there are, not their bytes.
func (f frozen) toSend() report.Submission {
	sub := f.Submission
	for _, a := range f.Attached {
		sub.Draft.Attachments = append(sub.Draft.Attachments, report.Attachment{Type: a.Type, Length: a.Length})
	}
	return sub
}

// opened opens what is sealed of a row, or its copy where the row is damaged.
func (b *Box) opened(r row) ([]byte, error) {
	plain, err := b.o.Keys.open(r.sealed, r.label())
	if err != nil { // with another key it may be no more than a damaged row
		second, readErr := b.copies.read(r.Seq, r.State.copyKind())
		if readErr != nil {
			return nil, fmt.Errorf("in the database and its copy: %w", errors.Join(err, readErr))
		}
		plain, err = b.o.Keys.open(second.sealed, r.label())
	}
	return plain, err
}

// submission opens a row that holds a request.
func (b *Box) submission(r row) (frozen, error) {
	var f frozen
	plain, err := b.opened(r)
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(plain, &f)
}
