package record

import (
	"encoding/binary"
	"math"
)

// meter says how loud a voice is, calmly: at most twice a second, and by the loudest of the last second, so that it does not jump
// between one word and the next.
type meter struct {
	parts   []int // levels of the last second, a tenth each
	count   int
	loudest int
}

// Levels of a voice, by its RMS: below -55 dB nothing is heard, below -38 it is soft, above -8 it is too loud to be clear.
func level(rms float64) int {
	switch db := 20 * math.Log10(max(rms, 1e-9)); {
	case db < -55:
		return 0
	case db < -38:
		return 1
	case db < -8:
		return 2
	}
	return 3
}

// hear takes a tenth of a second, and says how loud it is when that is to be shown.
func (m *meter) hear(pcm []byte) (now int, tell bool) {
	if len(pcm) < 2 {
		return 0, false
	}
	sum := 0.0
	for i := 0; i+1 < len(pcm); i += 2 {
		v := float64(int16(binary.LittleEndian.Uint16(pcm[i:]))) / 32768
		sum += v * v
	}
	m.parts = append(m.parts, level(math.Sqrt(sum/float64(len(pcm)/2))))
	m.parts = m.parts[max(len(m.parts)-10, 0):]
	m.count++
	for _, part := range m.parts {
		now = max(now, part)
	}
	m.loudest = max(m.loudest, now)
	return now, m.count%5 == 0
}
