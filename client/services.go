package client

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"linli/client/georeport"
	"linli/report"
)

// Services returns what the city takes requests about, in a language where the city has it (GeoReport v2, "GET
// Service List"). Services without a code or a name are left out; a city without services is no error.
func (c *Client) Services(ctx context.Context, lang string) ([]report.Service, error) {
	list, a, err := ask(ctx, c, question{op: "list services", path: []string{"services"}, lang: lang}, c.read.Services)
	if err != nil {
		return nil, err
	}
	c.learnAnswers(list)
	spoken := a.lang()
	services := make([]report.Service, 0, len(list))
	known := map[string]bool{}
	for _, s := range list {
		name := oneLine(s.Name)
		if s.Code == "" || name == "" || known[s.Code] {
			continue
		}
		known[s.Code] = true
		services = append(services, report.Service{
			Code:        s.Code,
			Name:        name,
			Description: string(s.Description),
			Group:       oneLine(s.Group),
			Keywords:    s.Keywords,
			Asks:        s.Metadata,
			Answers:     answering(s.Type),
			Lang:        spoken,
		})
	}
	return services, nil
}

// answering reads the type of a service. One that is not known answers as most do.
func answering(kind string) report.Answering {
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "batch":
		return report.AnswersLater
	case "blackbox":
		return report.AnswersNever
	}
	return report.AnswersAtOnce
}

// learnAnswers keeps which services answer later, or never.
func (c *Client) learnAnswers(list georeport.Services) {
	silent := map[string]bool{}
	c.learn(func(d *Dialect) {
		d.Batch, d.Blackbox = 0, 0
		for _, s := range list {
			switch answering(s.Type) {
			case report.AnswersLater:
				d.Batch++
				silent[s.Code] = true
			case report.AnswersNever:
				d.Blackbox++
				silent[s.Code] = true
			}
		}
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	c.learned.silent = silent
}

// isSilent says whether a service gives no id at once, so that no list has what it has just taken. The city is asked for its services where
// they are not known; one that has no list of them is like most.
func (c *Client) isSilent(ctx context.Context, service string) (bool, error) {
	c.mu.Lock()
	known := c.learned.silent
	c.mu.Unlock()
	if known == nil {
		if _, err := c.Services(ctx, ""); err != nil && report.CodeOf(err) != report.NotFound {
			return false, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.learned.silent[service], nil
}

// Definition returns what a service asks, in the order to ask it (GeoReport v2, "GET Service Definition"). It is
// empty where the city says that there is something to ask and then has nothing.
func (c *Client) Definition(ctx context.Context, code, lang string) (report.Definition, error) {
	def := report.Definition{ServiceCode: code}
	q := question{op: "read a service's definition", path: []string{"services", code}, lang: lang}
	wire, _, err := ask(ctx, c, q, c.read.Definition)
	if report.CodeOf(err) == report.NotFound || statusOf(err) == 400 {
		return def, nil
	}
	if err != nil {
		return report.Definition{}, err
	}
	slices.SortStableFunc(wire.Attributes, func(a, b georeport.Attribute) int { return cmp.Compare(a.Order, b.Order) })
	lists := map[string]bool{}
	for _, a := range wire.Attributes {
		if a.Automated != "" || a.Variable && a.Code == "" {
			continue
		}
		attr := attribute(a)
		lists[attr.Code] = attr.Datatype == report.TypeMulti
		def.Attributes = append(def.Attributes, attr)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.learned.lists[code] = lists
	return def, nil
}

// oneLine makes a name of words that may have come over several lines.
func oneLine(t georeport.Text) string { return strings.Join(strings.Fields(string(t)), " ") }
