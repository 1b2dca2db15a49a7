package server

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writeCertificate writes one with a name.
func writeCertificate(t *testing.T, file, key, name string, at time.Time) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: at, NotAfter: at.Add(time.Hour), DNSNames: []string{name}}
	der, err := x509.CreateCertificate(rand.Reader, of, of, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{file: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: bytes}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
}

// TestANewCertificateNeedsNoRestart, and one that cannot be read leaves the old one in its place.
func TestANewCertificateNeedsNoRestart(t *testing.T) {
	dir := t.TempDir()
	file, key := filepath.Join(dir, "server.crt"), filepath.Join(dir, "server.key")
	if _, err := newCertificate(file, key, slog.New(slog.DiscardHandler)); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("none there: %v", err)
	}
	now := time.Now()
	writeCertificate(t, file, key, "old.city.example", now.Add(-time.Hour))
	c, err := newCertificate(file, key, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	name := func() string {
		c.looked = time.Time{} // a minute later
		return c.now().Leaf.Subject.CommonName
	}
	if got := name(); got != "old.city.example" {
		t.Errorf("at first: %s", got)
	}
	if err := os.WriteFile(file, []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := name(); got != "old.city.example" {
		t.Errorf("while a new one is being written: %s", got)
	}
	writeCertificate(t, file, key, "new.city.example", now)
	if got := name(); got != "new.city.example" {
		t.Errorf("a new one: %s", got)
	}
}

// TestItSpeaksHTTPS with its certificate, and nothing else there.
func TestItSpeaksHTTPS(t *testing.T) {
	dir := t.TempDir()
	file, key := filepath.Join(dir, "server.crt"), filepath.Join(dir, "server.key")
	writeCertificate(t, file, key, "city.example", time.Now().Add(-time.Minute))
	s, err := New(Options{DataDir: dir, Catalogue: os.DirFS("testdata"), Certificate: file, CertificateKey: key})
	if err != nil {
		t.Fatal(err)
	}
	l, err := Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	roots := x509.NewCertPool()
	pair, err := os.ReadFile(file)
	if err != nil || !roots.AppendCertsFromPEM(pair) {
		t.Fatal(err)
	}
	secure := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "city.example"}}
	for transport, want := range map[*http.Transport]int{secure: 200, {}: 400} {
		scheme := map[bool]string{true: "https", false: "http"}[transport == secure]
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, scheme+"://"+l.Addr().String()+"/healthz", nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := transport.RoundTrip(r)
		if err != nil {
			t.Fatalf("%s: %v", scheme, err)
		}
		if got.StatusCode != want {
			t.Errorf("%s: %d", scheme, got.StatusCode)
		}
		if err := got.Body.Close(); err != nil {
			t.Error(err)
		}
		transport.CloseIdleConnections()
	}
	stop()
	if err := errors.Join(<-ended, s.Close()); err != nil {
		t.Error(err)
	}
}
