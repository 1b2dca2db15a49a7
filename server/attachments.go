package server

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"linli/report"
)

// maxAttachments is how many attachments a request may have.
const maxAttachments = 8

// attachmentTypes are the kinds that are taken: what cannot run when staff open it.
func attachmentTypes() []string {
	return []string{"audio/wav", "audio/flac", "audio/ogg", "image/jpeg", "image/png"}
}

// attachment is a recording or a picture of a request.
type attachment struct {
	sha256, kind string
	size         int64
	complete     bool
}

var (
	// errOtherAttachment tells that the same hash came before with another size or type.
	errOtherAttachment = errors.New("this attachment was announced with another size or type")
	// errManyAttachments tells that there is no room for another one.
	errManyAttachments = fmt.Errorf("a request has at most %d attachments", maxAttachments)
	// errHash tells that what has arrived is something else. Nothing of it is kept.
	errHash = errors.New("what has arrived has another SHA-256; nothing of it was kept, send it from its beginning")
	// errGap tells that a piece does not follow what is there.
	errGap = errors.New("this does not begin where what has arrived ends; ask with Content-Range: bytes */SIZE")
)

// announce notes that a request is to have an attachment, to whoever proves that the request is theirs.
func (st *store) announce(ctx context.Context, c claim, a attachment) error {
	return st.proved(ctx, c, func(tx *sql.Tx, known *changeable) (refused, err error) {
		if known.state == report.Withdrawn {
			return errEnded, nil
		}
		there, err := attachmentsOf(ctx, tx, known.seq)
		if err != nil {
			return nil, err
		}
		for _, b := range there {
			if b.sha256 == a.sha256 {
				if b.kind != a.kind || b.size != a.size {
					return errOtherAttachment, nil
				}
				return nil, nil
			}
		}
		if len(there) >= maxAttachments {
			return errManyAttachments, nil
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO attachments (request, sha256, type, size, complete, made_at) VALUES (?,?,?,?,0,?)`,
			known.seq, a.sha256, a.kind, a.size, c.at.UnixMicro())
		if err != nil {
			return nil, fmt.Errorf("announce an attachment: %w", err)
		}
		return nil, nil
	})
}

func attachmentsOf(ctx context.Context, tx *sql.Tx, request int64) (all []attachment, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT sha256, type, size, complete FROM attachments WHERE request = ? ORDER BY made_at, sha256`, request)
	if err != nil {
		return nil, fmt.Errorf("read attachments: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var a attachment
		if err := rows.Scan(&a.sha256, &a.kind, &a.size, &a.complete); err != nil {
			return nil, fmt.Errorf("read attachments: %w", err)
		}
		all = append(all, a)
	}
	return all, rows.Err()
}

// completed notes that all of an attachment is there.
func (st *store) completed(ctx context.Context, n report.Number, a attachment) error {
	return st.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE attachments SET complete = 1 WHERE sha256 = ? AND request = (SELECT seq FROM requests WHERE id = ?)`,
			a.sha256, string(n))
		return err
	})
}

// shelf is where the attachments lie: a folder for each request, a file for each attachment, named by its hash. While it
// arrives its name ends in .part.
type shelf struct{ dir string }

func (s shelf) path(n report.Number, a attachment) string {
	return filepath.Join(s.dir, string(n), a.sha256)
}

// received is how many bytes of an attachment there are.
func (s shelf) received(n report.Number, a attachment) (int64, error) {
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

// add writes a piece behind what is there, as much of it as comes, and returns how much there is then. It is on the disk when add
// returns, and the attachment has its name once it is whole and its hash is right.
func (s shelf) add(n report.Number, a attachment, at int64, from io.Reader) (received int64, err error) {
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
