package report

import "testing"

func TestLastFour(t *testing.T) {
	for phone, want := range map[string]string{
		"13800138000":       "8000",
		"+86 138-0013-8001": "8001",
		"(010) 6512 34 56 ": "3456",
		"1234":              "1234",
		"123":               "",
		"":                  "",
		"电话":                "",
		"１２３４５":             "", // not digits that a kiosk's keys make
	} {
		if got := LastFour(phone); got != want {
			t.Errorf("%q: got %q, want %q", phone, got, want)
		}
	}
}
