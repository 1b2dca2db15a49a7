//go:build !unix

package engine

import "os/exec"

// Apart returns what kills a program, where there are no groups of processes.
func Apart(cmd *exec.Cmd) (kill func()) { return func() { _ = cmd.Process.Kill() } }
