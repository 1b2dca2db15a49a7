package outbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Rekeyed is what Rekey has done.
type Rekeyed struct {
	Submissions, Attachments int
	// Old are the places that only an older key opens, or none at all. While there are any, the older keys stay in the file.
	Old []string
}

// ErrOneKey tells that there is no new key, and that this is not the place to make one.
var ErrOneKey = errors.New("there is only one key")

// Rekey seals everything with a new key, and takes the old one away when nothing needs it any more.
//
// The new key is on the disk, above the old one, before anything is sealed with it, and the old one is there until all has been
// looked at: at each moment the key file opens everything. Where more than one key is in the file, an earlier Rekey was cut, and is
// finished. Where path is empty the key file is not ours to write.
func Rekey(ctx context.Context, o Options, path string) (done Rekeyed, err error) {
	b, err := Open(ctx, o) // which nobody else uses meanwhile
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if len(o.Keys.ring) == 1 {
		if path == "" {
			return done, ErrOneKey
		}
		if err := addKey(path); err != nil {
			return done, fmt.Errorf("a new key cannot be written: %w; nothing was changed", err)
		}
		fresh, err := OpenKeys(path)
		if err != nil {
			return done, err
		}
		*o.Keys = *fresh
	}
	if err := b.resealAll(ctx, &done); err != nil {
		return done, fmt.Errorf("seal with the new key: %w; nothing is lost, do it again", err)
	}
	if done.Old, err = b.old(ctx); err != nil || len(done.Old) > 0 || path == "" {
		return done, err
	}
	if err := keepFirstKey(path); err != nil {
		return done, fmt.Errorf("the old key cannot be taken away: %w; do it again", err)
	}
	return done, nil
}

// addKey puts a new key above those of a file.
func addKey(path string) error {
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text, err := newKey()
	if err != nil {
		return err
	}
	return writeWhole(path, append([]byte(text), before...))
}

// keepFirstKey leaves the newest key in a file.
func keepFirstKey(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return writeWhole(path, []byte(keyRemark+line+"\n"))
		}
	}
	return errors.New("it holds no key")
}

// resealAll seals rows, copies and attachments with the first key. What cannot be opened stays as it is.
func (b *Box) resealAll(ctx context.Context, done *Rekeyed) error {
	for seq := int64(0); ; {
		r, err := b.db.next(ctx, seq)
		if errors.Is(err, errNone) {
			return nil
		}
		if err != nil {
			return err
		}
		seq = r.Seq
		n, err := b.resealFiles(r)
		if err != nil {
			return err
		}
		done.Attachments += n
		if err := b.resealRow(ctx, r); err != nil {
			return err
		}
		done.Submissions++
	}
}

func (b *Box) resealRow(ctx context.Context, r row) (err error) {
	if len(r.sealed) > 0 {
		plain, openErr := b.opened(r)
		if openErr != nil {
			return nil // for staff, and old finds it
		}
		if r.sealed, err = b.o.Keys.seal(plain, r.label()); err != nil {
			return err
		}
	}
	if len(r.answer) > 0 {
		plain, openErr := b.o.Keys.open(r.answer, r.label())
		if openErr != nil {
			return nil
		}
		if r.answer, err = b.o.Keys.seal(plain, r.label()); err != nil {
			return err
		}
	}
	return errors.Join(b.copies.write(r), b.db.update(ctx, r))
}

// attachmentsOf says which attachments of a row may lie here.
func (b *Box) attachmentsOf(r row) []Attachment {
	switch {
	case r.Attachments == 0 || r.State.ended():
		return nil
	case r.State.AtCity():
		a, err := b.answerOf(r)
		if err != nil {
			return nil
		}
		return a.Attached
	}
	f, err := b.submission(r)
	if err != nil {
		return nil
	}
	return toBring(f.Attached)
}

// resealFiles seals the attachments of a row again, each file from whichever of the two is sound.
func (b *Box) resealFiles(r row) (n int, err error) {
	for i, one := range b.attachmentsOf(r) {
		from := b.files.reader(r.Seq, r.Number, i, one.Attached)
		if len(from.files) == 0 { // the city has it
			continue
		}
		for _, dir := range b.files.dirs {
			sealErr := writeStream(filepath.Join(dir, attachedName(r.Seq, i)), func(w io.Writer) error { return b.files.sealFrom(w, r.Number, one.Attached, from) })
			if errors.Is(sealErr, errDamaged) {
				break // it stays as it is
			}
			err = errors.Join(err, sealErr)
		}
		if err = errors.Join(err, from.close()); err != nil {
			return n, err
		}
		n++
	}
	if n > 0 {
		err = errors.Join(syncFolder(b.files.dirs[0]), syncFolder(b.files.dirs[1]))
	}
	return n, err
}

// old lists what the first key does not open: by the mark that everything sealed begins with.
func (b *Box) old(ctx context.Context) (all []string, err error) {
	first := b.o.Keys.ring[0].id
	look := func(where string, sealed []byte) {
		if len(sealed) > 0 && !bytes.HasPrefix(sealed, first) {
			all = append(all, where)
		}
	}
	for seq := int64(0); ; {
		r, err := b.db.next(ctx, seq)
		if errors.Is(err, errNone) {
			break
		}
		if err != nil {
			return all, err
		}
		seq = r.Seq
		look(fmt.Sprintf("%s in the database", r.Number), r.sealed)
		look(fmt.Sprintf("the city's answer to %s in the database", r.Number), r.answer)
	}
	waiting, settled, err := b.copies.list()
	if err != nil {
		return all, err
	}
	for kind, seqs := range map[string]map[int64]bool{waitingFile: waiting, settledFile: settled} {
		for seq := range seqs {
			r, err := b.copies.read(seq, kind)
			if err != nil {
				all = append(all, b.copies.path(seq, kind))
				continue
			}
			look(b.copies.path(seq, kind), r.sealed)
			look(b.copies.path(seq, kind), r.answer)
		}
	}
	for _, dir := range b.files.dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return all, err
		}
		for _, e := range entries {
			head, err := beginning(filepath.Join(dir, e.Name()))
			if err != nil {
				return all, err
			}
			if len(head) == 0 {
				head = []byte("cut")
			}
			look(filepath.Join(dir, e.Name()), head)
		}
	}
	for _, f := range b.aside() {
		all = append(all, f.What)
	}
	return all, nil
}

// beginning returns with which key the file of an attachment was sealed.
func beginning(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, len(attachedFormat)+idSize)
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return nil, nil
	}
	return head[min(n, len(attachedFormat)):n], err
}
