package bell

import (
	"os/exec"
	"syscall"
)

// apart gives a program a group of its own, so that what it has started is told to end with it.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
}
