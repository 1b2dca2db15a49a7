// Package rows is the table of what is audited: the rows with the clauses that they are about, how much is enough of what is measured,
// and what the standards ask. It is data; it measures nothing.
//
// What a row says and which tests hold it is in docs/accessibility-tests.md alone, which is read along with it.
package rows

import (
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

//go:embed rows.csv
var rowsCSV string

//go:embed figures.csv
var figuresCSV string

//go:embed criteria.csv
var criteriaCSV string

// Row is one of the rows.
type Row struct {
	// ID is a letter and two digits, such as "V07"; What is what holds, as a sentence.
	ID, What string
	Clauses  []string
	// Tests hold it; Remark is what else there is to say of it.
	Tests  []string
	Remark string
	// Lacks: something of it is not there yet. Person: something of it no machine can judge.
	Lacks, Person bool
}

// Figure is something that is measured of a row.
type Figure struct {
	// Name is the row and a word, such as "T01 target".
	Name, What, Unit string
	// Least and Most are infinite where there is no such limit.
	Least, Most float64
	// Digits are how many digits after the point are told, and count.
	Digits int
}

// Row is the row that the figure is of.
func (f Figure) Row() string { row, _, _ := strings.Cut(f.Name, " "); return row }

// Round is a value as it is told.
func (f Figure) Round(v float64) float64 {
	p := math.Pow10(f.Digits)
	if v = math.Round(v*p) / p; v == 0 {
		return 0 // not -0
	}
	return v
}

// Holds says whether a value, as it is told, is within the limits.
func (f Figure) Holds(v float64) bool { v = f.Round(v); return v >= f.Least && v <= f.Most }

// Worse says whether one value is worse than another.
func (f Figure) Worse(one, other float64) bool {
	one, other = f.Round(one), f.Round(other)
	if math.IsInf(f.Least, -1) {
		return one > other
	}
	return one < other
}

// Tell writes a value with its unit.
func (f Figure) Tell(v float64) string {
	s := strconv.FormatFloat(f.Round(v), 'f', f.Digits, 64)
	if f.Unit == "" || strings.HasPrefix(f.Unit, ":") {
		return s + f.Unit
	}
	return s + " " + f.Unit
}

// Limit writes what is enough.
func (f Figure) Limit() string {
	if math.IsInf(f.Least, -1) {
		return "at most " + strconv.FormatFloat(f.Most, 'f', -1, 64)
	}
	return "at least " + strconv.FormatFloat(f.Least, 'f', -1, 64)
}

// Answer is what is known of a criterion without looking at rows.
type Answer string

// The answers.
const (
	FromRows Answer = ""
	No       Answer = "no"     // not applicable
	Partly   Answer = "partly" // partially at best
	See      Answer = "see"    // it is answered elsewhere
)

// Criterion is what a standard asks.
type Criterion struct {
	// Table is where it stands: "WCAG", "508 4", "EN 5". Level is A, AA or AAA, of WCAG.
	Table, Clause, Level, Title string
	Answer                      Answer
	Remark                      string
}

// Name is how rows name it, such as "EN 5.1.4".
func (c Criterion) Name() string {
	standard, _, _ := strings.Cut(c.Table, " ")
	return standard + " " + c.Clause
}

// Table is all of it.
type Table struct {
	Rows     []Row
	Figures  []Figure
	Criteria []Criterion
}

// Load reads the table. held is docs/accessibility-tests.md. It is an error where the two do not have the same rows, or where a clause is
// named that the standards do not have.
func Load(held string) (Table, error) {
	t := Table{}
	err := errors.Join(t.readRows(held), t.readFigures(), t.readCriteria())
	if err != nil {
		return Table{}, fmt.Errorf("read the table of rows: %w", err)
	}
	return t, t.check()
}

var (
	tableRow = regexp.MustCompile(`(?m)^\| ([A-Z]\d\d) \| ([^|]+) \| ([^|]+) \|$`)
	testName = regexp.MustCompile("`(Test[A-Za-z0-9_]+)`")
	testList = regexp.MustCompile("^(?:`Test[A-Za-z0-9_]+`[,.:;]? *)+")
)

func (t *Table) readRows(held string) error {
	data := map[string][]string{}
	records, err := read(rowsCSV, 3)
	for _, r := range records {
		data[r[0]] = r
	}
	for _, m := range tableRow.FindAllStringSubmatch(held, -1) {
		r, ok := data[m[1]]
		if !ok {
			err = errors.Join(err, fmt.Errorf("rows.csv has no row %s", m[1]))
			continue
		}
		delete(data, m[1])
		row := Row{ID: m[1], What: m[2], Lacks: r[2] == "lacks"}
		if r[1] != "" {
			row.Clauses = strings.Split(r[1], ";")
		}
		for _, name := range testName.FindAllStringSubmatch(m[3], -1) {
			row.Tests = append(row.Tests, name[1])
		}
		if rest := strings.TrimSpace(testList.ReplaceAllString(m[3], "")); rest != "" {
			row.Remark = strings.ToUpper(rest[:1]) + rest[1:]
		}
		row.Person = strings.Contains(row.Remark, "person")
		t.Rows = append(t.Rows, row)
	}
	for id := range data {
		err = errors.Join(err, fmt.Errorf("docs/accessibility-tests.md has no row %s", id))
	}
	return err
}

func (t *Table) readFigures() error {
	records, err := read(figuresCSV, 6)
	for _, r := range records {
		f := Figure{Name: r[0], What: r[1], Unit: r[2], Least: math.Inf(-1), Most: math.Inf(1)}
		for i, limit := range []*float64{&f.Least, &f.Most} {
			if text := r[3+i]; text != "" {
				v, bad := strconv.ParseFloat(text, 64)
				err, *limit = errors.Join(err, bad), v
			}
		}
		digits, bad := strconv.Atoi(r[5])
		f.Digits = digits
		err = errors.Join(err, bad)
		t.Figures = append(t.Figures, f)
	}
	return err
}

func (t *Table) readCriteria() error {
	records, err := read(criteriaCSV, 6)
	for _, r := range records {
		t.Criteria = append(t.Criteria, Criterion{Table: r[0], Clause: r[1], Level: r[2], Title: r[3], Answer: Answer(r[4]), Remark: r[5]})
	}
	return err
}

// read reads a table with a line of titles.
func read(text string, fields int) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment, r.FieldsPerRecord = '#', fields
	records, err := r.ReadAll()
	if err != nil || len(records) < 2 {
		return nil, errors.Join(errors.New("a table cannot be read"), err)
	}
	return records[1:], nil
}

// check says what does not fit together.
func (t Table) check() error {
	var err error
	wrong := func(format string, args ...any) { err = errors.Join(err, fmt.Errorf(format, args...)) }
	names := map[string]bool{}
	for _, c := range t.Criteria {
		names[c.Name()] = true
		answered := len(t.Of(c)) > 0
		if answered && (c.Answer == No || c.Answer == See) {
			wrong("%s is not applicable and has rows", c.Name())
		}
		if !answered && c.Answer == FromRows && c.Level != "AAA" {
			wrong("%s has neither a row nor an answer", c.Name())
		}
		if !slices.Contains([]Answer{FromRows, No, Partly, See}, c.Answer) || c.Answer != FromRows && c.Remark == "" {
			wrong("%s is answered %q and %q", c.Name(), c.Answer, c.Remark)
		}
	}
	for _, row := range t.Rows {
		for _, c := range row.Clauses {
			if standard, _, _ := strings.Cut(c, " "); (standard == "WCAG" || standard == "EN" || standard == "508") && !names[c] {
				wrong("%s names %s, which is not in criteria.csv", row.ID, c)
			}
		}
	}
	for _, f := range t.Figures {
		if !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.ID == f.Row() }) || math.IsInf(f.Least, -1) == math.IsInf(f.Most, 1) {
			wrong("figure %q has no row, or not one limit", f.Name)
		}
	}
	return err
}

// Of are the rows that a criterion is answered with.
func (t Table) Of(c Criterion) []Row {
	var out []Row
	for _, r := range t.Rows {
		if slices.Contains(r.Clauses, c.Name()) {
			out = append(out, r)
		}
	}
	return out
}

// Figure returns a figure by its name.
func (t Table) Figure(name string) (Figure, bool) {
	i := slices.IndexFunc(t.Figures, func(f Figure) bool { return f.Name == name })
	if i < 0 {
		return Figure{}, false
	}
	return t.Figures[i], true
}
