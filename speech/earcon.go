package speech

import "math"

// Earcon is a short sound that says what has just happened, for those who do not look. What it says is always to be seen too.
type Earcon int

// The earcons. NoEarcon is silence.
const (
	NoEarcon Earcon = iota
	// Moved: the ring is on something else.
	Moved
	// Activated: what was pressed has done something.
	Activated
	// Failed: something is wrong, and the page says what.
	Failed
	// Sent: what was written has left.
	Sent
	// RecordingBegins and RecordingEnds are around a resident's own voice.
	RecordingBegins
	RecordingEnds
	// Reminded: something is about to be left behind.
	Reminded
)

// Earcons are all of them.
func Earcons() []Earcon {
	return []Earcon{Moved, Activated, Failed, Sent, RecordingBegins, RecordingEnds, Reminded}
}

// tone is a note in Hz and how long it sounds, in milliseconds.
type tone struct {
	pitch  float64
	length int
}

// tones are what an earcon is made of. Up is good, down is bad; what is heard with every step is the shortest, so that words are not
// kept waiting.
func (e Earcon) tones() []tone {
	switch e {
	case Moved:
		return []tone{{1047, 30}}
	case Activated:
		return []tone{{659, 40}, {988, 50}}
	case Failed:
		return []tone{{370, 90}, {277, 140}}
	case Sent:
		return []tone{{523, 80}, {659, 80}, {784, 160}}
	case RecordingBegins:
		return []tone{{587, 80}, {880, 100}}
	case RecordingEnds:
		return []tone{{880, 80}, {587, 100}}
	case Reminded:
		return []tone{{784, 90}, {1047, 100}, {784, 90}, {1047, 130}}
	}
	return nil
}

// loudness is the level of the voices, so that whoever has set the volume for them hears earcons as loud (-18 dB, as measured).
const loudness = 0.126

// PCM is the sound of an earcon, as loud as speech. It is made anew each time: a pure function of which one it is.
func (e Earcon) PCM() []int16 {
	var out []int16
	for _, t := range e.tones() {
		n := SampleRate * t.length / 1000
		for i := range n {
			at := float64(i) / SampleRate
			// a fundamental with a little of its octave is found again where there is noise; peak and RMS of it are known
			v := math.Sin(2*math.Pi*t.pitch*at) + 0.3*math.Sin(4*math.Pi*t.pitch*at)
			out = append(out, int16(32767*loudness*math.Sqrt2/1.044*v*edge(i, n)))
		}
	}
	return out
}

// edge lets a note begin and end without a click.
func edge(i, n int) float64 {
	const soft = SampleRate / 250 // 4 ms
	return math.Min(1, math.Min(float64(i), float64(n-i))/soft)
}
