package reading

import "strings"

// mend applies what depends on the neighbours.
func mend(pieces []piece) {
	for i := range pieces {
		p := &pieces[i]
		if len(p.text) != 1 || p.syllables == nil {
			continue
		}
		before, after := neighbour(pieces, i-1, -1), neighbour(pieces, i+1, 0)
		switch p.text[0] {
		case '得': // 我得走了: one has to
			if strings.ContainsRune("我你您他她它们咱都就还也又才可总非", before) && after != 0 && !strings.ContainsRune("很太多好快慢", after) {
				p.syllables[0] = "dei3"
			}
		case '只': // 一只狗: so many
			if strings.ContainsRune("一二两三四五六七八九十几每这那半百千", before) {
				p.syllables[0] = "zhi1"
			}
		case '地': // 慢慢地走: in such a way
			if before != 0 && doubled(lastWord(pieces, i)) {
				p.syllables[0] = "de5"
			}
		case '曾': // 姓曾: a name
			if before == '姓' {
				p.syllables[0] = "zeng1"
			}
		case '长': // 三米长, but 长了一岁
			if after == '了' || after == '出' {
				p.syllables[0] = "zhang3"
			}
		case '还': // 还我钱, 还书: to give back
			if after == '我' || after == '你' || after == '给' {
				p.syllables[0] = "huan2"
			}
		case '了': // at the end of a clause or after a verb, always light
			p.syllables[0] = "le5"
		}
	}
	changeTones(pieces)
}

// neighbour is the character of the i-th piece that is nearest: its last one with -1, its first one with 0; 0 where there is
// no Chinese.
func neighbour(pieces []piece, i, side int) rune {
	if i < 0 || i >= len(pieces) || pieces[i].syllables == nil {
		return 0
	}
	if side < 0 {
		return pieces[i].text[len(pieces[i].text)-1]
	}
	return pieces[i].text[0]
}

// lastWord is the two characters before the i-th piece, whether they are one word or two.
func lastWord(pieces []piece, i int) (word [2]rune) {
	for at := 1; at >= 0 && i > 0; i-- {
		for text := pieces[i-1].text; at >= 0 && len(text) > 0; text = text[:len(text)-1] {
			word[at], at = text[len(text)-1], at-1
		}
	}
	return word
}

func doubled(word [2]rune) bool { return word[0] == word[1] && word[0] != 0 }

// changeTones gives 一 and 不 the tone that the next syllable asks for (一下 yi2, 一年 yi4, 不是 bu2). Where it counts in a
// row, 一 keeps its own (第一, 二零一一年, 十一).
func changeTones(pieces []piece) {
	var row []place
	flush := func() {
		for i, p := range row {
			next := ""
			if i+1 < len(row) {
				next = *row[i+1].syllable
			}
			if next == "" {
				continue
			}
			tone := next[len(next)-1]
			switch {
			case p.text == '不' && *p.syllable == "bu4" && tone == '4':
				*p.syllable = "bu2"
			case p.text == '一' && *p.syllable == "yi1" && !counts(row, i):
				if tone == '4' || row[i+1].text == '个' {
					*p.syllable = "yi2"
				} else if tone != '5' {
					*p.syllable = "yi4"
				}
			}
		}
		row = row[:0]
	}
	for i := range pieces {
		if pieces[i].syllables == nil {
			flush()
			continue
		}
		for j := range pieces[i].syllables {
			row = append(row, place{text: pieces[i].text[j], syllable: &pieces[i].syllables[j]})
		}
	}
	flush()
}

// place is one syllable of a clause.
type place struct {
	text     rune
	syllable *string
}

// counts says whether the 一 at i is a number by its neighbours: 十一, 第一, 一月, 一号楼, 下午一点.
func counts(row []place, i int) bool {
	next, before := row[i+1].text, rune(0)
	if i > 0 {
		before = row[i-1].text
	}
	return strings.ContainsRune("零一二三四五六七八九十幺月号日", next) || next == '点' && strings.ContainsRune("午上晨夜", before) ||
		before != 0 && strings.ContainsRune("第零一二三四五六七八九十幺初周期", before)
}
