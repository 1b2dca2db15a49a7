//go:build !unix

package engine

import "os/exec"

// apart changes nothing where there are no groups of processes.
func apart(cmd *exec.Cmd) { cmd.Cancel = func() error { return cmd.Process.Kill() } }
