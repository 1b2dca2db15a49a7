package screen

import (
	"slices"
	"strings"
	"unicode"

	"linli/a11y"
	"linli/flow"
	"linli/i18n"
)

// typewriter is the order of letters that those know who have used one, in rows of ten with the marks that end what is said.
const typewriter = "qwertyuiop" + "asdfghjkl," + "zxcvbnm.?!"

// zhuyin are its signs where they stand on every keyboard in Taiwan, and marks in the place of tones, which nobody has to press here; ㄦ stands
// four to the left, so that there are ten in a row.
const zhuyin = "ㄅㄉ,.ㄓ?ㄦㄚㄞㄢ" + "ㄆㄊㄍㄐㄔㄗㄧㄛㄟㄣ" + "ㄇㄋㄎㄑㄕㄘㄨㄜㄠㄤ" + "ㄈㄌㄏㄒㄖㄙㄩㄝㄡㄥ"

// chosenKeys are those with which a resident writes: usual ones where the others do not fit together, or are not of the language.
func (p *page) chosenKeys() flow.Keys {
	if slices.Contains(p.keySets(), p.s.Keys) {
		return p.s.Keys
	}
	return flow.UsualKeys
}

// Roomy are the keys of a language that not every screen has room for.
func Roomy(lang string) []flow.Keys {
	if lang == "zh-Hant" {
		return []flow.Keys{flow.ZhuyinKeys, flow.FullKeys}
	}
	return []flow.Keys{flow.FullKeys}
}

// keySets are all that there are here, in the order in which one goes through them.
func (p *page) keySets() []flow.Keys {
	roomy := Roomy(p.w.Lang())
	return slices.DeleteFunc([]flow.Keys{flow.UsualKeys, flow.ZhuyinKeys, flow.DigitKeys, flow.FullKeys}, func(k flow.Keys) bool {
		return k != flow.UsualKeys && k != flow.DigitKeys && !(slices.Contains(roomy, k) && slices.Contains(p.v.Fitting, k))
	})
}

// changeKeys goes on to the next ones, which it names, and around.
func (p *page) changeKeys() a11y.Node {
	all := p.keySets()
	next := all[(slices.Index(all, p.chosenKeys())+1)%len(all)]
	name := map[flow.Keys]string{flow.UsualKeys: "nine", flow.DigitKeys: "digits", flow.FullKeys: "full", flow.ZhuyinKeys: "zhuyin"}[next]
	if next == flow.UsualKeys && spells(p.w.Lang()) {
		name = "alphabet"
	}
	b := p.button("keys-change", "", p.w.T("keys."+name), flow.KeysChosen{Keys: next})
	b.Say = p.w.Say("keys." + name)
	return b
}

// erase takes back what was pressed last.
func (p *page) erase() a11y.Node {
	return p.button("key-delete", "delete", p.w.T("keypad.delete"), flow.LetterErased{})
}

// writingKeys are the keys for Chinese.
func (p *page) writingKeys() []a11y.Node {
	switch p.chosenKeys() {
	case flow.DigitKeys:
		return []a11y.Node{p.digitKeys()}
	case flow.FullKeys:
		return []a11y.Node{p.soundKeys(typewriter), p.otherKeys()}
	case flow.ZhuyinKeys:
		return []a11y.Node{p.soundKeys(zhuyin), p.otherKeys()}
	}
	return []a11y.Node{p.padKeys()}
}

// digitKeys write digits, as on a telephone.
func (p *page) digitKeys() a11y.Node {
	var keys []a11y.Node
	for _, d := range "123456789*0" {
		if d == '*' {
			keys = append(keys, p.changeKeys())
			continue
		}
		keys = append(keys, p.button(a11y.ID("key-"+string(d)), "", string(d), flow.MarkPressed{Mark: string(d)}))
	}
	return p.container("keypad", a11y.Keypad, p.w.T("keypad.title"), append(keys, p.erase()))
}

// soundKeys are all letters of pinyin, or all signs of zhuyin, in rows of ten.
func (p *page) soundKeys(order string) a11y.Node {
	return p.rowsOf(order, acrossFull, p.bySound("keys"), func(r rune) a11y.Node {
		return p.letter(r, string(unicode.ToUpper(r)), flow.LetterPressed{Letter: r})
	})
}

// letter is a key for one. Many sound alike, so what tells it from them is said after it.
func (p *page) letter(r rune, label string, e flow.Event) a11y.Node {
	b := p.button(a11y.ID("key-"+string(r)), "", label, e)
	b.Say = i18n.Letter(p.w.Lang(), r)
	return b
}

// rowsOf are keys for letters, and for the marks among them.
func (p *page) rowsOf(order string, across int, name string, letter func(rune) a11y.Node) a11y.Node {
	var keys []a11y.Node
	for _, r := range order {
		if i := strings.IndexRune(",.?!", r); i >= 0 {
			keys = append(keys, p.endMark(i))
			continue
		}
		keys = append(keys, letter(r))
	}
	return p.container("letters", a11y.Grid, p.w.T(name), inColumns(keys, across))
}

// endMark is a key for one of the marks that end what is said. Where letters make words, a space follows all but the comma.
func (p *page) endMark(i int) a11y.Node {
	name := []string{"comma", "stop", "question", "exclamation"}[i]
	mark := strings.TrimSpace(p.w.T([]string{"sentence.comma", "sentence.end", "sentence.question", "sentence.exclamation"}[i]))
	b := p.mark(a11y.ID("key-"+name), mark, "write."+name)
	if spells(p.w.Lang()) && i > 0 {
		p.on[b.ID] = flow.MarkPressed{Mark: mark + " "}
	}
	return b
}

// otherKeys have words, and so more room: they stand below the letters.
func (p *page) otherKeys() a11y.Node {
	keys := []a11y.Node{p.erase(), p.changeKeys()}
	if spells(p.w.Lang()) {
		keys = append([]a11y.Node{p.space()}, keys...)
	}
	return p.container("other-keys", a11y.Grid, p.w.T("draw.keys"), inColumns(keys, len(keys)))
}

func (p *page) space() a11y.Node {
	return p.button("key-space", "", p.w.T("letters.space"), flow.MarkPressed{Mark: " "})
}

// inColumns says of keys where in their row they stand.
func inColumns(keys []a11y.Node, across int) []a11y.Node {
	for i := range keys {
		keys[i].Column = i%across + 1
	}
	return keys
}
