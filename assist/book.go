// Package assist keeps which members of staff may write for residents, with their codes, and looks whether somebody is one of them.
package assist

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"

	"linli/report"
)

// How many wrong codes in a row shut the door, for everybody, and for how long after the last: a code of six digits is not to be found
// by trying.
const (
	mostWrong = 5
	shutFor   = 10 * time.Minute
)

// Book is a file with a line for each member of staff: a number, a colon and the bcrypt hash of a code, as Apache's htpasswd -B writes
// them. It is read each time, so that it can be changed while a kiosk runs. It may be used from any goroutine.
type Book struct {
	path  string
	clock func() time.Time

	mu    sync.Mutex
	wrong int
	last  time.Time // when a code was wrong last
}

// Open is the book in a file, which need not be there yet.
func Open(path string, clock func() time.Time) *Book { return &Book{path: path, clock: clock} }

// SignIn returns nil where a code is that of a number. The code of its error is report.NoProof where it is not or there is no such
// number, report.TooOften where five in a row were wrong within the last ten minutes, and report.Internal where the book cannot be read.
func (b *Book) SignIn(_ context.Context, number, code string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	failed := func(code report.Code, err error) error {
		return &report.Error{Code: code, Op: "sign staff in", Err: err}
	}
	if b.clock().Sub(b.last) >= shutFor {
		b.wrong = 0
	}
	if b.wrong >= mostWrong {
		return failed(report.TooOften, errors.New("five codes in a row were wrong"))
	}
	people, err := b.read()
	if err != nil {
		return failed(report.Internal, err)
	}
	hash, known := people[number]
	if !known { // it takes as long as for a number that is there
		hash = nobody
	}
	if err := bcrypt.CompareHashAndPassword([]byte(hash), []byte(code)); err != nil || !known {
		b.wrong++
		b.last = b.clock()
		return failed(report.NoProof, errors.New("no such number, or another code"))
	}
	b.wrong = 0
	return nil
}

// nobody is the hash of a code that nobody has.
const nobody = "$2a$10$7EqJtq98hPqEX7fNZaFWoOe5Xn2vE0bOzqZ5H5B5p5N1Q1Q1Q1Q1Q"

// Numbers returns those of all members of staff in the book, in order.
func (b *Book) Numbers() ([]string, error) {
	people, err := b.read()
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, len(people))
	for number := range people {
		out = append(out, number)
	}
	slices.Sort(out)
	return out, nil
}

// Add writes a member of staff into the book, or gives one another code.
func (b *Book) Add(number, code string) error {
	hash, err := bcrypt.GenerateFromPassword([]byte(code), bcrypt.DefaultCost)
	if err != nil {
		return fmt.Errorf("hash the code: %w", err)
	}
	return b.change(func(people map[string]string) error {
		people[number] = string(hash)
		return nil
	})
}

// Remove takes a member of staff out of the book.
func (b *Book) Remove(number string) error {
	return b.change(func(people map[string]string) error {
		if _, known := people[number]; !known {
			return fmt.Errorf("%s: there is no member of staff %s in it", b.path, number)
		}
		delete(people, number)
		return nil
	})
}

func (b *Book) read() (map[string]string, error) {
	text, err := os.ReadFile(b.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read who of the staff may help: %w", err)
	}
	people := map[string]string{}
	for i, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		number, hash, ok := strings.Cut(line, ":")
		if _, err := bcrypt.Cost([]byte(hash)); !ok || err != nil || number == "" || strings.Trim(number, "0123456789") != "" {
			return nil, fmt.Errorf("%s, line %d: want a number, a colon and a bcrypt hash; linli staff add NUMBER writes one", b.path, i+1)
		}
		people[number] = hash
	}
	return people, nil
}

// change writes the book anew: whole, or not at all.
func (b *Book) change(do func(map[string]string) error) error {
	people, err := b.read()
	if err != nil {
		return err
	}
	if err := do(people); err != nil {
		return err
	}
	var text bytes.Buffer
	for number, hash := range people {
		fmt.Fprintf(&text, "%s:%s\n", number, hash)
	}
	f, err := os.CreateTemp(filepath.Dir(b.path), ".staff-*") // only its owner may read it
	if err != nil {
		return fmt.Errorf("write who of the staff may help: %w", err)
	}
	_, err = f.Write(text.Bytes())
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), b.path)
	}
	if err != nil {
		return fmt.Errorf("write who of the staff may help: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
