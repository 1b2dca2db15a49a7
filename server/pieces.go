package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"linli/report"
)

// pieces is a shelf in PostgreSQL, so that every server process has what another one has taken.
type pieces struct {
	store *store
	now   func() time.Time
}

// pieceSize is how much of an attachment is stored at a time, in bytes.
const pieceSize = 256 << 10

const reached = `SELECT COALESCE(max(first + length(bytes)), 0) FROM pieces WHERE request = ? AND sha256 = ?`

// received implements shelf.
func (p pieces) received(ctx context.Context, n report.Number, a attachment) (there int64, err error) {
	if err := p.store.read.QueryRowContext(ctx, reached, string(n), a.sha256).Scan(&there); err != nil {
		return 0, fmt.Errorf("look how much of an attachment there is: %w", err)
	}
	return there, nil
}

// add implements shelf.
func (p pieces) add(ctx context.Context, n report.Number, a attachment, at int64, from io.Reader) (received int64, err error) {
	ctx = context.WithoutCancel(ctx) // what has come is kept, though the line is cut
	piece := make([]byte, pieceSize)
	for received = at; received < a.size; {
		size, readErr := io.ReadFull(from, piece)
		if size > 0 {
			if err := p.put(ctx, n, a, received, piece[:size]); err != nil {
				return 0, err
			}
			received += int64(size)
		}
		if errors.Is(readErr, io.EOF) || errors.Is(readErr, io.ErrUnexpectedEOF) && size > 0 {
			break
		}
		if readErr != nil {
			return received, readErr
		}
	}
	if received < a.size {
		return received, nil
	}
	return received, p.check(ctx, n, a)
}

// put stores a piece that begins where what is there ends.
func (p pieces) put(ctx context.Context, n report.Number, a attachment, first int64, piece []byte) error {
	return p.store.transact(ctx, func(tx *session) error {
		if err := tx.lock(ctx, "attachment "+place(n, a)); err != nil {
			return err
		}
		var there int64
		if err := tx.QueryRowContext(ctx, reached, string(n), a.sha256).Scan(&there); err != nil {
			return fmt.Errorf("look how much of an attachment there is: %w", err)
		}
		if there != first { // another process has taken some of it
			return errGap
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO pieces (request, sha256, first, bytes, at) VALUES (?,?,?,?,?)`, string(n), a.sha256, first, piece, p.now().UnixMicro())
		if err != nil {
			return fmt.Errorf("store a piece of an attachment: %w", err)
		}
		return nil
	})
}

// check removes what has another hash than it should have.
func (p pieces) check(ctx context.Context, n report.Number, a attachment) error {
	whole, err := p.whole(ctx, n, a)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(whole); hex.EncodeToString(sum[:]) == a.sha256 {
		return nil
	}
	return errors.Join(errHash, p.remove(ctx, n, a))
}

func (p pieces) remove(ctx context.Context, n report.Number, a attachment) error {
	return p.store.transact(ctx, func(tx *session) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM pieces WHERE request = ? AND sha256 = ?`, string(n), a.sha256)
		return err
	})
}

// whole is all of an attachment: at most report.MaxAttachment bytes.
func (p pieces) whole(ctx context.Context, n report.Number, a attachment) ([]byte, error) {
	found, err := p.store.read.QueryContext(ctx, `SELECT bytes FROM pieces WHERE request = ? AND sha256 = ? ORDER BY first`, string(n), a.sha256)
	if err != nil {
		return nil, fmt.Errorf("read an attachment: %w", err)
	}
	defer found.Close()
	whole := make([]byte, 0, a.size)
	for found.Next() {
		var piece []byte
		if err := found.Scan(&piece); err != nil {
			return nil, fmt.Errorf("read an attachment: %w", err)
		}
		whole = append(whole, piece...)
	}
	return whole, found.Err()
}

// open implements shelf.
func (p pieces) open(ctx context.Context, n report.Number, a attachment) (io.ReadSeekCloser, error) {
	whole, err := p.whole(ctx, n, a)
	if err != nil {
		return nil, err
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(whole), io.NopCloser(nil)}, nil
}

// forget implements shelf.
func (p pieces) forget(ctx context.Context, n report.Number, a attachment, before time.Time) (gone bool, err error) {
	var there, grown int64
	err = p.store.read.QueryRowContext(ctx, `SELECT COALESCE(max(first + length(bytes)), 0), COALESCE(max(at), 0) FROM pieces WHERE request = ? AND sha256 = ?`,
		string(n), a.sha256).Scan(&there, &grown)
	if err != nil {
		return false, fmt.Errorf("look how much of an attachment there is: %w", err)
	}
	if there == a.size || grown >= before.UnixMicro() {
		return false, nil
	}
	return true, p.remove(ctx, n, a)
}
