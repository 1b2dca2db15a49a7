// Package engine makes sound with other programs: espeak-ng, or any that takes text and gives a WAV file.
//
// Each sentence is a process of its own. It can hang, be killed or not be there: then that sentence fails and nothing else.
// Text goes through standard input, never through the command line, where everybody on the machine can read it.
package engine

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"linli/speech"
)

// Command is an engine that is any program: text on its standard input, a WAV file (16 bit, any rate, one channel) on its
// standard output.
type Command struct {
	// Args are the program and its arguments. {lang} and {rate} stand for the language and the per cent.
	Args []string
}

// Name implements speech.Engine.
func (c Command) Name() string { return c.Args[0] }

// Synthesise implements speech.Engine.
func (c Command) Synthesise(ctx context.Context, p speech.Phrase, emit func([]int16) error) error {
	args := make([]string, len(c.Args))
	for i, a := range c.Args {
		args[i] = strings.NewReplacer("{lang}", p.Lang, "{rate}", strconv.Itoa(p.Rate)).Replace(a)
	}
	return pipe(ctx, args, p.Text, emit)
}

// pipe runs a program and hands out the sound that it makes.
func pipe(ctx context.Context, args []string, text string, emit func([]int16) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	p, err := start(args)
	if err != nil {
		return err
	}
	return p.speak(ctx, text, emit)
}

// process is a program that waits for its text.
type process struct {
	cmd       *exec.Cmd
	in        io.WriteCloser
	out       io.Reader
	complaint limited
	kill      func()
}

func start(args []string) (*process, error) {
	p := &process{cmd: exec.Command(args[0], args[1:]...)}
	p.cmd.WaitDelay = 200 * time.Millisecond
	p.kill = Apart(p.cmd)
	p.cmd.Stderr = &p.complaint
	var err error
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("make a pipe: %w", err)
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		return nil, fmt.Errorf("make a pipe: %w", err)
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	return p, nil
}

// longestTrial is how many bytes the word of a check has at most. What a program complains of may repeat what it was given, so only
// then it is told.
const longestTrial = 8

// speak gives the program its text and hands out what it makes of it. It is over then.
func (p *process) speak(ctx context.Context, text string, emit func([]int16) error) error {
	defer context.AfterFunc(ctx, p.kill)()
	go func() {
		_, _ = io.WriteString(p.in, text) // what it does not read it does not want
		_ = p.in.Close()
	}()
	read := sounds(p.out, emit)
	if read != nil {
		p.kill()
	}
	ended := p.cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case read != nil && !errors.Is(read, errNoSound):
		return read
	case ended != nil && p.complaint.Len() > 0 && len(text) <= longestTrial:
		return fmt.Errorf("%w: %s", ended, strings.TrimSpace(p.complaint.String()))
	case ended != nil:
		return ended
	}
	return read
}

// limited keeps the beginning of what a program complains of.
type limited struct{ bytes.Buffer }

func (l *limited) Write(b []byte) (int, error) {
	if room := 200 - l.Len(); room > 0 {
		l.Buffer.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}

var errNoSound = errors.New("no sound came out")

// sounds reads a WAV file as it comes, at the rate that is wanted.
func sounds(r io.Reader, emit func([]int16) error) error {
	rate, err := header(r)
	if err != nil {
		return err
	}
	buffer, kept := make([]byte, 2048), 0
	at := 0.0 // the next sample that is wanted, counted in those of this block
	for {
		n, err := io.ReadFull(r, buffer[kept:])
		n += kept
		pcm := make([]int16, n/2)
		for i := range pcm {
			pcm[i] = int16(binary.LittleEndian.Uint16(buffer[2*i:]))
		}
		kept = copy(buffer, buffer[n/2*2:n])
		if len(pcm) > 0 {
			if rate != speech.SampleRate {
				pcm, at = resample(pcm, at, float64(rate)/speech.SampleRate)
			}
			if failed := emit(pcm); failed != nil {
				return failed
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the sound: %w", err)
		}
	}
}

// resample takes every step-th sample, with straight lines between them.
func resample(pcm []int16, at, step float64) ([]int16, float64) {
	var out []int16
	for ; int(at) < len(pcm); at += step {
		i := int(at)
		v := float64(pcm[i])
		if i+1 < len(pcm) {
			v += (at - float64(i)) * (float64(pcm[i+1]) - v)
		}
		out = append(out, int16(v))
	}
	return out, at - float64(len(pcm))
}

// header reads a WAV file up to its sound and returns the rate. Programs that write to a pipe do not know how long it will be,
// so lengths are not believed.
func header(r io.Reader) (rate uint32, err error) {
	var riff [12]byte
	if _, err := io.ReadFull(r, riff[:]); err != nil {
		return 0, errNoSound
	}
	if string(riff[:4]) != "RIFF" || string(riff[8:]) != "WAVE" {
		return 0, errors.New("it is no WAV file")
	}
	for {
		var chunk [8]byte
		if _, err := io.ReadFull(r, chunk[:]); err != nil {
			return 0, errNoSound
		}
		size := binary.LittleEndian.Uint32(chunk[4:])
		switch string(chunk[:4]) {
		case "data":
			if rate == 0 {
				return 0, errors.New("the WAV file does not say its rate")
			}
			return rate, nil
		case "fmt ":
			if size < 16 || size > 100 {
				return 0, errors.New("the WAV file is damaged")
			}
			f := make([]byte, size)
			if _, err := io.ReadFull(r, f); err != nil {
				return 0, errNoSound
			}
			if channels, bits := binary.LittleEndian.Uint16(f[2:]), binary.LittleEndian.Uint16(f[14:]); channels != 1 || bits != 16 {
				return 0, fmt.Errorf("the WAV file has %d channels of %d bits; want one of 16", channels, bits)
			}
			rate = binary.LittleEndian.Uint32(f[4:])
			if rate < 4000 || rate > 192000 {
				return 0, fmt.Errorf("the WAV file has %d samples a second", rate)
			}
		default:
			if size > 1<<16 {
				return 0, errors.New("the WAV file is damaged")
			}
			if _, err := io.CopyN(io.Discard, r, int64(size+size%2)); err != nil {
				return 0, errNoSound
			}
		}
	}
}
