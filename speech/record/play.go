package record

import (
	"encoding/binary"
	"math"

	"linli/report"
	"linli/speech"
)

// PCM implements kiosk.Recorder: a recording with as many samples a second as are played, as loud as a voice of ours.
func (m *Microphone) PCM(a report.Attachment) ([]int16, error) {
	recorded, err := samplesOf(a)
	if err != nil {
		return nil, err
	}
	own := make([]float64, len(recorded)/2)
	power, most := 0.0, 1.0
	for i := range own {
		own[i] = float64(int16(binary.LittleEndian.Uint16(recorded[2*i:])))
		power += own[i] * own[i]
		most = max(most, math.Abs(own[i]))
	}
	// as loud on the whole as speech is, but not cut off, and no louder than ten times: who is far from it is heard softly
	gain := min(0.1*32768/math.Sqrt(power/max(float64(len(own)), 1)+1), 32767/most, 10)
	out := make([]int16, len(own)*speech.SampleRate/Rate)
	for i := range out {
		at := float64(i) * Rate / speech.SampleRate
		j := int(at)
		v := own[j]
		if j+1 < len(own) {
			v += (at - float64(j)) * (own[j+1] - v)
		}
		out[i] = int16(v * gain)
	}
	return out, nil
}
