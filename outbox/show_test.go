package outbox_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linli/outbox"
	"linli/report"
)

// parrot is a city that refuses with the words of the resident.
type parrot struct{}

func (parrot) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	return report.Receipt{}, &report.Error{Code: report.Refused, Op: "send", Err: errors.New("no lamp at " + s.Draft.Place.Address + " for " + s.Draft.Contact.Phone + ": " + s.Draft.Description)}
}

// Nothing personal is shown without a reason; with one it is, and the reason is on the disk before.
func TestShowingNeedsAReason(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	s := spoken(1, recording(1, 1000))
	put(t, b, s)
	drain(t, b, parrot{})
	b.Close()
	look, err := outbox.Look(t.Context(), options(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	defer look.Close()
	for _, reason := range []string{"", "  "} {
		all, err := look.Show(t.Context(), s.Number, reason)
		text := fmt.Sprintf("%+v", all)
		if err != nil || len(all) != 1 || all[0].Sub != nil || !strings.Contains(text, "no lamp at … for …: …") {
			t.Errorf("shown without a reason: %s, %v", text, err)
		}
		for _, secret := range []string{canary, "13877310000", s.Key, recording(1, 1000).SHA256()} {
			if strings.Contains(text, secret) {
				t.Errorf("without a reason %s is shown", secret)
			}
		}
	}
	if all, wrong, err := look.Shown(); len(all)+len(wrong) > 0 || err != nil {
		t.Errorf("noted: %v %v %v", all, wrong, err)
	}
	all, err := look.Show(t.Context(), s.Number, "the city asks where it is")
	if err != nil || all[0].Sub == nil || all[0].Sub.Draft.Description != s.Draft.Description || len(all[0].Files) != 1 {
		t.Errorf("with a reason: %+v, %v", all, err)
	}
	noted, wrong, err := look.Shown()
	if err != nil || len(noted) != 1 || len(wrong) > 0 || noted[0].Number != s.Number || noted[0].Reason != "the city asks where it is" || noted[0].At.IsZero() {
		t.Errorf("noted: %+v %v %v", noted, wrong, err)
	}
}

// What cannot be noted is not shown, and a line that is taken out or changed is noticed.
func TestShowingCannotBeLeftOut(t *testing.T) {
	dir := t.TempDir()
	b := open(t, dir)
	put(t, b, submission(1))
	path := filepath.Join(dir, "outbox", "shown")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if all, err := b.Show(t.Context(), submission(1).Number, "x"); err == nil || all != nil {
		t.Errorf("shown, and not noted: %v", all)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		if _, err := b.Show(t.Context(), submission(1).Number, fmt.Sprint("reason ", i)); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(whole), "\n")
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"whole":     {string(whole), "4 []"},
		"taken out": {lines[0] + lines[2] + lines[3], "3 [2]"},
		"the first": {lines[1] + lines[2] + lines[3], "3 [1]"},
		"changed":   {strings.Replace(string(whole), "reason 1", "reason 7", 1), "4 [2 3]"},
		"cut":       {string(whole[:len(whole)-20]), "3 [4]"},
	} {
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		all, wrong, err := b.Shown()
		if got := fmt.Sprint(len(all), wrong); err != nil || got != c.want {
			t.Errorf("%s: %s, %v; want %s", name, got, err, c.want)
		}
	}
	if _, err := b.Show(t.Context(), submission(1).Number, "after the cut"); err != nil { // what was cut last stays
		t.Fatal(err)
	}
	if all, wrong, err := b.Shown(); err != nil || all[len(all)-1].Reason != "after the cut" {
		t.Errorf("after a cut: %v %v %v", all, wrong, err)
	}
}
