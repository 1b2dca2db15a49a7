package report

import (
	"slices"
	"testing"
)

func when(any bool, all ...Condition) Conditions { return Conditions{Any: any, All: all} }

func TestConditionsHold(t *testing.T) {
	d := Draft{}.WithAnswer("kind", "a").WithAnswer("rooms", "x", "y").WithAnswer("floor", "7.5")
	is := func(attribute, op string, values ...string) Condition { return Condition{attribute, op, values} }
	for name, c := range map[string]struct {
		of   Conditions
		want bool
	}{
		"nothing asked for":         {Conditions{Any: true}, true},
		"equal":                     {when(false, is("kind", "eq", "a")), true},
		"not equal":                 {when(false, is("kind", "eq", "b")), false},
		"one of several":            {when(false, is("rooms", "in", "z", "y")), true},
		"another":                   {when(false, is("kind", "neq", "b")), true},
		"not another":               {when(false, is("rooms", "neq", "x")), false},
		"not answered is another":   {when(false, is("none", "neq", "x")), true},
		"more":                      {when(false, is("floor", "gt", "7")), true},
		"no more":                   {when(false, is("floor", "gte", "8")), false},
		"less":                      {when(false, is("floor", "lte", "7.5")), true},
		"no less":                   {when(false, is("floor", "lt", "7.5")), false},
		"not answered is no number": {when(false, is("none", "lt", "8")), false},
		"words are no number":       {when(false, is("kind", "gt", "0")), false},
		"a sign nobody knows":       {when(false, is("kind", "resembles", "z")), true},
		"both":                      {when(false, is("kind", "eq", "a"), is("rooms", "eq", "z")), false},
		"either":                    {when(true, is("kind", "eq", "a"), is("rooms", "eq", "z")), true},
	} {
		if got := c.of.Hold(d); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What is not asked counts for nothing, nor does what depends on it, however the answers came about.
func TestOnlyWhatIsAskedIsHeard(t *testing.T) {
	yes := func(of string) Conditions { return when(false, Condition{of, "eq", []string{"yes"}}) }
	def := Definition{Attributes: []Attribute{
		{Code: "third", Variable: true, When: yes("second")},
		{Code: "first", Variable: true, Values: []Value{{Key: "yes"}, {Key: "no"}}},
		{Code: "second", Variable: true, When: yes("first"), Values: []Value{{Key: "yes"}}},
		{Code: "road", Variable: true, Values: []Value{{Key: "north", When: yes("first")}, {Key: "south"}, {Key: "north", When: yes("other")}}},
		{Code: "note"},
	}}
	all := Draft{}.WithAnswer("third", "yes").WithAnswer("second", "yes").WithAnswer("road", "north").WithAnswer("note", "x")
	for first, want := range map[string]struct {
		heard []string
		roads int
	}{"yes": {[]string{"third", "first", "second", "road"}, 2}, "no": {[]string{"first"}, 1}} {
		heard := def.Heard(all.WithAnswer("first", first))
		var got []string
		for _, a := range heard.Answers {
			got = append(got, a.Code)
		}
		if roads := len(def.Attributes[3].Offered(heard)); !slices.Equal(got, want.heard) || roads != want.roads {
			t.Errorf("%s: heard %v, %d roads", first, got, roads)
		}
	}
}
