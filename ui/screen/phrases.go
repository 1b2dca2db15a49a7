package screen

import (
	"fmt"

	"linli/a11y"
	"linli/flow"
	"linli/report"
)

// phrases offers what people say of a service: what is wrong, since when, how often, and whether anybody is in danger. A phrase is
// chosen where it is a sentence of what was written. Of those of which only one can be true, one takes the place of another.
func (p *page) phrases(service report.Service, written string, toggled func(flow.PhraseToggled) flow.Event) {
	end, count := p.w.T("sentence.end"), 0
	for _, ready := range p.w.Phrases(service.Code, p.kind(service)) {
		role, card := a11y.Group, p.checkbox
		if ready.One && len(ready.Phrases) > 1 {
			role, card = a11y.RadioGroup, p.radio
		}
		var cards []a11y.Node
		for i, phrase := range ready.Phrases {
			e := flow.PhraseToggled{Phrase: phrase, End: end}
			if role == a11y.RadioGroup {
				e.Instead = without(ready.Phrases, i)
			}
			cards = append(cards, card(a11y.ID(fmt.Sprintf("phrase-%d", count)), "", phrase, flow.HasPhrase(written, phrase, end), toggled(e)))
			count++
		}
		p.add(p.container(a11y.ID("phrases-"+ready.About), role, p.w.T("phrases."+ready.About), cards))
	}
}

// without are all phrases but the i-th.
func without(phrases []string, i int) []string {
	return append(append([]string{}, phrases[:i]...), phrases[i+1:]...)
}
