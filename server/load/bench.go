//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
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
	log     *os.File
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
	if b.log, err = os.Create(filepath.Join(dir, "log")); err != nil {
		return nil, err
	}
	return b, b.start(ctx)
}

// start starts the server and returns once it answers.
func (b *bench) start(ctx context.Context) error {
	b.server = exec.CommandContext(ctx, b.program, "serve", "-config", filepath.Join(b.dir, "linli.toml"))
	b.server.Stderr = b.log
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
	return errors.New("the server does not answer")
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
	_ = b.log.Close()
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
