package client

import (
	"context"
	"errors"

	"linli/client/georeport"
	"linli/report"
)

const opTold = "read what was written"

// Told returns what a resident wrote, where the proof fits. Its errors are those of Withdraw; nothing can have happened
// at the city.
func (c *Client) Told(ctx context.Context, n report.Number, proof report.Proof, lang string) (report.Told, error) {
	e, err := c.withLinli(ctx, opTold)
	if err != nil {
		return report.Told{}, err
	}
	a, err := c.do(ctx, call{op: opTold, url: e.linliAddress("requests", string(n)), format: georeport.JSON, lang: lang, bearer: c.key, proof: proof})
	if err != nil {
		return report.Told{}, err
	}
	if a.status != 200 {
		err := objected(opTold, a)
		if report.CodeOf(err) == report.Unconfirmed {
			err = &report.Error{Code: codeOf(a.status), Op: opTold, Err: err}
		}
		return report.Told{}, err
	}
	v, err := readView(a.body, n)
	if err == nil && v.Told == nil {
		err = errors.New("the answer does not hold it")
	}
	if err != nil {
		return report.Told{}, &report.Error{Code: report.Nonsense, Op: opTold, Err: err}
	}
	return toldOf(*v.Told), nil
}

// toldOf reads what was written; control characters and the like do not come from a resident.
func toldOf(wire georeport.Told) report.Told {
	clean := georeport.Clean
	out := report.Told{Description: clean(wire.Description), Place: clean(wire.Place)}
	for _, a := range wire.Answers {
		said := report.ToldAnswer{Question: clean(a.Question)}
		for _, w := range a.Words {
			said.Words = append(said.Words, clean(w))
		}
		out.Answers = append(out.Answers, said)
	}
	return out
}
