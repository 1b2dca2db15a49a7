package i18n

import (
	"regexp"
	"slices"
	"strings"
)

// chinese are the rules in the order in which they are tried.
func chinese(traditional bool) []rule {
	yao := func(s string) string { return digits(s, "幺") }
	all := []rule{
		{regexp.MustCompile(identity), groups("，", yao)},
		{regexp.MustCompile(requestNumber), groups("，", yao)},
		{regexp.MustCompile(mobile), groups("，", yao)},
		{regexp.MustCompile(landline), groups("，", yao)},
		{regexp.MustCompile(`(\d{4})年`), func(m []string, _, _ string) string { return digits(m[1], "一") + "年" }},
		{regexp.MustCompile(`\b(\d{1,2})[:：](\d{2})\b`), clock},
		{regexp.MustCompile(`[¥￥](\d+(?:\.\d{1,2})?)`), func(m []string, _, _ string) string { return money(m[1]) }},
		{regexp.MustCompile(`(\d+\.\d{1,2})元`), func(m []string, _, _ string) string { return money(m[1]) }},
		{regexp.MustCompile(`(\d+(?:\.\d+)?)[%％]`), func(m []string, _, _ string) string { return "百分之" + decimal(m[1]) }},
		{regexp.MustCompile(`\b[A-Z0-9]+(?:-[A-Z0-9]+)+\b`), code},
		{regexp.MustCompile(`\b(?:110|119|120|122|96\d{3,4}|123\d{2})\b`), func(m []string, _, _ string) string { return yao(m[0]) }},
		{regexp.MustCompile(`(\d{3,4})(室|房)`), func(m []string, _, _ string) string { return yao(m[1]) + m[2] }},
		{regexp.MustCompile(`\b\d+\.\d+\b`), func(m []string, _, _ string) string { return decimal(m[0]) }},
		{regexp.MustCompile(`\b\d{7,8}\b`), func(m []string, _, _ string) string {
			return yao(m[0][:len(m[0])-4]) + "，" + yao(m[0][len(m[0])-4:])
		}},
		{regexp.MustCompile(`\d+`), amount},
	}
	if !traditional {
		return all
	}
	fan := strings.NewReplacer("点", "點", "两", "兩", "万", "萬", "亿", "億")
	for i, r := range all {
		all[i].say = func(m []string, before, behind string) string { return fan.Replace(r.say(m, before, behind)) }
	}
	return all
}

// digits reads one after the other. In numbers that stand for something, 1 is 幺.
func digits(s, one string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '1':
			b.WriteString(one)
		case r >= '0' && r <= '9':
			b.WriteString(numeral(int(r - '0')))
		case r == 'X' || r == 'x':
			b.WriteString("叉")
		}
	}
	return b.String()
}

func numeral(d int) string { return string([]rune("零一二三四五六七八九")[d]) }

func clock(m []string, _, _ string) string {
	hour := many(m[1]) + "点"
	switch {
	case m[2] == "00":
		return hour + "整"
	case m[2][0] == '0':
		return hour + "零" + whole(m[2]) + "分"
	}
	return hour + whole(m[2]) + "分"
}

func money(s string) string {
	yuan, rest, _ := strings.Cut(s, ".")
	out := many(yuan) + "元"
	for i, unit := range []string{"角", "分"} {
		if i < len(rest) && rest[i] != '0' {
			out += digits(rest[i:i+1], "一") + unit
		}
	}
	return out
}

func decimal(s string) string {
	before, after, ok := strings.Cut(s, ".")
	if !ok {
		return whole(before)
	}
	return whole(before) + "点" + digits(after, "一")
}

// code reads A3-0915 letter by letter and digit by digit.
func code(m []string, _, _ string) string {
	parts := strings.Split(m[0], "-")
	for i, part := range parts {
		var b strings.Builder
		for _, r := range part {
			if d := digits(string(r), "幺"); d != "" && r != 'X' {
				b.WriteString(d)
			} else {
				b.WriteString(" " + string(r) + " ")
			}
		}
		parts[i] = strings.TrimSpace(b.String())
	}
	return strings.Join(parts, "，")
}

// amount reads how many or which: 12人, 第3步. Two of something is 两. What begins with 0 or is too long to be an amount is read
// digit by digit.
func amount(m []string, before, behind string) string {
	s := m[0]
	if len(s) > 1 && s[0] == '0' || len(s) > 12 {
		return digits(s, "幺")
	}
	if s == "2" && !strings.HasSuffix(before, "第") && slices.ContainsFunc([]string{"个", "個", "人", "位", "次", "天", "小时", "小時", "件", "条", "條", "元", "层", "層", "年", "页", "頁"}, func(of string) bool {
		return strings.HasPrefix(behind, of)
	}) {
		return "两"
	}
	return whole(s)
}

// many reads how many of something there are.
func many(s string) string {
	if s == "2" {
		return "两"
	}
	return whole(s)
}

// whole reads a whole number. One of more than twelve digits is nobody's amount, and is read digit by digit.
func whole(s string) string {
	s = strings.TrimLeft(s, "0")
	switch {
	case s == "":
		return "零"
	case len(s) > 12:
		return digits(s, "一")
	}
	var b strings.Builder
	first := (len(s)-1)%4 + 1
	for from, to := 0, first; from < len(s); from, to = to, to+4 {
		four := s[from:to]
		said := below10000(four, b.Len() > 0)
		if strings.HasPrefix(four, "2") && len(four) == 1 && to < len(s) {
			said = "两"
		}
		b.WriteString(said)
		if said != "" {
			b.WriteString([]string{"", "万", "亿"}[(len(s)-to)/4])
		}
	}
	return b.String()
}

// below10000 reads up to four digits; inside says that something larger was read before.
func below10000(s string, inside bool) string {
	var b strings.Builder
	zero := false
	for i, r := range s {
		d, place := int(r-'0'), len(s)-1-i
		if d == 0 {
			zero = true
			continue
		}
		if zero && (b.Len() > 0 || inside) {
			b.WriteString("零")
		}
		zero = false
		switch {
		case d == 2 && place >= 2:
			b.WriteString("两")
		case d == 1 && place == 1 && b.Len() == 0 && !inside:
		default:
			b.WriteString(numeral(d))
		}
		b.WriteString([]string{"", "十", "百", "千"}[place])
	}
	return b.String()
}
