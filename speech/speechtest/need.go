package speechtest

import (
	"os"
	"os/exec"
	"testing"
)

// Need skips a test where a program is missing that scripts/setup test installs. Where CI is set it has to be there.
func Need(t testing.TB, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is missing: scripts/setup test installs it", program)
	}
	t.Skipf("NOT TESTED: %s is missing; scripts/setup test installs it", program)
}
