package speechtest

import (
	"encoding/binary"

	"linli/speech"
)

// WAV is a file of 16-bit sound with one channel, speech.SampleRate samples a second.
func WAV(pcm []int16) []byte {
	b := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(36+2*len(pcm)))
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...)
	b = binary.LittleEndian.AppendUint32(b, speech.SampleRate)
	b = binary.LittleEndian.AppendUint32(b, 2*speech.SampleRate)
	b = append(b, "\x02\x00\x10\x00data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(2*len(pcm)))
	for _, v := range pcm {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	return b
}
