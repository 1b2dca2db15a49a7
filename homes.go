package main

import (
	"strings"
	"unicode"

	"linli/config"
	"linli/i18n"
	"linli/ime/pinyin"
	"linli/report"
	"linli/speech/reading"
)

// homesOf are the homes that a site lists, nil where it lists none.
func homesOf(c config.Config) *report.Homes {
	if len(c.Blocks) == 0 {
		return nil
	}
	out := &report.Homes{}
	for _, block := range c.Blocks {
		to := report.Block{Name: report.Named{Own: block.Name, In: block.Names}}
		for _, b := range block.Buildings {
			to.Buildings = append(to.Buildings, report.Building{
				Number: b.Number, Name: report.Named{Own: b.Name, In: b.Names}, Entrances: b.Entrances, Floors: b.Floors, Doors: b.Doors,
				Lat: b.Lat, Long: b.Long, Located: b.Lat != 0 || b.Long != 0,
			})
		}
		out.Blocks = append(out.Blocks, to)
	}
	return out
}

// placeNames are what a site calls its places.
func placeNames(c config.Config) []string {
	names := []string{c.Site.Name, c.Site.Here, c.Site.Address}
	for _, p := range c.Places {
		names = append(names, p.Name, p.Address)
	}
	for _, block := range c.Blocks {
		names = append(names, block.Name)
		for _, b := range block.Buildings {
			names = append(names, b.Name)
		}
	}
	return names
}

// longestPlace is how many characters a name has that is written in one go.
const longestPlace = 8

// placeWords are the names of places as words for pinyin: each run of characters with how it is read.
func placeWords(names []string, r *reading.Reader) []pinyin.Word {
	var out []pinyin.Word
	been := map[string]bool{}
	for _, name := range names {
		for _, run := range strings.FieldsFunc(name, func(c rune) bool { return !unicode.Is(unicode.Han, c) }) {
			n := len([]rune(run))
			syllables := i18n.Sounds(run, r.Pinyin)
			if n < 2 || n > longestPlace || been[run] || len(syllables) != n {
				continue
			}
			been[run] = true
			out = append(out, pinyin.Word{Text: run, Pinyin: syllables})
		}
	}
	return out
}
