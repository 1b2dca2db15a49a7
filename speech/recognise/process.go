package recognise

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"linli/speech/engine"
)

// longestLine is how many bytes a line of the program may have: what can be said in three minutes has a fifth of that.
const longestLine = 1 << 16

// process is a program that waits for recordings.
type process struct {
	cmd       *exec.Cmd
	in, out   *os.File
	lines     *bufio.Reader
	complaint tail
	langs     []string
	// session is that of the resident whom it has heard, and used says that there is one.
	session context.Context
	used    atomic.Bool
	kill    func()
	once    sync.Once
	// gone is closed when it has ended.
	gone chan struct{}
	// ended is closed when we ended it.
	ended chan struct{}
}

// request is the line before a recording.
type request struct {
	ID    string `json:"id"`
	Lang  string `json:"lang"`
	Bytes int    `json:"bytes"`
}

// start starts a program and waits until it is ready.
func start(ctx context.Context, args []string) (*process, error) {
	p := &process{cmd: exec.Command(args[0], args[1:]...), gone: make(chan struct{}), ended: make(chan struct{})}
	p.cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "LINLI_") }) // settings have keys in them
	p.cmd.Stderr, p.cmd.WaitDelay = &p.complaint, 200*time.Millisecond
	p.kill = engine.Apart(p.cmd)
	if err := p.run(); err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	defer context.AfterFunc(ctx, p.end)()
	line, err := p.line()
	var first struct {
		Ready []string `json:"ready"`
	}
	if err == nil && (json.Unmarshal(line, &first) != nil || len(first.Ready) == 0) {
		err = errNotReady
	}
	if err != nil {
		p.end()
		return nil, p.because(ctx, err)
	}
	p.langs = first.Ready
	return p, nil
}

// run runs it with pipes of ours: what we no longer wait for is closed, whoever else holds the other end.
func (p *process) run() error {
	theirIn, in, err := os.Pipe()
	if err != nil {
		return err
	}
	defer theirIn.Close()
	out, theirOut, err := os.Pipe()
	if err != nil {
		return errors.Join(err, in.Close())
	}
	defer theirOut.Close()
	p.cmd.Stdin, p.cmd.Stdout = theirIn, theirOut
	if err := p.cmd.Start(); err != nil {
		return errors.Join(err, in.Close(), out.Close())
	}
	p.in, p.out, p.lines = in, out, bufio.NewReaderSize(out, longestLine)
	go func() {
		_ = p.cmd.Wait()
		p.kill() // what it has started itself
		close(p.gone)
	}()
	return nil
}

// end kills it with all that it has started, and whoever waits for it waits no longer.
func (p *process) end() {
	p.once.Do(func() {
		close(p.ended)
		p.kill()
		_ = p.in.Close()
		_ = p.out.Close()
	})
	<-p.gone
}

// over says whether it has ended or is to end.
func (p *process) over() bool {
	select {
	case <-p.gone:
		return true
	case <-p.ended:
		return true
	default:
		return false
	}
}

// fault is why it has ended, nil where it was to.
func (p *process) fault() error {
	select {
	case <-p.ended:
		return nil
	default:
		p.end()
		return p.because(context.Background(), errEnded)
	}
}

// because is an error with what the program complains of, which may repeat what it has heard: only of one that has heard nobody.
func (p *process) because(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if says := p.complaint.String(); says != "" && !p.used.Load() {
		return fmt.Errorf("%w: %s", err, says)
	}
	return err
}

// ask gives it a recording and returns what it understands.
func (p *process) ask(ctx context.Context, r request, wav []byte) (string, error) {
	defer context.AfterFunc(ctx, p.end)()
	head, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	_, err = p.in.Write(append(append(head, '\n'), wav...))
	var line []byte
	if err == nil {
		line, err = p.line()
	} else {
		err = errEnded // it does not want it
	}
	if cause := context.Cause(ctx); cause != nil {
		return "", cause
	}
	if err != nil {
		return "", err
	}
	defer clear(line)
	var answer struct {
		ID   string  `json:"id"`
		Text *string `json:"text"`
	}
	switch {
	case json.Unmarshal(line, &answer) != nil || answer.Text == nil:
		return "", errNonsense
	case answer.ID != r.ID:
		return "", errOther
	}
	return *answer.Text, nil
}

// line is the next line that it says.
func (p *process) line() ([]byte, error) {
	line, err := p.lines.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return nil, errLong
	case err != nil:
		return nil, errEnded
	}
	return line, nil
}

// tail keeps the end of what a program complains of: there it says why.
type tail struct {
	mu   sync.Mutex
	last []byte
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append(t.last, b...)
	t.last = slices.Clone(t.last[max(len(t.last)-300, 0):])
	return len(b), nil
}

// String is its last line.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := bytes.TrimSpace(t.last)
	return string(bytes.ToValidUTF8(last[bytes.LastIndexByte(last, '\n')+1:], nil))
}
