package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"linli/client"
	"linli/kiosk"
	"linli/report"
	"linli/server"
)

// homeCity is the client of the embedded backend. The first page does not wait for it; whoever asks it something does.
type homeCity struct {
	ready chan struct{}
	city  *client.Client
	err   error
}

// embedded starts a backend on a free port of this machine, with its data beside the kiosk's.
func embedded(ctx context.Context, e *env, o client.Options) (kiosk.City, chan error, error) {
	l, err := server.Listen(ctx, "127.0.0.1:0")
	if err != nil {
		return nil, nil, err
	}
	o.BaseURL = "http://" + l.Addr().String()
	h := &homeCity{ready: make(chan struct{})}
	h.city, h.err = client.New(o)
	if h.err != nil {
		return nil, nil, h.err
	}
	ended := make(chan error, 1)
	go func() {
		s, err := server.New(serverOptions(e, filepath.Join(e.config.Data, "backend")))
		if err != nil {
			h.err = &report.Error{Code: report.Internal, Op: "start the embedded backend", Err: err}
			close(h.ready)
			l.Close()
			ended <- err
			return
		}
		address := addressFile(e.config)
		if err := os.WriteFile(address, []byte(o.BaseURL+"\n"), 0o600); err != nil {
			e.log.Warn("backend", "what", "linli calls cannot find it", "err", err)
		}
		close(h.ready)
		err = s.Serve(ctx, l)
		os.Remove(address)
		s.Close()
		ended <- err
	}()
	return h, ended, nil
}

func (h *homeCity) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-h.ready:
		return h.err
	}
}

// Services implements kiosk.City.
func (h *homeCity) Services(ctx context.Context, lang string) ([]report.Service, error) {
	if err := h.wait(ctx); err != nil {
		return nil, err
	}
	return h.city.Services(ctx, lang)
}

// Definition implements kiosk.City.
func (h *homeCity) Definition(ctx context.Context, code, lang string) (report.Definition, error) {
	if err := h.wait(ctx); err != nil {
		return report.Definition{}, err
	}
	return h.city.Definition(ctx, code, lang)
}

// Send implements kiosk.City.
func (h *homeCity) Send(ctx context.Context, s report.Submission) (report.Receipt, error) {
	if err := h.wait(ctx); err != nil {
		return report.Receipt{}, err
	}
	return h.city.Send(ctx, s)
}

// Track implements kiosk.City.
func (h *homeCity) Track(ctx context.Context, n report.Number, lang string) (report.Status, error) {
	if err := h.wait(ctx); err != nil {
		return report.Status{}, err
	}
	return h.city.Track(ctx, n, lang)
}

// Withdraw implements kiosk.City.
func (h *homeCity) Withdraw(ctx context.Context, n report.Number, proof report.Proof) error {
	if err := h.wait(ctx); err != nil {
		return err
	}
	return h.city.Withdraw(ctx, n, proof)
}

// Amend implements kiosk.City.
func (h *homeCity) Amend(ctx context.Context, n report.Number, proof report.Proof, words string) error {
	if err := h.wait(ctx); err != nil {
		return err
	}
	return h.city.Amend(ctx, n, proof, words)
}

// Rate implements kiosk.City.
func (h *homeCity) Rate(ctx context.Context, n report.Number, proof report.Proof, closing int, r report.Rating) error {
	if err := h.wait(ctx); err != nil {
		return err
	}
	return h.city.Rate(ctx, n, proof, closing, r)
}

// Told implements kiosk.City.
func (h *homeCity) Told(ctx context.Context, n report.Number, proof report.Proof, lang string) (report.Told, error) {
	if err := h.wait(ctx); err != nil {
		return report.Told{}, err
	}
	return h.city.Told(ctx, n, proof, lang)
}

// Offers implements client.Offering.
func (h *homeCity) Offers(ctx context.Context) (report.Offers, error) {
	if err := h.wait(ctx); err != nil {
		return report.Offers{}, err
	}
	return h.city.Offers(ctx)
}

// Attach implements outbox.Attacher.
func (h *homeCity) Attach(ctx context.Context, n report.Number, proof report.Proof, about report.Attached, from io.ReaderAt) error {
	if err := h.wait(ctx); err != nil {
		return err
	}
	return h.city.Attach(ctx, n, proof, about, from)
}

// Attachments implements outbox.Attacher.
func (h *homeCity) Attachments(ctx context.Context, n report.Number, proof report.Proof) ([]string, error) {
	if err := h.wait(ctx); err != nil {
		return nil, err
	}
	return h.city.Attachments(ctx, n, proof)
}
