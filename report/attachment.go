package report

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// MaxAttachment is how many bytes an attachment may have: what Linli's own backend takes, and a city's usually does not refuse.
const MaxAttachment = 10 << 20

// Attachment is a recording or a picture that goes with a request. It is sent after the request and apart from it.
type Attachment struct {
	// Type is its media type, such as "audio/wav".
	Type string
	// Bytes is what it is, MaxAttachment at most.
	Bytes []byte
	// Length is how long a recording lasts; zero for what is not heard.
	Length time.Duration
}

// SHA256 is the name of the attachment everywhere: the hash of its bytes in hexadecimal digits.
func (a Attachment) SHA256() string {
	sum := sha256.Sum256(a.Bytes)
	return hex.EncodeToString(sum[:])
}

// Attached is what is known of an attachment without its bytes.
type Attached struct {
	SHA256 string
	Type   string
	Size   int64
	Length time.Duration
}

// Attached describes the attachment.
func (a Attachment) Attached() Attached {
	return Attached{SHA256: a.SHA256(), Type: a.Type, Size: int64(len(a.Bytes)), Length: a.Length}
}
