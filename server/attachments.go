package server

import (
	"context"
	"errors"
	"fmt"

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
	return st.proved(ctx, c, func(tx *session, known *changeable) (refused, err error) {
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
		_, err = tx.ExecContext(ctx, `INSERT INTO attachments (request, sha256, type, size, complete, made_at) VALUES (?,?,?,?,FALSE,?)`,
			known.seq, a.sha256, a.kind, a.size, c.at.UnixMicro())
		if err != nil {
			return nil, fmt.Errorf("announce an attachment: %w", err)
		}
		return nil, nil
	})
}

func attachmentsOf(ctx context.Context, tx *session, request int64) (all []attachment, err error) {
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
	return st.transact(ctx, func(tx *session) error {
		_, err := tx.ExecContext(ctx, `UPDATE attachments SET complete = TRUE WHERE sha256 = ? AND request = (SELECT seq FROM requests WHERE id = ?)`,
			a.sha256, string(n))
		return err
	})
}
