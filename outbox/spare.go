package outbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// spares are copies made beforehand, for the next sequence numbers: each is a file under its own name that says that nothing is
// in it, and file and name are on the disk. A copy is written over one in place, for which the disk has to write a block and the file system
// has nothing to commit: a new file costs a commit of the journal, and with it more than twice the time.
type spares struct {
	c copies

	mu sync.Mutex
	// ready are those that nobody has taken, and whether their names are on the disk.
	ready map[int64]bool
	// from and to are what is being made, to excluded, and gone what was asked for meanwhile; both are 0 when nothing is.
	from, to int64
	gone     map[int64]bool
	making   bool
}

const (
	// spareSize is how many bytes a spare has: a request of a few hundred characters. A longer one makes its file longer.
	spareSize = 4096
	// sparesMade are made at once, when no more than sparesLeft are left.
	sparesMade = 64
	sparesLeft = 16
)

// spareFormat is the first line of a spare. Programs that know no spares take it for a file of a newer one, and refuse it.
const spareFormat = "linli outbox spare\n"

// errSpare tells that nothing was ever written into a copy.
var errSpare = fmt.Errorf("%w: nothing was written into it", errDamaged)

func newSpares(c copies) *spares {
	return &spares{c: c, ready: map[int64]bool{}, gone: map[int64]bool{}}
}

// take says whether there is a spare for a sequence number, which is the caller's then, and whether its name is on the disk.
// Nobody waits for one that is just being made.
func (s *spares) take(seq int64) (spare, named bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if seq >= s.from && seq < s.to {
		s.gone[seq] = true
	}
	named, spare = s.ready[seq]
	delete(s.ready, seq)
	return spare, named
}

// refill makes more where few are left, one caller at a time. last is asked for the last sequence number that was given.
func (s *spares) refill(last func() int64) error {
	s.mu.Lock()
	if s.making || len(s.ready) > sparesLeft {
		s.mu.Unlock()
		return nil
	}
	s.making = true
	s.from = last() + 1
	for seq := range s.ready {
		s.from = max(s.from, seq+1)
	}
	s.to = s.from + sparesMade
	from, to := s.from, s.to
	s.mu.Unlock()

	err := s.name(from, to, s.write(from, to))
	if err == nil {
		err = syncFolder(s.c.dir)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.making = false
	if err != nil {
		return errors.Join(fmt.Errorf("make files for what comes: %w", err), s.remove())
	}
	for seq := range s.ready {
		s.ready[seq] = true
	}
	return nil
}

// write writes spares under names that say that they are not finished, and waits for the disk. Under its own name none is ever there in
// part: that would have to be taken for a submission that is damaged.
func (s *spares) write(from, to int64) (err error) {
	for seq := from; err == nil && seq < to; seq++ {
		err = writeSpare(s.c.path(seq, waitingFile) + unfinished)
	}
	return errors.Join(err, syncAll(s.c.dir))
}

// name gives spares their names, but for those that were asked for before they were ready. After an error they are taken away.
func (s *spares) name(from, to int64, err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for seq := from; seq < to; seq++ {
		path := s.c.path(seq, waitingFile)
		if err != nil || s.gone[seq] {
			err = errors.Join(err, s.c.remove1(path+unfinished))
		} else if err = unix.Renameat2(unix.AT_FDCWD, path+unfinished, unix.AT_FDCWD, path, unix.RENAME_NOREPLACE); err == nil {
			s.ready[seq] = false
		}
	}
	s.from, s.to = 0, 0
	clear(s.gone)
	return err
}

func writeSpare(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(padded([]byte(spareFormat)))
	return errors.Join(err, f.Close())
}

// clear takes away those that nobody has taken.
func (s *spares) clear() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.remove()
}

func (s *spares) remove() (err error) {
	for seq := range s.ready {
		err = errors.Join(err, s.c.dropSpare(seq))
	}
	clear(s.ready)
	return err
}

// drop takes the one of a sequence number away, which nothing will be put under.
func (s *spares) drop(seq int64) error {
	if spare, _ := s.take(seq); !spare {
		return nil
	}
	return s.c.dropSpare(seq)
}

// padded fills a text up to the size of a spare, so that nothing of what was there is left behind it.
func padded(text []byte) []byte {
	if len(text) >= spareSize {
		return text
	}
	return append(text, bytes.Repeat([]byte(" "), spareSize-len(text))...)
}

// isSpare says whether the copy of a sequence number is a spare into which nothing was written.
func (c copies) isSpare(seq int64) (bool, error) {
	f, err := os.Open(c.path(seq, waitingFile))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len(spareFormat))
	if _, err := io.ReadFull(f, head); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return false, err
	}
	return string(head) == spareFormat, nil
}

// dropSpare takes a file away if it is a spare.
func (c copies) dropSpare(seq int64) error {
	if is, err := c.isSpare(seq); err != nil || !is {
		return err
	}
	return c.remove1(c.path(seq, waitingFile))
}

// syncAll waits until everything in a folder's file system is on the disk: one commit, however many files there are.
func syncAll(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(d.Fd())), d.Close())
}
