package report

import "testing"

// many has a block with more buildings than are looked through, and houses of several kinds.
func many() *Homes {
	h := &Homes{Blocks: []Block{{Buildings: []Building{{Number: 1, Entrances: 3, Floors: 6, Doors: 3}, {Number: 2, Doors: 12}}}}}
	for n := 3; n < 13; n++ {
		h.Blocks[0].Buildings = append(h.Blocks[0].Buildings, Building{Number: 2 * n, Entrances: 12, Floors: 6})
	}
	return h
}

// TestTypedHomes: digits are held against what there is; a door tells its floor, and a floor completes a door.
func TestTypedHomes(t *testing.T) {
	house, row := Home{Block: 1, Building: 1, Entrance: 2}, Home{Block: 1, Building: 2}
	fifth := Home{Block: 1, Building: 1, Entrance: 2, Floor: 5}
	for _, c := range []struct {
		at    Home
		level Level
		typed string
		want  Home
		ok    bool
	}{
		{Home{}, ByBuilding, "6", Home{Block: 1, Building: 3}, true}, {Home{}, ByBuilding, "7", Home{}, false},
		{Home{Block: 1, Building: 3}, ByEntrance, "12", Home{Block: 1, Building: 3, Entrance: 12}, true}, {Home{Block: 1, Building: 3}, ByEntrance, "13", Home{}, false},
		{house, ByFloor, "5", fifth, true}, {house, ByFloor, "7", Home{}, false}, {house, ByFloor, "0", Home{}, false}, {house, ByFloor, "", Home{}, false},
		{fifth, ByDoor, "502", Home{1, 1, 2, 5, 502}, true}, {fifth, ByDoor, "2", Home{1, 1, 2, 5, 502}, true}, {fifth, ByDoor, "02", Home{1, 1, 2, 5, 502}, true},
		{fifth, ByDoor, "504", Home{}, false}, {fifth, ByDoor, "402", Home{}, false}, {fifth, ByDoor, "500", Home{}, false}, {fifth, ByDoor, "4", Home{}, false},
		{house, ByDoor, "603", Home{1, 1, 2, 6, 603}, true}, {house, ByDoor, "703", Home{}, false}, {house, ByDoor, "3", Home{}, false},
		{row, ByDoor, "12", Home{Block: 1, Building: 2, Door: 12}, true}, {row, ByDoor, "13", Home{}, false}, {row, ByDoor, "112", Home{Block: 1, Building: 2, Door: 112}, true}, {row, ByDoor, "212", Home{}, false},
	} {
		if got, ok := many().Typed(c.at, c.level, c.typed); ok != c.ok || ok && got != c.want {
			t.Errorf("%+v, %s %q: %+v %v, want %+v %v", c.at, c.level, c.typed, got, ok, c.want, c.ok)
		}
	}
}

// TestWhatIsTyped: floors and doors always; what there is much of where all of it has numbers of its own.
func TestWhatIsTyped(t *testing.T) {
	h := many()
	twice := many()
	twice.Blocks[0].Buildings[11].Number = 1
	for _, c := range []struct {
		homes *Homes
		at    Home
		level Level
		want  bool
	}{
		{h, Home{}, ByBuilding, true}, {twice, Home{}, ByBuilding, false}, {h, Home{Block: 1, Building: 1}, ByEntrance, false}, {h, Home{Block: 1, Building: 3}, ByEntrance, true}, {h, Home{Block: 1, Building: 1}, ByDoor, true},
	} {
		if got := c.homes.Types(c.at, c.level); got != c.want {
			t.Errorf("%+v %s: typed %v", c.at, c.level, got)
		}
	}
}

// TestHomeIDs: a home is known again by its ID, and nothing else is taken for one.
func TestHomeIDs(t *testing.T) {
	h, at := many(), Home{1, 1, 2, 5, 502}
	if got, ok := h.Home(at.ID()); !ok || got != at {
		t.Errorf("%s is %+v %v", at.ID(), got, ok)
	}
	for _, id := range []string{"", "here", "place-1", "home-9-1-0-0-0"} {
		if got, ok := h.Home(id); ok {
			t.Errorf("%q is %+v", id, got)
		}
	}
	if _, ok := (*Homes)(nil).Home(at.ID()); ok {
		t.Error("a home where there are none")
	}
}

// TestNamesAsSent: a title stays with its surname, whichever part is shown first.
func TestNamesAsSent(t *testing.T) {
	for _, c := range []struct {
		contact           Contact
		name, first, last string
	}{
		{Contact{}, "", "", ""}, {Contact{Surname: "王"}, "王", "", "王"}, {Contact{Surname: "王", Title: "女士"}, "王女士", "", "王女士"},
		{Contact{Surname: "欧阳", Given: "秀英", Title: "女士"}, "欧阳秀英", "秀英", "欧阳"}, {Contact{Given: "Mary Ann Smith"}, "Mary Ann Smith", "Mary Ann", "Smith"}, {Contact{Given: "Mary"}, "Mary", "", "Mary"},
	} {
		first, last := c.contact.Names()
		if c.contact.Name() != c.name || first != c.first || last != c.last {
			t.Errorf("%+v: %q, %q %q", c.contact, c.contact.Name(), first, last)
		}
	}
}
