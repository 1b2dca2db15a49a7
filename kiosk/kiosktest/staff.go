package kiosktest

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"linli/report"
)

// Staff can be called, and do what they are told to.
type Staff struct {
	// Calls are the names of all calls, TakenBack those of the ones that were taken back.
	Calls, TakenBack []string

	away, deaf bool
	reply      *report.Reply
}

// Do changes what staff do: "cannot be reached", "are back", "cannot answer", "answer", "answer 王姐 3" (in so many minutes).
func (s *Staff) Do(what string) error {
	verb, rest, _ := strings.Cut(what, " ")
	switch {
	case what == "cannot be reached":
		s.away = true
	case what == "are back":
		s.away = false
	case what == "cannot answer":
		s.deaf = true
	case verb == "answer":
		name, in, _ := strings.Cut(rest, " ")
		minutes, err := strconv.Atoi(in)
		if err != nil && in != "" {
			return fmt.Errorf("in how many minutes? %w", err)
		}
		s.reply = &report.Reply{By: name, In: minutes}
	default:
		return fmt.Errorf("staff cannot do %q", what)
	}
	return nil
}

// Call implements kiosk.Staff.
func (s *Staff) Call(_ context.Context, key string) (answers bool, err error) {
	if s.away {
		return false, &report.Error{Code: report.Offline, Op: "call staff"}
	}
	s.Calls = append(s.Calls, key)
	return !s.deaf, nil
}

// Reply implements kiosk.Staff.
func (s *Staff) Reply(_ context.Context, key string) (report.Reply, bool, error) {
	switch {
	case s.away:
		return report.Reply{}, false, &report.Error{Code: report.Offline, Op: "ask staff"}
	case s.reply == nil || len(s.Calls) == 0 || s.Calls[len(s.Calls)-1] != key:
		return report.Reply{}, false, nil
	}
	return *s.reply, true, nil
}

// SignIn implements kiosk.Assistants: 1024 has the code 314159.
func (s *Staff) SignIn(_ context.Context, number, code string) error {
	if number != "1024" || code != "314159" {
		return &report.Error{Code: report.NoProof, Op: "sign staff in"}
	}
	return nil
}

// TakeBack implements kiosk.Staff.
func (s *Staff) TakeBack(_ context.Context, key string) error {
	s.TakenBack = append(s.TakenBack, key)
	return nil
}
