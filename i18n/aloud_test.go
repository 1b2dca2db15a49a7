package i18n_test

import (
	"fmt"
	"strings"
	"testing"

	"linli/i18n"
)

// TestA15 reads numbers as people do: those that stand for something in groups, dates whole, amounts as amounts.
func TestA15(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"zh-Hans", "您的编号：1024 5550 0018", "您的编号：幺零二四，五五五零，零零幺八"},
		{"zh-Hans", "102455500018", "幺零二四，五五五零，零零幺八"},
		{"zh-Hans", "电话13812345678", "电话幺三八，幺二三四，五六七八"},
		{"zh-Hans", "010-5555 0123", "零幺零，五五五五，零幺二三"},
		{"zh-Hans", "0551-6263 4567", "零五五幺，六二六三，四五六七"},
		{"zh-Hans", "请拨打12345", "请拨打幺二三四五"},
		{"zh-Hans", "身份证11010119900307451X", "身份证幺幺零幺零幺，幺九九零，零三零七，四五幺叉"},
		{"zh-Hans", "2026年11月23日 星期一", "二零二六年十一月二十三日 星期一"},
		{"zh-Hans", "上午9:05", "上午九点零五分"},
		{"zh-Hans", "下午2:00", "下午两点整"},
		{"zh-Hant", "上午10:30，還有2個人", "上午十點三十分，還有兩個人"},
		{"zh-Hans", "3号楼2单元1502室", "三号楼二单元幺五零二室"},
		{"zh-Hans", "第2步，共5步", "第二步，共五步"},
		{"zh-Hans", "还有2个人，12次", "还有两个人，十二次"},
		{"zh-Hans", "合计1024.50元", "合计一千零二十四元五角"},
		{"zh-Hans", "¥2.05", "两元五分"},
		{"zh-Hans", "200%，0.5秒", "百分之两百，零点五秒"},
		{"zh-Hans", "编号A3K7-0915", "编号A 三 K 七，零九幺五"},
		{"zh-Hans", "100200 10000 20000 100000000 10010 1050", "十万零两百 一万 两万 一亿 一万零一十 一千零五十"},
		{"zh-Hans", "路灯坏了", "路灯坏了"},
		{"en", "Your number: 1024 5550 0018", "Your number: 1 0 2 4, 5 5 5 0, 0 0 1 8"},
		{"en", "Call 010-5555 0123 or 12345", "Call 0 1 0, 5 5 5 5, 0 1 2 3 or 1 2 3 4 5"},
		{"en", "13800138000", "1 3 8, 0 0 1 3, 8 0 0 0"},
		{"en", "Monday 23 November 2026, 9:05", "Monday 23 November 2026, 9:05"},
		{"en", "Step 2 of 5", "Step 2 of 5"},
	} {
		if got := i18n.Aloud(c.lang, c.text); got != c.want {
			t.Errorf("%s: %q is read %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestDigitsBeingWritten reads a number that is not whole yet.
func TestDigitsBeingWritten(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"zh-Hans", "1024", "幺零二四"},
		{"zh-Hans", "1024 55", "幺零二四，五五"},
		{"zh-Hans", "1024 5550 0018", "幺零二四，五五五零，零零幺八"},
		{"zh-Hans", "13800138000", "幺三八，零零幺三，八零零零"},
		{"en", "1024 5", "1 0 2 4, 5"},
		{"en", "3", "3"},
		{"zh-Hans", "3楼", "3楼"},
	} {
		if got := i18n.Digits(c.lang, c.text); got != c.want {
			t.Errorf("%s: %q is read %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestEndlessNumbersAreRead: whatever somebody writes is read, however many digits it has.
func TestEndlessNumbersAreRead(t *testing.T) {
	for _, lang := range i18n.Shipped() {
		for _, around := range []string{"%s", "%s.5", "1.%s", "%s元", "%s.50元", "¥%s", "%s%%", "%s个", "%s年", "%s室", "%s:30", "A-%s", "$%s"} {
			for _, n := range []int{12, 13, 16, 62, 4000} {
				if got := i18n.Aloud(lang, fmt.Sprintf(around, strings.Repeat("7", n))); got == "" {
					t.Errorf("%s %s with %d digits: nothing", lang, around, n)
				}
			}
		}
	}
}
