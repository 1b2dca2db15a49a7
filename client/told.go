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
	wire, err := c.told(ctx, opTold, n, proof, lang)
	if err != nil {
		return report.Told{}, err
	}
	return toldOf(wire), nil
}

// told returns the private part of a view.
func (c *Client) told(ctx context.Context, op string, n report.Number, proof report.Proof, lang string) (georeport.Told, error) {
	e, err := c.withLinli(ctx, op)
	if err != nil {
		return georeport.Told{}, err
	}
	a, err := c.do(ctx, call{op: op, url: e.linliAddress("requests", string(n)), format: georeport.JSON, lang: lang, bearer: c.key, proof: proof})
	if err != nil {
		return georeport.Told{}, err
	}
	if a.status != 200 {
		err := objected(op, a)
		if report.CodeOf(err) == report.Unconfirmed {
			err = &report.Error{Code: codeOf(a.status), Op: op, Err: err}
		}
		return georeport.Told{}, err
	}
	v, err := readView(a.body, n)
	if err == nil && v.Told == nil {
		err = errors.New("the answer does not hold it")
	}
	if err != nil {
		return georeport.Told{}, &report.Error{Code: report.Nonsense, Op: op, Err: err}
	}
	return *v.Told, nil
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
