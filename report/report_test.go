package report

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
)

func TestWithAnswerCopies(t *testing.T) {
	values := []string{"a", "b"}
	one := Draft{}.WithAnswer("x", values...)
	values[0] = "changed"
	if got := one.Answer("x"); !reflect.DeepEqual(got, []string{"a", "b"}) {
		t.Errorf("the draft holds the caller's slice: %q", got)
	}
	two := one.WithAnswer("y", "c")
	three := two.WithAnswer("x", "d")
	four := two.WithAnswer("z", "e")
	five := two.WithAnswer("z", "f")
	none := two.WithAnswer("x")
	for _, c := range []struct {
		name string
		got  Draft
		want []Answer
	}{
		{"first", one, []Answer{{"x", []string{"a", "b"}}}},
		{"added", two, []Answer{{"x", []string{"a", "b"}}, {"y", []string{"c"}}}},
		{"replaced in place", three, []Answer{{"x", []string{"d"}}, {"y", []string{"c"}}}},
		{"two branches do not meet", four, []Answer{{"x", []string{"a", "b"}}, {"y", []string{"c"}}, {"z", []string{"e"}}}},
		{"two branches do not meet", five, []Answer{{"x", []string{"a", "b"}}, {"y", []string{"c"}}, {"z", []string{"f"}}}},
		{"removed", none, []Answer{{"y", []string{"c"}}}},
	} {
		if !reflect.DeepEqual(c.got.Answers, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.got.Answers, c.want)
		}
	}
	if got := none.Answer("x"); got != nil {
		t.Errorf("a removed answer is still there: %q", got)
	}
}

func TestPlaceKnown(t *testing.T) {
	for _, c := range []struct {
		place Place
		want  bool
	}{{Place{}, false}, {Place{ID: "b1"}, false}, {Place{Located: true}, true}, {Place{Address: "a"}, true}, {Place{Name: "n"}, true}} {
		if got := c.place.Known(); got != c.want {
			t.Errorf("%+v known: %v", c.place, got)
		}
	}
}

func TestCodeOf(t *testing.T) {
	cause := errors.New("cable")
	offline := &Error{Code: Offline, Op: "send", Err: cause}
	for _, c := range []struct {
		err  error
		want Code
	}{
		{nil, ""},
		{cause, Internal},
		{offline, Offline},
		{fmt.Errorf("so: %w", offline), Offline},
		{errors.Join(cause, offline), Offline},
		{&Error{Code: Refused, Op: "outer", Err: offline}, Refused},
	} {
		if got := CodeOf(c.err); got != c.want {
			t.Errorf("CodeOf(%v) = %q, want %q", c.err, got, c.want)
		}
	}
	if !errors.Is(offline, cause) {
		t.Error("the cause is lost")
	}
	if got := offline.Error(); got != "send: offline: cable" {
		t.Errorf("Error() = %q", got)
	}
	if got := (&Error{Code: Full, Op: "keep"}).Error(); got != "keep: full" {
		t.Errorf("Error() = %q", got)
	}
}
