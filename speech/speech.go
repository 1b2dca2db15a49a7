// Package speech says utterances. Engines and players stand behind Voice; the kiosk does not know which ones speak.
//
// What is personal is said to headphones only, unless the resident has allowed more: an utterance carries both what
// everybody may hear and what only the resident may, and the voice chooses at the moment it speaks. New utterances cut off
// old ones; silence comes at once. Nothing of what is said is logged or kept on disk.
package speech

// Utterance is one thing to say.
type Utterance struct {
	// Text is what everybody may hear; empty where nobody else may hear anything.
	Text string
	// Private is said in its place where only the resident hears it, empty where there is no difference.
	Private string
	// Lang is a BCP 47 tag: it decides which voice speaks.
	Lang string
	// Earcon is heard before it, or alone where there are no words.
	Earcon Earcon
	// Asked: the resident has asked for this one by itself, so that it is said where pages are not read aloud, too.
	Asked bool
	// Recording is heard in place of words where only the resident hears it, and where they have allowed it.
	Recording *Recording
}

// Recording is a resident's own voice.
type Recording struct {
	// PCM is mono, with SampleRate samples a second.
	PCM []int16
	// Aloud: the resident has allowed this one to be heard by everybody.
	Aloud bool
}

// Output is where sound goes.
type Output int

// The outputs. Nobody hears anything at Nowhere.
const (
	Loudspeaker Output = iota
	Headphones
	Nowhere
)

// Settings are how a resident wants to hear. The zero Settings are silent.
type Settings struct {
	// On: speak at all. Sounds: let earcons be heard.
	On, Sounds bool
	// Rate is how fast, one of Rates, in per cent; 0 is 100.
	Rate int
	// Volume is how loud, one of Volumes, in decibels above the site's level.
	Volume int
	// Aloud: the resident has allowed what is personal to be said from the loudspeaker.
	Aloud bool
}

// Rates are how fast speech can be, in per cent (VVSG 2.0, 7.1-K: seven and more from 50 to 200).
func Rates() []int { return []int{50, 65, 80, 100, 125, 160, 200} }

// Volumes are how loud speech can be, in decibels above the level that the site has set (EN 301 549, 8.2.1 and 5.1.3.11: one
// of them at least 12 above, none more than 10 from the next).
func Volumes() []int { return []int{-15, -12, -9, -6, -3, 0, 3, 6, 9, 12} }

// Voice says utterances, one after the other. All its methods may be called from any goroutine and return at once.
type Voice interface {
	// Say says utterances; what is being said is cut off.
	Say(utterances []Utterance)
	// Stop is silence at once. What was being said is over.
	Stop()
	// Pause is silence at once; Pause again goes on from the beginning of the sentence.
	Pause()
	// Repeat says once more what was said last, without earcons.
	Repeat()
	// Set changes how it speaks from the next sentence on; turning it off is silence at once.
	Set(s Settings)
	// Plug says where sound goes from now on. What was being said is over: what began in headphones never goes on from the
	// loudspeaker.
	Plug(o Output)
	// Left is how many sentences are still to be said, the one that is being said among them.
	Left() int
}

// Silent is the voice of a kiosk without sound.
type Silent struct{}

// Say says nothing.
func (Silent) Say([]Utterance) {}

// Stop does nothing.
func (Silent) Stop() {}

// Pause does nothing.
func (Silent) Pause() {}

// Repeat says nothing.
func (Silent) Repeat() {}

// Set changes nothing.
func (Silent) Set(Settings) {}

// Plug changes nothing.
func (Silent) Plug(Output) {}

// Left is none.
func (Silent) Left() int { return 0 }

// In returns what is to be said where sound goes to o.
func (u Utterance) In(o Output, s Settings) string {
	if u.Private != "" && (o == Headphones || o == Loudspeaker && s.Aloud) {
		return u.Private
	}
	return u.Text
}
