package outbox

import (
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"

	"linli/report"
)

// keepTwice writes new submissions to both places side by side: each of them waits for the disk, and one commit of the file
// system can serve both. They are kept when all are on the disk; where one fails, all are taken back.
func (b *Box) keepTwice(ctx context.Context, all []row) error {
	copied := make(chan error, 1)
	go func() { copied <- b.copies.create(all) }()
	err := b.db.insert(ctx, all)
	if err = errors.Join(err, <-copied); err == nil {
		return nil
	}
	if !diskFull(err) { // what a failed sync has left is known only after looking
		if doubt := b.db.distrust(ctx); doubt != nil {
			b.o.Log.Error("outbox: the disk has failed and the database cannot be read since; start the kiosk again, it is then made from the copies",
				"folder", b.o.Dir, "err", doubt)
			err = errors.Join(err, doubt)
		}
	}
	for _, r := range all {
		removeErr := b.db.remove(ctx, r.Seq)
		if removeErr == nil { // a row that stays keeps its copy
			removeErr = b.copies.remove(r.Seq)
		}
		err = errors.Join(err, removeErr)
	}
	return err
}

// keepAgain makes sure that what is put once more is in both places: an earlier try may have got no farther than one.
func (b *Box) keepAgain(r row, files []report.Attachment) error {
	if !r.State.waiting() {
		return nil
	}
	if err := b.files.write(r.Seq, r.Number, files); err != nil {
		return err
	}
	if _, err := b.copies.read(r.Seq, waitingFile); err == nil || errors.Is(err, errNewer) {
		return err
	}
	return b.copies.write(r)
}

// create makes the copies of new rows. They are on the disk, their names too, when it returns nil; a power cut before that can
// leave a part of one, which its checksum tells. Without another name first, the file system has to commit once instead of twice.
func (c copies) create(all []row) (err error) {
	files := make([]*os.File, 0, len(all))
	for _, r := range all {
		f, openErr := c.begin(r)
		if openErr != nil {
			err = fmt.Errorf("write copy %d: %w", r.Seq, openErr)
			break
		}
		files = append(files, f)
	}
	if err == nil && len(files) > 1 {
		err = unix.Syncfs(int(files[0].Fd())) // all names and contents at once: one commit, however many they are
	}
	for _, f := range files {
		if err == nil && len(files) == 1 {
			err = f.Sync()
		}
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return err
	}
	return syncFolder(c.dir)
}

// begin writes a copy without waiting for the disk.
func (c copies) begin(r row) (*os.File, error) {
	text, err := written(r)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(c.path(r.Seq, waitingFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err = f.Write(text); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
