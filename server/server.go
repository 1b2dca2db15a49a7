// Package server is a backend for a city that has none: Open311 GeoReport v2 in XML and JSON over SQLite.
//
// Its rules: a request is acknowledged only once it is on the disk, and once for each Idempotency-Key and each
// kiosk's number, however often it comes. No public call reads the table of contacts; the proof of a change is
// compared with it. Logs name routes and outcomes, never what was filed. Whatever is refused is refused in the format
// that was asked for, with a sentence that says what to do.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"time"
)

// Options say how to run a backend. DataDir and Catalogue are needed.
type Options struct {
	// DataDir is the folder of the data; it is made where it is missing.
	DataDir string
	// Database is the address of a PostgreSQL database, such as postgres://linli@db.city.example/linli, which several server processes
	// may share; empty means a file of SQLite in DataDir.
	Database string
	// Catalogue holds the services, one *.toml for each group at its root.
	Catalogue fs.FS
	// Certificate and CertificateKey are files in PEM; with them Serve speaks HTTPS. They are read again when they change.
	Certificate, CertificateKey string
	// APIKeys are kiosks' keys beside those that Keys gave out. Where there has never been any, anybody may file; such a server is for this
	// machine only.
	APIKeys []string
	// Jurisdiction is the id under which a request may name this city; empty means that none is checked.
	Jurisdiction string
	// PublicName and Contact are shown in the discovery document.
	PublicName, Contact string
	// PublicURL is the address under which others reach this server, such as https://311.city.example; empty
	// means the one by which it was asked.
	PublicURL string
	// Demo moves all cases along by a script and seeds a few samples. Never set it for a real city.
	Demo bool
	// Unfinished is how long an attachment may lie here of which nothing comes any more; 0: for ever.
	Unfinished time.Duration
	// Clock tells the time, and its location the zone in which times are written; nil means time.Now.
	Clock func() time.Time
	// Log gets a line for each call; nil means nowhere.
	Log *slog.Logger
}

// Server is a running backend.
type Server struct {
	options   Options
	log       *slog.Logger
	now       func() time.Time
	catalogue *catalogue
	phrases   phrases
	languages negotiator
	store     *store
	handler   http.Handler

	health  health
	lookups lookups
	pages   pages
	ringing sync.Mutex
	ring    *ring
	figures *figures

	shelf    shelf
	arriving arriving
}

// health is what the last probe of the disk said.
type health struct {
	mu  sync.Mutex
	at  time.Time
	err error
}

// New opens the data and reads the catalogue.
func New(o Options) (*Server, error) {
	if o.DataDir == "" {
		return nil, errors.New("no data folder was given; choose one")
	}
	if o.Catalogue == nil {
		return nil, errors.New("no catalogue of services was given")
	}
	s := &Server{options: o, log: o.Log, now: o.Clock, languages: newNegotiator(), figures: newFigures()}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	var err error
	if s.phrases, err = loadPhrases(); err != nil {
		return nil, err
	}
	if s.catalogue, err = loadCatalogue(o.Catalogue); err != nil {
		return nil, err
	}
	if s.store, err = openStore(context.Background(), o.DataDir, o.Database, s.figures); err != nil {
		return nil, err
	}
	s.shelf = folder{filepath.Join(o.DataDir, "attachments")}
	if s.store.postgres {
		s.shelf = pieces{s.store, s.now}
	}
	if o.Demo {
		if err := s.seed(context.Background()); err != nil {
			return nil, errors.Join(err, s.store.close())
		}
	}
	s.handler = s.logged(s.routes())
	return s, nil
}

// Handler returns what answers the calls.
func (s *Server) Handler() http.Handler { return s.handler }

// Close closes the data. Serve must have returned.
func (s *Server) Close() error {
	if err := s.store.close(); err != nil {
		return fmt.Errorf("close %s: %w", s.store.path, err)
	}
	return nil
}

// How long a slow client, and a stop, may take.
const (
	headerTimeout = 10 * time.Second
	readTimeout   = 30 * time.Second
	writeTimeout  = time.Minute
	idleTimeout   = 2 * time.Minute
	stopTimeout   = 10 * time.Second
)

// Listen opens an address such as "127.0.0.1:8311" for Serve.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			err = op.Err
		}
		return nil, fmt.Errorf("listen on %s: %w; stop what uses it or choose another port", address, err)
	}
	return l, nil
}

// Serve answers calls until the context ends, lets those under way finish, and returns nil. A server without keys
// is refused on an address that others can reach, unless it is a demonstration.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	if err := s.mayServe(ctx, l.Addr()); err != nil {
		return errors.Join(err, l.Close())
	}
	var secure *tls.Config
	if s.options.Certificate != "" {
		c, err := newCertificate(s.options.Certificate, s.options.CertificateKey, s.log)
		if err != nil {
			return errors.Join(err, l.Close())
		}
		secure = c.config()
	}
	hs := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxBody,
		TLSConfig:         secure,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	stopped := make(chan error, 1)
	forget := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		stopped <- hs.Shutdown(grace)
	})
	s.log.Info("server: listening", "address", l.Addr().String(), "tls", secure != nil, "demo", s.options.Demo)
	forgetting := make(chan struct{})
	over, stop := context.WithCancel(ctx)
	go func() { defer close(forgetting); s.forgetting(over) }()
	defer func() { stop(); <-forgetting }()
	err := serveOn(hs, l)
	if forget() {
		return fmt.Errorf("serve on %s: %w", l.Addr(), err)
	}
	if err := <-stopped; err != nil {
		return fmt.Errorf("stop serving on %s: %w", l.Addr(), errors.Join(err, hs.Close()))
	}
	return nil
}

// serveOn speaks HTTPS where there is a certificate.
func serveOn(hs *http.Server, l net.Listener) error {
	if hs.TLSConfig != nil {
		return hs.ServeTLS(l, "", "")
	}
	return hs.Serve(l)
}

func (s *Server) mayServe(ctx context.Context, a net.Addr) error {
	tcp, ok := a.(*net.TCPAddr)
	if s.options.Demo || !ok || tcp.IP.IsLoopback() {
		return nil
	}
	keys, err := s.keys(context.WithoutCancel(ctx))
	if err != nil || !keys.open {
		return err
	}
	return fmt.Errorf("serve on %s: without an api key anybody could file requests; make one (linli serve keys add NAME) or listen on 127.0.0.1", a)
}
