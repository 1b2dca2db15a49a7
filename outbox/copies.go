package outbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"linli/report"
)

// copies are the second of the two places where a submission is kept: a folder with one file each. A file is on the disk, and its
// name is, before anybody relies on it. What has left the queue leaves a file of its own, which says where it went.
type copies struct{ dir string }

// The names of files: the sequence number, and what the file is.
const (
	waitingFile = ".waiting" // the sealed submission
	settledFile = ".settled" // the state that it ended in, which counts where both are there
	damagedFile = ".damaged" // a copy that nobody can read, set aside for staff
	unfinished  = ".new"     // after the name of a file that is being written
)

// format is the first line of each file. A program that does not know it leaves the file alone.
const format = "linli outbox 1\n"

// formatMore is the first line of a file with a change or with attachments, which older programs would lose.
const formatMore = "linli outbox 2\n"

// file is what a copy holds. Nothing in it can be read that is personal.
type file struct {
	Seq       int64
	Number    report.Number
	Key       string
	Endpoint  string
	State     State
	FrozenAt  time.Time
	ChangedAt time.Time
	Sealed    []byte `json:",omitempty"`
	Answer    []byte `json:",omitempty"`

	Kind        Kind      `json:",omitempty"`
	Attachments int       `json:",omitempty"`
	ExportedAt  time.Time `json:",omitzero"`
}

// prepare makes the folder, and sees to it that its name is on the disk, and that of the folder around it.
func (c copies) prepare() error {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	around := filepath.Dir(c.dir)
	return errors.Join(syncFolder(around), syncFolder(filepath.Dir(around)))
}

func (c copies) path(seq int64, kind string) string {
	return filepath.Join(c.dir, fmt.Sprintf("%012d%s", seq, kind))
}

// write keeps a row again: what waits in one file, what is settled in the other, after which the first is erased.
func (c copies) write(r row) error {
	kind := r.State.copyKind()
	text, err := written(r)
	if err == nil {
		err = writeWhole(c.path(r.Seq, kind), text)
	}
	if err != nil {
		return fmt.Errorf("write copy %d: %w", r.Seq, err)
	}
	if kind == settledFile {
		return c.remove1(c.path(r.Seq, waitingFile))
	}
	return nil
}

// written is a row as its file has it.
func written(r row) ([]byte, error) {
	f := file{
		r.Seq, r.Number, r.key, r.Endpoint, r.State, r.FrozenAt, r.ChangedAt, r.sealed, r.answer, r.Kind, r.Attachments, r.ExportedAt,
	}
	body, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	first := format
	if r.Kind != "" || r.Attachments > 0 {
		first = formatMore
	}
	return fmt.Appendf([]byte(first), "%x\n%s\n", sha256.Sum256(body), body), nil
}

// remove takes a copy away. What was never there is gone too.
func (c copies) remove(seq int64) error {
	return errors.Join(c.remove1(c.path(seq, waitingFile)), c.remove1(c.path(seq, settledFile)))
}

func (c copies) remove1(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// setAside keeps a copy that cannot be read where nothing looks for one.
func (c copies) setAside(seq int64, kind string) error {
	return os.Rename(c.path(seq, kind), c.path(seq, kind)+damagedFile)
}

// list returns the sequence numbers that have a file of each kind, without opening any.
func (c copies) list() (waiting, settled map[int64]bool, err error) {
	dir, err := os.Open(c.dir)
	if err != nil {
		return nil, nil, err
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return nil, nil, fmt.Errorf("list the copies: %w", err)
	}
	waiting, settled = map[int64]bool{}, map[int64]bool{}
	for _, name := range names {
		digits, kind, _ := strings.Cut(name, ".")
		seq, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			continue
		}
		switch "." + kind {
		case waitingFile:
			waiting[seq] = true
		case settledFile:
			settled[seq] = true
		case waitingFile + unfinished, settledFile + unfinished: // what a power cut left: nobody was told of it
			if err := c.remove1(filepath.Join(c.dir, name)); err != nil {
				return nil, nil, err
			}
		}
	}
	return waiting, settled, nil
}

// errNewer tells that a file is from a newer program.
var errNewer = errors.New("a newer Linli wrote it; start that one")

// read returns what a copy holds, errDamaged where its checksum does not fit.
func (c copies) read(seq int64, kind string) (row, error) {
	text, err := os.ReadFile(c.path(seq, kind))
	if err != nil {
		return row{}, fmt.Errorf("read copy %d: %w", seq, err)
	}
	head, rest, _ := bytes.Cut(text, []byte("\n"))
	if first := string(head) + "\n"; first != format && first != formatMore {
		if bytes.HasPrefix(head, []byte("linli outbox ")) {
			return row{}, fmt.Errorf("read copy %d: %w", seq, errNewer)
		}
		return row{}, fmt.Errorf("read copy %d: %w", seq, errDamaged)
	}
	sum, body, _ := bytes.Cut(rest, []byte("\n"))
	body = bytes.TrimSuffix(body, []byte("\n"))
	if fmt.Sprintf("%x", sha256.Sum256(body)) != string(sum) {
		return row{}, fmt.Errorf("read copy %d: %w", seq, errDamaged)
	}
	var f file
	if err := json.Unmarshal(body, &f); err != nil || f.Seq != seq {
		return row{}, fmt.Errorf("read copy %d: %w", seq, errDamaged)
	}
	return row{
		Item: Item{
			Seq: f.Seq, Number: f.Number, Kind: f.Kind, State: f.State, Endpoint: f.Endpoint, Attachments: f.Attachments,
			FrozenAt: f.FrozenAt, ChangedAt: f.ChangedAt, ExportedAt: f.ExportedAt,
		},
		key: f.Key, sealed: f.Sealed, answer: f.Answer,
	}, nil
}

// writeWhole makes a file that is whole or not there, and is on the disk, its name too, when it returns.
func writeWhole(path string, text []byte) error {
	f, err := os.OpenFile(path+unfinished, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(path+unfinished, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(path+unfinished))
	}
	return syncFolder(filepath.Dir(path))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
