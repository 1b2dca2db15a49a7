package layout

import "testing"

// TestPartsAreEven: no part is left with a single row where the others have one to spare; a row that is too high stands alone.
func TestPartsAreEven(t *testing.T) {
	for _, c := range []struct {
		heights []float32
		want    []int
		over    bool
	}{
		{[]float32{10, 10, 10, 10}, []int{2, 2}, false},
		{[]float32{10, 10, 10, 10, 10, 10, 10}, []int{3, 3, 1}, false},
		{[]float32{30, 10, 10, 10}, []int{1, 3}, false},
		{[]float32{10, 50, 10}, []int{1, 1, 1}, true},
		{[]float32{10}, []int{1}, false},
	} {
		units := make([]unit, len(c.heights))
		for i, h := range c.heights {
			units[i] = unit{boxes: make([]Box, 1), natural: h, gap: 1}
		}
		parts, over := evenParts(units, 35)
		got := []int{}
		for _, p := range parts {
			got = append(got, len(p))
		}
		if len(got) != len(c.want) || over != c.over {
			t.Errorf("%v: %v, %v", c.heights, got, over)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%v: %v, want %v", c.heights, got, c.want)
				break
			}
		}
	}
}
