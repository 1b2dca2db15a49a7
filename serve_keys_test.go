package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestServeKeys: whoever runs a backend gives out keys, renews and revokes them, and is told what is wrong in one line.
func TestServeKeys(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	linli := func(words ...string) (status int, out, said string) {
		var stdout, stderr strings.Builder
		status = run(t.Context(), append(append([]string{"serve", "keys"}, words...), "-data", data), &stdout, &stderr)
		return status, strings.TrimSpace(stdout.String()), stderr.String()
	}
	status, first, said := linli("add", "Happiness", "Lane", "1")
	if status != 0 || len(first) < 26 || strings.ContainsAny(first, " \n") || !strings.Contains(said, "shown this once") || strings.Contains(said, first) {
		t.Fatalf("add: %d %q %s", status, first, said)
	}
	if status, second, _ := linli("renew", "Happiness", "Lane", "1"); status != 0 || second == first || len(second) < 26 {
		t.Errorf("renew: %d %q", status, second)
	}
	if status, out, _ := linli("list"); status != 0 || strings.Count(out, "Happiness Lane 1") != 2 || strings.Contains(out, first) {
		t.Errorf("list: %d\n%s", status, out)
	}
	if status, _, _ := linli("revoke", "Happiness", "Lane", "1"); status != 0 {
		t.Errorf("revoke: %d", status)
	}
	for want, words := range map[string][]string{
		"there is no key of this name": {"revoke", "nobody"}, "with a NAME": {"add"}, "does not know": {"give", "x"}, "keys list": {},
	} {
		if status, _, said := linli(words...); status == 0 || !strings.Contains(said, want) || strings.Count(said, "\n") != 1 {
			t.Errorf("%q: %d %s", words, status, said)
		}
	}
}
