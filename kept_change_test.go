package main

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"linli/config"
	"linli/report"
)

// changingCity is a cutCity that takes changes and recordings.
type changingCity struct {
	*cutCity
	done []string
}

func (c *changingCity) Offers(context.Context) (report.Offers, error) {
	return report.Offers{Changes: true, AttachmentBytes: 1000, Attachments: 1, AttachmentTypes: []string{"audio/wav"}}, c.cut()
}

func (c *changingCity) Send(ctx context.Context, s report.Submission) (report.Receipt, error) {
	if err := c.cut(); err != nil {
		return report.Receipt{}, &report.Error{Code: report.Unconfirmed, Op: "test", Err: err} // it may have left
	}
	return c.cutCity.Send(ctx, s)
}

func (c *changingCity) Withdraw(_ context.Context, n report.Number, _ report.Proof) error {
	c.done = append(c.done, "withdrawn "+string(n))
	return c.cut()
}

func (c *changingCity) Amend(_ context.Context, n report.Number, _ report.Proof, words string) error {
	c.done = append(c.done, words+" "+string(n))
	return c.cut()
}

func (c *changingCity) Attach(_ context.Context, _ report.Number, _ report.Proof, about report.Attached, from io.ReaderAt) error {
	c.done = append(c.done, "attached")
	_, err := from.ReadAt(make([]byte, about.Size), 0)
	return err
}

func (c *changingCity) Attachments(context.Context, report.Number, report.Proof) ([]string, error) {
	return []string{recorded().SHA256()}, nil
}

// recorded is what somebody said.
func recorded() report.Attachment {
	return report.Attachment{Type: "audio/wav", Bytes: []byte("la la la")}
}

// Without a line a request is filed with a recording, added to and taken back; the resident is told the truth each time, and when
// the line is back all of it reaches the city in order.
func TestF12ChangedWithoutALine(t *testing.T) {
	e := &env{log: slog.New(slog.DiscardHandler), config: config.Config{Data: t.TempDir()}}
	line := make(chan struct{})
	close(line)
	kept, closing, err := keep(t.Context(), e, &changingCity{cutCity: &cutCity{let: line}})
	if err != nil {
		t.Fatal(err)
	}
	if offers := kept.Offers(t.Context()); !offers.Takes("audio/wav") {
		t.Errorf("with a line: %+v", offers)
	}
	closing()
	city := &changingCity{cutCity: &cutCity{let: make(chan struct{}), code: report.Offline, status: map[report.Number]report.Status{}}}
	if kept, closing, err = keep(t.Context(), e, city); err != nil {
		t.Fatal(err)
	}
	if offers := kept.Offers(t.Context()); !offers.Takes("audio/wav") {
		t.Errorf("without a line: %+v", offers)
	}
	s := report.Submission{Number: "102455837712", Key: "01", FiledAt: time.Now(), Draft: report.Draft{
		Contact: report.Contact{Channel: report.ByPhone, Phone: "13800138000"}, Attachments: []report.Attachment{recorded()},
	}}
	if r, err := kept.Send(t.Context(), s); err != nil || !r.Kept || r.ChangeUntil.IsZero() {
		t.Fatalf("filed: %+v, %v", r, err)
	}
	if st, err := kept.Track(t.Context(), s.Number, "en"); err != nil || st.State != report.Queued || st.ChangeUntil.IsZero() || !st.Proof {
		t.Errorf("looked up: %+v, %v", st, err)
	}
	digits := report.Proof{Digits: "8000"}
	if err := kept.Amend(t.Context(), s.Number, digits, "more"); report.CodeOf(err) != report.Later {
		t.Errorf("added to: %v", err)
	}
	if err := kept.Withdraw(t.Context(), s.Number, report.Proof{Digits: "0000"}); report.CodeOf(err) != report.NoProof {
		t.Errorf("with wrong digits: %v", err)
	}
	if err := kept.Withdraw(t.Context(), s.Number, digits); report.CodeOf(err) != report.Later {
		t.Errorf("taken back: %v", err)
	}
	if st, err := kept.Track(t.Context(), s.Number, "en"); err != nil || !st.ChangeUntil.IsZero() {
		t.Errorf("taken back, looked up: %+v, %v", st, err)
	}
	close(city.let)
	box := kept.box
	for end := time.Now().Add(time.Minute); ; time.Sleep(5 * time.Millisecond) {
		box.Wake()
		if n, err := box.Waiting(t.Context()); err != nil || n == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("it does not get there")
		}
	}
	closing()
	want := []string{"more 102455837712", "withdrawn 102455837712", "attached"}
	if !slices.Equal(city.done, want) {
		t.Errorf("done were %q, want %q", city.done, want)
	}
}
