package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"linli/client/georeport"
	"linli/report"
)

const (
	opOffers = "ask what the city takes"
	opAttach = "bring an attachment"
)

// An attachment is brought in pieces, so that what was brought stays there when the line breaks, and smaller ones where
// something on the way takes no large ones.
const (
	mostPiece  = 128 << 10
	leastPiece = 8 << 10
)

// Offers returns what the city takes beyond GeoReport. Its error's code is Offline where that cannot be known now.
func (c *Client) Offers(ctx context.Context) (report.Offers, error) {
	out, err := c.offers(ctx)
	if err == nil {
		takes := func(kind string) Fact {
			return factOf(slices.ContainsFunc(out.AttachmentTypes, func(t string) bool { return strings.HasPrefix(t, kind) && out.Takes(t) }))
		}
		c.learn(func(d *Dialect) { d.Recordings, d.Pictures = takes("audio/"), takes("image/") })
	}
	return out, err
}

func (c *Client) offers(ctx context.Context) (report.Offers, error) {
	e, err := c.withLinli(ctx, opOffers)
	if report.CodeOf(err) == report.Refused {
		return report.Offers{}, nil
	}
	if err != nil {
		return report.Offers{}, err
	}
	a, err := c.do(ctx, call{op: opOffers, url: e.linliAddress("capabilities"), format: georeport.JSON, bearer: c.key})
	if err == nil && a.status != http.StatusOK {
		err = objected(opOffers, a)
	}
	var out report.Offers
	if err == nil {
		out, err = readOffers(a.body)
	}
	if err != nil {
		return report.Offers{}, &report.Error{Code: report.Offline, Op: opOffers, Err: err}
	}
	return out, nil
}

// Attach brings an attachment of a request that the city has, and goes on where an earlier try was cut. It returns nil once the
// city has said that it has all of it and that its SHA-256 is right.
//
// Its error's code is Refused or another of Withdraw's where waiting will not help, and else Offline: the same can be brought again
// whatever its outcome was. An error of from is wrapped.
func (c *Client) Attach(ctx context.Context, n report.Number, proof report.Proof, about report.Attached, from io.ReaderAt) error {
	offers, err := c.Offers(ctx)
	if err != nil {
		return err
	}
	switch {
	case !offers.Takes(about.Type):
		return &report.Error{Code: report.Refused, Op: opAttach, Err: fmt.Errorf("the city takes no %s; it is kept in this kiosk", about.Type)}
	case about.Size > offers.AttachmentBytes:
		return &report.Error{Code: report.Refused, Op: opAttach,
			Err: fmt.Errorf("it has %d bytes, and the city takes %d; it is kept in this kiosk", about.Size, offers.AttachmentBytes)}
	}
	e, err := c.withLinli(ctx, opAttach)
	if err != nil {
		return err
	}
	u := upload{c, e, n, proof, about}
	return u.bring(ctx, from)
}

// upload is an attachment on its way.
type upload struct {
	c     *Client
	e     endpoint
	n     report.Number
	proof report.Proof
	about report.Attached
}

// bring asks how much is there and brings the rest.
func (u upload) bring(ctx context.Context, from io.ReaderAt) error {
	got, err := u.put(ctx, nil, 0)
	size, beginnings := int64(mostPiece), 0
	for err == nil && !got.Complete {
		piece := make([]byte, min(size, max(0, u.about.Size-got.Received)))
		if len(piece) == 0 {
			return &report.Error{Code: report.Offline, Op: opAttach, Err: errors.New("all of it is there, and the city does not say so")}
		}
		if _, err := from.ReadAt(piece, got.Received); err != nil {
			return &report.Error{Code: report.Internal, Op: opAttach, Err: err}
		}
		var next georeport.Upload
		next, err = u.put(ctx, piece, got.Received)
		status := statusOf(err)
		switch {
		case status == http.StatusRequestEntityTooLarge && size > leastPiece:
			size, err = size/2, nil
			continue
		case status == http.StatusConflict || status == http.StatusUnprocessableEntity:
			// Something else is there than we think, or not what we sent: once more from where the city says.
			if beginnings++; beginnings > 1 {
				return err
			}
			next, err = u.put(ctx, nil, 0)
		}
		got = next
	}
	return err
}

// put brings a piece, or asks how much there is where it is nil.
func (u upload) put(ctx context.Context, piece []byte, at int64) (georeport.Upload, error) {
	span := fmt.Sprintf("bytes */%d", u.about.Size)
	if piece != nil {
		span = fmt.Sprintf("bytes %d-%d/%d", at, at+int64(len(piece))-1, u.about.Size)
	}
	var got georeport.Upload
	a, err := u.c.do(ctx, call{
		op: opAttach, url: u.e.linliAddress("attachments", u.about.SHA256), format: georeport.JSON, bearer: u.c.key, proof: u.proof,
		put: &put{kind: u.about.Type, span: span, request: u.n}, body: piece,
	})
	switch {
	case err != nil:
	case a.status >= 200 && a.status < 300:
		if got, err = readUpload(a.body, u.about); err == nil && piece != nil && got.Received <= at {
			err = errors.New("a piece was taken and is not there")
		}
		err = asOffline(err)
	default:
		err = objected(opAttach, a)
	}
	if code := report.CodeOf(err); code == report.Unconfirmed || code == report.Nonsense || code == report.Internal {
		err = asOffline(err)
	}
	return got, err
}

func asOffline(err error) error {
	if err == nil {
		return nil
	}
	return &report.Error{Code: report.Offline, Op: opAttach, Err: err}
}

// Attachments returns the hashes of those attachments of a request that the city has whole. Its errors are those of Told.
func (c *Client) Attachments(ctx context.Context, n report.Number, proof report.Proof) ([]string, error) {
	wire, err := c.told(ctx, opAttach, n, proof, "")
	if err != nil {
		return nil, err
	}
	var all []string
	for _, a := range wire.Attachments {
		all = append(all, a.SHA256)
	}
	return all, nil
}

// hasKept says whether attachments of a submission will stay in the kiosk, which its words then say.
func (c *Client) hasKept(ctx context.Context, all []report.Attachment) (bool, error) {
	if len(all) == 0 {
		return false, nil
	}
	offers, err := c.Offers(ctx)
	if err != nil {
		return false, err
	}
	for _, a := range all {
		if !offers.Takes(a.Type) {
			return true, nil
		}
	}
	return len(all) > offers.Attachments, nil
}
