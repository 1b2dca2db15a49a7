package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linli/i18n"
)

// residentFacing are the folders whose code makes what residents see or hear.
var residentFacing = []string{"ui", "flow", "kiosk", "a11y"}

// sentence is text for people: Chinese, or words with a space between.
var sentence = regexp.MustCompile(`\p{Han}|[A-Za-z]{2,} [A-Za-z]{2,}`)

// forOperators are calls whose text goes to a log or to a programmer.
var forOperators = map[string]bool{"Errorf": true, "New": true, "Error": true, "Warn": true, "Info": true, "Debug": true, "panic": true, "Fprintf": true}

// TestNoWordsOutsideI18n reads the sources: a sentence in the code is one that is not translated.
func TestNoWordsOutsideI18n(t *testing.T) {
	for _, dir := range residentFacing {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.Contains(path, "kiosktest") {
				checkSource(t, path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func checkSource(t *testing.T, path string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if forOperators[called(n)] {
				return false
			}
		case *ast.CompositeLit: // report.Error's Op is for operators
			if s, ok := n.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Error" {
				return false
			}
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && sentence.MatchString(text) && !operation[text] && !roles[text] {
				t.Errorf("%s: %q is not in i18n", set.Position(n.Pos()), text)
			}
		}
		return true
	})
}

// operation are names of effects for the operator's log.
var operation = map[string]bool{"load services": true, "load definition": true, "look up": true, "call staff": true, "take a call back": true}

// roles are what AT-SPI calls things on its bus; readers translate them.
var roles = map[string]bool{
	"check box": true, "drawing area": true, "list item": true, "password text": true, "progress bar": true, "radio button": true, "status bar": true, "tool bar": true,
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// TestEveryKeyIsUsed finds words that no page needs any more, and keys in the code that no language has.
func TestEveryKeyIsUsed(t *testing.T) {
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	used, prefixes := keysInCode(t)
	has := map[string]bool{}
	for _, key := range b.Keys("en") {
		has[key] = true
		base := strings.TrimSuffix(key, ".say")
		prefixed := false
		for p := range prefixes {
			prefixed = prefixed || strings.HasPrefix(base, p)
		}
		if !used[base] && !used[strings.TrimSuffix(base, ".hint")] && !prefixed {
			t.Errorf("no code uses the words %q", key)
		}
	}
	for key := range used {
		if looksLikeKey.MatchString(key) && !has[key] {
			if _, err := filepath.Match("", key); err == nil && b.Words("en").T(key) == key {
				t.Errorf("the code uses %q, which has no words", key)
			}
		}
	}
}

var (
	looksLikeKey = regexp.MustCompile(`^(part|key|step|bar|go|pager|attract|home|help|suit|theme|private|leaving|groups|services|find|range|where|tell|waiting|ask|day|month|time|contact|phone|keypad|review|sending|notsent|unsure|done|number|looking|found|change|takeback|add|addcheck|proof|altering|takenback|added|notchanged|rate|opinion|opinioncheck|rated|written|next|notlooked|state|problem|trouble|date|weekday|daypart|role|secret|list|say|sentence|language|touch|switches|staff|teach)\.[a-z0-9.]+[a-z0-9]$`)
	prefixKey    = regexp.MustCompile(`^[a-z.]+\.$`)
)

func keysInCode(t *testing.T) (used, prefixes map[string]bool) {
	t.Helper()
	used, prefixes = map[string]bool{}, map[string]bool{"day.": true, "contact.": true}
	for _, dir := range append([]string{"i18n"}, residentFacing...) {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					text, _ := strconv.Unquote(lit.Value)
					used[text] = true
					if prefixKey.MatchString(text) {
						prefixes[text] = true
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return used, prefixes
}
