package gallery

import (
	"fmt"
	"strings"

	"linli/a11y"
	"linli/flow"
)

// reader reads each of the Hanzi alike, so that pictures do not depend on a dictionary.
type reader struct{}

// Pinyin implements kiosk.Reader.
func (reader) Pinyin(hanzi string) string { return strings.Repeat("li1", len([]rune(hanzi))) }

// searched looks for one of many services.
func (p *player) searched() {
	p.city.many = true
	p.start()
	p.press("report")
	p.keep("groups-many")
	p.press("find")
	p.keep("find")
	p.press("key-5")
	p.keep("find-left")
	p.press("key-9")
	p.keep("find-nothing")
	p.press("key-delete", "area-0")
	p.keep("find-picture")
}

// choose chooses a service, wherever it is.
func (p *player) choose(catalogue flow.Catalogue, code string) {
	path, _ := catalogue.WayTo(code)
	for _, i := range path {
		p.press(a11y.ID(fmt.Sprintf("group-%d", i)))
	}
	for id, e := range p.shown.On {
		if e == (flow.ServiceChosen{Code: code}) {
			p.press(id)
			return
		}
	}
}
