//go:build linux

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// dieWithUs makes a process end when the one that started it does, whatever
// ended that. It also leads a group of its own, so that it can be ended whole.
func dieWithUs() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// launch starts a command on a screen, with a home of its own and no desktop.
func launch(command []string, display, home string) (*exec.Cmd, error) {
	run := filepath.Join(home, "run")
	if err := os.MkdirAll(run, 0o700); err != nil {
		return nil, err
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env = append(os.Environ(), "DISPLAY="+display, "WAYLAND_DISPLAY=", "HOME="+home, "XDG_RUNTIME_DIR="+run,
		"XDG_CONFIG_HOME="+home+"/config", "XDG_CACHE_HOME="+home+"/cache", "XDG_DATA_HOME="+home+"/share",
		"DBUS_SESSION_BUS_ADDRESS=disabled:", "LANG=C.UTF-8")
	cmd.SysProcAttr = dieWithUs()
	return cmd, cmd.Start()
}

// end ends a process and its group: kindly, then not.
func end(cmd *exec.Cmd) {
	group := -cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGTERM)
	gone := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(gone)
	}()
	select {
	case <-gone:
	case <-time.After(3 * time.Second):
	}
	_ = syscall.Kill(group, syscall.SIGKILL)
	<-gone
}

// endAll ends processes that have become our children because the one that
// started them has ended.
func endAll(pids []int) {
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	for _, pid := range pids {
		_, _ = syscall.Wait4(pid, nil, 0, nil)
	}
}

// endDescendants ends all that is left of what this program started.
func endDescendants() {
	for range 20 { // more may appear as their parents end
		left := descendants(os.Getpid())
		if len(left) == 0 {
			return
		}
		endAll(left)
	}
}

// descendants returns the processes below pid, not pid itself.
func descendants(pid int) []int {
	children := map[int][]int{}
	all, _ := filepath.Glob("/proc/[0-9]*")
	for _, dir := range all {
		if p, err := strconv.Atoi(filepath.Base(dir)); err == nil {
			children[parent(p)] = append(children[parent(p)], p)
		}
	}
	var found []int
	for next := children[pid]; len(next) > 0; next = next[1:] {
		found = append(found, next[0])
		next = append(next, children[next[0]]...)
	}
	return found
}

// stat returns the fields of /proc/PID/stat from the third on: the second, the
// name, may hold blanks and brackets.
func stat(pid int) []string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	return strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
}

// parent returns the parent of pid, 0 if there is no such process.
func parent(pid int) int {
	fields := stat(pid)
	if len(fields) < 2 {
		return 0
	}
	ppid, _ := strconv.Atoi(fields[1])
	return ppid
}

// cpu returns the processor time that processes have used.
func cpu(pids []int) time.Duration {
	const tick = 10 * time.Millisecond // USER_HZ is 100 on every Linux of ours
	var ticks int
	for _, p := range pids {
		if fields := stat(p); len(fields) > 12 {
			user, _ := strconv.Atoi(fields[11])
			system, _ := strconv.Atoi(fields[12])
			ticks += user + system
		}
	}
	return time.Duration(ticks) * tick
}

// memory returns the proportional set size of processes in MiB: what they alone
// use, and their share of what they have together with others.
func memory(pids []int) float64 {
	var kib int
	for _, p := range pids {
		file, err := os.Open(fmt.Sprintf("/proc/%d/smaps_rollup", p))
		if err != nil {
			continue // it has just ended
		}
		for lines := bufio.NewScanner(file); lines.Scan(); {
			if value, ok := strings.CutPrefix(lines.Text(), "Pss:"); ok {
				n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
				kib += n
			}
		}
		file.Close()
	}
	return float64(kib) / 1024
}
