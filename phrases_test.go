package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"linli/config"
	"linli/i18n"
)

// phrasesOf is what a kiosk makes of a city's own phrases.
func phrasesOf(t *testing.T, file string) (e *env, logged func() string) {
	t.Helper()
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	e = &env{bundle: b, config: config.Default(), log: slog.New(slog.NewTextHandler(&out, nil)), stdout: &out}
	e.config.Phrases.File = file
	e.ownPhrases()
	return e, func() string { e.warnOfPhrases(); return out.String() }
}

// TestACitysPhrasesAreTaken: what is right of them is shown, what is wrong is named by linli check and logged at the start, in one line
// each with the file and what to do, and stops no kiosk.
func TestACitysPhrasesAreTaken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "phrases.toml")
	own := "[kind.heating.en]\nwhat = [\"The boiler is loud\"]\nsince = [\"Since.\"]\n[kind.heatin.en]\n"
	if err := os.WriteFile(file, []byte(own), 0o644); err != nil {
		t.Fatal(err)
	}
	e, logged := phrasesOf(t, file)
	if got := e.bundle.Words("en").Phrases("", "heating"); len(got) != 4 || got[0].Phrases[0] != "The boiler is loud" {
		t.Errorf("%+v", got)
	}
	var said strings.Builder
	for _, f := range e.phrases {
		f.print(&said)
	}
	want := "ok    phrases  1 lists of the city's own are in " + file + "\n" +
		"MEND  phrases  " + file + ": line 3: \"Since.\" ends a sentence; leave the sign out, the kiosk sets a full stop\n" +
		"MEND  phrases  " + file + ": line 4: there is no kind \"heatin\"; docs/phrases.md lists them\n"
	if said.String() != want {
		t.Errorf("%s\nwant %s", said.String(), want)
	}
	if log := logged(); strings.Count(log, "\n") != 2 || !strings.Contains(log, "line 3") || !strings.Contains(log, "line 4") {
		t.Errorf("logged %s", log)
	}
	for _, none := range []string{"", filepath.Join(t.TempDir(), "none.toml")} {
		e, logged := phrasesOf(t, none)
		if got := e.bundle.Words("en").Phrases("", "heating"); len(got) != 4 || strings.Contains(logged(), "phrases.file") != (none != "") || len(e.phrases) != min(len(none), 1) {
			t.Errorf("%q: %+v, %+v", none, got, e.phrases)
		}
	}
}

// TestCheckAndStartTellOfPhrases runs linli check, and the kiosk as far as its folder for data, with a file that has a fault.
func TestCheckAndStartTellOfPhrases(t *testing.T) {
	dir := t.TempDir()
	conf, own := filepath.Join(dir, "linli.toml"), filepath.Join(dir, "phrases.toml")
	for file, text := range map[string]string{conf: "[phrases]\nfile = \"" + own + "\"\n[speech]\nengine = \"none\"\n", own: "[kind.gas.zh]\nwhat = []\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	run(t.Context(), []string{"check", "-config", conf, "-data", dir}, &stdout, &stderr)
	if want := "MEND  phrases  " + own + ": line 1: there are no words in \"zh\"; want one of zh-Hans, en, zh-Hant\n"; !strings.Contains(stdout.String(), want) {
		t.Errorf("%s%s", stdout.String(), stderr.String())
	}
	stderr.Reset()
	if got := run(t.Context(), []string{"-config", conf, "-data", own}, &stdout, &stderr); got != 1 || !strings.Contains(stderr.String(), "line 1: there are no words in") {
		t.Errorf("%d: %s", got, stderr.String())
	}
}

// TestCheckNamesServicesThatTheCityLacks: phrases for a service are found by its code, so one that is mistyped is never shown.
func TestCheckNamesServicesThatTheCityLacks(t *testing.T) {
	dir := t.TempDir()
	conf, own := filepath.Join(dir, "linli.toml"), filepath.Join(dir, "phrases.toml")
	for file, text := range map[string]string{conf: "[phrases]\nfile = \"" + own + "\"\n[speech]\nengine = \"none\"\n", own: "[service.lamp.en]\nwhat = [\"It is dark\"]\n[service.lmap.en]\nwhat = [\"It is dark\"]\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	run(t.Context(), []string{"check", "-config", conf, "-data", dir, "-backend", shyCity(t).URL}, &stdout, &stderr)
	want := "MEND  phrases  " + own + `: the city offers no service "lmap"; write the code as the city does (service_code), or take its tables out`
	if got := stdout.String(); !strings.Contains(got, want) || strings.Contains(got, `service "lamp"`) {
		t.Errorf("%s%s", got, stderr.String())
	}
}

// TestPhrasesArePrintedAndTakenBack: what linli phrases prints is a city's file that changes nothing.
func TestPhrasesArePrintedAndTakenBack(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if got := run(t.Context(), []string{"phrases"}, &stdout, &stderr); got != 0 {
		t.Fatalf("%d: %s", got, stderr.String())
	}
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	with, taken, faults := b.WithPhrases(stdout.Bytes())
	if taken < 600 || len(faults) > 0 {
		t.Errorf("%d lists, %v", taken, faults)
	}
	for _, lang := range i18n.Shipped() {
		if a, b := strings.Join(b.Words(lang).EveryPhrase(), "\n"), strings.Join(with.Words(lang).EveryPhrase(), "\n"); a != b {
			t.Errorf("%s: other phrases", lang)
		}
	}
}

// TestPhrasesAreDocumented: the example is taken as it stands, and every kind is named.
func TestPhrasesAreDocumented(t *testing.T) {
	data, err := os.ReadFile("docs/phrases.md")
	if err != nil {
		t.Fatal(err)
	}
	b, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	example := strings.Join(regexp.MustCompile(`(?m)^ {8}.*$`).FindAllString(string(data), -1), "\n")
	if _, taken, faults := b.WithPhrases([]byte(example)); taken != 5 || len(faults) > 0 {
		t.Errorf("%d lists, %v in\n%s", taken, faults, example)
	}
	for _, kind := range b.Words("en").Kinds() {
		if !strings.Contains(string(data), "`"+kind+"`") {
			t.Errorf("%s is not named", kind)
		}
	}
}
