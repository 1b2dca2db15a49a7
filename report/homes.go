package report

import (
	"fmt"
	"strconv"
)

// Homes are the homes of a community, for those who pick where they live instead of writing it. They never change.
type Homes struct{ Blocks []Block }

// Block is a part of a community. Where there is only one, it needs no name.
type Block struct {
	Name      Named
	Buildings []Building
}

// Building is one that people live in. Entrances, Floors and Doors (on each floor behind each entrance) are how many there are; what is 0 is
// not asked for.
type Building struct {
	// Number is that of one that has no Name.
	Number                   int
	Name                     Named
	Entrances, Floors, Doors int
	Lat, Long                float64
	Located                  bool
}

// Named is what something of a site is called.
type Named struct {
	Own string
	In  map[string]string // in languages in which it is called otherwise
}

// For is the name in a language.
func (n Named) For(lang string) string {
	if name := n.In[lang]; name != "" {
		return name
	}
	return n.Own
}

// Home is where somebody lives, as far as it is known: which block, which building of it, which entrance and floor, and the number on the
// door. 0 is not known.
type Home struct{ Block, Building, Entrance, Floor, Door int }

// Level is one thing that is asked about a home.
type Level int

// The levels, in the order in which they are asked.
const (
	ByBlock Level = iota
	ByBuilding
	ByEntrance
	ByFloor
	ByDoor
	levels
)

// String is what it is called in keys of i18n.
func (l Level) String() string {
	return [...]string{"block", "building", "entrance", "floor", "door", "nothing"}[min(max(l, 0), levels)]
}

// inOneGo is how many things to choose from are looked through in one go. More of them are typed, if they have numbers.
const inOneGo = 9

// Building is the one in which a home is.
func (h *Homes) Building(at Home) (Building, bool) {
	if at.Block < 1 || at.Block > len(h.Blocks) || at.Building < 1 || at.Building > len(h.Blocks[at.Block-1].Buildings) {
		return Building{}, false
	}
	return h.Blocks[at.Block-1].Buildings[at.Building-1], true
}

// Next is the first level from one on that is asked for; false where nothing more is.
func (h *Homes) Next(at Home, from Level) (Level, bool) {
	for l := from; l < levels; l++ {
		if h.asks(at, l) {
			return l, true
		}
	}
	return levels, false
}

// Before is the level that was asked for before one; false where it was the first.
func (h *Homes) Before(at Home, level Level) (Level, bool) {
	for l := level - 1; l >= 0; l-- {
		if h.asks(at, l) {
			return l, true
		}
	}
	return 0, false
}

func (h *Homes) asks(at Home, l Level) bool {
	b, known := h.Building(at)
	switch l {
	case ByBlock:
		return len(h.Blocks) > 1
	case ByBuilding:
		return true
	case ByEntrance:
		return known && b.Entrances > 1
	case ByFloor:
		return known && b.Floors > 1
	}
	return known && b.Doors > 0
}

// Until is a home of which nothing from a level on is known.
func (at Home) Until(l Level) Home {
	for i, n := range []*int{&at.Block, &at.Building, &at.Entrance, &at.Floor, &at.Door} {
		if Level(i) >= l {
			*n = 0
		}
	}
	return at
}

// Offered are the homes that there are to choose from at a level; of floors and doors, which are typed, there are none.
func (h *Homes) Offered(at Home, l Level) []Home {
	at = at.Until(l)
	var out []Home
	switch l {
	case ByBlock:
		for i := range h.Blocks {
			out = append(out, Home{Block: i + 1})
		}
	case ByBuilding:
		for i, block := range h.Blocks {
			if at.Block > 0 && at.Block != i+1 {
				continue
			}
			for j := range block.Buildings {
				out = append(out, Home{Block: i + 1, Building: j + 1})
			}
		}
	case ByEntrance:
		b, _ := h.Building(at)
		for i := range b.Entrances {
			at.Entrance = i + 1
			out = append(out, at)
		}
	}
	return out
}

// Types says whether a level is answered with digits: where there is too much to choose from, and all of it has numbers that nothing
// else has.
func (h *Homes) Types(at Home, l Level) bool {
	offered := h.Offered(at, l)
	if l == ByFloor || l == ByDoor || l == ByEntrance && len(offered) > inOneGo {
		return true
	}
	if l != ByBuilding || len(offered) <= inOneGo {
		return false
	}
	been := map[int]bool{}
	for _, home := range offered {
		b, _ := h.Building(home)
		if b.Number == 0 || been[b.Number] {
			return false
		}
		been[b.Number] = true
	}
	return true
}

// Typed is the home that digits mean at a level; false where there is none.
func (h *Homes) Typed(at Home, l Level, digits string) (Home, bool) {
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 {
		return at, false
	}
	at = at.Until(l)
	b, _ := h.Building(at)
	switch l {
	case ByBuilding:
		for _, home := range h.Offered(at, l) {
			if b, _ := h.Building(home); b.Number == n {
				return home, true
			}
		}
		return at, false
	case ByEntrance:
		at.Entrance = n
		return at, n <= b.Entrances
	case ByFloor:
		at.Floor = n
		return at, n <= b.Floors
	}
	return door(at, b, n)
}

// door is the home behind a door: 502 is the second one on the fifth floor, and so is 2 there. Who does not know the floor has told it with
// the door.
func door(at Home, b Building, n int) (Home, bool) {
	const perFloor = 100
	if n < perFloor && b.Floors > 1 {
		if at.Floor == 0 {
			return at, false // on which floor?
		}
		n += at.Floor * perFloor
	}
	floor := n / perFloor
	if b.Floors > 1 && (floor > b.Floors || at.Floor != 0 && at.Floor != floor) || floor > 0 && b.Floors <= 1 && floor != 1 {
		return at, false
	}
	if b.Floors > 1 {
		at.Floor = floor
	}
	at.Door = n
	return at, n%perFloor >= 1 && n%perFloor <= b.Doors
}

// homeID is how homes are told from other places of a site.
const homeID = "home-%d-%d-%d-%d-%d"

// ID names it within its site.
func (at Home) ID() string {
	return fmt.Sprintf(homeID, at.Block, at.Building, at.Entrance, at.Floor, at.Door)
}

// Home is the one that a place of a site is; false where it is no home that there is.
func (h *Homes) Home(id string) (Home, bool) {
	var at Home
	_, err := fmt.Sscanf(id, homeID, &at.Block, &at.Building, &at.Entrance, &at.Floor, &at.Door)
	return at, err == nil && h != nil && at.Block <= len(h.Blocks)
}
