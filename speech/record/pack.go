package record

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"linli/report"
)

// CanPack says whether recordings can be made small, and be heard again, with Opus (RFC 6716, in Ogg: RFC 7845): a tenth of a WAV file. Its
// programs are opus-tools.
func CanPack() error {
	for _, name := range []string{"opusenc", "opusdec"} {
		if _, err := exec.LookPath(name); err != nil {
			return errors.New("recordings are not packed: install opus-tools (opusenc and opusdec)")
		}
	}
	return nil
}

// packer is opusenc, which packs while somebody speaks, so that nobody waits when they have finished.
type packer struct {
	cmd    *exec.Cmd
	in     *os.File
	out    bytes.Buffer
	broken bool
}

// How long opusenc may take nothing, and be busy after the end: it needs a fiftieth of the time that the sound lasts.
const (
	untaken  = time.Second
	patience = 5 * time.Second
)

// newPacker starts opusenc. Where that fails, or later anything else, there is the WAV file.
func newPacker() *packer {
	p := &packer{cmd: exec.Command("opusenc", "--quiet", "--speech", "--bitrate", "24", "--discard-comments", "--discard-pictures",
		"--raw", "--raw-bits", "16", "--raw-chan", "1", "--raw-rate", fmt.Sprint(Rate), "-", "-")}
	theirs, ours, err := os.Pipe()
	if err != nil {
		return &packer{broken: true}
	}
	defer theirs.Close()
	p.cmd.Stdin, p.cmd.Stdout, p.in, p.cmd.WaitDelay = theirs, &p.out, ours, untaken
	if err := p.cmd.Start(); err != nil {
		_ = ours.Close()
		return &packer{broken: true}
	}
	return p
}

// write gives it sound, little-endian samples of 16 bits.
func (p *packer) write(pcm []byte) {
	if p.broken {
		return
	}
	_ = p.in.SetWriteDeadline(time.Now().Add(untaken))
	_, err := p.in.Write(pcm)
	p.broken = err != nil
}

// close returns the packed sound, nil where it could not be packed.
func (p *packer) close() []byte {
	if p.cmd == nil {
		return nil
	}
	_ = p.in.Close()
	limit := patience
	if p.broken {
		limit = 0
	}
	late := time.AfterFunc(limit, func() { _ = p.cmd.Process.Kill() })
	defer late.Stop()
	if err := p.cmd.Wait(); err != nil || p.broken || !bytes.HasPrefix(p.out.Bytes(), []byte("OggS")) {
		return nil
	}
	return p.out.Bytes()
}

// samplesOf returns a recording's samples as they were recorded.
func samplesOf(a report.Attachment) ([]byte, error) {
	switch {
	case a.Type == report.RecordingType && len(a.Bytes) >= headerSize && string(a.Bytes[:4]) == "RIFF" && binary.LittleEndian.Uint32(a.Bytes[24:]) == Rate:
		return a.Bytes[headerSize:], nil
	case a.Type == report.PackedRecordingType && len(a.Bytes) > 0:
		ctx, stop := context.WithTimeout(context.Background(), 2*patience)
		defer stop()
		cmd := exec.CommandContext(ctx, "opusdec", "--quiet", "--rate", fmt.Sprint(Rate), "-", "-")
		cmd.Stdin, cmd.WaitDelay = bytes.NewReader(a.Bytes), time.Second
		pcm, err := cmd.Output()
		if err != nil || len(pcm) < 2 {
			return nil, fmt.Errorf("unpack a recording with opusdec: %w", errors.Join(err, errors.New("it has no sound")))
		}
		return pcm[:len(pcm)/2*2], nil
	}
	return nil, errors.New("this was not recorded here")
}

// WAV returns a recording as a WAV file of Rate samples a second, for whoever writes it down.
func WAV(a report.Attachment) ([]byte, error) {
	pcm, err := samplesOf(a)
	if err != nil {
		return nil, err
	}
	return wav(pcm), nil
}

// Quiet is a WAV file in which nothing is said, to try what writes recordings down.
func Quiet(d time.Duration) []byte { return wav(make([]byte, 2*samples(d))) }
