package outbox_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// copied is how many bytes a submission has in its copy, without what only fills its file.
func copied(b *testing.B, dir string) int {
	files := copiesLike(b, dir, "*.waiting")
	if len(files) == 0 {
		b.Fatal("no copies")
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		b.Fatal(err)
	}
	return len(bytes.TrimRight(text, " \n"))
}

// appended is a file at whose end the same bytes are put, each time synced: the least that keeping can cost on this disk.
type appended struct {
	f     *os.File
	block []byte
}

func newAppended(b *testing.B, size int) appended {
	f, err := os.Create(filepath.Join(b.TempDir(), "file"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	return appended{f, bytes.Repeat([]byte("x"), size)}
}

func (a appended) put(b *testing.B) {
	if _, err := a.f.Write(a.block); err != nil {
		b.Fatal(err)
	}
	if err := unix.Fdatasync(int(a.f.Fd())); err != nil {
		b.Fatal(err)
	}
}

// least is what two places need of a disk, whoever writes them: a new file and its name, and some pages of a log that is written over, synced
// side by side.
type least struct {
	dir   string
	log   *os.File
	block []byte
	n     int
}

// logPages are the bytes that a put adds to SQLite's log: a leaf of the table, and one of each index.
const logPages = 5 * 4096

func newLeast(b *testing.B, size int) *least {
	log, err := os.Create(filepath.Join(b.TempDir(), "log"))
	if err == nil {
		b.Cleanup(func() { log.Close() })
		_, err = log.Write(make([]byte, 100*logPages))
	}
	if err == nil {
		err = log.Sync()
	}
	if err != nil {
		b.Fatal(err)
	}
	return &least{dir: b.TempDir(), log: log, block: bytes.Repeat([]byte("x"), size)}
}

func (l *least) put(b *testing.B) {
	logged := make(chan error, 1)
	go func() {
		_, err := l.log.WriteAt(make([]byte, logPages), int64(l.n%100*logPages))
		logged <- errors.Join(err, unix.Fdatasync(int(l.log.Fd())))
	}()
	l.n++
	f, err := os.Create(filepath.Join(l.dir, strconv.Itoa(l.n)))
	if err != nil {
		b.Fatal(err)
	}
	_, err = f.Write(l.block)
	err = errors.Join(err, f.Sync(), f.Close())
	dir, openErr := os.Open(l.dir)
	if err = errors.Join(err, openErr); err == nil {
		err = errors.Join(dir.Sync(), dir.Close())
	}
	if err := errors.Join(err, <-logged); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPut is how long a resident waits for their words to be safe, in turn with appending: "of-append" is the share of
// the disk's own speed that is left, and 0.5 is wanted. "least-of-append" is the share that two places have left when nothing else is done,
// and "of-least" what is left of that.
func BenchmarkPut(b *testing.B) {
	dir := b.TempDir()
	box := open(b, dir)
	put(b, box, submission(0))
	raw := newAppended(b, copied(b, dir))
	bare := newLeast(b, copied(b, dir))
	var puts, appends, leasts time.Duration
	for n := 1; b.Loop(); n++ {
		s := submission(n)
		began := time.Now()
		put(b, box, s)
		second := time.Now()
		raw.put(b)
		third := time.Now()
		bare.put(b)
		puts, appends, leasts = puts+second.Sub(began), appends+third.Sub(second), leasts+time.Since(third)
	}
	b.ReportMetric(appends.Seconds()/puts.Seconds(), "of-append")
	b.ReportMetric(appends.Seconds()/leasts.Seconds(), "least-of-append")
	b.ReportMetric(leasts.Seconds()/puts.Seconds(), "of-least")
	b.ReportMetric(float64(b.N)/puts.Seconds(), "puts/s")
	b.ReportMetric(float64(b.N)/appends.Seconds(), "appends/s")
}

// BenchmarkPutTogether is the same with sixteen at once; 0.9 is wanted.
func BenchmarkPutTogether(b *testing.B) {
	const writers = 16
	dir := b.TempDir()
	box := open(b, dir)
	put(b, box, submission(0))
	raw := newAppended(b, copied(b, dir))
	var puts, appends time.Duration
	for n := 1; b.Loop(); n += writers {
		began := time.Now()
		var all sync.WaitGroup
		for i := range writers {
			all.Go(func() { put(b, box, submission(n+i)) })
		}
		all.Wait()
		half := time.Now()
		for range writers {
			raw.put(b)
		}
		puts, appends = puts+half.Sub(began), appends+time.Since(half)
	}
	b.ReportMetric(appends.Seconds()/puts.Seconds(), "of-append")
	b.ReportMetric(writers*float64(b.N)/puts.Seconds(), "puts/s")
}
