package outbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// lockFolder takes the folder for this process. The lock goes with the process, however it ends.
func lockFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, badFolder(dir, err)
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		f.Close()
		return nil, fmt.Errorf("another Linli is using the outbox in %s: end that one first", dir)
	}
	if err != nil {
		f.Close()
		return nil, badFolder(dir, err)
	}
	return f, nil
}

// badFolder says in one line which folder is meant and what to do.
func badFolder(dir string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = fmt.Errorf("%s: %w", path.Path, path.Err)
	}
	return fmt.Errorf("the outbox in %s: %w; make it writable for this user and leave space on its disk, or choose another folder with -data", dir, err)
}

// diskFull says whether an error means that there is no room. SQLite says it in words.
func diskFull(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) || errors.Is(err, unix.EFBIG) ||
		err != nil && strings.Contains(err.Error(), "database or disk is full")
}
