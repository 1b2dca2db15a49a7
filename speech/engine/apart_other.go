//go:build !unix

package engine

import "os/exec"

// apart returns what kills a program, where there are no groups of processes.
func apart(cmd *exec.Cmd) (kill func()) { return func() { _ = cmd.Process.Kill() } }
