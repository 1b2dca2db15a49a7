package audit

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	texttemplate "text/template"
)

//go:embed report.md
var markdown string

//go:embed report.html
var page string

// section is a table of the report.
type section struct {
	Title    string
	Criteria []Criterion
}

// view is what the templates write.
type view struct {
	Report
	Sections []section
	Counts   []levelCount
}

// levelCount is how many criteria of a standard are met how far.
type levelCount struct {
	Standard                                              string
	Supports, Partially, DoesNot, NotRelevant, NotChecked int
}

// Write writes conformance.md and conformance.html into a folder.
func (r Report) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder for the report: %w", err)
	}
	for name, text := range map[string]func() ([]byte, error){"conformance.md": r.Markdown, "conformance.html": r.HTML} {
		data, err := text()
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o644)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}

// Markdown is the report for reading in a repository.
func (r Report) Markdown() ([]byte, error) {
	t, err := texttemplate.New("md").Funcs(texttemplate.FuncMap{"cell": cell, "join": strings.Join, "test": backticks}).Parse(markdown)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, r.view())
	return b.Bytes(), err
}

// HTML is the same for everybody else: one file, which needs nothing beside it.
func (r Report) HTML() ([]byte, error) {
	t, err := template.New("html").Funcs(template.FuncMap{"join": strings.Join}).Parse(page)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, r.view())
	return b.Bytes(), err
}

// cell keeps a text in its cell of a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", "*", `\*`).Replace(s)
}

func backticks(names []string) string { return "`" + strings.Join(names, "`, `") + "`" }

// sections are the tables of the standards, in the order of the VPAT, and what they are called.
func (r Report) view() view {
	v := view{Report: r}
	for _, s := range [][3]string{
		{"WCAG", "A", "WCAG 2.2, level A"}, {"WCAG", "AA", "WCAG 2.2, level AA"}, {"WCAG", "AAA", "WCAG 2.2, level AAA"},
		{"508 3", "", "Section 508, chapter 3: functional performance criteria"}, {"508 4", "", "Section 508, chapter 4: hardware"},
		{"508 5", "", "Section 508, chapter 5: software"}, {"508 6", "", "Section 508, chapter 6: support documentation and services"},
		{"EN 4", "", "EN 301 549, clause 4: functional performance statements"}, {"EN 5", "", "EN 301 549, clause 5: generic requirements"},
		{"EN 6", "", "EN 301 549, clause 6: two-way voice communication"}, {"EN 7", "", "EN 301 549, clause 7: video capabilities"},
		{"EN 8", "", "EN 301 549, clause 8: hardware"}, {"EN 9", "", "EN 301 549, clause 9: web"}, {"EN 10", "", "EN 301 549, clause 10: non-web documents"},
		{"EN 11", "", "EN 301 549, clause 11: software"}, {"EN 12", "", "EN 301 549, clause 12: documentation and support services"},
		{"EN 13", "", "EN 301 549, clause 13: relay and emergency services"},
	} {
		part := section{Title: s[2]}
		for _, c := range r.Criteria {
			if c.Table == s[0] && c.Criterion.Level == s[1] {
				part.Criteria = append(part.Criteria, c)
			}
		}
		v.Sections = append(v.Sections, part)
	}
	v.Sections = append(v.Sections, section{"Other rules that rows are about", r.Other()})
	for _, standard := range []string{"WCAG 2.2 A", "WCAG 2.2 AA", "WCAG 2.2 AAA", "Section 508", "EN 301 549"} {
		v.Counts = append(v.Counts, r.count(standard))
	}
	return v
}

func (r Report) count(standard string) levelCount {
	n := levelCount{Standard: standard}
	for _, c := range r.Criteria {
		of := map[string]string{"508": "Section 508", "EN": "EN 301 549", "WCAG": "WCAG 2.2 " + c.Criterion.Level}
		short, _, _ := strings.Cut(c.Table, " ")
		if of[short] != standard {
			continue
		}
		switch c.Level {
		case Supports:
			n.Supports++
		case Partially:
			n.Partially++
		case DoesNot:
			n.DoesNot++
		case NotRelevant:
			n.NotRelevant++
		case NotEvaluated:
			n.NotChecked++
		}
	}
	return n
}
