//go:build e2e

package e2e

import (
	"bytes"
	"image/color"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/a11y"
	"linli/flow"
	"linli/report"
	"linli/ui/theme"
)

// away is the key for the way back.
const away = 199

// crawler is somebody who comes to every page in one way only.
type crawler struct {
	*listener
	choose func(id a11y.ID)
	back   func()
	digits func(entry a11y.ID, number string)
	hears  bool // the headphones are in
	// came and left are the places that were come to, and those from which the way back led elsewhere.
	came, left map[flow.Place]bool
	ring       color.NRGBA
	city       *moodyCity
}

// crawl starts a kiosk at a city of its own in which everything can be done.
func crawl(t *testing.T, more string) *crawler {
	t.Helper()
	program(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	city := &cityProcess{t: t, data: t.TempDir(), address: l.Addr().String(), args: []string{"-demo"}}
	l.Close()
	city.start()
	t.Cleanup(city.stop)
	moody := before(t, city.address)
	c := &crawler{city: moody, listener: plugIn(t, "backend = \""+moody.URL+"\"\nlanguages = [\"zh-Hans\", \"en\"]\n"+more+"[[block]]\n[[block.building]]\nnumber = 1\n[[block.building]]\nnumber = 2\n", "microphone = \"loud.monitor\"\n")}
	c.came, c.left, c.ring = map[flow.Place]bool{}, map[flow.Place]bool{}, theme.Palettes()[0].Ring
	return c
}

// place is where in the session a page is.
func place(s shown) flow.Place {
	name, _, _ := strings.Cut(strings.TrimPrefix(string(s.Page.ID), "page-"), "/")
	name, _, _ = strings.Cut(name, "-")
	return flow.Place(slices.IndexFunc(flow.Places(), func(p flow.Place) bool { return p.String() == name }))
}

// comes does what leads to a page, and looks at it and listens.
func (c *crawler) comes(to flow.Place, do func()) {
	c.t.Helper()
	before, mark := c.at.Page.ID, c.phones.now()
	do()
	for range 2 { // a key that comes late is taken for a second strike
		if c.hears && !c.soon(func(s shown) bool { return s.Page.ID != before }) {
			do()
		}
	}
	c.until("page "+to.String(), func(s shown) bool { return s.Page.ID != before && place(s) == to })
	if to != flow.Attract { // where nobody is there yet
		c.until("a ring around what is chosen on "+to.String(), c.ringed)
	}
	if c.hears && !c.came[to] {
		c.listener.hears(mark, "title")
	}
	c.came[to] = true
}

// goes chooses something that leads to a page.
func (c *crawler) goes(id a11y.ID, to flow.Place) {
	c.t.Helper()
	c.comes(to, func() { c.choose(id) })
}

// returns takes the way back from a page.
func (c *crawler) returns(to flow.Place) {
	c.t.Helper()
	from := place(c.at)
	c.comes(to, c.back)
	c.left[from] = true
}

// ringed says whether what is chosen is on the page, and the ring around it on the screen.
func (c *crawler) ringed(s shown) bool {
	ringed := s.Lit
	if len(ringed) == 0 {
		ringed = []a11y.ID{s.Cursor}
	}
	for _, id := range ringed {
		b, placed := s.Bounds[id]
		if _, ok := s.leaf(id); !ok || !placed || b.X < 0 || b.Y < 0 || b.X+b.W > width || b.Y+b.H > height {
			return false
		}
		if c.colour(int(b.X)-2, int(b.Y+b.H/2)) != c.ring {
			return false
		}
	}
	return true
}

// asks comes to every page of a report, in Chinese, and leaves without having filed it.
func (c *crawler) asks() {
	c.t.Helper()
	c.goes("start-zh-Hans", flow.Home)
	c.goes("report", flow.Groups)
	c.goes("find", flow.Find)
	c.returns(flow.Groups)
	c.goes("group-1", flow.Services)
	c.goes("service-1", flow.Where) // a lift that nobody mends: a date and a list
	c.goes("homes", flow.Homes)
	c.returns(flow.Where)
	c.choose("place-0")
	c.goes("continue", flow.Tell)
	c.goes("voice", flow.Voice)
	c.returns(flow.Tell)
	c.goes("write", flow.Write)
	c.returns(flow.Tell)
	c.goes("draw", flow.Draw)
	c.returns(flow.Tell)
	c.goes("continue", flow.Ask)
	c.goes("day-another", flow.AskMonth)
	c.returns(flow.Ask)
	c.goes("day-another", flow.AskMonth)
	c.goes("day-1", flow.AskTime)
	c.returns(flow.Ask)
	c.goes("continue", flow.Ask)
	c.goes("continue", flow.Contact)
	c.choose("channel-phone")
	c.goes("continue", flow.Phone)
	c.goes("name", flow.NamePage)
	c.returns(flow.Phone)
	c.digits("phone", "13800")
	c.goes("continue", flow.Review)
	for _, to := range []flow.Place{flow.Phone, flow.Contact, flow.Ask, flow.Ask, flow.Tell, flow.Where, flow.Services, flow.Groups, flow.Home, flow.Leaving, flow.Home, flow.Leaving} {
		c.returns(to)
	}
	c.goes("leave", flow.Attract)
}

// answers goes from the first question about a hole in the road to the page on which answers are checked.
func (c *crawler) answers() {
	c.t.Helper()
	c.goes("report", flow.Groups)
	c.goes("group-3", flow.Services)
	c.goes("service-0", flow.Where)
	c.choose("place-0")
	for _, to := range []flow.Place{flow.Tell, flow.Ask, flow.Ask, flow.Contact} {
		c.goes("continue", to)
	}
	c.choose("channel-none")
	c.goes("continue", flow.Review)
}

// files files a request in English, after it has looked at what helps, adds to it and comes back for it with its number.
func (c *crawler) files() {
	c.t.Helper()
	c.goes("start-en", flow.Home)
	c.goes("guide", flow.Help)
	c.returns(flow.Home)
	c.goes("suit", flow.Suit)
	c.goes("suit-switches", flow.SwitchPage)
	c.returns(flow.Suit)
	c.returns(flow.Home)
	c.goes("staff", flow.Staff)
	c.returns(flow.Home)
	c.answers()
	c.goes("send", flow.Done)
	number := digits(c.at.value("number"))
	c.returns(flow.Home)
	c.goes("track", flow.Number)
	c.digits("digits", number)
	c.goes("look", flow.Found)
	c.goes("add", flow.Add)
	c.returns(flow.Found)
	c.goes("add", flow.Add)
	c.choose("phrase-0")
	c.goes("continue", flow.AddCheck)
	c.returns(flow.Add)
	c.goes("continue", flow.AddCheck)
	c.goes("send", flow.Added)
	c.returns(flow.Home)
	c.goes("track", flow.Number) // which is still written there
	c.goes("look", flow.Found)
	c.goes("take-back", flow.TakeBack)
	c.returns(flow.Found)
	c.goes("take-back", flow.TakeBack)
	c.goes("take-back", flow.TakenBack)
	c.returns(flow.Home)
}

// rates looks a request up that was solved, reads what was written, and says how it went; then it goes back from where one is thanked.
func (c *crawler) rates(lang string) {
	c.t.Helper()
	number, err := report.Mint(0, bytes.NewReader(bytes.Repeat([]byte{1}, report.NumberDigits))) // the oldest of a demonstration
	if err != nil {
		c.t.Fatal(err)
	}
	c.goes(a11y.ID("start-"+lang), flow.Home)
	c.goes("track", flow.Number)
	c.returns(flow.Home)
	c.goes("track", flow.Number)
	c.digits("digits", string(number))
	c.goes("look", flow.Found)
	c.returns(flow.Number)
	c.goes("look", flow.Found)
	c.goes("read", flow.Proof)
	c.returns(flow.Found)
	c.goes("read", flow.Proof)
	c.digits("proof", "8000")
	c.goes("continue", flow.Written)
	c.returns(flow.Found)
	c.goes("rate", flow.Opinion)
	c.returns(flow.Found)
	c.goes("rate", flow.Opinion)
	c.choose("say-0")
	c.goes("continue", flow.Opinion)
	c.goes("continue", flow.Opinion)
	c.goes("continue", flow.OpinionCheck)
	c.returns(flow.Opinion)
	c.goes("continue", flow.OpinionCheck)
	c.goes("send", flow.Proof) // with what was written there before
	c.goes("continue", flow.Rated)
	c.returns(flow.Home)
	c.returns(flow.Attract)
}

// helped lets staff write, and the resident agree; the city refuses at first, and then is slow.
func (c *crawler) helped() {
	c.t.Helper()
	c.goes("start-en", flow.Home)
	c.goes("guide", flow.Help)
	c.goes("about", flow.About)
	c.returns(flow.Help)
	c.returns(flow.Home)
	c.goes("staff", flow.Staff)
	c.goes("assist", flow.StaffNumber)
	c.returns(flow.Staff)
	c.goes("assist", flow.StaffNumber)
	c.digits("staff-number", "1024")
	c.goes("continue", flow.StaffCode)
	c.returns(flow.StaffNumber)
	c.goes("continue", flow.StaffCode)
	c.digits("staff-code", "314159")
	c.goes("continue", flow.Home)
	c.answers()
	c.goes("send", flow.Agree)
	c.returns(flow.Review)
	c.goes("send", flow.Agree)
	c.city.gets(refuses)
	c.goes("agree", flow.NotSent)
	c.returns(flow.Review)
	c.goes("send", flow.Agree)
	c.city.gets(slowly)
	c.goes("agree", flow.Sending)
	c.comes(flow.Done, func() { c.city.gets(well) })
}

// troubled files, looks up and adds to a request at a city that is slow, breaks and refuses.
func (c *crawler) troubled() {
	c.t.Helper()
	c.goes("start-en", flow.Home)
	c.goes("report", flow.Groups)
	c.goes("group-3", flow.Services)
	c.city.gets(slowly)
	c.goes("service-0", flow.Where)
	c.choose("place-0")
	c.goes("continue", flow.Tell)
	c.goes("continue", flow.Waiting)
	c.returns(flow.Tell)
	c.goes("continue", flow.Waiting)
	c.comes(flow.Ask, func() { c.city.gets(well) })
	c.goes("continue", flow.Ask)
	c.goes("continue", flow.Contact)
	c.choose("channel-none")
	c.goes("continue", flow.Review)
	c.goes("send", flow.Done)
	number := digits(c.at.value("number"))
	c.returns(flow.Home)
	c.goes("track", flow.Number)
	c.digits("digits", number)
	c.city.gets(slowly)
	c.goes("look", flow.Looking)
	c.returns(flow.Number)
	c.city.gets(badly)
	c.goes("look", flow.NotLooked)
	c.returns(flow.Number)
	c.city.gets(well)
	c.goes("look", flow.Found)
	c.goes("add", flow.Add)
	c.choose("phrase-0")
	c.goes("continue", flow.AddCheck)
	c.city.gets(refuses)
	c.goes("send", flow.NotChanged)
	c.returns(flow.AddCheck)
	c.city.gets(slowly)
	c.goes("send", flow.Altering)
	c.comes(flow.Added, func() { c.city.gets(well) })
}

// everyPage has the sessions done at the same time, each at a kiosk of its own, and checks that every place was come to and left again, but
// those in which something is under way that cannot be called back.
// In short only the sessions named so are done.
func everyPage(t *testing.T, begin func(t *testing.T) *crawler, short ...string) {
	t.Helper()
	var crawlers []*crawler
	var mu sync.Mutex
	sessions := map[string]func(c *crawler){"asks": (*crawler).asks, "files": (*crawler).files, "rates": func(c *crawler) { c.rates("zh-Hans") }, "helped": (*crawler).helped, "troubled": (*crawler).troubled}
	whole := !testing.Short()
	if !whole { // make test has not the time for all
		maps.DeleteFunc(sessions, func(name string, _ func(c *crawler)) bool { return !slices.Contains(short, name) })
	}
	t.Run("sessions", func(t *testing.T) {
		for name, session := range sessions {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				c := begin(t)
				c.came[flow.Attract] = true // it says nothing when a session has ended
				session(c)
				c.stop()
				mu.Lock()
				defer mu.Unlock()
				crawlers = append(crawlers, c)
			})
		}
	})
	if len(crawlers) < len(sessions) || !whole { // which has been said
		return
	}
	came, left := map[flow.Place]bool{}, map[flow.Place]bool{flow.Attract: true} // by beginning
	for _, c := range crawlers {
		maps.Copy(came, c.came)
		maps.Copy(left, c.left)
	}
	for _, p := range flow.Places() {
		switch {
		case !came[p]:
			t.Errorf("%s was never come to", p)
		case !left[p] && !p.Sends():
			t.Errorf("no way back led from %s", p)
		}
	}
}

// TestK01EveryPageByKeysInTheWindow: with the keys of a keypad alone, and with headphones, from the first page to every other, and back from
// each; the ring is on what is chosen, and its title is heard.
func TestK01EveryPageByKeysInTheWindow(t *testing.T) {
	t.Parallel() // most of it is listening
	everyPage(t, func(t *testing.T) *crawler {
		c := crawl(t, "")
		c.choose, c.back, c.digits = c.to, func() { c.key(away) }, c.typed
		c.begin()
		c.fast()
		c.hears = true
		return c
	}, "asks", "files", "helped")
}

// TestK09EveryPageByOneSwitchInTheWindow: the same with one switch alone, in silence.
func TestK09EveryPageByOneSwitchInTheWindow(t *testing.T) {
	t.Parallel() // most of it is waiting for the light
	everyPage(t, func(t *testing.T) *crawler {
		c := crawl(t, "[switches]\ndwell_ms = 1500\n")
		c.slack = 500 * time.Millisecond // so that no press comes when the light has gone on
		c.choose, c.back = c.light, func() { c.light("back") }
		c.digits = func(field a11y.ID, number string) { c.press(field, number, c.light) }
		c.learn()
		return c
	}, "files")
}
