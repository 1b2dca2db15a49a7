package outbox_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/outbox"
	"linli/report"
)

// inOrder is a city that writes down what came when.
type inOrder struct {
	mu   sync.Mutex
	came []report.Submission
	id   string
}

func (o *inOrder) Send(_ context.Context, s report.Submission) (report.Receipt, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.came = append(o.came, s)
	return report.Receipt{Number: s.Number, RequestID: o.id, Token: "t-1"}, nil
}

// X24 and X25: the clock jumps back and forth by years, while it waits too: the order is that of freezing, nothing is over, and
// nobody waits for a clock. X26: the time of filing is the same moment in whichever zone.
func TestX24TheClockJumps(t *testing.T) {
	dir, random := t.TempDir(), rand.New(rand.NewPCG(24, 24))
	jumps := func() time.Time { return time.Now().AddDate(random.IntN(11)-5-56*random.IntN(2), 0, 0) }
	var mu sync.Mutex
	clock := func() time.Time { mu.Lock(); defer mu.Unlock(); return jumps() }
	o := options(t, dir)
	o.Clock = clock
	b, err := outbox.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var want []report.Submission
	for i := range 40 {
		s := submission(i)
		s.FiledAt = clock().In(time.FixedZone("", (i%25-12)*3600))
		want = append(want, s)
		put(t, b, s)
	}
	b.Close()
	if b, err = outbox.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	c := &inOrder{id: "1"}
	drain(t, b, c)
	for i, s := range c.came {
		_, a := s.FiledAt.Zone()
		_, z := want[i].FiledAt.Zone()
		if s.Number != want[i].Number || !s.FiledAt.Equal(want[i].FiledAt) || a != z {
			t.Errorf("%d: %s of %v came, want %s of %v", i, s.Number, s.FiledAt, want[i].Number, want[i].FiledAt)
		}
	}
	if len(c.came) != len(want) {
		t.Errorf("%d came", len(c.came))
	}
}

// X52: the city gives a token and no id, for as long as it likes: it has been taken, and is never sent again.
// X75: two cities give the same id: each number keeps its own.
func TestX52AcceptedIsAccepted(t *testing.T) {
	dir := t.TempDir()
	cities := map[string]*inOrder{"http://a.example": {id: "1"}, "http://b.example": {id: "1"}}
	n := 0
	for range 3 {
		for name, c := range cities {
			o := options(t, dir)
			o.Endpoint = name
			b, err := outbox.Open(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			put(t, b, submission(n))
			n++
			drain(t, b, c)
			for i := range n {
				item, ok, err := b.Find(t.Context(), submission(i).Number)
				if err != nil || !ok || item.State != outbox.Accepted || item.Receipt.Token != "t-1" || item.Receipt.RequestID != "1" {
					t.Errorf("%d: %+v, %v", i, item, err)
				}
			}
			b.Close()
		}
	}
	for name, c := range cities {
		if len(c.came) != 3 {
			t.Errorf("%s was sent %d, want 3", name, len(c.came))
		}
	}
}

// X71: pressed twice, and two at the same moment: one filing each.
func TestX71PressedTwice(t *testing.T) {
	b, c := open(t, t.TempDir()), newCity()
	var all sync.WaitGroup
	for i := range 2 {
		s := submission(i)
		for range 3 {
			all.Go(func() {
				if _, err := b.File(t.Context(), c, s, time.Minute); err != nil {
					t.Errorf("%d: %v", i, err)
				}
			})
		}
	}
	all.Wait()
	drain(t, b, c)
	for i := range 2 {
		if n := len(c.filed[submission(i).Number]); n != 1 {
			t.Errorf("%d is filed %d times", i, n)
		}
	}
}

// Another request with a number that is taken is not kept, and its error says that another number will do.
func TestANumberThatIsTaken(t *testing.T) {
	b := open(t, t.TempDir())
	first, second := submission(0), submission(1)
	second.Number = first.Number
	if err := b.Put(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if err := b.Put(t.Context(), second); report.CodeOf(err) != report.Used {
		t.Errorf("put: %v", err)
	}
	second.Number = submission(1).Number
	if err := b.Put(t.Context(), second); err != nil {
		t.Errorf("with another number: %v", err)
	}
}

// X70: a database of a newer program is refused and not touched.
func TestX70ANewerDatabaseIsLeftAlone(t *testing.T) {
	dir, _ := some(t)
	path := filepath.Join(dir, "outbox", "outbox.db")
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := outbox.Open(t.Context(), options(t, dir)); err == nil || !strings.Contains(err.Error(), "newer Linli") {
		t.Errorf("opened: %v, %v", b, err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("it was written to, %v", err)
	}
}

// X78: however many come and go, the database's log does not grow with them, and what waits is never thrown away.
func TestX78TheLogIsBounded(t *testing.T) {
	dir := t.TempDir()
	b, c := open(t, dir), newCity()
	if err := b.Put(t.Context(), submission(0)); err != nil {
		t.Fatal(err)
	}
	if err := b.Hold(t.Context(), submission(0).Number); err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 500; i++ {
		put(t, b, submission(i))
		if i%100 == 0 {
			drain(t, b, c)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "outbox", "outbox.db-wal"))
	if err != nil || info.Size() > 6<<20 {
		t.Errorf("the log: %v, %v", info, err)
	}
	if got := stateOf(t, b, submission(0).Number); got != outbox.Held {
		t.Errorf("the one that waits is %s", got)
	}
	if left := copiesLike(t, dir, "*.waiting"); len(left) != 1 {
		t.Errorf("%d copies that wait, want 1: %v", len(left), fmt.Sprint(left)[:200])
	}
}
