package speech_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"linli/speech"
)

// byWord is a mouth that says a sentence when it is told to.
type byWord chan bool

func (byWord) Name() string { return "by word" }
func (b byWord) Speak(ctx context.Context, _ speech.Phrase) error {
	select {
	case <-b:
	case <-ctx.Done():
	}
	return nil
}
func (byWord) Check(context.Context, string) error { return nil }

// TestK09TheVoiceTellsHowMuchIsLeft, so that a light can wait for it: the sentence that is being said counts, none do when all has been
// said or cut off, or where nobody listens.
func TestK09TheVoiceTellsHowMuchIsLeft(t *testing.T) {
	mouth := make(byWord)
	s := speech.NewSpeaker(t.Context(), map[string]speech.Mouth{"en": mouth}, speech.Loudspeaker, slog.New(slog.DiscardHandler))
	left := func(want int, when string) {
		t.Helper()
		for end := time.Now().Add(20 * time.Second); s.Left() != want; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: %d sentences are left, want %d", when, s.Left(), want)
			}
		}
	}
	two := []speech.Utterance{{Text: "One. Two.", Lang: "en"}, {Text: "Three.", Lang: "en"}}
	s.Say(two)
	left(0, "nobody listens")
	s.Set(speech.Settings{On: true})
	s.Say(two)
	left(3, "at first")
	for want := 2; want >= 0; want-- {
		mouth <- true
		left(want, "one has been said")
	}
	s.Say(two)
	s.Stop()
	left(0, "cut off")
}
