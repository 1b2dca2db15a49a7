package audit

import (
	"errors"
	"fmt"
	"strings"

	"linli/audit/measure"
	"linli/audit/rows"
)

// Place is a page in one of its combinations.
type Place struct {
	Page, Lang, Window string
	// Text is the size of text in per cent.
	Text  int
	Theme string
	// Mode is how it is used, where that is not the ordinary way.
	Mode string
	Part int
}

func (p Place) String() string {
	if p.Page == "" {
		return ""
	}
	words := []string{p.Page}
	for _, w := range []string{p.Lang, p.Window, p.Theme, p.Mode} {
		if w != "" {
			words = append(words, w)
		}
	}
	if p.Text > 0 {
		words = append(words, fmt.Sprintf("%d %%", p.Text))
	}
	if p.Part > 0 {
		words = append(words, fmt.Sprintf("part %d", p.Part+1))
	}
	return strings.Join(words, ", ")
}

// Measured is what came of a figure.
type Measured struct {
	rows.Figure
	// Times is how often it was measured, Broken how often it was not enough; of what is counted, both count nodes or pages.
	Times, Broken int
	// Worst is the worst value, and Where and What it was measured of.
	Worst float64
	Where Place
	What  string
	// Breaks are the first places at which it was not enough.
	Breaks []Break
}

// Break is a place at which a figure is not enough.
type Break struct {
	Value float64
	Where Place
	What  string
}

func (b Break) String() string { return at(b.Where, b.What) }

// at is a place and what is there, of which either may be empty.
func at(p Place, what string) string {
	where := p.String()
	if where != "" {
		where = "page " + where
	}
	if where == "" || what == "" {
		return where + what
	}
	return where + ": " + what
}

// fewBreaks are enough to begin mending.
const fewBreaks = 5

// ledger takes down what is measured.
type ledger struct {
	table    rows.Table
	measured map[string]*Measured
	at       Place
	err      error
}

func newLedger(t rows.Table) *ledger {
	l := &ledger{table: t, measured: map[string]*Measured{}}
	for _, f := range t.Figures {
		l.measured[f.Name] = &Measured{Figure: f}
	}
	return l
}

var _ measure.Mark = (*ledger)(nil).mark

// mark takes down a value of the page that the ledger is at.
func (l *ledger) mark(figure string, value float64, what string) {
	m, ok := l.measured[figure]
	if !ok {
		l.err = errors.Join(l.err, fmt.Errorf("figures.csv has no %q", figure))
		l.measured[figure] = &Measured{}
		return
	}
	if m.Times++; m.Times == 1 || m.Worse(value, m.Worst) {
		m.Worst, m.Where, m.What = value, l.at, what
	}
	if m.Holds(value) {
		return
	}
	m.Broken++
	// One break a page, that all pages which are broken are seen.
	for _, b := range m.Breaks {
		if b.Where.Page == l.at.Page {
			return
		}
	}
	if len(m.Breaks) < fewBreaks {
		m.Breaks = append(m.Breaks, Break{value, l.at, what})
	}
}

// counted says whether the figure is a count of what is wrong.
func (m Measured) counted() bool { return m.Unit == "" }

// Told is the worst value; of what is counted, how many are wrong.
func (m Measured) Told() string {
	if m.counted() {
		return m.Tell(float64(m.Broken))
	}
	return m.Tell(m.Worst)
}

// Place is where and what the worst value was measured of; of what is counted, the first that is wrong, if any.
func (m Measured) Place() string {
	if m.counted() && m.Broken == 0 {
		return ""
	}
	return strings.TrimPrefix(at(m.Where, m.What), "page ")
}
