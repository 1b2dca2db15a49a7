package server

import (
	_ "embed"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

// languages are those in which the catalogue and the backend's own words are, the default first.
func languages() [3]string { return [...]string{"zh-Hans", "zh-Hant", "en"} }

// text is the same words by language.
type text map[string]string

// missing returns the languages in which there are no words, and those that nobody asked for.
func (t text) missing() (missing, unknown []string) {
	known := map[string]bool{}
	for _, lang := range languages() {
		known[lang] = true
		if strings.TrimSpace(t[lang]) == "" {
			missing = append(missing, lang)
		}
	}
	for lang := range t {
		if !known[lang] {
			unknown = append(unknown, lang)
		}
	}
	return missing, unknown
}

//go:embed words.toml
var wordsTOML []byte

// phrases are what the backend says to residents, by name.
type phrases map[string]text

func loadPhrases() (phrases, error) {
	var p phrases
	if err := toml.Unmarshal(wordsTOML, &p); err != nil {
		return nil, fmt.Errorf("read words.toml: %w", err)
	}
	return p, nil
}

// about is what a phrase is filled with.
type about struct {
	service *service
	due     time.Time
}

// say returns a phrase in a language; a phrase that does not exist is silence.
func (p phrases) say(name, lang string, a about) string {
	department, title := "", ""
	if a.service != nil {
		department, title = a.service.Department[lang], a.service.Name[lang]
	}
	return strings.NewReplacer(
		"{department}", department,
		"{service}", title,
		"{due}", a.due.Format(p["date"][lang]),
	).Replace(p[name][lang])
}

// negotiator picks the language of an answer from Accept-Language (RFC 9110, 12.5.4).
type negotiator struct{ matcher language.Matcher }

func newNegotiator() negotiator {
	var tags []language.Tag
	for _, lang := range languages() {
		tags = append(tags, language.MustParse(lang))
	}
	return negotiator{language.NewMatcher(tags)}
}

// choose picks a language and says on the answer which one, and that others would have got another.
func (n negotiator) choose(w http.ResponseWriter, r *http.Request) string {
	_, index := language.MatchStrings(n.matcher, r.Header.Get("Accept-Language"))
	lang := languages()[index]
	w.Header().Set("Content-Language", lang)
	w.Header().Add("Vary", "Accept-Language")
	return lang
}
