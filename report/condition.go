package report

import (
	"slices"
	"strconv"
)

// Conditions say under which answers to others a question is asked, or a value can be chosen. They hold where all of them do or, with
// Any, one; where there is none they hold.
type Conditions struct {
	Any bool
	All []Condition
}

// Condition compares the answer to an attribute. Op is eq, neq, in, gt, gte, lt or lte; any other always holds: it is better to ask in
// vain than not to ask.
type Condition struct {
	Attribute string
	Op        string
	Values    []string
}

// Hold says whether they hold for the answers of a draft.
func (c Conditions) Hold(d Draft) bool {
	holds := func(one Condition) bool { return one.holds(d.Answer(one.Attribute)) }
	if c.Any {
		return len(c.All) == 0 || slices.ContainsFunc(c.All, holds)
	}
	return !slices.ContainsFunc(c.All, func(one Condition) bool { return !holds(one) })
}

func (c Condition) holds(answers []string) bool {
	is := slices.ContainsFunc(answers, func(a string) bool { return slices.Contains(c.Values, a) })
	switch c.Op {
	case "eq", "in":
		return is
	case "neq":
		return !is
	case "gt", "gte", "lt", "lte":
		return len(answers) > 0 && len(c.Values) > 0 && compares(c.Op, answers[0], c.Values[0])
	}
	return true
}

func compares(op, answer, value string) bool {
	a, errA := strconv.ParseFloat(answer, 64)
	v, errV := strconv.ParseFloat(value, 64)
	if errA != nil || errV != nil {
		return false
	}
	return op == "gt" && a > v || op == "gte" && a >= v || op == "lt" && a < v || op == "lte" && a <= v
}

// Heard returns a draft with those answers only that count: to questions that are asked, with values that can be chosen. An answer that
// does not count decides nothing about others.
func (def Definition) Heard(d Draft) Draft {
	for range len(def.Attributes) + 1 { // each round can silence others
		heard := d
		heard.Answers = nil
		for _, a := range def.Attributes {
			if values := a.counting(d); len(values) > 0 {
				heard.Answers = append(heard.Answers, Answer{Code: a.Code, Values: values})
			}
		}
		if same(heard.Answers, d.Answers) {
			return heard
		}
		d = heard
	}
	return d
}

func same(a, b []Answer) bool {
	return slices.EqualFunc(a, b, func(x, y Answer) bool { return x.Code == y.Code && slices.Equal(x.Values, y.Values) })
}

// counting are the values of an attribute's answer that count, as far as other answers of the draft do.
func (a Attribute) counting(d Draft) []string {
	if !a.Variable || !a.When.Hold(d) {
		return nil
	}
	values := slices.Clone(d.Answer(a.Code))
	return slices.DeleteFunc(values, func(key string) bool {
		known := slices.ContainsFunc(a.Values, func(v Value) bool { return v.Key == key })
		return known && !slices.ContainsFunc(a.Offered(d), func(v Value) bool { return v.Key == key })
	})
}

// Offered are the values that can be chosen after the answers of a draft.
func (a Attribute) Offered(d Draft) []Value {
	if !slices.ContainsFunc(a.Values, func(v Value) bool { return len(v.When.All) > 0 }) {
		return a.Values
	}
	return slices.DeleteFunc(slices.Clone(a.Values), func(v Value) bool { return !v.When.Hold(d) })
}
