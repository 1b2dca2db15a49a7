package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// TestLicencesAreShipped: the text of every licence that lies beside data which is compiled in is printed by the program.
func TestLicencesAreShipped(t *testing.T) {
	var out bytes.Buffer
	if code := run(t.Context(), []string{"licences"}, &out, io.Discard); code != 0 {
		t.Fatalf("exit status %d", code)
	}
	found := 0
	for _, dir := range []string{"assets", "ime", "speech"} { // but for what only tests read
		err := fs.WalkDir(os.DirFS(dir), ".", func(file string, _ fs.DirEntry, err error) error {
			if err != nil || strings.Contains(file, "testdata/") || !regexp.MustCompile(`^(LICENSE.*|OFL|ARPHICPL)\.(txt|TXT)$`).MatchString(path.Base(file)) {
				return err
			}
			found++
			text, err := os.ReadFile(path.Join(dir, file))
			if err == nil && !strings.Contains(out.String(), strings.TrimSpace(string(text))) {
				t.Errorf("%s/%s is not printed", dir, file)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 5 {
		t.Errorf("only %d licences were found", found)
	}
}
