package outbox_test

import (
	"context"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// unsure is a city that can never say of some whether it has them.
type unsure struct {
	*city
	of map[report.Number]bool
}

func (u *unsure) Send(ctx context.Context, s report.Submission) (report.Receipt, error) {
	if u.of[s.Number] {
		return report.Receipt{}, &report.Error{Code: report.Unconfirmed, Op: "send"}
	}
	return u.city.Send(ctx, s)
}

// X63: submissions of which nobody can say whether they arrived keep back nobody, and are not sent blindly.
func TestX63DoubtsKeepBackNobody(t *testing.T) {
	b := open(t, t.TempDir())
	u := &unsure{newCity(), map[report.Number]bool{}}
	for i := range 30 {
		put(t, b, submission(i))
		if i < 7 {
			u.of[submission(i).Number] = true
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.Run(ctx, u)
	}()
	for end := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		n, err := b.Waiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n == 7 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d wait, want the seven that nobody knows of", n)
		}
		b.Wake()
	}
	stop()
	<-ended
	for i := range 7 {
		if got := stateOf(t, b, submission(i).Number); got != outbox.Unknown {
			t.Errorf("%d is %s", i, got)
		}
	}
}
