//go:build linux

package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// bench is a server under load.
type bench struct {
	options
	dir     string
	address string
	server  *exec.Cmd
	said    *tail
	filed   atomic.Int64 // requests that were acknowledged, of which the last number is made
}

// newBench starts a server with data of its own.
func newBench(ctx context.Context, o options) (*bench, error) {
	dir, err := o.data, error(nil)
	if dir == "" {
		dir, err = os.MkdirTemp("", "linli-load-")
	} else {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return nil, err
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	b := &bench{options: o, dir: dir, address: free.Addr().String()}
	if err := free.Close(); err != nil {
		return nil, err
	}
	config := fmt.Sprintf("data = %q\n[serve]\nlisten = %q\ndatabase = %q\n", filepath.Join(dir, "data"), b.address, o.database)
	if err := os.WriteFile(filepath.Join(dir, "linli.toml"), []byte(config), 0o600); err != nil {
		return nil, err
	}
	return b, b.start(ctx)
}

// start starts the server and returns once it answers.
func (b *bench) start(ctx context.Context) error {
	b.server = exec.CommandContext(ctx, b.program, "serve", "-config", filepath.Join(b.dir, "linli.toml"))
	b.said = &tail{}
	b.server.Stderr = b.said // through a pipe, as the log of a service goes to the journal
	b.server.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := b.server.Start(); err != nil {
		return fmt.Errorf("start %s: %w", b.program, err)
	}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if l, err := dial(ctx, b.address); err == nil {
			a, err := l.do(call{method: "GET", path: "/healthz"})
			l.close()
			if err == nil && a.status == 200 {
				return nil
			}
		}
	}
	return fmt.Errorf("the server does not answer; it said last: %s", b.said)
}

// tail keeps the last of what was written to it.
type tail struct {
	mu   sync.Mutex
	last []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append(t.last, p...)
	t.last = t.last[max(0, len(t.last)-4<<10):]
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.last)
}

// kill ends the server as a power cut would.
func (b *bench) kill() error {
	if err := b.server.Process.Kill(); err != nil {
		return err
	}
	_ = b.server.Wait()
	return nil
}

func (b *bench) end() {
	_ = b.kill()
	if b.data == "" {
		_ = os.RemoveAll(b.dir)
	}
}

// memory is how much of the server's own memory is resident, in MB.
func (b *bench) memory() int {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(b.server.Process.Pid) + "/statm")
	if err != nil {
		return 0
	}
	var size, resident, shared int
	if _, err := fmt.Sscan(string(text), &size, &resident, &shared); err != nil {
		return 0
	}
	return (resident - shared) * os.Getpagesize() >> 20
}
