package server

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"linli/report"
)

// catalogue is what the city takes requests about: groups of services, read from one TOML file each.
type catalogue struct {
	services []*service
	byCode   map[string]*service
}

// catalogueFile is the form of a file.
type catalogueFile struct {
	Group    group     `toml:"group"`
	Services []service `toml:"service"`
}

type group struct {
	Key   string `toml:"key"`
	Order int    `toml:"order"`
	Name  text   `toml:"name"`
}

type service struct {
	Code        string      `toml:"code"`
	Kind        string      `toml:"kind"`
	Type        string      `toml:"type"`     // realtime where it is empty
	IDAfter     string      `toml:"id_after"` // of batch
	Urgency     string      `toml:"urgency"`
	Department  text        `toml:"department"`
	Name        text        `toml:"name"`
	Description text        `toml:"description"`
	Keywords    []string    `toml:"keywords"`
	Attributes  []attribute `toml:"attribute"`
	Group       group       `toml:"-"`
}

type attribute struct {
	Code     string  `toml:"code"`
	Datatype string  `toml:"datatype"`
	Required bool    `toml:"required"`
	Variable bool    `toml:"variable"`
	Question text    `toml:"question"`
	Hint     text    `toml:"hint"`
	Values   []value `toml:"value"`
}

type value struct {
	Key  string `toml:"key"`
	Name text   `toml:"name"`
}

// limit returns within which time an answer is due for an urgency class (Beijing, 12345 service standard).
func limit(urgency string) (time.Duration, bool) {
	const day = 24 * time.Hour
	switch urgency {
	case "2h":
		return 2 * time.Hour, true
	case "24h":
		return day, true
	case "7d":
		return 7 * day, true
	case "15d":
		return 15 * day, true
	}
	return 0, false
}

// keywords returns the kind first, by which a kiosk chooses a pictogram, then the other words.
func (s *service) keywords() []string {
	out := []string{s.Kind}
	for _, k := range s.Keywords {
		if k != s.Kind {
			out = append(out, k)
		}
	}
	return out
}

// attribute returns the question with a code, nil where the service has none.
func (s *service) attribute(code string) *attribute {
	for i := range s.Attributes {
		if s.Attributes[i].Code == code && s.Attributes[i].Variable {
			return &s.Attributes[i]
		}
	}
	return nil
}

// loadCatalogue reads all *.toml files at the root of a file system. Its error has one line for each mistake.
func loadCatalogue(fsys fs.FS) (*catalogue, error) {
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("list the catalogue: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("catalogue: there is no *.toml file in it")
	}
	check := checker{codes: map[string]string{}, groups: map[string]string{}}
	var files []catalogueFile
	for _, name := range names {
		f, err := readCatalogueFile(fsys, name)
		if err != nil {
			check.mistakes = append(check.mistakes, err)
			continue
		}
		check.file(name, f)
		files = append(files, f)
	}
	if err := errors.Join(check.mistakes...); err != nil {
		return nil, err
	}
	slices.SortStableFunc(files, func(a, b catalogueFile) int { return cmp.Compare(a.Group.Order, b.Group.Order) })
	c := &catalogue{byCode: map[string]*service{}}
	for _, f := range files {
		for i := range f.Services {
			s := &f.Services[i]
			s.Group = f.Group
			c.services = append(c.services, s)
			c.byCode[s.Code] = s
		}
	}
	return c, nil
}

func readCatalogueFile(fsys fs.FS, name string) (catalogueFile, error) {
	var f catalogueFile
	body, err := fs.ReadFile(fsys, name)
	if err != nil {
		return f, fmt.Errorf("catalogue: %w", err)
	}
	dec := toml.NewDecoder(bytes.NewReader(body)).DisallowUnknownFields()
	err = dec.Decode(&f)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &unknown):
		var lines []error
		for _, e := range unknown.Errors {
			row, _ := e.Position()
			lines = append(lines, fmt.Errorf("%s:%d: unknown key %s", name, row, strings.Join(e.Key(), ".")))
		}
		return f, errors.Join(lines...)
	case errors.As(err, &wrong):
		row, _ := wrong.Position()
		return f, fmt.Errorf("%s:%d: %w", name, row, wrong)
	case err != nil:
		return f, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// checker collects the mistakes of a catalogue, a line each.
type checker struct {
	mistakes []error
	codes    map[string]string // service code → file
	groups   map[string]string
}

// codeForm is what codes and keys may be made of: they stand in addresses and form names.
var codeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)

func (c *checker) wrong(format string, args ...any) {
	c.mistakes = append(c.mistakes, fmt.Errorf(format, args...))
}

func (c *checker) file(name string, f catalogueFile) {
	c.code(name, "group key", f.Group.Key)
	c.text(name, "the group's name", f.Group.Name)
	if other, taken := c.groups[f.Group.Key]; taken {
		c.wrong("%s: group %q is also in %s", name, f.Group.Key, other)
	}
	c.groups[f.Group.Key] = name
	if len(f.Services) == 0 {
		c.wrong("%s: group %q has no service", name, f.Group.Key)
	}
	for i := range f.Services {
		c.service(name, &f.Services[i])
	}
}

func (c *checker) service(file string, s *service) {
	where := fmt.Sprintf("%s: service %q", file, s.Code)
	c.code(file, "service code", s.Code)
	if other, taken := c.codes[s.Code]; taken {
		c.wrong("%s is also in %s", where, other)
	}
	c.codes[s.Code] = file
	c.code(where, "kind", s.Kind)
	c.checkType(where, s)
	if _, ok := limit(s.Urgency); !ok {
		c.wrong("%s: urgency %q: want 2h, 24h, 7d or 15d", where, s.Urgency)
	}
	c.text(where, "name", s.Name)
	c.text(where, "description", s.Description)
	c.text(where, "department", s.Department)
	for _, k := range s.Keywords {
		if k == "" || strings.Contains(k, ",") {
			c.wrong("%s: keyword %q: it must not be empty nor hold a comma", where, k)
		}
	}
	seen := map[string]bool{}
	for i := range s.Attributes {
		a := &s.Attributes[i]
		if seen[a.Code] {
			c.wrong("%s: attribute %q twice", where, a.Code)
		}
		seen[a.Code] = true
		c.attribute(fmt.Sprintf("%s: attribute %q", where, a.Code), a)
	}
}

func (c *checker) attribute(where string, a *attribute) {
	c.code(where, "code", a.Code)
	c.text(where, "question", a.Question)
	if a.Hint != nil {
		c.text(where, "hint", a.Hint)
	}
	if a.Required && !a.Variable {
		c.wrong("%s: required, but not variable: a text cannot be answered", where)
	}
	switch report.Datatype(a.Datatype) {
	case report.TypeString, report.TypeNumber, report.TypeDatetime, report.TypeText:
		if len(a.Values) > 0 {
			c.wrong("%s: values, but datatype %q is not a list", where, a.Datatype)
		}
	case report.TypeSingle, report.TypeMulti:
		if len(a.Values) == 0 {
			c.wrong("%s: a list without values", where)
		}
	default:
		c.wrong("%s: unknown datatype %q", where, a.Datatype)
	}
	seen := map[string]bool{}
	for _, v := range a.Values {
		c.code(where, "value key", v.Key)
		c.text(where, fmt.Sprintf("name of value %q", v.Key), v.Name)
		if seen[v.Key] {
			c.wrong("%s: value %q twice", where, v.Key)
		}
		seen[v.Key] = true
	}
}

func (c *checker) code(where, what, code string) {
	if !codeForm.MatchString(code) {
		c.wrong("%s: %s %q: want small letters, digits, '.', '_' and '-'", where, what, code)
	}
}

func (c *checker) text(where, what string, t text) {
	missing, unknown := t.missing()
	if len(missing) > 0 {
		c.wrong("%s: %s is missing in %s", where, what, strings.Join(missing, ", "))
	}
	for _, lang := range unknown {
		c.wrong("%s: %s has unknown language %q", where, what, lang)
	}
}
