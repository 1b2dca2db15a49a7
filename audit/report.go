package audit

import (
	"fmt"
	"strings"

	"linli/audit/rows"
	"linli/gallery"
	"linli/ui/theme"
)

// Result is what came of a row.
type Result string

// The results of a row.
const (
	Broken Result = "broken"   // a figure of it is not enough
	Partly Result = "in part"  // something of it is not there yet
	Shown  Result = "measured" // it holds: the audit has measured it
	Held   Result = "by tests" // it holds: tests that the audit does not run hold it
)

// Row is a row with what came of it.
type Row struct {
	rows.Row
	Result  Result
	Figures []Measured
}

// Level is how far a criterion is met, in the terms of the VPAT.
type Level string

// The levels.
const (
	Supports     Level = "Supports"
	Partially    Level = "Partially Supports"
	DoesNot      Level = "Does Not Support"
	NotRelevant  Level = "Not Applicable"
	NotEvaluated Level = "Not Evaluated" // of WCAG AAA only
	Elsewhere    Level = "See WCAG 2.2"
)

// Criterion is a criterion with how far it is met, and why.
type Criterion struct {
	rows.Criterion
	Level   Level
	Remarks string
}

// Report is all that came of an audit.
type Report struct {
	Version  string
	Rows     []Row
	Criteria []Criterion
	// Pages are how many pages there are in a language; Combinations how often pages and parts of them were laid out, Drawn how
	// often they were drawn for measuring colours.
	Pages, Combinations, Drawn int
	Langs, Windows, Themes     []string
	Texts                      []int
}

// report judges what was measured.
func (w *walk) report(langs []string) Report {
	r := Report{Version: w.o.Version, Pages: w.pages, Combinations: w.combinations, Drawn: w.drawings, Langs: langs}
	for _, size := range gallery.Sizes() {
		r.Windows = append(r.Windows, fmt.Sprintf("%s (%.0f × %.0f)", size.Name, size.Width, size.Height))
	}
	for _, p := range theme.Palettes() {
		r.Themes = append(r.Themes, p.Name)
	}
	for i := range theme.Scales() {
		r.Texts = append(r.Texts, percent(i))
	}
	byID := map[string]Row{}
	for _, row := range w.table.Rows {
		judged := judge(row, w.figures(row.ID))
		byID[row.ID] = judged
		r.Rows = append(r.Rows, judged)
	}
	for _, c := range w.table.Criteria {
		var of []Row
		for _, row := range w.table.Of(c) {
			of = append(of, byID[row.ID])
		}
		r.Criteria = append(r.Criteria, meet(c, of))
	}
	return r
}

// figures are those of a row, in the order of the table.
func (l *ledger) figures(row string) []Measured {
	var out []Measured
	for _, f := range l.table.Figures {
		if f.Row() == row {
			out = append(out, *l.measured[f.Name])
		}
	}
	return out
}

// judge says what came of a row. What was never measured does not hold.
func judge(row rows.Row, figures []Measured) Row {
	out := Row{Row: row, Result: Held, Figures: figures}
	if len(figures) > 0 {
		out.Result = Shown
	}
	if row.Lacks {
		out.Result = Partly
	}
	for _, f := range figures {
		if f.Times == 0 || f.Broken > 0 {
			out.Result = Broken
		}
	}
	return out
}

// meet says how far a criterion is met. It is supported only where all of its rows are proved: measured here, or held by tests; where a
// person has yet to judge something of a row, or something of it is not there yet, it is supported in part.
func meet(c rows.Criterion, of []Row) Criterion {
	out := Criterion{Criterion: c, Remarks: c.Remark}
	switch {
	case c.Answer == rows.No:
		out.Level = NotRelevant
		return out
	case c.Answer == rows.See:
		out.Level = Elsewhere
		return out
	case len(of) == 0 && c.Answer == rows.FromRows:
		out.Level = NotEvaluated
		return out
	}
	out.Level = Supports
	broken, partly := 0, c.Answer == rows.Partly
	var names, notes []string
	for _, r := range of {
		names = append(names, r.ID)
		switch {
		case r.Result == Broken:
			broken++
			notes = append(notes, r.ID+" is broken.")
		case r.Result == Partly || r.Person:
			partly = true
			notes = append(notes, r.ID+": "+r.Remark)
		}
	}
	switch {
	case broken > 0 && broken == len(of):
		out.Level = DoesNot
	case broken > 0 || partly:
		out.Level = Partially
	}
	if len(names) > 0 {
		notes = append([]string{plural(len(names), "Row", "Rows") + " " + strings.Join(names, ", ") + "."}, notes...)
	}
	if c.Remark != "" {
		notes = append(notes, c.Remark)
	}
	out.Remarks = strings.Join(notes, " ")
	return out
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// Breaks are all rows that are broken, a line for each page and figure.
func (r Report) Breaks() []string {
	var out []string
	for _, row := range r.Rows {
		for _, f := range row.Figures {
			if f.Times == 0 {
				out = append(out, fmt.Sprintf("%s: %s: was never measured", row.ID, f.Figure.What))
			}
			for _, b := range f.Breaks {
				out = append(out, fmt.Sprintf("%s: %s: %s, %s; %s", row.ID, f.Figure.What, f.tell(b.Value), f.limit(), b))
			}
			if more := f.Broken - len(f.Breaks); f.Broken > 0 && more > 0 {
				out = append(out, fmt.Sprintf("%s: %s: and %d more", row.ID, f.Figure.What, more))
			}
		}
	}
	return out
}

// tell and limit speak of what is counted as such.
func (m Measured) tell(v float64) string {
	if m.counted() {
		return "one"
	}
	return m.Tell(v)
}

func (m Measured) limit() string {
	if m.counted() {
		return "want none"
	}
	return "want " + m.Limit()
}

// Of are how many rows have a result.
func (r Report) Of(result Result) int {
	n := 0
	for _, row := range r.Rows {
		if row.Result == result {
			n++
		}
	}
	return n
}

// Persons are the rows of which no machine can judge something.
func (r Report) Persons() []Row {
	var out []Row
	for _, row := range r.Rows {
		if row.Person {
			out = append(out, row)
		}
	}
	return out
}

// Other are the clauses of other rules that rows are about, in the order of the rows, with how far each is met.
func (r Report) Other() []Criterion {
	var names []string
	of := map[string][]Row{}
	for _, row := range r.Rows {
		for _, clause := range row.Clauses {
			standard, _, _ := strings.Cut(clause, " ")
			if standard == "WCAG" || standard == "EN" || standard == "508" {
				continue
			}
			if of[clause] == nil {
				names = append(names, clause)
			}
			of[clause] = append(of[clause], row)
		}
	}
	var out []Criterion
	for _, standard := range []string{"VVSG", "MIIT", "ADA", "LAW", "BJ", "KR", "GOV.UK"} {
		for _, name := range names {
			if s, clause, _ := strings.Cut(name, " "); s == standard {
				out = append(out, meet(rows.Criterion{Table: s, Clause: clause}, of[name]))
			}
		}
	}
	return out
}

// Summary is the report in a few lines, for a terminal.
func (r Report) Summary() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages, laid out %d times, drawn %d times in %d themes\n\n", r.Pages, r.Combinations, r.Drawn, len(r.Themes))
	for _, result := range []Result{Shown, Held, Partly, Broken} {
		fmt.Fprintf(&b, "%-12s %3d rows\n", result, r.Of(result))
	}
	b.WriteString("\n" + fmt.Sprintf("%-14s %9s %9s %9s %9s %9s\n", "", "supports", "partially", "does not", "no matter", "not eval."))
	for _, c := range r.view().Counts {
		fmt.Fprintf(&b, "%-14s %9d %9d %9d %9d %9d\n", c.Standard, c.Supports, c.Partially, c.DoesNot, c.NotRelevant, c.NotChecked)
	}
	return b.String() + "\n"
}
