package engine

import (
	"math"
	"testing"

	"linli/speech"
)

// TestA09AStretchedNoteIsSteady: where pieces of a note do not fit each other, it is soft and loud by turns.
func TestA09AStretchedNoteIsSteady(t *testing.T) {
	note := make([]int16, speech.SampleRate)
	for i := range note {
		note[i] = int16(8000 * math.Sin(2*math.Pi*137*float64(i)/speech.SampleRate))
	}
	for _, rate := range speech.Rates() {
		var out []int16
		_ = stretch(note, rate, func(pcm []int16) error { out = append(out, pcm...); return nil })
		least, most := math.Inf(1), 0.0
		const part = speech.SampleRate / 25
		for ; len(out) >= part; out = out[part:] {
			l := loudness(out[:part])
			least, most = min(least, l), max(most, l)
		}
		if least < 0.85*most {
			t.Errorf("at %d %%: from %.3f to %.3f", rate, least, most)
		}
	}
}
