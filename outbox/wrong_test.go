package outbox_test

import (
	"testing"

	"linli/outbox"
	"linli/report"
)

// TestF12WrongProofsOutliveARestart: whoever can make the kiosk start again cannot try all four digits.
func TestF12WrongProofsOutliveARestart(t *testing.T) {
	dir := t.TempDir()
	s := submission(1)
	b := at(t, dir, soon(1))
	put(t, b, s, submission(2))
	code := func(n report.Number, digits string) report.Code {
		_, err := b.Withdraw(t.Context(), n, report.Proof{Digits: digits})
		return report.CodeOf(err)
	}
	for range 10 {
		if got := code(s.Number, "1234"); got != report.NoProof {
			t.Fatalf("wrong digits: %s", got)
		}
		b.Close()
		b = at(t, dir, soon(1))
	}
	if got := code(s.Number, four().Digits); got != report.TooOften {
		t.Errorf("after ten wrong ones and as many restarts: %q", got)
	}
	b.Close()
	if b = at(t, dir, soon(2)); code(submission(2).Number, "1234") != report.NoProof || code(submission(2).Number, four().Digits) != "" {
		t.Error("another number is kept back too")
	}
	if got := stateOf(t, b, submission(2).Number); got != outbox.Withdrawn {
		t.Errorf("it is %s", got)
	}
}
