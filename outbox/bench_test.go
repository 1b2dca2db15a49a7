package outbox_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkPut is how long a resident waits for their words to be safe.
func BenchmarkPut(b *testing.B) {
	box := open(b, b.TempDir())
	for n := 0; b.Loop(); n++ {
		put(b, box, submission(n))
	}
}

// BenchmarkPutTogether is the same with sixteen at once.
func BenchmarkPutTogether(b *testing.B) {
	box := open(b, b.TempDir())
	numbers := make(chan int)
	go func() {
		for n := 0; ; n++ {
			numbers <- n
		}
	}()
	b.SetParallelism(8)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := box.Put(b.Context(), submission(<-numbers)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkAppend is the least that any of it can cost here: the same bytes at the end of a file, synced.
func BenchmarkAppend(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "file"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	for block := bytes.Repeat([]byte("x"), 900); b.Loop(); {
		if _, err := f.Write(block); err != nil {
			b.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen is a start with 5,000 waiting. Filling one takes longer than the start.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	box := open(b, dir)
	for n := range 5000 {
		put(b, box, submission(n))
	}
	box.Close()
	for b.Loop() {
		open(b, dir).Close()
	}
}
