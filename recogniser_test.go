package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linli/config"
)

// program writes a program of a city and returns what starts it.
func program(t *testing.T, script string) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "city")
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	return []string{file}
}

// understandsNothing is one that understands the same of everything.
const understandsNothing = `echo '{"ready":["cmn","en"]}'
while read -r line; do
	id=${line#*'"id":"'}; id=${id%%'"'*}; bytes=${line##*:}; bytes=${bytes%%'}'*}
	head -c "$bytes" >/dev/null
	echo "{\"id\":\"$id\",\"text\":\"\"}"
done`

// TestCheckTellsOfTheRecogniser: whether there is one, whether it answers, and in which of the site's languages; what is wrong with it in
// one line. A kiosk without one lacks nothing.
func TestCheckTellsOfTheRecogniser(t *testing.T) {
	for _, c := range []struct {
		program []string
		ok      bool
		say     string
	}{
		{nil, true, "are not written down"},
		{program(t, understandsNothing), true, "voice messages in zh-Hans, en, zh-Hant are written down by"},
		{[]string{"/nowhere/at/all"}, false, "cannot be run"},
		{program(t, "echo 'no such model' >&2; exit 1"), false, "ended by itself: no such model"},
		{program(t, "echo hello; sleep 60"), false, "first line is not"},
		{program(t, `echo '{"ready":["en"]}'; read line; echo yes; sleep 60`), false, "no JSON"},
		{program(t, strings.Replace(understandsNothing, `["cmn","en"]`, `["fr"]`, 1)), false, "none of this site's languages"},
	} {
		given := config.Default()
		given.Speech.Recogniser = c.program
		if f := checkRecogniser(t.Context(), given); f.ok != c.ok || !strings.Contains(f.say, c.say) || f.what != "writing" {
			t.Errorf("%v: %+v", c.program, f)
		}
	}
}

// TestARecogniserIsAskedInTheLanguageThatIsSpoken, and for the characters that are read.
func TestARecogniserIsAskedInTheLanguageThatIsSpoken(t *testing.T) {
	c := config.Default()
	for lang, want := range map[string]string{"zh-Hans": "cmn-Hans", "zh-Hant": "cmn-Hant", "en": "en"} {
		if got := heardAs(lang, c.Speech); got != want {
			t.Errorf("%s is asked for as %s, want %s", lang, got, want)
		}
	}
	c.Speech.Traditional = "cantonese"
	if got := heardAs("zh-Hant", c.Speech); got != "yue-Hant" {
		t.Errorf("Cantonese is asked for as %s", got)
	}
	if got := takenDown(c, []string{"cmn"}); !slices.Equal(got, []string{"zh-Hans"}) {
		t.Errorf("who knows Mandarin only writes down %v", got)
	}
}
