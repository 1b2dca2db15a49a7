package i18n

import (
	"fmt"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// surnames are the most frequent ones of a language, those of one character and those of two.
type surnameList struct {
	Single string `toml:"single"`
	Double string `toml:"double"`
}

var surnameLists = sync.OnceValue(func() map[string]surnameList {
	var out map[string]surnameList
	data, err := files.ReadFile("surnames.toml")
	if err == nil {
		err = toml.Unmarshal(data, &out)
	}
	if err != nil {
		panic(fmt.Sprintf("read surnames.toml: %v", err)) // it is embedded
	}
	return out
})

// Surnames returns the most frequent surnames of a language, the most frequent first: those of one character, and those of two. A language
// whose names are written letter by letter has none.
func (w *Words) Surnames() (single, double []string) {
	list := surnameLists()[w.lang]
	return strings.Fields(list.Single), strings.Fields(list.Double)
}
