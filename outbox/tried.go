package outbox

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"linli/report"
)

// Try is what came of sending a submission, once or several times in a row.
type Try struct {
	First, Last time.Time
	Times       int
	// Code is empty where it arrived. Reason is what the city or the line said, without what the resident wrote.
	Code   report.Code
	Reason string `json:",omitempty"`
}

// mostTried is how many of the newest are kept of a submission: what fails in the same way is one.
const mostTried = 40

// leastHushed is the shortest text of a resident, in characters, that is taken out of a reason.
const leastHushed = 3

// before returns what came of earlier tries. What cannot be read is no reason not to send.
func (b *Box) before(r row) []Try {
	a, err := b.answerOf(r)
	if err != nil {
		return nil
	}
	return a.Tried
}

// tried adds a try to those of a submission.
func (b *Box) tried(r row, why error) []Try {
	t := Try{First: b.o.Clock(), Last: b.o.Clock(), Times: 1, Code: report.CodeOf(why)}
	if why != nil {
		t.Reason = b.hushed(r, why.Error())
	}
	all := b.before(r)
	if n := len(all); n > 0 && all[n-1].Code == t.Code && all[n-1].Reason == t.Reason {
		all[n-1].Last = t.Last
		all[n-1].Times++
		return all
	}
	all = append(all, t)
	return all[max(0, len(all)-mostTried):]
}

// hushed takes out of a reason what the resident wrote: a city may repeat it, and everybody who sees the queue sees reasons.
func (b *Box) hushed(r row, reason string) string {
	plain, err := b.opened(r)
	if err != nil {
		return reason
	}
	var c change
	var f frozen
	if r.Kind != Request {
		if json.Unmarshal(plain, &c) != nil {
			return reason
		}
	} else if json.Unmarshal(plain, &f) != nil {
		return reason
	}
	d := f.Draft
	secrets := []string{c.Words, c.Filing, f.Key, d.Description, d.Place.Address, d.Place.Name, d.Contact.Phone, d.Contact.Given}
	for _, a := range d.Answers {
		secrets = append(secrets, a.Values...)
	}
	for _, secret := range secrets {
		if utf8.RuneCountInString(secret) >= leastHushed {
			reason = strings.ReplaceAll(reason, secret, "…")
		}
	}
	return reason
}

// noted seals the tries of a submission that goes on waiting.
func (b *Box) noted(r row, all []Try) ([]byte, error) {
	plain, err := json.Marshal(answer{Tried: all})
	if err != nil {
		return nil, err
	}
	return b.o.Keys.seal(plain, r.label())
}
