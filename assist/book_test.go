package assist

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"linli/report"
)

// book is one with a member of staff, at a time that is moved by hand.
func book(t *testing.T) (b *Book, now *time.Time) {
	t.Helper()
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	b = Open(filepath.Join(t.TempDir(), "staff"), func() time.Time { return at })
	if err := b.Add("1024", "314159"); err != nil {
		t.Fatal(err)
	}
	return b, &at
}

func TestN04OnlyStaffSignIn(t *testing.T) {
	b, _ := book(t)
	for _, c := range []struct {
		number, code string
		want         report.Code
	}{{"1024", "314159", ""}, {"1024", "314158", report.NoProof}, {"1025", "314159", report.NoProof}, {"", "", report.NoProof}, {"1024", "", report.NoProof}} {
		if err := b.SignIn(t.Context(), c.number, c.code); report.CodeOf(err) != c.want {
			t.Errorf("%s %s: %v, want %q", c.number, c.code, err, c.want)
		}
	}
}

// TestN04CodesAreNotFoundByTrying: five wrong ones in a row shut the door, also for the right one, and ten minutes open it.
func TestN04CodesAreNotFoundByTrying(t *testing.T) {
	b, now := book(t)
	for i := range mostWrong {
		if err := b.SignIn(t.Context(), "1024", "000000"); report.CodeOf(err) != report.NoProof {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	if err := b.SignIn(t.Context(), "1024", "314159"); report.CodeOf(err) != report.TooOften {
		t.Errorf("after %d wrong ones: %v", mostWrong, err)
	}
	*now = now.Add(shutFor - time.Second)
	if err := b.SignIn(t.Context(), "1024", "314159"); report.CodeOf(err) != report.TooOften {
		t.Errorf("a second too early: %v", err)
	}
	*now = now.Add(time.Second)
	if err := b.SignIn(t.Context(), "1024", "314159"); err != nil {
		t.Errorf("after ten minutes: %v", err)
	}
}

func TestN04TheBookKeepsNoCode(t *testing.T) {
	b, _ := book(t)
	text, err := os.ReadFile(b.path)
	if err != nil || strings.Contains(string(text), "314159") {
		t.Errorf("%q, %v", text, err)
	}
	if info, err := os.Stat(b.path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if cost, err := bcrypt.Cost([]byte(nobody)); err != nil || cost != bcrypt.DefaultCost {
		t.Errorf("an unknown number takes another time: cost %d, %v", cost, err)
	}
}

func TestTheBookIsChanged(t *testing.T) {
	b, _ := book(t)
	if err := b.Add("7", "271828"); err != nil {
		t.Fatal(err)
	}
	if err := b.Remove("1024"); err != nil {
		t.Fatal(err)
	}
	if numbers, err := b.Numbers(); err != nil || !slices.Equal(numbers, []string{"7"}) {
		t.Errorf("%v, %v", numbers, err)
	}
	if err := b.SignIn(t.Context(), "1024", "314159"); report.CodeOf(err) != report.NoProof {
		t.Errorf("who was taken out: %v", err)
	}
	if err := b.Remove("9"); err == nil || !strings.Contains(err.Error(), "no member of staff 9") {
		t.Errorf("%v", err)
	}
	if err := os.WriteFile(b.path, []byte("# ours\n\n7:secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.SignIn(t.Context(), "7", "secret"); report.CodeOf(err) != report.Internal || !strings.Contains(err.Error(), "line 3") {
		t.Errorf("a damaged book: %v", err)
	}
}
