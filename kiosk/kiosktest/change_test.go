package kiosktest

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"linli/a11y"
	"linli/report"
)

const onReceipt = "1024 0642 8304"

// doAll plays lines; each one must be possible.
func doAll(t *testing.T, p *Player, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if err := p.Do(line); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
}

// fileWithPhone files a request as somebody who leaves a phone that ends in 8000, and goes away.
func fileWithPhone(t *testing.T, p *Player) {
	t.Helper()
	doAll(t, p, "touch English", "touch Report", "touch In the", "touch Street light", "touch 南门", "touch Go on", "touch Go on",
		"touch Call me", "touch Go on", "press 13800138000", "touch Go on", "touch All right", "touch Done")
}

// another is another kiosk of the same city, with a clock of its own that is wrong by an hour.
func another(t *testing.T, p *Player) *Player {
	t.Helper()
	q := Open(t)
	city := p.City
	*q.City = *city
	q.City.Clock = func() time.Time { return p.Now }
	q.Now = p.Now.Add(-time.Hour)
	return q
}

func label(p *Player, id a11y.ID) string {
	n, _ := p.shown.Root.Find(id)
	return n.Label
}

func TestF12AtAnotherKioskTheCitysClockDecides(t *testing.T) {
	for after, page := range map[time.Duration]string{
		9*time.Minute + 59*time.Second: "page-takenback",
		10*time.Minute + time.Second:   "page-notchanged",
	} {
		p := Open(t)
		fileWithPhone(t, p)
		q := another(t, p)
		doAll(t, q, "touch English", "touch Check", "press "+onReceipt, "touch Look", "touch Take it back", "touch Yes", "press 8000")
		filed := p.City.Filed[0].FiledAt
		p.Now = filed.Add(after)
		doAll(t, q, "touch Yes")
		if q.shown.Root.ID != a11y.ID(page) {
			t.Errorf("after %v: on %s", after, q.shown.Root.ID)
		}
		if why := label(q, "trouble"); page == "page-notchanged" && (!strings.Contains(why, "Ten minutes") || !strings.Contains(label(q, "help-staff"), "一楼服务台")) {
			t.Errorf("refused with %q and %q", why, label(q, "help-staff"))
		}
	}
}

// A kiosk says the same whether the number or the digits are wrong, and says nothing in its log.
func TestD07WrongDigitsAreNoSecretInTheLog(t *testing.T) {
	p := Open(t)
	fileWithPhone(t, p)
	doAll(t, p, "touch English", "touch Check", "press "+onReceipt, "touch Look", "touch Add something", "touch The light flickers", "touch Go on", "touch Yes")
	for i := range 11 {
		doAll(t, p, "write Last four digits: 735"+strconv.Itoa(i%10), "touch Yes")
		if i < 10 && label(p, "problem") != "These digits do not match what was left. Please check." {
			t.Errorf("try %d: %q", i, label(p, "problem"))
		}
	}
	if why := label(p, "trouble"); !strings.Contains(why, "Too many") {
		t.Errorf("after ten: %q on %s", why, p.shown.Root.ID)
	}
	for _, secret := range []string{"735", "8000", "flickers", strings.ReplaceAll(onReceipt, " ", ""), p.City.Filed[0].Key} {
		if strings.Contains(p.Log.String(), secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
}

// Trying again after a broken line adds the words once.
func TestF12TryingAgainAddsOnce(t *testing.T) {
	p := Open(t)
	doAll(t, p, "touch English", "touch Report", "touch In the", "touch Street light", "touch 南门", "touch Go on", "touch Go on",
		"touch Do not", "touch Go on", "touch All right", "touch Add something", "touch The light flickers", "touch Go on",
		"city takes it but does not answer", "touch Yes")
	if p.shown.Root.Label != "We do not know if it was changed" {
		t.Errorf("%q", p.shown.Root.Label)
	}
	doAll(t, p, "touch Try", "city comes back")
	if added := p.City.Added[report.Number(strings.ReplaceAll(onReceipt, " ", ""))]; len(added) != 1 || p.shown.Root.ID != "page-added" {
		t.Errorf("added %q, on %s", added, p.shown.Root.ID)
	}
}

// A city with plain Open311 has no buttons for what it cannot do.
func TestF12PlainCitiesHaveNoDeadButtons(t *testing.T) {
	p := Open(t)
	doAll(t, p, "city is plain Open311")
	fileWithPhone(t, p)
	doAll(t, p, "touch English", "touch Check", "press "+onReceipt, "touch Look")
	for _, id := range []a11y.ID{"take-back", "add", "until", "unchangeable"} {
		if _, ok := p.shown.Root.Find(id); ok || p.shown.Root.ID != "page-found" {
			t.Errorf("%s on %s", id, p.shown.Root.ID)
		}
	}
}
