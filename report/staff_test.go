package report

import "testing"

func TestAReplyCanBeShown(t *testing.T) {
	for _, c := range []struct {
		by   string
		in   int
		want Reply
	}{
		{"王姐", 3, Reply{"王姐", 3}}, {"", 0, Reply{}}, {" Mrs \t Wang\n", -1, Reply{"Mrs Wang", 0}}, {"a\x1b[31m\u202eb\xff", 121, Reply{"a [31m b", 0}},
		{"一二三四五六七八九十一二三四五六七八九十一", 120, Reply{"一二三四五六七八九十一二三四五六七八九十", 120}},
	} {
		if got := NewReply(c.by, c.in); got != c.want {
			t.Errorf("%q, %d: %+v, want %+v", c.by, c.in, got, c.want)
		}
	}
}
