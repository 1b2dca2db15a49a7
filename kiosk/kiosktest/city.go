package kiosktest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"linli/report"
)

// City takes requests in memory and can be told to go wrong.
type City struct {
	// Filed is all that has arrived, in order.
	Filed []report.Submission
	// Many makes the city offer that many services in one group.
	Many int
	// Large makes it a large city, of a shape.
	Large Shape

	// Added are the words that were added to requests.
	Added map[report.Number][]string
	// Rated is what was said of requests, each time that they were closed.
	Rated map[report.Number][]report.Rating
	// Clock is the city's own; nil means that it stands at Now.
	Clock func() time.Time

	away, mute, gone, plain, busy bool
	answers                       report.Answering
	statuses                      map[report.Number]report.Status
	wrong                         map[report.Number]int
}

func (c *City) now() time.Time {
	if c.Clock == nil {
		return Now
	}
	return c.Clock()
}

// NewCity returns a city that works.
func NewCity() *City {
	return &City{statuses: map[report.Number]report.Status{}, Added: map[report.Number][]string{}, Rated: map[report.Number][]report.Rating{}, wrong: map[report.Number]int{}}
}

// Do changes how the city behaves: "goes away", "comes back", "takes it but does not answer", "offers nothing",
// "is plain Open311", "answers later", "never answers", "has been asked too much", "is large and has groups", "is large without groups",
// "is large with many groups", "starts work", "finishes".
func (c *City) Do(what string) error {
	switch what {
	case "goes away":
		c.away = true
	case "comes back":
		c.away, c.mute, c.gone, c.plain, c.busy = false, false, false, false, false
	case "takes it but does not answer":
		c.mute = true
	case "offers nothing":
		c.gone = true
	case "answers later":
		c.answers = report.AnswersLater
	case "never answers":
		c.answers = report.AnswersNever
	case "is plain Open311":
		c.plain = true
	case "has been asked too much":
		c.busy = true
	case "starts work":
		c.work(report.InProgress, "师傅今天下午上门。")
	case "finishes":
		c.work(report.Closed, "已经修好。")
	case "is large and has groups":
		c.Large = Grouped
	case "is large without groups":
		c.Large = Ungrouped
	case "is large with many groups":
		c.Large = Crumbled
	default:
		return fmt.Errorf("the city cannot do %q", what)
	}
	return nil
}

func (c *City) work(state report.State, text string) {
	for n, s := range c.statuses {
		if s.State.Final() {
			continue
		}
		s.State = state
		s.Updates = append(slices.Clone(s.Updates), report.Update{At: Now.Add(time.Duration(len(s.Updates)) * time.Hour), State: state, Text: text})
		c.statuses[n] = s
	}
}

func (c *City) offline(op string) error {
	if c.away {
		return &report.Error{Code: report.Offline, Op: op}
	}
	return nil
}

// Services implements kiosk.City.
func (c *City) Services(_ context.Context, lang string) ([]report.Service, error) {
	if err := c.offline("services"); err != nil || c.gone {
		return nil, err
	}
	in := func(hans, hant, en string) string {
		return map[string]string{"zh-Hans": hans, "zh-Hant": hant, "en": en}[lang]
	}
	if c.Large != "" {
		return Large(lang, c.Large), nil
	}
	home, street := in("家里的事", "家裡的事", "At home"), in("街上的事", "街上的事", "In the street")
	services := []report.Service{
		{Code: "heating", Name: in("暖气不热", "暖氣不熱", "Heating is cold"), Group: home, Keywords: []string{"heating"}, Asks: true, Lang: lang},
		{Code: "lift", Name: in("电梯坏了", "電梯壞了", "Lift is broken"), Group: home, Keywords: []string{"lift"}, Asks: true, Lang: lang},
		{Code: "light", Name: in("路灯不亮", "路燈不亮", "Street light is out"), Group: street, Keywords: []string{"street-light"}, Lang: lang},
	}
	for i := range services {
		services[i].Answers = c.answers
	}
	for i := range c.Many {
		services = append(services, report.Service{Code: fmt.Sprint("many-", i), Name: fmt.Sprintf("%s %d", in("第几件事", "第幾件事", "Thing"), i+1), Group: street, Lang: lang})
	}
	return services, nil
}

// Definition implements kiosk.City: the lift asks one question of each datatype.
func (c *City) Definition(_ context.Context, code, lang string) (report.Definition, error) {
	if err := c.offline("definition"); err != nil {
		return report.Definition{}, err
	}
	in := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	rooms := []report.Value{{Key: "bed", Name: in("卧室", "Bedroom")}, {Key: "live", Name: in("客厅", "Living room")}, {Key: "bath", Name: in("厕所", "Bathroom")}}
	yesno := []report.Value{{Key: "yes", Name: in("有人困在里面", "Somebody is inside")}, {Key: "no", Name: in("没有人", "Nobody is inside")}}
	all := map[string][]report.Attribute{
		"heating": {{Code: "rooms", Datatype: report.TypeMulti, Variable: true, Required: true, Question: in("哪些屋子不热？", "Which rooms are cold?"), Hint: in("可以选几个", "You may pick several"), Values: rooms}},
		"lift": {
			{Code: "note", Datatype: report.TypeText, Question: in("有人被困，请马上打电话119。", "If somebody is trapped, call 119 now.")},
			{Code: "trapped", Datatype: report.TypeSingle, Variable: true, Required: true, Question: in("里面有人吗？", "Is anybody inside?"), Values: yesno},
			{Code: "number", Datatype: report.TypeString, Variable: true, Question: in("几号楼几单元？", "Which building and entrance?")},
			{Code: "floor", Datatype: report.TypeNumber, Variable: true, Question: in("停在几层？", "On which floor is it?")},
			{Code: "since", Datatype: report.TypeDatetime, Variable: true, Question: in("什么时候坏的？", "Since when?")},
			{Code: "rooms", Datatype: report.TypeMulti, Variable: true, Question: in("哪些屋子听得见？", "Which rooms hear it?"), Values: rooms},
			{Code: "more", Datatype: report.TypeText, Variable: true, Question: in("还有别的要说吗？", "Anything else?")},
		},
	}
	return report.Definition{ServiceCode: code, Attributes: all[code]}, nil
}

// Send implements kiosk.City.
func (c *City) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	if err := c.offline("send"); err != nil {
		return report.Receipt{}, err
	}
	if !slices.ContainsFunc(c.Filed, func(f report.Submission) bool { return f.Key == s.Key }) {
		c.Filed = append(c.Filed, s)
		c.statuses[s.Number] = report.Status{
			Number: s.Number, ServiceCode: s.Draft.ServiceCode, ServiceName: "暖气不热", Lang: "zh-Hans", State: report.Received,
			FiledAt: c.now(), Due: c.now().Add(24 * time.Hour),
			Updates: []report.Update{{At: c.now(), State: report.Received}},
		}
	}
	if c.mute {
		return report.Receipt{Kept: true}, nil // the outbox stands before it, and asks again
	}
	if c.answers != report.AnswersAtOnce {
		return report.Receipt{Answers: c.answers}, nil
	}
	return report.Receipt{RequestID: string(s.Number), ChangeUntil: c.changeable(c.statuses[s.Number]).ChangeUntil}, nil
}

// Track implements kiosk.City.
func (c *City) Track(_ context.Context, n report.Number, _ string) (report.Status, error) {
	if err := c.offline("track"); err != nil {
		return report.Status{}, err
	}
	if c.busy {
		return report.Status{}, &report.Error{Code: report.Busy, Op: "track"}
	}
	s, ok := c.statuses[n]
	if !ok {
		return report.Status{}, &report.Error{Code: report.NotFound, Op: "track"}
	}
	if s.Answers = c.answers; s.Answers != report.AnswersAtOnce {
		s.State, s.Due = report.Received, time.Time{}
		return s, nil
	}
	return c.changeable(s), nil
}
