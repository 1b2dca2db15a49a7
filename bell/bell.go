// Package bell calls staff with a program of the site: one that rings, or sends a message.
//
// The program is told where the kiosk stands and nothing of residents. What it prints is read line by line:
//
//	called               staff can see or hear it
//	answered             somebody comes
//	answered 3 王姐      who, in how many minutes; either can be missing
//
// One that ends well without a word has called staff, who cannot answer with it. One that ends badly before it has called anybody has not.
// It may run as long as staff may still answer; when it is told to end (SIGTERM), nobody needs to come any more.
package bell

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"linli/report"
)

const (
	// longest is how long a program may run, grace how long it may take to end when it is told to.
	longest = 15 * time.Minute
	grace   = 2 * time.Second
	// longestLine is how many bytes a line has that is read.
	longestLine = 400
)

// errNoCall tells that no such call was made.
var errNoCall = errors.New("there is no such call")

// Bell calls staff.
type Bell struct {
	ctx  context.Context // in which programs run
	args []string

	mu    sync.Mutex
	calls map[string]*ring
}

// ring is a program that calls staff, or has called them.
type ring struct {
	stop   context.CancelFunc
	called chan struct{} // closed when staff can see or hear it, or surely not
	once   sync.Once

	mu       sync.Mutex
	answers  bool
	answered bool
	reply    report.Reply
	err      error
}

// New makes a bell of a program and its arguments, which is told to end with ctx. {name} and {kiosk} in them stand for where the kiosk stands and for its number.
func New(ctx context.Context, command []string, name string, kiosk int) *Bell {
	return &Bell{ctx: ctx, args: filled(command, "{name}", name, "{kiosk}", strconv.Itoa(kiosk)), calls: map[string]*ring{}}
}

// filled is a command with what stands for something in its arguments replaced by that.
func filled(command []string, pairs ...string) []string {
	in, args := strings.NewReplacer(pairs...), make([]string, len(command))
	for i, a := range command {
		args[i] = in.Replace(a)
	}
	return args
}

// Call starts the program and returns when it has called staff. answers: they can answer with it. The call before this one is over.
func (b *Bell) Call(ctx context.Context, key string) (answers bool, err error) {
	b.mu.Lock()
	r, again := b.calls[key]
	if !again {
		for _, earlier := range b.calls {
			earlier.stop()
		}
		if r, err = start(b.ctx, b.args); err == nil {
			b.calls = map[string]*ring{key: r}
		}
	}
	b.mu.Unlock()
	if err != nil {
		return false, &report.Error{Code: report.Internal, Op: "ring", Err: err}
	}
	select {
	case <-r.called:
	case <-ctx.Done():
		r.stop()
		return false, &report.Error{Code: report.Unconfirmed, Op: "ring", Err: ctx.Err()}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err != nil {
		return false, &report.Error{Code: report.Internal, Op: "ring", Err: r.err}
	}
	return r.answers, nil
}

// Reply returns what staff have answered, false as long as they have not.
func (b *Bell) Reply(_ context.Context, key string) (report.Reply, bool, error) {
	b.mu.Lock()
	r := b.calls[key]
	b.mu.Unlock()
	if r == nil {
		return report.Reply{}, false, errNoCall
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.reply, r.answered, nil
}

// TakeBack tells the program to end.
func (b *Bell) TakeBack(_ context.Context, key string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := b.calls[key]
	if r == nil {
		return errNoCall
	}
	r.stop()
	return nil
}

// start runs the program.
func start(ctx context.Context, args []string) (*ring, error) {
	ctx, stop := context.WithTimeout(ctx, longest)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env, cmd.WaitDelay = publicly(os.Environ()), grace
	apart(cmd)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		stop()
		return nil, fmt.Errorf("start %s: %w", args[0], err)
	}
	r := &ring{stop: stop, called: make(chan struct{})}
	go func() {
		defer stop()
		r.read(out)
		err := cmd.Wait()
		r.once.Do(func() { // it has not said that it called anybody
			r.mu.Lock()
			defer r.mu.Unlock()
			if err != nil {
				r.err = fmt.Errorf("%s: %w", args[0], err)
			}
			close(r.called)
		})
	}()
	return r, nil
}

// read takes what the program prints, until it ends.
func (r *ring) read(out io.Reader) {
	lines := bufio.NewReaderSize(out, longestLine)
	for {
		line, long, err := lines.ReadLine()
		if err != nil {
			return
		}
		r.hear(string(line))
		for long && err == nil {
			_, long, err = lines.ReadLine()
		}
	}
}

// hear takes one line.
func (r *ring) hear(line string) {
	verb, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if verb != "called" && verb != "answered" {
		return
	}
	r.mu.Lock()
	r.answers = true
	if verb == "answered" && !r.answered {
		in, by, _ := strings.Cut(strings.TrimSpace(rest), " ")
		minutes, err := strconv.Atoi(in)
		if err != nil {
			by = rest
		}
		r.answered, r.reply = true, report.NewReply(by, minutes)
	}
	r.mu.Unlock()
	r.once.Do(func() { close(r.called) })
}

// publicly leaves out what is the kiosk's own: its settings have keys in them.
func publicly(environ []string) []string {
	var out []string
	for _, v := range environ {
		if !strings.HasPrefix(v, "LINLI_") {
			out = append(out, v)
		}
	}
	return out
}
