package main

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"

	"linli/config"
	"linli/report"
)

// TestN04StaffAreNamedWithACommand: who may write for residents, and what is said of a wrong number or code.
func TestN04StaffAreNamedWithACommand(t *testing.T) {
	data := t.TempDir()
	linli := func(code string, args ...string) (int, string) {
		var out, log bytes.Buffer
		typed, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, code)
		w.Close()
		was := os.Stdin
		os.Stdin = typed
		defer func() { os.Stdin = was }()
		status := run(t.Context(), append(append([]string{"staff"}, args...), "-data", data), &out, &log)
		return status, out.String() + log.String()
	}
	for _, c := range []struct {
		code   string
		args   []string
		status int
		says   string
	}{
		{"", nil, 0, "nobody of the staff"},
		{"314159\n", []string{"add", "1024"}, 0, "1024 may write for residents"},
		{"271828", []string{"add", "7"}, 0, "7 may write"},
		{"12345\n", []string{"add", "8"}, 2, "want 6 to 8 digits"},
		{"secret\n", []string{"add", "8"}, 2, "want 6 to 8 digits"},
		{"", []string{"add", "8"}, 1, "no code came"},
		{"314159\n", []string{"add", "Wang"}, 2, "want a number of 1 to 8 digits"},
		{"", []string{"remove", "9"}, 1, "no member of staff 9"},
		{"", []string{"remove", "7"}, 0, "7 may not write"},
		{"", []string{"list"}, 0, "1024\n"},
		{"", []string{"hire", "9"}, 2, "it knows list, add NUMBER and remove NUMBER"},
	} {
		if status, says := linli(c.code, c.args...); status != c.status || !strings.Contains(says, c.says) {
			t.Errorf("linli staff %v: %d, %q; want %d, %q", c.args, status, says, c.status, c.says)
		}
	}
	e := &env{config: config.Config{Data: data}, log: slog.New(slog.DiscardHandler)}
	staff := assistantsOf(e)
	if staff == nil {
		t.Fatal("nobody can write for residents")
	}
	if err := staff.SignIn(t.Context(), "1024", "314159"); err != nil {
		t.Error(err)
	}
	if err := staff.SignIn(t.Context(), "7", "271828"); report.CodeOf(err) != report.NoProof {
		t.Errorf("who was taken out: %v", err)
	}
	if e.config.Data = t.TempDir(); assistantsOf(e) != nil {
		t.Error("it is offered where nobody may")
	}
}

// TestVersion: the one that is shown is that of the package.
func TestVersion(t *testing.T) {
	text, err := os.ReadFile("FyneApp.toml")
	if err != nil || !strings.Contains(string(text), "Version = \""+version+"\"") {
		t.Errorf("FyneApp.toml does not have version %s: %v", version, err)
	}
	var out bytes.Buffer
	if status := run(t.Context(), []string{"-version"}, &out, io.Discard); status != 0 || out.String() != "linli "+version+"\n" {
		t.Errorf("linli -version: %d, %q", status, out.String())
	}
}
