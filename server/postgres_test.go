package server_test

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"linli/client/georeport"
	"linli/server"
)

// onPostgres is the address of a PostgreSQL for tests, in which databases may be made: then every test of this package runs on it. Empty
// means that they run on SQLite. scripts/postgres starts one.
func onPostgres() string { return os.Getenv("LINLI_TEST_POSTGRES") }

// inFiles skips a test that is about the files of SQLite.
func inFiles(t *testing.T) {
	t.Helper()
	if onPostgres() != "" {
		t.Skip("it is about files, and this run is on PostgreSQL")
	}
}

// inPostgres skips a test that is about PostgreSQL.
func inPostgres(t *testing.T) {
	t.Helper()
	if onPostgres() == "" {
		t.Skip("it needs PostgreSQL: scripts/postgres go test ./server")
	}
}

// database is the address of a database of its own for a folder of data, made where it is not there yet; empty means SQLite.
func database(t *testing.T, dir string) string {
	t.Helper()
	server := onPostgres()
	if server == "" {
		return ""
	}
	// A folder that has a file of SQLite is for a test of that.
	if _, err := os.Stat(filepath.Join(dir, "linli.db")); err == nil {
		return ""
	}
	sum := sha256.Sum256([]byte(dir))
	name := "linli_" + hex.EncodeToString(sum[:12])
	db, err := sql.Open("pgx", server)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var there bool
	if err := db.QueryRowContext(t.Context(), `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, name).Scan(&there); err != nil {
		t.Fatal(err)
	}
	if !there {
		if _, err := db.ExecContext(t.Context(), `CREATE DATABASE `+name); err != nil {
			t.Fatal(err)
		}
	}
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	address.Path = "/" + name
	return address.String()
}

// two are two server processes on one database.
func two(t *testing.T, change func(*server.Options)) (a, b *backend) {
	t.Helper()
	inPostgres(t)
	dir := t.TempDir()
	shared := func(o *server.Options) {
		o.DataDir = t.TempDir() // nothing but the database is shared
		o.Database = database(t, dir)
		if change != nil {
			change(o)
		}
	}
	a, b = start(t, shared), start(t, shared)
	return a, b
}

// TestTwoServersStoreEachRequestOnce: whichever of them a kiosk reaches, and though it tries both at once.
func TestTwoServersStoreEachRequestOnce(t *testing.T) {
	a, b := two(t, nil)
	const kinds, tries = 40, 6
	var all sync.WaitGroup
	answers := make([]map[string]int, kinds)
	var mu sync.Mutex
	for i := range kinds {
		answers[i] = map[string]int{}
		for try := range tries {
			s := a
			if try%2 == 1 {
				s = b
			}
			all.Go(func() {
				got := s.post(georeport.JSON, lamp("description", fmt.Sprint("lamp ", i)), fmt.Sprintf("key-%032d", i))
				mu.Lock()
				defer mu.Unlock()
				answers[i][fmt.Sprint(got.status, " ", got.body)]++
			})
		}
	}
	all.Wait()
	for i, got := range answers {
		if len(got) != 1 {
			t.Errorf("request %d: answered %v", i, got)
		}
	}
	if n := len(a.list("")); n != kinds {
		t.Errorf("%d requests are stored, want %d", n, kinds)
	}
}

// TestTwoServersTakeOneAttachment: a recording begun at one is gone on with at the other, and read at either.
func TestTwoServersTakeOneAttachment(t *testing.T) {
	a, b := two(t, func(o *server.Options) { o.Unfinished = 30 * 24 * time.Hour })
	id, all := a.fileWith(filingKey, lamp()), sound(700<<10)
	if got := a.piece(id, all, 0, 300<<10); got.status != 202 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := b.piece(id, all, -1, 0); got.received() != 300<<10 {
		t.Errorf("the other one has %d bytes", got.received())
	}
	if got := b.piece(id, all, 200<<10, 400<<10); got.status != 409 {
		t.Errorf("what is there comes again: %d %s", got.status, got.body)
	}
	if got := b.piece(id, all, 300<<10, len(all)); got.status != 200 {
		t.Fatalf("the rest: %d %s", got.status, got.body)
	}
	for _, s := range []*backend{a, b} {
		if got := s.fetch(id, hashOf(all), "X-Contact-Proof", proof); got.status != 200 || got.body != string(all) {
			t.Errorf("read: %d, %d bytes", got.status, len(got.body))
		}
	}
	old := sound(1001)
	a.piece(id, old, 0, 400)
	for _, s := range []*backend{a, b} {
		s.clock.pass(40 * 24 * time.Hour)
	}
	if n, err := b.ForgetUnfinished(t.Context()); n != 1 || err != nil {
		t.Errorf("%d unfinished ones removed, %v", n, err)
	}
	if got := a.piece(id, old, -1, 0); got.received() != 0 {
		t.Errorf("%d bytes are left of what was removed", got.received())
	}
	if got := a.fetch(id, hashOf(all), "X-Contact-Proof", proof); got.status != 200 {
		t.Errorf("the whole one is gone: %d", got.status)
	}
}

// TestTwoServersCountProofsTogether: proofs tried at once at both are not more than ten.
func TestTwoServersCountProofsTogether(t *testing.T) {
	a, b := two(t, nil)
	id := a.file(lamp())
	var all sync.WaitGroup
	var mu sync.Mutex
	statuses := map[int]int{}
	for i := range 40 {
		s := a
		if i%2 == 1 {
			s = b
		}
		all.Go(func() {
			got := s.change(id, withdraw, with(fmt.Sprintf("%04d", i), ""))
			mu.Lock()
			defer mu.Unlock()
			statuses[got.status]++
		})
	}
	all.Wait()
	if statuses[403] != 10 || statuses[429] != 30 {
		t.Errorf("answered %v", statuses)
	}
}

// TestADatabaseThatCannotBeReachedIsNamed, in one line and without its password.
func TestADatabaseThatCannotBeReachedIsNamed(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	address := strings.TrimPrefix(closed.URL, "http://")
	for given, want := range map[string]string{
		"postgres://linli:geheim@" + address + "/city": "postgres://" + address + "/city: it cannot be reached",
		"postgres://linli:geheim@:x/city":              "serve.database cannot be read",
	} {
		_, err := server.New(server.Options{DataDir: t.TempDir(), Database: given, Catalogue: os.DirFS("testdata")})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", given, err)
		}
	}
}

// TestWhatADatabaseDoesNotTakeHarmsNobodyElse: of filings that are stored together, one is refused for what is in it.
func TestWhatADatabaseDoesNotTakeHarmsNobodyElse(t *testing.T) {
	b := start(t, nil)
	var all sync.WaitGroup
	var mu sync.Mutex
	stored := 0
	for i := range 60 {
		form := lamp("description", fmt.Sprint("lamp ", i), "address_string", "'; DROP TABLE requests; --")
		if i%10 == 0 {
			form.Set("first_name", "a\x00b\xff")
		}
		all.Go(func() {
			got := b.post(georeport.JSON, form, "")
			mu.Lock()
			defer mu.Unlock()
			if got.status == 200 {
				stored++
			} else if got.status >= 500 {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
	all.Wait()
	if n := len(b.list("")); n != stored || n < 54 {
		t.Errorf("%d were acknowledged, %d are stored", stored, n)
	}
}
