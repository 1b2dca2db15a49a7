package main

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"linli/config"
	"linli/kiosk"
	"linli/report"
)

// silentCity takes a request and never says what becomes of it. It cannot be asked what it has: its word is all there is.
type silentCity struct {
	kiosk.City
	answers report.Answering
}

func (c silentCity) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	return report.Receipt{Number: s.Number, Answers: c.answers}, nil
}

func (silentCity) Track(context.Context, report.Number, string) (report.Status, error) {
	return report.Status{}, &report.Error{Code: report.NotFound, Op: "test"}
}

// A resident comes back with the number of a request of which the city shows nothing, after the kiosk was switched off: they hear that it
// was received and that nothing more is said, not that there is no such number.
func TestANumberOfWhichTheCityShowsNothing(t *testing.T) {
	for _, answers := range []report.Answering{report.AnswersLater, report.AnswersNever} {
		e := &env{log: slog.New(slog.DiscardHandler), config: config.Config{Data: t.TempDir()}}
		city := silentCity{answers: answers}
		s := report.Submission{Number: "102455837712", Key: "01", Draft: report.Draft{ServiceCode: "box", Description: "灯坏了"}, FiledAt: time.Now()}
		for _, first := range []bool{true, false} {
			kept, closing, err := keep(t.Context(), e, city)
			if err != nil {
				t.Fatal(err)
			}
			if first {
				if r, err := kept.Send(t.Context(), s); err != nil || r.Kept || r.Answers != answers {
					t.Errorf("%+v, %v", r, err)
				}
			}
			st, err := kept.Track(t.Context(), s.Number, "zh-Hans")
			if err != nil || st.State != report.Received || st.Answers != answers || len(st.Updates) != 1 {
				t.Errorf("%s: %+v, %v", answers, st, err)
			}
			if st, err := kept.Track(t.Context(), "102406428304", "zh-Hans"); report.CodeOf(err) != report.NotFound {
				t.Errorf("another number: %+v, %v", st, err)
			}
			if err := closing(); err != nil {
				t.Fatal(err)
			}
		}
	}
}
