package report

import (
	"strings"
	"unicode"
)

// Reply is what staff say who have been called. Any of it may be missing.
type Reply struct {
	// By is who comes; In is in how many minutes.
	By string
	In int
}

// What a reply may say: whatever staff or their programs write is shown to residents.
const (
	MostName    = 20 // characters
	MostMinutes = 120
)

// NewReply keeps of what staff say what can be shown.
func NewReply(by string, in int) Reply {
	by = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(by, ""), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }), " ")
	if runes := []rune(by); len(runes) > MostName {
		by = string(runes[:MostName])
	}
	if in < 0 || in > MostMinutes {
		in = 0
	}
	return Reply{by, in}
}
