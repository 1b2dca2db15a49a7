package kiosktest

import "testing"

// TestFiledOnce plays what may make a request arrive twice: an answer that is lost, a line that is down.
func TestFiledOnce(t *testing.T) {
	for _, fate := range []string{"takes it but does not answer", "goes away"} {
		t.Run(fate, func(t *testing.T) {
			p := Open(t)
			do := func(lines ...string) {
				t.Helper()
				for _, line := range lines {
					if err := p.Do(line); err != nil {
						t.Fatalf("%s: %v", line, err)
					}
				}
			}
			do("touch 中文", "touch 反映问题", "touch 街上的事", "touch 路灯不亮", "touch 南门", "touch 下一步", "touch 下一步", "touch 不用找我", "touch 下一步")
			do("city "+fate, "touch 都对")
			if fate == "goes away" {
				do("touch 再试一次", "touch 再试一次", "city comes back", "touch 再试一次")
			}
			if n := len(p.City.Filed); n != 1 {
				t.Errorf("filed %d times", n)
			}
			do("touch 好了")
		})
	}
}
