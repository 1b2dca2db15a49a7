//go:build unix

package engine

import (
	"os/exec"
	"syscall"
)

// Apart gives a program a group of its own, so that what it has started is killed with it, and returns what kills it.
func Apart(cmd *exec.Cmd) (kill func()) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
