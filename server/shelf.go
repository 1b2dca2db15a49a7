package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"linli/report"
)

// shelf keeps what attachments hold.
type shelf interface {
	// received is how many bytes of an attachment there are.
	received(ctx context.Context, n report.Number, a attachment) (int64, error)
	// add writes a piece behind what is there, as much of it as comes, and returns how much there is then. It is on the disk when add
	// returns. Of an attachment that is whole and has another hash nothing is kept: errHash.
	add(ctx context.Context, n report.Number, a attachment, at int64, from io.Reader) (received int64, err error)
	// open reads one that is whole.
	open(ctx context.Context, n report.Number, a attachment) (io.ReadSeekCloser, error)
	// forget removes one, unless it is whole, or has grown since a time.
	forget(ctx context.Context, n report.Number, a attachment, before time.Time) (gone bool, err error)
}

// place names an attachment among all.
func place(n report.Number, a attachment) string { return string(n) + "/" + a.sha256 }

// folder is a shelf on the disk: a folder for each request, a file for each attachment, named by its hash. While it
// arrives its name ends in .part.
type folder struct{ dir string }

func (s folder) path(n report.Number, a attachment) string {
	return filepath.Join(s.dir, string(n), a.sha256)
}

// received implements shelf.
func (s folder) received(_ context.Context, n report.Number, a attachment) (int64, error) {
	for _, path := range []string{s.path(n, a), s.path(n, a) + ".part"} {
		info, err := os.Stat(path)
		if err == nil {
			return info.Size(), nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
	}
	return 0, nil
}

// add implements shelf. The attachment has its name once it is whole and its hash is right.
func (s folder) add(_ context.Context, n report.Number, a attachment, at int64, from io.Reader) (received int64, err error) {
	path := s.path(n, a)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(path+".part", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	more, readErr := io.Copy(io.NewOffsetWriter(f, at), from)
	received = at + more
	if err := errors.Join(f.Sync(), syncFolders(filepath.Dir(path), s.dir)); err != nil {
		return 0, err
	}
	if readErr != nil || received < a.size {
		return received, readErr
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(f, 0, a.size)); err != nil {
		return 0, err
	}
	if hex.EncodeToString(sum.Sum(nil)) != a.sha256 {
		return 0, errors.Join(errHash, os.Remove(path+".part"), syncFolders(filepath.Dir(path)))
	}
	if err := os.Rename(path+".part", path); err != nil {
		return 0, err
	}
	return received, syncFolders(filepath.Dir(path))
}

// syncFolders makes sure that names are on the disk too.
func syncFolders(dirs ...string) error {
	var err error
	for _, dir := range dirs {
		d, openErr := os.Open(dir)
		if openErr != nil {
			return errors.Join(err, openErr)
		}
		err = errors.Join(err, d.Sync(), d.Close())
	}
	return err
}

// open implements shelf.
func (s folder) open(_ context.Context, n report.Number, a attachment) (io.ReadSeekCloser, error) {
	return os.Open(s.path(n, a))
}

// forget implements shelf.
func (s folder) forget(_ context.Context, n report.Number, a attachment, before time.Time) (gone bool, err error) {
	path := s.path(n, a)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	part, err := os.Stat(path + ".part")
	switch {
	case err == nil && !part.ModTime().Before(before):
		return false, nil
	case err == nil:
		if err := errors.Join(os.Remove(path+".part"), syncFolders(filepath.Dir(path))); err != nil {
			return false, err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return false, err
	}
	return true, nil
}
