package engine

import (
	"math"

	"linli/speech"
)

// level is how loud espeak-ng is where it is not silent, as a part of the loudest possible (-18 dB). Recordings are made as loud, so
// that nobody has to change the volume between one sentence and the next.
const level = 0.126

// equalise makes a recording as loud as the voices.
func equalise(pcm []int16) {
	gain := level / loudness(pcm)
	for i, v := range pcm {
		pcm[i] = int16(min(max(float64(v)*gain, math.MinInt16), math.MaxInt16))
	}
}

// loudness is the RMS of those hundredths of a second that are less than 30 dB below the loudest: pauses do not count.
func loudness(pcm []int16) float64 {
	const part = speech.SampleRate / 100
	var powers []float64
	loudest := 0.0
	for ; len(pcm) >= part; pcm = pcm[part:] {
		sum := 0.0
		for _, v := range pcm[:part] {
			sum += float64(v) * float64(v)
		}
		powers = append(powers, sum/part)
		loudest = max(loudest, sum/part)
	}
	sum, n := 0.0, 0.0
	for _, p := range powers {
		if p > 0 && p >= loudest/1000 {
			sum, n = sum+p, n+1
		}
	}
	return math.Sqrt(sum/max(n, 1)) / 32768
}

const (
	// frame is how much sound is moved at once (46 ms: two periods of the lowest voice), half of it over the half before.
	frame = 1024
	half  = frame / 2
	// slack is how far from where it should be the sound that fits best is looked for.
	slack = 256
)

// stretch hands out sound at a rate in per cent with its pitch as it is: pieces of it, each from where it continues the one before
// best, faded into each other (WSOLA; Verhelst and Roelands, 1993).
func stretch(pcm []int16, rate int, emit func([]int16) error) error {
	if rate == 0 || rate == 100 || len(pcm) < 2*frame {
		return emit(pcm)
	}
	from, tail := 0, pcm[:half] // tail is what would follow what has been handed out
	for at := 0.0; int(at)+slack+frame < len(pcm); at += half * float64(rate) / 100 {
		from = bestFit(pcm, int(at), tail)
		out := make([]int16, half)
		for i := range out {
			fade := 0.5 - 0.5*math.Cos(math.Pi*(float64(i)+0.5)/half)
			out[i] = int16(float64(tail[i])*(1-fade) + float64(pcm[from+i])*fade)
		}
		if err := emit(out); err != nil {
			return err
		}
		tail = pcm[from+half : from+frame]
	}
	return emit(append([]int16(nil), tail...))
}

// bestFit is where near a place the sound is most like what should follow.
func bestFit(pcm []int16, at int, tail []int16) int {
	best, found := math.Inf(-1), at
	for from := max(at-slack, 0); from <= min(at+slack, len(pcm)-frame); from++ {
		like, power := 0.0, 1.0
		for i := 0; i < half; i += 2 {
			v := float64(pcm[from+i])
			like += v * float64(tail[i])
			power += v * v
		}
		if like /= math.Sqrt(power); like > best {
			best, found = like, from
		}
	}
	return found
}
