package speechtest

import (
	"math"
	"slices"

	"linli/speech"
)

// RMS is how loud sound is, as a part of the loudest possible.
func RMS(pcm []int16) float64 {
	if len(pcm) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range pcm {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum/float64(len(pcm))) / 32768
}

// Loudness is how loud speech is where it is not silent: the RMS of those hundredths of a second that are less than 30 dB below the
// loudest.
func Loudness(pcm []int16) float64 {
	var parts []float64
	for ; len(pcm) >= hundredth; pcm = pcm[hundredth:] {
		parts = append(parts, RMS(pcm[:hundredth]))
	}
	if len(parts) == 0 {
		return 0
	}
	least, sum, n := slices.Max(parts)/32, 0.0, 0.0
	for _, part := range parts {
		if part > least {
			sum, n = sum+part*part, n+1
		}
	}
	return math.Sqrt(sum / max(n, 1))
}

// Trim cuts silence off both ends.
func Trim(pcm []int16) []int16 {
	loud := func(v int16) bool { return v > 60 || v < -60 }
	for len(pcm) > 0 && !loud(pcm[0]) {
		pcm = pcm[1:]
	}
	for len(pcm) > 0 && !loud(pcm[len(pcm)-1]) {
		pcm = pcm[:len(pcm)-1]
	}
	return pcm
}

// Pitch is the fundamental frequency of voiced speech, in Hz: the median over stretches of 40 ms that repeat themselves.
func Pitch(pcm []int16) float64 {
	const size = speech.SampleRate / 25
	var found []float64
	for at := 0; at+2*size < len(pcm); at += size {
		if RMS(pcm[at:at+size]) < 0.01 {
			continue
		}
		best, lag := 0.0, 0
		for l := speech.SampleRate / 300; l < speech.SampleRate/55; l++ {
			if c := correlation(pcm[at:at+size], pcm[at+l:at+l+size]); c > best+0.02 {
				best, lag = c, l
			}
		}
		if best > 0.8 {
			found = append(found, speech.SampleRate/float64(lag))
		}
	}
	return median(found)
}

func correlation(a, b []int16) float64 {
	var ab, aa, bb float64
	for i := range a {
		x, y := float64(a[i]), float64(b[i])
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}
func median(of []float64) float64 {
	if len(of) == 0 {
		return 0
	}
	of = slices.Sorted(slices.Values(of))
	return of[len(of)/2]
}

// Match says how well a sound is another one, from 0 to 1, by how loud they are in each hundredth of a second: 0.97 and more is
// the same sentence, another sentence stays below 0.93. It may begin anywhere in heard.
func Match(heard, said []int16) float64 {
	b, best := envelope(Trim(said)), 0.0
	for shift := 0; shift < hundredth; shift += hundredth / 4 {
		a := envelope(heard[min(shift, len(heard)):])
		for at := 0; at+len(b) <= len(a); at++ {
			best = max(best, alike(a[at:at+len(b)], b))
		}
	}
	return best
}

// Place is where a sound was heard in another: at which sample, and how much alike.
type Place struct {
	From  int
	Alike float64
}

// Find says where a sound is heard that is at least so much alike, to a hundredth of a second.
func Find(heard, said []int16, least float64) (out []Place) {
	b := envelope(said)
	for shift := 0; shift < hundredth; shift += hundredth / 4 {
		a := envelope(heard[min(shift, len(heard)):])
		for at := 0; at+len(b) <= len(a); at++ {
			if m := alike(a[at:at+len(b)], b); m >= least {
				out = append(out, Place{at*hundredth + shift, m})
			}
		}
	}
	return out
}

const hundredth = speech.SampleRate / 100

// envelope is how loud sound is in each hundredth of a second. The root makes soft parts count, whatever the volume.
func envelope(pcm []int16) []float64 {
	var out []float64
	for ; len(pcm) >= hundredth; pcm = pcm[hundredth:] {
		out = append(out, math.Pow(RMS(pcm[:hundredth]), 0.4))
	}
	return out
}

func alike(a, b []float64) float64 {
	var sa, sb, saa, sbb, sab float64
	for i := range a {
		sa, sb = sa+a[i], sb+b[i]
		saa, sbb, sab = saa+a[i]*a[i], sbb+b[i]*b[i], sab+a[i]*b[i]
	}
	n := float64(len(a))
	d := math.Sqrt((saa - sa*sa/n) * (sbb - sb*sb/n))
	if n == 0 || d == 0 || math.IsNaN(d) {
		return 0
	}
	return (sab - sa*sb/n) / d
}

// Gapless is sound without its silence: a player that was not given sound in time has made gaps, which say nothing about what was said.
func Gapless(pcm []int16) []int16 {
	var out []int16
	quiet := 0
	for _, v := range pcm {
		if v > 2 || v < -2 {
			quiet = 0
		} else if quiet++; quiet > hundredth/2 {
			continue
		}
		out = append(out, v)
	}
	return out
}
