// Package sound plays through a program of the system: pacat where a PulseAudio or PipeWire server runs, aplay where there is
// only ALSA. Each sentence is a process of its own; killing it is silence at once, and no sound library has to be linked.
package sound

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"linli/speech"
)

// Player is a sink that is a program.
type Player struct {
	// Program is pacat or aplay.
	Program string
	// Loudspeaker and Headphones are names of devices; empty means the default one.
	Loudspeaker, Headphones string
}

// errNone: there is no program that plays.
var errNone = errors.New("no program plays sound; install pulseaudio-utils (pacat) or alsa-utils (aplay)")

// Find returns the player of this machine. serving says whether a sound server answers; nil asks it.
func Find(loudspeaker, headphones string, serving func() bool) (Player, error) {
	p := Player{Loudspeaker: loudspeaker, Headphones: headphones}
	if serving == nil {
		serving = served
	}
	if _, err := exec.LookPath("pacat"); err == nil && serving() {
		p.Program = "pacat"
		return p, nil
	}
	if _, err := exec.LookPath("aplay"); err == nil {
		p.Program = "aplay"
		return p, nil
	}
	if _, err := exec.LookPath("pacat"); err == nil {
		return p, errors.New("no sound server answers pacat; start PulseAudio or PipeWire, or install alsa-utils (aplay)")
	}
	return p, errNone
}

// served says whether a sound server answers.
func served() bool {
	cmd := exec.Command("pactl", "info")
	cmd.WaitDelay = 100 * time.Millisecond
	timer := time.AfterFunc(2*time.Second, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	if err := cmd.Start(); err != nil {
		return false
	}
	return cmd.Wait() == nil
}

// Name implements speech.Sink.
func (p Player) Name() string { return p.Program }

// Open implements speech.Sink.
func (p Player) Open(o speech.Output) (speech.Stream, error) {
	cmd := exec.Command(p.Program, p.args(o)...)
	var complaint strings.Builder
	cmd.Stderr = &tail{&complaint}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("make a pipe: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", p.Program, err)
	}
	s := &stream{cmd: cmd, in: in, complaint: &complaint, ended: make(chan error, 1)}
	go func() { s.ended <- cmd.Wait() }()
	return s, nil
}

func (p Player) args(o speech.Output) []string {
	device := p.Loudspeaker
	if o == speech.Headphones {
		device = p.Headphones
	}
	rate := fmt.Sprint(speech.SampleRate)
	if p.Program == "aplay" {
		args := []string{"-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", rate, "--buffer-time=60000"}
		if device != "" {
			args = append(args, "-D", device)
		}
		return append(args, "-")
	}
	args := []string{"--playback", "--raw", "--format=s16le", "--channels=1", "--rate=" + rate, "--latency-msec=20", "--client-name=linli", "--stream-name=speech"}
	if device != "" {
		args = append(args, "--device="+device)
	}
	return args
}

// stream is one process.
type stream struct {
	cmd       *exec.Cmd
	in        io.WriteCloser
	complaint *strings.Builder
	ended     chan error
	abort     sync.Once
	buffer    []byte
}

// Write implements speech.Stream.
func (s *stream) Write(pcm []int16) error {
	s.buffer = s.buffer[:0]
	for _, v := range pcm {
		s.buffer = binary.LittleEndian.AppendUint16(s.buffer, uint16(v))
	}
	if _, err := s.in.Write(s.buffer); err != nil {
		return fmt.Errorf("give it sound: %w", err)
	}
	return nil
}

// Close implements speech.Stream.
func (s *stream) Close() error {
	_ = s.in.Close() // it plays what it has and ends
	if err := <-s.ended; err != nil {
		return fmt.Errorf("play: %w: %s", err, strings.TrimSpace(s.complaint.String()))
	}
	return nil
}

// Abort implements speech.Stream.
func (s *stream) Abort() {
	s.abort.Do(func() { _ = s.cmd.Process.Kill() })
}

// tail keeps the beginning of what a program complains of.
type tail struct{ b *strings.Builder }

func (t *tail) Write(b []byte) (int, error) {
	if room := 200 - t.b.Len(); room > 0 {
		t.b.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}
