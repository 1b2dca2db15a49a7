package i18n

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
)

// speller is how a language is spelled.
type speller struct {
	Example string            `toml:"example"`
	End     string            `toml:"end"`
	Words   string            `toml:"words"`
	Signs   map[string]string `toml:"signs"`
	// Letter is how a letter of pinyin is said, Letters what it is learned with.
	Letter  string            `toml:"letter"`
	Letters map[string]string `toml:"letters"`
	// Zhuyin is how its signs are called.
	Zhuyin map[string]string `toml:"zhuyin"`

	words map[rune]string // the example of each character
}

// spellers are read when somebody spells for the first time.
var spellers = sync.OnceValue(func() map[string]*speller {
	var out map[string]*speller
	data, err := files.ReadFile("spelling.toml")
	if err == nil {
		err = toml.Unmarshal(data, &out)
	}
	if err != nil {
		panic(fmt.Sprintf("read spelling.toml: %v", err)) // it is embedded
	}
	for _, s := range out {
		s.words = map[rune]string{}
		for _, word := range strings.Fields(s.Words) {
			for i, r := range word {
				_, has := s.words[r]
				if !has && (i == 0 || unicode.Is(unicode.Han, r)) {
					s.words[r] = word
				}
			}
		}
	}
	return out
})

func spellerOf(lang string) *speller {
	if s, ok := spellers()[lang]; ok {
		return s
	}
	if strings.HasPrefix(lang, "zh") {
		return spellers()[Shipped()[0]]
	}
	return spellers()["en"]
}

// Spelled returns a text character by character, each with a word that it stands in, where there is one.
func Spelled(lang, text string) string {
	s := spellerOf(lang)
	var b strings.Builder
	for _, r := range text {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			continue
		}
		said := s.character(lang, r)
		if word := s.words[unicode.ToLower(r)]; word != "" {
			said = strings.NewReplacer("{character}", said, "{word}", word).Replace(s.Example)
		}
		b.WriteString(said + s.End)
	}
	return strings.TrimSpace(b.String())
}

// Letter returns the letter on a key, first as it is called, then with what tells it from others that sound alike: in Chinese, where it is one of
// pinyin, the character that children learn it with. A sign of zhuyin is called by a character.
func Letter(lang string, r rune) string {
	s := spellerOf(lang)
	if name, there := s.Zhuyin[string(r)]; there {
		return strings.TrimSuffix(Spelled(lang, name), s.End)
	}
	character, there := s.Letters[string(r)]
	if !there {
		return strings.TrimSuffix(Spelled(lang, string(r)), strings.TrimSpace(s.End))
	}
	c, _ := utf8.DecodeRuneInString(character)
	return strings.NewReplacer("{letter}", s.character(lang, r), "{word}", s.words[c], "{character}", character).Replace(s.Letter)
}

// Typed returns what has just been written, or taken back, as it is named: a sign by its name, a letter as one, digits one by one.
func Typed(lang, text string) string {
	rs := []rune(text)
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	if len(rs) == 1 || len(rs) > 1 && !slices.ContainsFunc(rs, letter) {
		return spellerOf(lang).character(lang, rs[0])
	}
	return Digits(lang, text)
}

func (s *speller) character(lang string, r rune) string {
	switch {
	case r >= '0' && r <= '9' && strings.HasPrefix(lang, "zh"):
		return digits(string(r), "幺")
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return string(unicode.ToUpper(r))
	case unicode.IsSpace(r):
		return s.Signs[" "]
	}
	if name, ok := s.Signs[string(r)]; ok {
		return name
	}
	return s.Signs["other"]
}
