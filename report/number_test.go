package report

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// dice is randomness that is the same on each run.
func dice(seed uint64) *rand.ChaCha8 {
	var s [32]byte
	s[0], s[1] = byte(seed), byte(seed>>8)
	return rand.NewChaCha8(s)
}

func TestMintedNumbersAreAccepted(t *testing.T) {
	random := dice(1)
	r := rand.New(random)
	for range 2000 {
		kiosk := r.IntN(10000)
		n, err := Mint(kiosk, random)
		if err != nil {
			t.Fatal(err)
		}
		if len(n) != NumberDigits || !strings.HasPrefix(string(n), fmt.Sprintf("%04d", kiosk)) {
			t.Fatalf("kiosk %d minted %q", kiosk, string(n))
		}
		for _, typed := range []string{string(n), n.String(), strings.ReplaceAll(n.String(), " ", "-"), "  " + string(n) + "- "} {
			if got, err := ParseNumber(typed); err != nil || got != n {
				t.Fatalf("ParseNumber(%q) = %q, %v; want %q", typed, string(got), err, string(n))
			}
		}
	}
}

func TestEveryWrongDigitAndEverySwapIsCaught(t *testing.T) {
	random := dice(2)
	for i := range 500 {
		n, err := Mint(i*19%10000, random)
		if err != nil {
			t.Fatal(err)
		}
		for at := range len(n) {
			for d := byte('0'); d <= '9'; d++ {
				typed := []byte(n)
				if typed[at] == d {
					continue
				}
				typed[at] = d
				if _, err := ParseNumber(string(typed)); !errors.Is(err, ErrMistyped) {
					t.Fatalf("%s for %s: %v, want ErrMistyped", typed, string(n), err)
				}
			}
			if at+1 < len(n) && n[at] != n[at+1] {
				typed := []byte(n)
				typed[at], typed[at+1] = typed[at+1], typed[at]
				if _, err := ParseNumber(string(typed)); !errors.Is(err, ErrMistyped) {
					t.Fatalf("%s for %s: %v, want ErrMistyped", typed, string(n), err)
				}
			}
		}
	}
}

func TestNumbersThatAreNotTwelveDigits(t *testing.T) {
	n, err := Mint(7, dice(3))
	if err != nil {
		t.Fatal(err)
	}
	for _, typed := range []string{"", " - ", string(n[:11]), string(n) + "0", string(n[:11]) + "x", "１" + string(n[1:]), string(n) + "\x00"} {
		if _, err := ParseNumber(typed); !errors.Is(err, ErrIncomplete) {
			t.Errorf("ParseNumber(%q): %v, want ErrIncomplete", typed, err)
		}
	}
}

func TestMintRefuses(t *testing.T) {
	for _, kiosk := range []int{-1, 10000} {
		if n, err := Mint(kiosk, dice(4)); err == nil {
			t.Errorf("kiosk %d minted %q", kiosk, string(n))
		}
	}
	if n, err := Mint(1, strings.NewReader("\xff\xfe12")); err == nil {
		t.Errorf("minted %q without enough randomness", string(n))
	}
}

func TestGrouped(t *testing.T) {
	for digits, want := range map[string]string{"": "", "1": "1", "1234": "1234", "12345": "1234 5", "123456789012": "1234 5678 9012"} {
		if got := Grouped(digits); got != want {
			t.Errorf("Grouped(%q) = %q, want %q", digits, got, want)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	f.Add("1024 0642 8304")
	f.Add("-")
	f.Fuzz(func(t *testing.T, typed string) {
		n, err := ParseNumber(typed)
		if (err == nil) != (len(n) == NumberDigits) {
			t.Fatalf("ParseNumber(%q) = %q, %v", typed, string(n), err)
		}
		if again, err2 := ParseNumber(n.String()); err == nil && (err2 != nil || again != n) {
			t.Fatalf("%q read again: %q, %v", string(n), string(again), err2)
		}
	})
}
