package outbox_test

import (
	"bytes"
	"os"
	"path/filepath"
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

// BenchmarkPut is how long a resident waits for their words to be safe, in turn with appending: "of-append" is the share of
// the disk's own speed that is left, and 0.5 is wanted.
func BenchmarkPut(b *testing.B) {
	dir := b.TempDir()
	box := open(b, dir)
	put(b, box, submission(0))
	raw := newAppended(b, copied(b, dir))
	var puts, appends time.Duration
	for n := 1; b.Loop(); n++ {
		s := submission(n)
		began := time.Now()
		put(b, box, s)
		half := time.Now()
		raw.put(b)
		puts, appends = puts+half.Sub(began), appends+time.Since(half)
	}
	b.ReportMetric(appends.Seconds()/puts.Seconds(), "of-append")
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
