package kiosk

import (
	"errors"
	"log/slog"
	"strings"
	"testing"

	"linli/flow"
	"linli/report"
)

// What is kept to be done later is no trouble, and nothing that an operator has to read of.
func TestLaterIsNoTrouble(t *testing.T) {
	var log strings.Builder
	k := New(Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	for _, c := range []struct {
		err     error
		later   bool
		trouble report.Code
		logged  bool
	}{{&report.Error{Code: report.Later, Op: "test"}, true, "", false}, {nil, false, "", false}, {errors.New("broken"), false, report.Internal, true}} {
		log.Reset()
		got, _ := k.changed(flow.ChangeAnswered{}, "amend", c.err).(flow.ChangeAnswered)
		if got.Later != c.later || got.Trouble != c.trouble || log.Len() > 0 != c.logged {
			t.Errorf("%v: %+v, logged %s", c.err, got, log.String())
		}
	}
}
