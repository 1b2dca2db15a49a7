package flow

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"linli/report"
)

// Comfortable is how many things there are to choose from on a page of services at most: so many are looked through, or listened to, in one go.
const Comfortable = 9

// A Shelf is some of a city's services, which are on further shelves where they are more than one page shows in comfort.
type Shelf struct {
	By By
	// Name is that of the city's group, or of the kind or area.
	Name string
	// From and To are what the names of a stretch begin with, Count which of those with the same letters it is, 0 where it is the only one.
	From, To string
	Count    int
	// Services are all that are on it and on the shelves below.
	Services []report.Service
	// Shelves are what there is to choose from; none where it is the services themselves.
	Shelves []Shelf
}

// By is what the services of a shelf have in common.
type By int

// What services have in common.
const (
	All     By = iota
	Group      // the city has put them together; without a Name the others
	Kind       // they have the same pictogram
	Area       // their pictograms belong together
	Letters    // their names follow each other
)

// Single is the service of a shelf that has only one, and is one of many: it is chosen at once.
func (s Shelf) Single() (report.Service, bool) {
	if len(s.Services) != 1 || s.By == All {
		return report.Service{}, false
	}
	return s.Services[0], true
}

// Shelf is the one that a path leads to: which shelf of the first, which of that, and so on. A path that leads nowhere ends where it still led
// somewhere.
func (c Catalogue) Shelf(path []int) Shelf {
	s := c.arranged()
	for _, i := range path {
		if i < 0 || i >= len(s.Shelves) {
			break
		}
		s = s.Shelves[i]
	}
	return s
}

// Names are the shelves that a path leads over, without the first.
func (c Catalogue) Names(path []int) []Shelf {
	var out []Shelf
	for i := range path {
		out = append(out, c.Shelf(path[:i+1]))
	}
	return out
}

// arranged puts all services on shelves, unless they have been put there.
func (c Catalogue) arranged() Shelf {
	if c.shelves != nil {
		return *c.shelves
	}
	return c.arrange()
}

// arrange puts all services on shelves. What is comfortable as it comes stands as the city groups it.
func (c Catalogue) arrange() Shelf {
	root := Shelf{Services: c.Services}
	groups := parts(c.Services, Group, func(s report.Service) string { return s.Group })
	switch {
	case len(c.Services) <= Comfortable:
		if len(groups) > 1 {
			root.Shelves = groups
		}
	case len(groups) > 1:
		if root.Shelves = few(groups, 0); root.Shelves == nil {
			return divided(root)
		}
		for i, s := range root.Shelves {
			root.Shelves[i] = regrouped(s)
		}
	default:
		return divided(root)
	}
	return root
}

// parts are services with the same name for something, in the order in which the names first occur.
func parts(services []report.Service, by By, name func(report.Service) string) []Shelf {
	var out []Shelf
	at := map[string]int{}
	for _, s := range services {
		n := name(s)
		if _, been := at[n]; !been {
			at[n] = len(out)
			out = append(out, Shelf{By: by, Name: n})
		}
		out[at[n]].Services = append(out[at[n]].Services, s)
	}
	return out
}

// few makes so few of some shelves that a page shows them: of too many the largest, and one for the rest; nil where that would leave too
// much to the rest, or where one of them has more than most of all.
func few(shelves []Shelf, most float64) []Shelf {
	total, largest := 0, 0
	for _, s := range shelves {
		total, largest = total+len(s.Services), max(largest, len(s.Services))
	}
	if len(shelves) < 2 || most > 0 && float64(largest) > most*float64(total) {
		return nil
	}
	if len(shelves) <= Comfortable {
		return shelves
	}
	bySize := slices.Clone(shelves)
	slices.SortStableFunc(bySize, func(a, b Shelf) int {
		return cmp.Or(boolCompare(a.others(), b.others()), cmp.Compare(len(b.Services), len(a.Services)))
	})
	left := map[string]bool{}
	rest := Shelf{By: Group}
	for _, s := range bySize[Comfortable-1:] {
		left[s.Name] = true
	}
	var out []Shelf
	for _, s := range shelves {
		if left[s.Name] {
			rest.Services = append(rest.Services, s.Services...)
			continue
		}
		out = append(out, s)
	}
	if 3*len(rest.Services) > total {
		return nil
	}
	return append(out, rest)
}

// others says that a shelf has what belongs nowhere: its services have no group, or no kind.
func (s Shelf) others() bool { return s.Name == "" || s.By == Kind && s.Name == "other" }

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// regrouped divides a group. What was left over of too many groups keeps those, where there are few enough of them.
func regrouped(s Shelf) Shelf {
	groups := parts(s.Services, Group, func(s report.Service) string { return s.Group })
	if len(s.Services) <= Comfortable || len(groups) < 2 || len(groups) > Comfortable {
		return divided(s)
	}
	for i, g := range groups {
		groups[i] = divided(g)
	}
	s.Shelves = groups
	return s
}

// divided puts what is more than comfortable on further shelves: by kinds, else by areas of kinds, else by how the names begin.
func divided(s Shelf) Shelf {
	if len(s.Services) <= Comfortable {
		return s
	}
	const most = 2. / 3 // else it would only be a way round
	below := few(parts(s.Services, Kind, func(s report.Service) string { return s.Matter.Kind }), most)
	if below == nil || s.By == All { // whole cities are looked at from farther away
		if areas := few(parts(s.Services, Area, func(s report.Service) string { return s.Matter.Area }), most); areas != nil {
			below = areas
		}
	}
	if below == nil {
		below = stretches(s.Services)
	}
	s.Shelves = slices.Clone(below)
	for i, b := range s.Shelves {
		s.Shelves[i] = divided(b)
	}
	return s
}

// stretches puts services in the order of their names on shelves of nearly the same size, each from one letter to another.
func stretches(services []report.Service) []Shelf {
	sorted := inOrder(services)
	n := len(sorted)
	r := min(Comfortable, (n+Comfortable-1)/Comfortable)
	room := Comfortable
	for room*r < n {
		room *= Comfortable
	}
	var out []Shelf
	for i, from := 1, 0; i <= r; i++ {
		to := n
		if i < r {
			to = seam(sorted, from+1, max(n-(r-i)*room, from+1), min(from+room, n-(r-i)), n*i/r, n/r/3)
		}
		part := sorted[from:to:to]
		out = append(out, Shelf{By: Letters, From: initial(part[0]), To: initial(part[len(part)-1]), Services: part})
		from = to
	}
	return counted(out)
}

// inOrder sorts services by their names.
func inOrder(services []report.Service) []report.Service {
	type named struct {
		order   string
		service report.Service
	}
	all := make([]named, len(services))
	for i, s := range services {
		all[i] = named{order(s), s}
	}
	slices.SortStableFunc(all, func(a, b named) int { return cmp.Compare(a.order, b.order) })
	out := make([]report.Service, len(all))
	for i, n := range all {
		out[i] = n.service
	}
	return out
}

// seam is where a stretch ends best, not before low and not after high: where another letter begins, if that is near.
func seam(sorted []report.Service, from, low, high, best, near int) int {
	best = min(max(best, low, from), high)
	for d := 0; d <= near; d++ {
		for _, at := range []int{best - d, best + d} {
			if at >= max(low, from) && at <= high && initial(sorted[at-1]) != initial(sorted[at]) {
				return at
			}
		}
	}
	return best
}

// counted tells stretches with the same letters apart.
func counted(shelves []Shelf) []Shelf {
	type letters struct{ from, to string }
	of, at := map[letters]int{}, map[letters]int{}
	for _, s := range shelves {
		of[letters{s.From, s.To}]++
	}
	for i, s := range shelves {
		if l := (letters{s.From, s.To}); of[l] > 1 {
			at[l]++
			shelves[i].Count = at[l]
		}
	}
	return shelves
}

// order is what names are sorted by: how they sound, numbers by what they are worth. What sounds as nothing comes last.
func order(s report.Service) string {
	var b strings.Builder
	for _, unit := range s.Matter.Name {
		if unit[0] >= '0' && unit[0] <= '9' {
			b.WriteString(strings.Repeat("0", max(9-len(unit), 0)))
		}
		b.WriteString(unit + " ")
	}
	if b.Len() == 0 {
		return "~" + s.Name
	}
	return b.String() + s.Name
}

// initial is what a name begins with.
func initial(s report.Service) string {
	for _, first := range append(slices.Clone(s.Matter.Name), s.Name) {
		for _, r := range first {
			return string(unicode.ToUpper(r))
		}
	}
	return ""
}

// listing is the page that shows the shelf that a state is at.
func (s State) listing() Place {
	if len(s.Catalogue.Shelf(s.Path).Shelves) > 0 {
		return Groups
	}
	return Services
}

// WayTo is the path to the shelf that shows a service.
func (c Catalogue) WayTo(code string) ([]int, bool) {
	has := func(s Shelf) bool {
		return slices.ContainsFunc(s.Services, func(s report.Service) bool { return s.Code == code })
	}
	at := c.arranged()
	if !has(at) {
		return nil, false
	}
	var path []int
	for len(at.Shelves) > 0 {
		i := slices.IndexFunc(at.Shelves, has)
		if _, single := at.Shelves[i].Single(); single && len(c.Services) > Comfortable {
			break
		}
		path, at = append(path, i), at.Shelves[i]
	}
	return path, true
}

// moved is the path in another catalogue to what is most like what a path leads to in this one: as far down, with one of the same services.
func (c Catalogue) moved(path []int, to Catalogue) []int {
	if len(path) == 0 {
		return nil
	}
	for _, s := range c.Shelf(path).Services {
		if way, ok := to.WayTo(s.Code); ok {
			return way[:min(len(path), len(way))]
		}
	}
	return nil
}

// downAShelf goes to one of the shelves that are shown, upAShelf to what the one that is shown stands on.
func (s State) downAShelf(i int) State {
	if s.Place != Groups && s.Place != Services || i < 0 || i >= len(s.Catalogue.Shelf(s.Path).Shelves) {
		return s
	}
	s.Path = append(slices.Clone(s.Path), i)
	return s.at(s.listing())
}

func (s State) upAShelf() State {
	if len(s.Path) == 0 {
		return s.at(Home)
	}
	s.Path = slices.Clone(s.Path[:len(s.Path)-1])
	return s.at(s.listing())
}

// with takes what the city offers, and stays with what is looked at.
func (s State) with(e ServicesArrived) State {
	was := s.Catalogue
	s.Catalogue.Lang, s.Catalogue.Services, s.Catalogue.Loaded = e.Lang, e.Services, true
	shelves := s.Catalogue.arrange()
	s.Catalogue.shelves = &shelves
	s.Path = was.moved(s.Path, s.Catalogue)
	if len(s.Found()) == 0 { // in other words nothing may sound so
		s.Search = Search{Chose: s.Search.Chose}
	}
	switch {
	case s.Place == Groups && len(e.Services) > 0 || s.Place == Services:
		s.Place = s.listing()
	case s.Place == Find && !s.Catalogue.Searchable():
		s.Place = s.listing()
	}
	return s
}
