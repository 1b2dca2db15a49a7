package gallery

import (
	"context"
	"fmt"
	"io"
	"time"

	"linli/flow"
	"linli/kiosk"
	"linli/report"
)

// moody is a city that can be told to fail.
type moody struct {
	kiosk.City
	fail   error
	kept   bool // it has not answered, and what was sent is kept
	status *report.Status
	told   report.Told
	many   bool // it has more services than one page shows, be it the same over and over
}

func (m *moody) Services(ctx context.Context, lang string) ([]report.Service, error) {
	if m.fail != nil {
		return nil, m.fail
	}
	services, err := m.City.Services(ctx, lang)
	if n := len(services); m.many && n > 0 {
		for i := 0; len(services) <= 2*flow.Comfortable; i++ {
			again := services[i%n]
			again.Code = fmt.Sprintf("%s-%d", again.Code, i)
			services = append(services, again)
		}
	}
	return services, err
}

func (m *moody) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	if m.kept {
		return report.Receipt{Number: s.Number, Kept: true}, nil
	}
	return report.Receipt{Number: s.Number, ChangeUntil: now.Add(10 * time.Minute)}, m.fail
}

func (m *moody) Track(context.Context, report.Number, string) (report.Status, error) {
	if m.fail != nil {
		return report.Status{}, m.fail
	}
	return *m.status, nil
}

// steady is randomness that is always the same, for pictures that are.
type steady struct{ n byte }

func (s *steady) Read(b []byte) (int, error) {
	for i := range b {
		s.n += 37
		b[i] = s.n
	}
	return len(b), nil
}

var _ io.Reader = (*steady)(nil)
