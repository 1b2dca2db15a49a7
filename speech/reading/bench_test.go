package reading_test

import "testing"

// BenchmarkPinyin reads a long sentence.
func BenchmarkPinyin(b *testing.B) {
	r := open(b)
	for b.Loop() {
		r.Pinyin("你们小区的电梯坏了三天了，到现在还没有人来修，老人上下楼很不方便，希望尽快处理。")
	}
}
