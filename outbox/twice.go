package outbox

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"

	"golang.org/x/sys/unix"

	"linli/report"
)

// keepTwice writes new submissions to both places side by side: each of them waits for the disk, and one commit of the file
// system can serve both. They are kept when all are on the disk; where one fails, all are taken back.
func (b *Box) keepTwice(ctx context.Context, all []row) error {
	begun, err := b.begin(all)
	if err == nil {
		synced := make(chan error, 1)
		go func() { synced <- begun.sync() }()
		err = b.db.insert(ctx, all)
		err = errors.Join(err, <-synced)
	}
	if err = errors.Join(err, begun.close()); err == nil {
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
		if backErr := b.takeBack(ctx, r.Seq); backErr != nil {
			b.leave(r)
			err = errors.Join(err, backErr)
		}
	}
	return err
}

// takeBack takes a submission out of both places. A row that stays keeps its copy.
func (b *Box) takeBack(ctx context.Context, seq int64) error {
	if err := b.db.remove(ctx, seq); err != nil {
		return err
	}
	return b.copies.remove(seq)
}

// leave remembers what could not be kept and could not be taken back either: nobody was shown its number, and it is not sent.
func (b *Box) leave(r row) {
	b.claim(r.Seq)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left[r.Seq] = r.key
}

// clearLeft takes back what could not be taken back before, so that a resident who tries again with other words, and so with another
// number, is not heard twice. What has the key that is now put stays where it has a row. While the disk does not let it, nothing new is kept.
func (b *Box) clearLeft(ctx context.Context, key string) error {
	b.mu.Lock()
	left := maps.Clone(b.left)
	b.mu.Unlock()
	for seq, its := range left {
		_, err := b.db.bySeq(ctx, seq)
		if stays := err == nil && its == key; !stays {
			err = b.takeBack(ctx, seq)
		}
		if err != nil {
			return fmt.Errorf("take back submission %d, which could not be kept: %w", seq, err)
		}
		b.mu.Lock()
		delete(b.left, seq)
		delete(b.claimed, seq)
		b.mu.Unlock()
	}
	return nil
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

// begun are copies of new rows that are written and not waited for.
type begun struct {
	dir   string
	files []*os.File
}

// begin writes the copies of new rows. A power cut before they are synced can leave a part of one, which its checksum tells. Without another
// name first, the file system has to commit once instead of twice.
func (b *Box) begin(all []row) (*begun, error) {
	g := &begun{dir: b.copies.dir}
	for _, r := range all {
		if r.State.copyKind() == settledFile { // carried here, and the city has its words: nobody waits
			if err := b.copies.write(r); err != nil {
				return g, err
			}
			continue
		}
		text, err := written(r)
		if err != nil {
			return g, fmt.Errorf("write copy %d: %w", r.Seq, err)
		}
		f, err := os.OpenFile(b.copies.path(r.Seq, waitingFile), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			g.files = append(g.files, f)
			_, err = f.Write(text)
		}
		if err != nil {
			return g, fmt.Errorf("write copy %d: %w", r.Seq, err)
		}
	}
	return g, nil
}

// sync returns when the copies are on the disk, their names too. Where the disk has gone, a file system may say that all of it is synced; of a
// file or a folder it never does.
func (g *begun) sync() (err error) {
	switch len(g.files) {
	case 0:
		return nil
	case 1:
		return syncBeside(g.files[0], g.dir)
	}
	// All names and contents at once: one commit, however many they are.
	if err := unix.Syncfs(int(g.files[0].Fd())); err != nil {
		return err
	}
	return syncFolder(g.dir)
}

// syncBeside waits for a new file and for its name at the same time. The file system has given the file its blocks before, so that one commit has
// both of them.
func syncBeside(f *os.File, dir string) error {
	_ = unix.SyncFileRange(int(f.Fd()), 0, 0, unix.SYNC_FILE_RANGE_WRITE) // only begins; what fails here fails in Sync too
	named := make(chan error, 1)
	go func() { named <- syncFolder(dir) }()
	return errors.Join(f.Sync(), <-named)
}

func (g *begun) close() (err error) {
	for _, f := range g.files {
		err = errors.Join(err, f.Close())
	}
	return err
}
