package outbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"linli/report"
)

// attached are the attachments: each sealed in two files, in folders apart, synced before its submission is kept. They are
// sealed in pieces, so that no more than one piece is ever in memory and sending can go on anywhere.
type attached struct {
	dirs [2]string
	keys *Keys
}

// piece is how many bytes of an attachment are sealed at a time.
const piece = 128 << 10

// attachedFormat is the first line of each file.
const attachedFormat = "linli attachment 1\n"

func attachedIn(dir string, keys *Keys) attached {
	return attached{[2]string{filepath.Join(dir, "attached"), filepath.Join(dir, "attached-again")}, keys}
}

func (a attached) prepare() error {
	return errors.Join(os.MkdirAll(a.dirs[0], 0o700), os.MkdirAll(a.dirs[1], 0o700))
}

// attachedName is the file of the nth attachment of a submission. The hash of a recording is nobody's business.
func attachedName(seq int64, n int) string { return fmt.Sprintf("%012d.%d", seq, n) }

// binding ties a piece to its place: neither another one nor one of another attachment can be put there.
func binding(number report.Number, about report.Attached, n int64) []byte {
	return fmt.Appendf(nil, "linli attachment %s %s %d %d", string(number), about.SHA256, about.Size, n)
}

// write keeps the attachments of a submission. Where it fails, whoever called it removes what there is.
func (a attached) write(seq int64, number report.Number, all []report.Attachment) error {
	for n, one := range all {
		for _, dir := range a.dirs {
			err := writeStream(filepath.Join(dir, attachedName(seq, n)), func(w io.Writer) error { return a.seal(w, number, one) })
			if err != nil {
				return fmt.Errorf("write attachment %d of submission %d: %w", n, seq, err)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return errors.Join(syncFolder(a.dirs[0]), syncFolder(a.dirs[1]))
}

func (a attached) seal(w io.Writer, number report.Number, one report.Attachment) error {
	return a.sealFrom(w, number, one.Attached(), bytes.NewReader(one.Bytes))
}

// sealFrom seals what from holds, a piece at a time.
func (a attached) sealFrom(w io.Writer, number report.Number, about report.Attached, from io.ReaderAt) error {
	if _, err := io.WriteString(w, attachedFormat); err != nil {
		return err
	}
	for n := int64(0); n*piece < about.Size; n++ {
		plain := make([]byte, min(piece, about.Size-n*piece))
		if _, err := from.ReadAt(plain, n*piece); err != nil {
			return err
		}
		sealed, err := a.keys.seal(plain, binding(number, about, n))
		if err != nil {
			return err
		}
		if _, err := w.Write(sealed); err != nil {
			return err
		}
	}
	return nil
}

// writeStream writes a file whole or not at all; it is on the disk under its name once its folder is synced.
func writeStream(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if err = write(f); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(path+unfinished, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(path+unfinished))
	}
	return nil
}

// remove erases attachments of a submission, by their places.
func (a attached) remove(seq int64, places ...int) error {
	var err error
	for _, n := range places {
		for _, dir := range a.dirs {
			err = errors.Join(err, erase(filepath.Join(dir, attachedName(seq, n))))
		}
	}
	return err
}

// reader reads an attachment, each piece from whichever of the two files has it whole.
func (a attached) reader(seq int64, number report.Number, n int, about report.Attached) *attachedReader {
	r := &attachedReader{keys: a.keys, number: number, about: about, at: -1}
	for _, dir := range a.dirs {
		if f, err := os.Open(filepath.Join(dir, attachedName(seq, n))); err == nil {
			r.files = append(r.files, f)
		}
	}
	return r
}

// attachedReader is an io.ReaderAt of what is sealed. It is used by one goroutine.
type attachedReader struct {
	keys   *Keys
	number report.Number
	about  report.Attached
	files  []*os.File
	// may, where it is set, is asked before each reading.
	may func() error
	// err is why it could not be read.
	err error

	at    int64 // the piece in memory
	plain []byte
}

func (r *attachedReader) close() error {
	var err error
	for _, f := range r.files {
		err = errors.Join(err, f.Close())
	}
	return err
}

// ReadAt implements io.ReaderAt.
func (r *attachedReader) ReadAt(p []byte, off int64) (done int, err error) {
	for done < len(p) {
		if off >= r.about.Size {
			return done, io.EOF
		}
		if err := r.load(off / piece); err != nil {
			r.err = err
			return done, err
		}
		n := copy(p[done:], r.plain[off%piece:])
		done, off = done+n, off+int64(n)
	}
	return done, nil
}

// load opens a piece.
func (r *attachedReader) load(n int64) error {
	if r.may != nil {
		if err := r.may(); err != nil {
			return err
		}
	}
	if r.at == n {
		return nil
	}
	size := min(piece, r.about.Size-n*piece)
	err := fmt.Errorf("an attachment is gone: %w", errDamaged)
	for _, f := range r.files {
		sealed := make([]byte, size+sealedMore)
		if _, readErr := f.ReadAt(sealed, int64(len(attachedFormat))+n*(piece+sealedMore)); readErr != nil {
			if !errors.Is(readErr, io.EOF) {
				err = readErr
			}
			continue
		}
		plain, openErr := r.keys.open(sealed, binding(r.number, r.about, n))
		if openErr == nil {
			r.at, r.plain = n, plain
			return nil
		}
		err = fmt.Errorf("an attachment: %w", openErr)
	}
	return err
}

// repair removes the attachments of what has ended or was never kept, and writes those again that have only one file left.
func (a attached) repair(stateOf func(seq int64) (State, error)) error {
	names := map[string][2]bool{}
	for i, dir := range a.dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return fmt.Errorf("list the attachments: %w", err)
		}
		for _, e := range entries {
			has := names[e.Name()]
			has[i] = true
			names[e.Name()] = has
		}
	}
	for name, has := range names {
		var seq int64
		var n int
		_, err := fmt.Sscanf(name, "%d.%d", &seq, &n)
		whole := err == nil && name == attachedName(seq, n)
		if err != nil {
			continue // nothing of ours
		}
		state, mend := stateOf(seq)
		switch {
		case mend != nil:
		case !whole, state == "", state.ended():
			mend = errors.Join(erase(filepath.Join(a.dirs[0], name)), erase(filepath.Join(a.dirs[1], name)))
		case !has[0]:
			mend = copyFile(filepath.Join(a.dirs[0], name), filepath.Join(a.dirs[1], name))
		case !has[1]:
			mend = copyFile(filepath.Join(a.dirs[1], name), filepath.Join(a.dirs[0], name))
		}
		if mend != nil {
			return fmt.Errorf("put the attachments right: %w", mend)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return errors.Join(syncFolder(a.dirs[0]), syncFolder(a.dirs[1]))
}

func erase(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func copyFile(to, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	return writeStream(to, func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return err
	})
}
