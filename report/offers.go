package report

import (
	"mime"
	"slices"
)

// Offers is what a city takes beyond what every GeoReport city does. The zero Offers takes nothing more.
type Offers struct {
	// Changes tells that a request can be taken back or added to.
	Changes bool
	// AttachmentBytes is how large an attachment may be; with 0 none is taken.
	AttachmentBytes int64
	// Attachments is how many a request may have.
	Attachments int
	// AttachmentTypes are the media types that are taken.
	AttachmentTypes []string
}

// Takes says whether attachments of a media type are taken.
func (o Offers) Takes(mediaType string) bool {
	kind, _, err := mime.ParseMediaType(mediaType)
	return err == nil && o.AttachmentBytes > 0 && o.Attachments > 0 && slices.Contains(o.AttachmentTypes, kind)
}
