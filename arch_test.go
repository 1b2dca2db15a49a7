package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"linli/flow"
)

const module = "linli"

// mayImport is the architecture: what each package of ours may import of ours, and whether it may reach Fyne. A package
// without a row fails. docs/architecture.md explains it; a new row is a decision.
var mayImport = map[string]struct {
	ours string
	fyne bool
}{
	"":                      {"*", true},
	"config":                {"", false}, // read only by main
	"report":                {"", false},
	"flow":                  {"report", false},
	"a11y":                  {"", false},
	"a11y/nav":              {"a11y", false},
	"a11y/announce":         {"a11y i18n speech", false},
	"a11y/atspi":            {"a11y", false},
	"speech":                {"", false},
	"speech/reading":        {"", false},
	"speech/engine":         {"speech speech/reading", false},
	"speech/spd":            {"speech speech/reading", false},
	"speech/sound":          {"speech", false},
	"speech/record":         {"report speech", false},
	"speech/recognise":      {"report speech/engine speech/record", false},
	"speech/speechtest":     {"speech", false},
	"i18n":                  {"", false},
	"assets":                {"", false},
	"ui":                    {"a11y a11y/nav flow ui/input ui/layout ui/screen ui/theme ui/widget", true},
	"ui/screen":             {"a11y flow i18n report", false},
	"ui/layout":             {"a11y ui/theme", true}, // through ui/theme; it calls nothing of Fyne
	"ui/theme":              {"assets", true},
	"ui/widget":             {"a11y assets ui/layout ui/theme", true},
	"ui/input":              {"a11y a11y/nav", true},
	"kiosk":                 {"a11y a11y/nav a11y/announce flow i18n report speech ui/screen", false},
	"kiosk/kiosktest":       {"a11y a11y/nav flow i18n kiosk report speech speech/reading ui/screen", false},
	"client":                {"client/georeport report", false},
	"client/georeport":      {"report", false},
	"ime/pinyin":            {"", false},
	"ime/handwriting":       {"", false},
	"ime/handwriting/hand":  {"ime/handwriting", false},                                 // templates and tests
	"ime/handwriting/build": {"ime/handwriting ime/handwriting/hand ime/pinyin", false}, // makes the templates
	"outbox":                {"report", false},
	"assist":                {"report", false},
	"bell":                  {"report", false},
	"server":                {"client/georeport report", false},
	"server/load":           {"client/georeport report", false},
	"gallery":               {"a11y a11y/atspi a11y/nav flow i18n kiosk report speech ui ui/input ui/layout ui/screen ui/theme", true},
	"audit":                 {"a11y audit/measure audit/rows flow gallery i18n kiosk ui/layout ui/screen ui/theme", true},
	"audit/measure":         {"a11y a11y/announce a11y/nav assets flow i18n speech ui/layout ui/screen ui/theme", true}, // through ui/theme
	"audit/rows":            {"", false},
	"faults":                {"", false}, // tests only
	"e2e":                   {"", false},
	"e2e/bench":             {"", false},
	"e2e/bench/emptywindow": {"", true},
}

type pkg struct {
	ImportPath    string
	Imports, Deps []string
	Doc           string
	GoFiles       []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-tags", "ci", "-json=ImportPath,Imports,Deps,Doc,GoFiles", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func (p pkg) name() string {
	return strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
}

func TestImportsFlowOneWay(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages(t) {
		name := p.name()
		seen[name] = true
		rule, ok := mayImport[name]
		if !ok {
			t.Errorf("%s is not in the architecture table: where does it belong?", name)
			continue
		}
		allowed := strings.Fields(rule.ours)
		for _, imported := range p.Imports {
			if own, ok := strings.CutPrefix(imported, module+"/"); ok && rule.ours != "*" && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s, which the architecture table does not allow", name, own)
			}
		}
		if i := slices.IndexFunc(p.Deps, func(d string) bool { return strings.HasPrefix(d, "fyne.io/") }); i >= 0 && !rule.fyne {
			t.Errorf("%s reaches Fyne through %s", name, p.Deps[i])
		}
	}
	for name := range mayImport {
		if !seen[name] {
			t.Errorf("the architecture table has a row for %q, which does not exist", name)
		}
	}
}

func TestPackagesStateTheirRules(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) > 0 && len(p.Doc) < 20 {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}

// TestFlowIsDrawn: docs/flow.md knows every place.
func TestFlowIsDrawn(t *testing.T) {
	drawing, err := os.ReadFile("docs/flow.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range flow.Places() {
		if !strings.Contains(string(drawing), p.String()) {
			t.Errorf("docs/flow.md does not draw %s", p)
		}
	}
}
