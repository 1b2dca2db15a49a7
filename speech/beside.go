package speech

import "context"

// Beside is a mouth that can be given nothing but words, and a player beside it for all else that is to be heard: earcons, a resident's
// own recording, sentences that a site has recorded.
type Beside struct {
	Words Mouth
	// Sound plays; its engine is asked for sentences of which Recorded says that they are.
	Sound    Played
	Recorded func(p Phrase) bool
}

// Name implements Mouth.
func (b Beside) Name() string { return b.Words.Name() }

// Speak implements Mouth. Words are never kept back by a sound that cannot be played: whatever earcons say is to be seen, too, and what a
// site has recorded can be said.
func (b Beside) Speak(ctx context.Context, p Phrase) error {
	switch {
	case p.silent() || len(p.Recording) > 0:
		return b.Sound.Speak(ctx, p)
	case b.Recorded(p):
		if err := b.Sound.Speak(ctx, p); err == nil || ctx.Err() != nil {
			return err
		}
	case p.Earcon != NoEarcon:
		earcon := p
		earcon.Text = ""
		if err := b.Sound.Speak(ctx, earcon); err != nil && ctx.Err() != nil {
			return err
		}
	}
	p.Earcon = NoEarcon
	return b.Words.Speak(ctx, p)
}

// Check implements Mouth: without its words it is of no use.
func (b Beside) Check(ctx context.Context, lang string) error { return b.Words.Check(ctx, lang) }
