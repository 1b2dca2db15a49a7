package reading_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"linli/speech/reading"
)

var syllable = regexp.MustCompile(`[a-z]+[1-5]`)

func open(t testing.TB) *reading.Reader {
	t.Helper()
	r, err := reading.Open()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestWords reads a set of words that are often read wrongly. Ninety-six of a hundred have to be right (73 of 76); what is
// wrong is told.
func TestWords(t *testing.T) {
	for _, name := range []string{"polyphones.txt", "words.txt"} {
		t.Run(name, func(t *testing.T) {
			r := open(t)
			data, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			right, all := 0, 0
			for line := range strings.Lines(string(data)) {
				word, want, ok := strings.Cut(strings.TrimSpace(line), "\t")
				if !ok {
					continue
				}
				all++
				if got := strings.Join(syllable.FindAllString(r.Pinyin(word), -1), " "); got == want {
					right++
				} else {
					t.Logf("%s is read %s, want %s", word, got, want)
				}
			}
			t.Logf("%d of %d words are right", right, all)
			if all < 76 || right*76 < all*73 {
				t.Errorf("only %d of %d words are read right", right, all)
			}
		})
	}
}
