package i18n

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// How long a phrase may be, in characters: it stands on a card and is read at a glance.
const longestHan, longestLatin = 20, 60

// phraseReader reads a file of phrases. All of what is wrong is told, and the lists that it is in are left out.
type phraseReader struct {
	parser  unstable.Parser
	data    []byte
	kinds   kinds
	without phrasebook // what is there without the file
	book    phrasebook
	table   []string        // whose keys follow
	skip    bool            // what is wrong with the table was told
	last    map[subject]int // where its last list begins
	faults  []error
}

// readPhrases reads [kind.NAME.LANGUAGE] and [service.CODE.LANGUAGE] with what, since, often and danger in them.
func readPhrases(data []byte, k kinds, without phrasebook) (phrasebook, []error) {
	var whole map[string]any
	if err := toml.Unmarshal(data, &whole); err != nil { // says what is no TOML, and what is there twice
		var wrong *toml.DecodeError
		if errors.As(err, &wrong) {
			line, column := wrong.Position()
			err = fmt.Errorf("line %d, column %d: %s; nothing of the file is taken", line, column, strings.TrimPrefix(wrong.Error(), "toml: "))
		}
		return nil, []error{err}
	}
	r := &phraseReader{data: data, kinds: k, without: without, book: phrasebook{}, last: map[subject]int{}}
	r.parser.Reset(data)
	for r.parser.NextExpression() {
		e := r.parser.Expression()
		switch key := names(e); e.Kind {
		case unstable.Table:
			r.table, r.skip = key, false
			if len(key) > 2 { // a shorter one may only hold others
				_, ok := r.subject(key[:3], at(e))
				r.skip = !ok
			}
		case unstable.KeyValue:
			if !r.skip {
				r.list(slices.Concat(r.table, key), e)
			}
		default:
			r.skip = true
			r.fault(at(e), "want a table such as [kind.heating.zh-Hans], in single brackets")
		}
	}
	r.notTooMany()
	return r.book, r.faults
}

func (r *phraseReader) fault(at int, format string, args ...any) {
	line := bytes.Count(r.data[:at], []byte("\n")) + 1
	r.faults = append(r.faults, fmt.Errorf("line %d: %s", line, fmt.Sprintf(format, args...)))
}

// names are the parts of a key.
func names(e *unstable.Node) []string {
	var out []string
	for it := e.Key(); it.Next(); {
		out = append(out, string(it.Node().Data))
	}
	return out
}

// at is where an expression begins, in bytes: its key.
func at(e *unstable.Node) int {
	it := e.Key()
	if !it.Next() {
		return 0
	}
	return int(it.Node().Raw.Offset)
}

// subject is what a table is for; what is wrong with it is told.
func (r *phraseReader) subject(table []string, at int) (subject, bool) {
	s := subject{table[0], table[1], table[2]}
	_, known := r.kinds[s.name]
	switch {
	case s.of != ofKind && s.of != ofService:
		r.fault(at, "phrases are for a kind or a service, not for %q; want a table such as [kind.heating.zh-Hans]", s.of)
	case s.of == ofKind && !known:
		r.fault(at, "there is no kind %q; docs/phrases.md lists them", s.name)
	case !slices.Contains(Shipped(), s.lang):
		r.fault(at, "there are no words in %q; want one of %s", s.lang, strings.Join(Shipped(), ", "))
	default:
		return s, true
	}
	return s, false
}

// list reads one list.
func (r *phraseReader) list(key []string, e *unstable.Node) {
	begin := at(e)
	if len(key) != 4 || e.Value().Kind != unstable.Array {
		r.fault(begin, "%s: want a list in a table such as [kind.heating.zh-Hans]: %s", strings.Join(key, "."), `what = ["...", "..."]`)
		return
	}
	s, ok := r.subject(key[:3], begin)
	if !ok {
		return
	}
	if !slices.Contains(Abouts(), key[3]) {
		r.fault(begin, "there is no list %q; want one of %s", key[3], strings.Join(Abouts(), ", "))
		return
	}
	var phrases []string
	for it := e.Value().Children(); it.Next(); {
		n := it.Node()
		if n.Kind == unstable.Comment {
			continue
		}
		phrase := strings.TrimSpace(string(n.Data))
		if wrong := wrongWith(n, phrase, phrases); wrong != "" {
			r.fault(int(n.Raw.Offset), "%s", wrong)
			return
		}
		phrases = append(phrases, phrase)
	}
	to := spot{s, key[3]}
	if s.of == ofKind {
		phrases = filled(phrases, r.without[to])
	}
	r.book[to], r.last[s] = phrases, begin
}

// wrongWith says what is wrong with a phrase that stands after others, "" for nothing.
func wrongWith(n *unstable.Node, phrase string, others []string) string {
	most, long := longestLatin, utf8.RuneCountInString(phrase)
	if strings.ContainsFunc(phrase, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		most, long = longestHan, characters(phrase)
	}
	switch {
	case n.Kind != unstable.String:
		return "want texts in quotation marks"
	case phrase == builtIn:
		return ""
	case phrase == "":
		return "a phrase is empty; write it, or take it out"
	case strings.ContainsFunc(phrase, unicode.IsControl):
		return fmt.Sprintf("%q has more than one line; make each a phrase of its own", phrase)
	case long > most:
		return fmt.Sprintf("%q has %d characters, at most %d can be read at a glance; say it in fewer", phrase, long, most)
	case strings.ContainsAny(phrase, "。！？!?") || strings.HasSuffix(phrase, "."):
		return fmt.Sprintf("%q ends a sentence; leave the sign out, the kiosk sets a full stop", phrase)
	case slices.Contains(others, phrase):
		return fmt.Sprintf("%q is there twice; take one out", phrase)
	}
	return ""
}

// notTooMany leaves out what has more phrases than anybody reads.
func (r *phraseReader) notTooMany() {
	inOrder := slices.SortedFunc(maps.Keys(r.last), func(a, b subject) int { return cmp.Compare(r.last[a], r.last[b]) })
	for _, s := range inOrder {
		total := 0
		for _, about := range Abouts() {
			list, ok := r.book[spot{s, about}]
			if !ok {
				list = r.without[spot{s, about}]
			}
			total += len(list)
		}
		if total <= MostPhrases {
			continue
		}
		r.fault(r.last[s], "%s %s has %d phrases in %s with this list, at most %d are read; take some out", s.of, s.name, total, s.lang, MostPhrases)
		for _, about := range Abouts() {
			delete(r.book, spot{s, about})
		}
	}
}

// characters counts what is no sign.
func characters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.IsPunct(r) && !unicode.IsSpace(r) && !unicode.IsSymbol(r) {
			n++
		}
	}
	return n
}
