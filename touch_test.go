package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// never are names of the toolkit that no window of ours may use: whoever needs a gesture cannot use the kiosk (T05), and what
// lies on a clipboard is found by the next resident (D03).
var never = map[string]string{
	"Draggable": "T05", "Dragged": "T05", "DragEnd": "T05", "Scrollable": "T05", "Scrolled": "T05", "NewScroll": "T05", "NewVScroll": "T05",
	"NewHScroll": "T05", "DoubleTappable": "T05", "DoubleTapped": "T05", "SecondaryTappable": "T05", "TappedSecondary": "T05",
	"Clipboard": "D03", "NewEntry": "D03", "NewMultiLineEntry": "D03",
}

// slate is where somebody may write with a finger, who can do all of it in other ways too (WCAG 2.2, 2.5.1: the path is essential).
const slate = "ui/widget/ink.go"

// TestT05NoGesturesAndD03NoClipboard reads the sources.
func TestT05NoGesturesAndD03NoClipboard(t *testing.T) {
	read := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		read++
		ast.Inspect(file, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok && never[name.Name] != "" && !(path == slate && strings.Contains(name.Name, "Drag")) {
				t.Errorf("%s: %s (%s)", set.Position(n.Pos()), name.Name, never[name.Name])
			}
			return true
		})
		return nil
	})
	if err != nil || read < 50 {
		t.Errorf("%d files read, %v", read, err)
	}
}
