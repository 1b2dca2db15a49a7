package speechtest

import (
	"context"

	"linli/speech"
)

// Whole is an engine that makes all its sound before it hands any out. In a bubble of testing/synctest, where time stands still
// while another program works, no program is left waiting then.
type Whole struct{ speech.Engine }

// Synthesise implements speech.Engine.
func (w Whole) Synthesise(ctx context.Context, p speech.Phrase, emit func([]int16) error) error {
	var blocks [][]int16
	if err := w.Engine.Synthesise(ctx, p, func(pcm []int16) error { blocks = append(blocks, pcm); return nil }); err != nil {
		return err
	}
	for _, pcm := range blocks {
		if err := emit(pcm); err != nil {
			return err
		}
	}
	return nil
}
