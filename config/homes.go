package config

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// Block is a part of the community with its buildings, for residents who pick where they live. Where there is only one, it needs no name.
type Block struct {
	Name string `toml:"name"`
	// Names are what it is called in other languages, by language.
	Names     map[string]string `toml:"names"`
	Buildings []Building        `toml:"building"`
}

// Building is one that people live in: it has a number, or else a name.
type Building struct {
	Number int               `toml:"number"`
	Name   string            `toml:"name"`
	Names  map[string]string `toml:"names"`
	// Entrances, Floors and Doors (on each floor behind each entrance) are how many there are. What is left out is not asked.
	Entrances int     `toml:"entrances"`
	Floors    int     `toml:"floors"`
	Doors     int     `toml:"doors"`
	Lat       float64 `toml:"lat"`
	Long      float64 `toml:"long"`
}

// How much of each a building has at most: four digits are a door. A longer name is no name, and fills the page of whoever picks a door.
const mostEntrances, mostFloors, mostDoors, mostNumber, longestName = 99, 99, 99, 9999, 20

// tooLong is the first of some names that is too long.
func tooLong(name string, names map[string]string) (string, bool) {
	for _, n := range append(slices.Sorted(maps.Values(names)), name) {
		if utf8.RuneCountInString(n) > longestName {
			return fmt.Sprintf("the name %.10q... has %d characters; want %d at most", n, utf8.RuneCountInString(n), longestName), true
		}
	}
	return "", false
}

// checkHomes returns the first thing that is wrong with the blocks and their buildings.
func (c Config) checkHomes() error {
	named := map[string]bool{}
	for i, block := range c.Blocks {
		switch where := fmt.Sprintf("block %d", i+1); {
		case block.Name == "" && len(c.Blocks) > 1:
			return fmt.Errorf("%s: want a name, for there are %d blocks", where, len(c.Blocks))
		case named[block.Name]:
			return fmt.Errorf("%s: there is a %q already", where, block.Name)
		case len(block.Buildings) == 0:
			return fmt.Errorf("%s: want at least one [[block.building]]", where)
		}
		if wrong, long := tooLong(block.Name, block.Names); long {
			return fmt.Errorf("block %d: %s", i+1, wrong)
		}
		named[block.Name] = true
		been := map[string]bool{}
		for j, b := range block.Buildings {
			if wrong := b.wrong(); wrong != "" {
				return fmt.Errorf("block %d, building %d: %s", i+1, j+1, wrong)
			}
			called := fmt.Sprint(b.Number, b.Name)
			if been[called] {
				return fmt.Errorf("block %d, building %d: there is one with this number or name already", i+1, j+1)
			}
			been[called] = true
		}
	}
	return nil
}

// wrong says what is wrong with a building, "" where nothing is.
func (b Building) wrong() string {
	if wrong, long := tooLong(b.Name, b.Names); long {
		return wrong
	}
	switch {
	case (b.Number == 0) == (b.Name == ""):
		return "want either a number or a name"
	case outside(b.Number, 0, mostNumber):
		return fmt.Sprintf("number is %d; want 1 to %d", b.Number, mostNumber)
	case outside(b.Entrances, 0, mostEntrances):
		return fmt.Sprintf("entrances is %d; want 1 to %d, or leave it out", b.Entrances, mostEntrances)
	case outside(b.Floors, 0, mostFloors):
		return fmt.Sprintf("floors is %d; want 1 to %d, or leave it out", b.Floors, mostFloors)
	case outside(b.Doors, 0, mostDoors):
		return fmt.Sprintf("doors is %d; want 1 to %d on each floor behind each entrance, or leave it out", b.Doors, mostDoors)
	case badPoint(b.Lat, b.Long):
		return "lat is from -90 to 90 and long from -180 to 180 degrees"
	}
	return ""
}
