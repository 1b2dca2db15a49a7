// Package speech says utterances. Engines stand behind Voice; the kiosk does not know which one speaks.
package speech

// Utterance is one thing to say.
type Utterance struct {
	Text string
	// Lang is a BCP 47 tag: it decides which voice speaks.
	Lang string
	// Secret: personal. It goes to headphones only, unless the resident has allowed more.
	Secret bool
}

// Voice says utterances, one after the other. New ones cut off what is being said.
type Voice interface {
	Say(utterances []Utterance)
}

// Silent is the voice of a kiosk without sound.
type Silent struct{}

// Say says nothing.
func (Silent) Say([]Utterance) {}
