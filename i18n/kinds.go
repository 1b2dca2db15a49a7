package i18n

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// kinds maps a kind of request to how it is recognised and shown.
type kinds map[string]kind

type kind struct {
	// Area is what kinds are looked for in.
	Area string
	// Recognise holds lower-case words; one of them in a service's name or keywords is enough.
	Recognise []string
	// Picture is the name of its pictogram, its own where it says none.
	Picture string
}

// Other is the kind of everything that is not recognised.
const Other = "other"

func loadKinds(files fs.FS) (kinds, error) {
	data, err := fs.ReadFile(files, "kinds.toml")
	if err != nil {
		return nil, fmt.Errorf("read kinds: %w", err)
	}
	k := kinds{}
	if err := toml.Unmarshal(data, &k); err != nil {
		return nil, fmt.Errorf("parse kinds.toml: %w", err)
	}
	return k, nil
}

// Kind recognises a kind of request from a service's keywords and name: a keyword that names a kind wins, then the
// longest word that occurs.
func (w *Words) Kind(name string, keywords []string) string {
	for _, k := range keywords {
		if _, ok := w.kinds[k]; ok {
			return k
		}
	}
	text := strings.ToLower(name + " " + strings.Join(keywords, " "))
	best, length := Other, 0
	for k, v := range w.kinds {
		for _, r := range v.Recognise {
			if n := len(r); hasWord(text, r) && (n > length || n == length && k < best) {
				best, length = k, n
			}
		}
	}
	return best
}

// hasWord says whether a word occurs in a text; one in Latin letters only at the beginning of a word, so that "tree" is not
// found in "street".
func hasWord(text, word string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		i += from
		if i == 0 || !isLatin(word[0]) || !isLatin(text[i-1]) {
			return true
		}
		from = i + len(word)
	}
}

func isLatin(b byte) bool { return b >= 'a' && b <= 'z' }

// Picture is the name of a kind's pictogram.
func (w *Words) Picture(kind string) string {
	if p := w.kinds[kind].Picture; p != "" {
		return p
	}
	return kind
}

// Area is where kinds like this one are looked for.
func (w *Words) Area(kind string) string {
	k, ok := w.kinds[kind]
	if !ok {
		k = w.kinds[Other]
	}
	return k.Area
}

// Calls are the words by which a kind is recognised, in all languages; none for what is recognised by none.
func (w *Words) Calls(kind string) []string {
	if kind == Other {
		return nil
	}
	return slices.Clone(w.kinds[kind].Recognise)
}

// Kinds returns the names of all kinds, sorted.
func (w *Words) Kinds() []string {
	var out []string
	for k := range w.kinds {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
