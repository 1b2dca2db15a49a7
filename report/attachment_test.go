package report

import "testing"

// The name is the one that sha256sum prints, so that anybody can check a file.
func TestAttachmentName(t *testing.T) {
	if got := (Attachment{Bytes: []byte("abc")}).SHA256(); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("named %s", got)
	}
}
