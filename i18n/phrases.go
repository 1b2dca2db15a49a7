package i18n

import (
	"fmt"
	"maps"
	"slices"
)

// Abouts are what ready phrases are about, in the order of a page: what is wrong, since when, how often, and whether anybody is in
// danger or was hurt.
func Abouts() []string { return []string{"what", "since", "often", "danger"} }

// Ready are the ready phrases about one thing. Where it says One, at most one of them can be true: since when, and how often.
type Ready struct {
	About   string
	One     bool
	Phrases []string
}

// MostPhrases is how many ready phrases a kind or a service may have in a language: more would not be read.
const MostPhrases = 12

// builtIn stands in a city's list for the phrases that are there without it.
const builtIn = "..."

const ofKind, ofService = "kind", "service"

// subject is what phrases are for: a kind or a service, by its name, in a language.
type subject struct{ of, name, lang string }

// spot is where a list of phrases stands.
type spot struct {
	subject
	about string
}

// phrasebook holds all ready phrases.
type phrasebook map[spot][]string

// ReadyPhrases is the file of those that we ship, in TOML.
func ReadyPhrases() []byte {
	data, err := files.ReadFile("phrases.toml")
	if err != nil {
		panic(err) // it is embedded
	}
	return data
}

// loadPhrases reads those that we ship.
func loadPhrases(k kinds) (phrasebook, error) {
	book, faults := readPhrases(ReadyPhrases(), k, nil)
	if len(faults) > 0 {
		return nil, fmt.Errorf("parse phrases.toml: %w", faults[0])
	}
	return book, nil
}

// WithPhrases returns a bundle that has the phrases of a city's own file too (docs/phrases.md): each list of it replaces the one that
// is there, or stands beside it where it holds "...". taken is how many lists that are. What is wrong in the file is left out and told:
// each fault is one line with where it stands and what to do.
func (b *Bundle) WithPhrases(data []byte) (with *Bundle, taken int, faults []error) {
	lists, faults := readPhrases(data, b.kinds, b.phrases)
	out := *b
	out.phrases = maps.Clone(b.phrases)
	maps.Copy(out.phrases, lists)
	return &out, len(lists), faults
}

// Phrases returns the ready phrases of a service of a kind, in the order of a page.
func (w *Words) Phrases(service, kind string) []Ready {
	if _, ok := w.kinds[kind]; !ok {
		kind = Other
	}
	var out []Ready
	for _, about := range Abouts() {
		list := w.phrases[spot{subject{ofKind, kind, w.Catalogue()}, about}]
		if own, ok := w.phrases[spot{subject{ofService, service, w.Catalogue()}, about}]; ok {
			list = filled(own, list)
		}
		if len(list) > 0 {
			out = append(out, Ready{about, about == "since" || about == "often", slices.Clone(list)})
		}
	}
	return out
}

// ServicesWithPhrases are the codes of the services for which a city has phrases of its own, sorted.
func (b *Bundle) ServicesWithPhrases() []string {
	var out []string
	for at := range b.phrases {
		if at.of == ofService {
			out = append(out, at.name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// EveryPhrase returns the ready phrases of all kinds and services, sorted.
func (w *Words) EveryPhrase() []string {
	var out []string
	for at, list := range w.phrases {
		if at.lang == w.Catalogue() {
			out = append(out, list...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// filled puts what is there without it in the place of "...", each phrase once.
func filled(list, without []string) []string {
	var out []string
	add := func(phrases ...string) {
		for _, p := range phrases {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	for _, p := range list {
		if p == builtIn {
			add(without...)
		} else {
			add(p)
		}
	}
	return out
}
