// Package i18n holds the words: everything that a resident sees or hears, in every language we ship.
//
// Words are data. A sentence has a key, a written form and, where a voice needs other words, a spoken form under the same
// key with ".say". Nothing outside of this package, the city's own answers and the site's configuration is ever shown.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

//go:embed words/*.toml kinds.toml phrases.toml spelling.toml surnames.toml
var files embed.FS

// Pseudo is a language for finding cut and untranslated text: English with accents, 40 % longer. CLDR reserves the tag.
const Pseudo = "en-XA"

// Shipped are the languages of residents, the default first.
func Shipped() []string { return []string{"zh-Hans", "en", "zh-Hant"} }

// Bundle is all words in all languages.
type Bundle struct {
	bundle  *i18n.Bundle
	keys    map[string][]string // by language
	kinds   kinds
	phrases phrasebook
}

// Load reads the embedded words.
func Load() (*Bundle, error) {
	b := &Bundle{bundle: i18n.NewBundle(language.MustParse("zh-Hans")), keys: map[string][]string{}}
	b.bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, lang := range Shipped() {
		name := "words/" + lang + ".toml"
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read words: %w", err)
		}
		f, err := b.bundle.ParseMessageFileBytes(data, lang+".toml")
		if err != nil {
			return nil, fmt.Errorf("parse %s: %w", name, err)
		}
		for _, m := range f.Messages {
			b.keys[lang] = append(b.keys[lang], m.ID)
		}
		if lang == "en" {
			if err := b.addPseudo(f.Messages); err != nil {
				return nil, err
			}
		}
	}
	var err error
	if b.kinds, err = loadKinds(files); err != nil {
		return nil, err
	}
	if b.phrases, err = loadPhrases(b.kinds); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Bundle) addPseudo(english []*i18n.Message) error {
	tag := language.MustParse(Pseudo)
	for _, m := range english {
		p := *m
		p.Zero, p.One, p.Two, p.Few, p.Many, p.Other = stretch(m.Zero), stretch(m.One), stretch(m.Two), stretch(m.Few), stretch(m.Many), stretch(m.Other)
		if err := b.bundle.AddMessages(tag, &p); err != nil {
			return fmt.Errorf("add pseudo words: %w", err)
		}
	}
	b.keys[Pseudo] = slices.Clone(b.keys["en"])
	return nil
}

// Keys returns the keys that a language has.
func (b *Bundle) Keys(lang string) []string { return slices.Clone(b.keys[lang]) }

// Has says whether there are words in a language.
func (b *Bundle) Has(lang string) bool { return len(b.keys[lang]) > 0 }

// Words returns the words of a language; the default's for one that is not shipped.
func (b *Bundle) Words(lang string) *Words {
	if !b.Has(lang) {
		lang = Shipped()[0]
	}
	return &Words{lang: lang, localizer: i18n.NewLocalizer(b.bundle, lang), kinds: b.kinds, phrases: b.phrases, spoken: b.spokenKeys(lang)}
}

func (b *Bundle) spokenKeys(lang string) map[string]bool {
	out := map[string]bool{}
	for _, k := range b.keys[lang] {
		if base, ok := strings.CutSuffix(k, ".say"); ok {
			out[base] = true
		}
	}
	return out
}

// Words are the words of one language.
type Words struct {
	lang      string
	localizer *i18n.Localizer
	kinds     kinds
	phrases   phrasebook
	spoken    map[string]bool
}

// Lang returns the BCP 47 tag.
func (w *Words) Lang() string { return w.lang }

// Catalogue returns the language to ask a backend for.
func (w *Words) Catalogue() string {
	if w.lang == Pseudo {
		return "en"
	}
	return w.lang
}

// T returns the written form of a key. args are names and values for its template, in turn. A key that is missing comes
// back as it is, which a test over all pages finds.
func (w *Words) T(key string, args ...any) string {
	data := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	text, err := w.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data})
	if err != nil {
		return key
	}
	return text
}

// Say returns the spoken form of a key, "" where it is spoken as it is written.
func (w *Words) Say(key string, args ...any) string {
	if !w.spoken[key] {
		return ""
	}
	return w.T(key+".say", args...)
}

// List joins names as the language does: "a、b、c", "a, b, c".
func (w *Words) List(names []string) string { return strings.Join(names, w.T("list.comma")) }
