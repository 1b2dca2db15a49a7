// Package client speaks to a city over Open311 GeoReport v2, and over linli/v1 where the city offers it.
//
// Its rules: whatever a server sends, a method returns within its time with either a value or a *report.Error
// whose code says what the caller may do next. A submission is never sent again before the city was asked
// whether the last try arrived, unless that try surely did not; a change of one may be sent again, since linli/v1
// makes it once for each key. Redirects are followed on the same host only, and never with a resident's words in
// them. What is learned about a server (which format it speaks, how it wants lists, what it shows: Dialect) is kept in a
// folder, where one is given. Neither logs nor errors hold a resident's words, name, phone or address.
package client

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/go-resty/resty/v2"

	"linli/client/georeport"
)

// What the zero Options stand for.
const (
	defaultConnectTimeout = 10 * time.Second
	defaultTimeout        = 30 * time.Second
)

// Options say which city to speak to. Only BaseURL is needed.
type Options struct {
	// BaseURL is where the city's discovery document is, or its endpoint where it has none.
	BaseURL string
	// JurisdictionID is sent where it is set, for servers that serve several cities.
	JurisdictionID string
	// APIKey is sent with each request that is filed.
	APIKey string
	// ConnectTimeout limits finding and greeting the server, Timeout the whole of a call; zero means 10 s and 30 s.
	ConnectTimeout, Timeout time.Duration
	// Zone is where times without a zone are taken to be; nil means the local one.
	Zone *time.Location
	// TLS holds the authorities that are trusted and the like; nil means the system's.
	TLS *tls.Config
	// Dir is where what is learned of the server is kept; "" means nowhere.
	Dir string
	// Log gets what went wrong, for the operator; nil means nowhere.
	Log *slog.Logger
}

// Client speaks to one city. It may be used by several goroutines at once.
type Client struct {
	http         *resty.Client
	log          *slog.Logger
	read         georeport.Reader
	base         *url.URL
	jurisdiction string
	key          string
	dir          string
	finding      chan struct{} // held by whoever looks for the endpoint

	mu      sync.Mutex
	learned learned
}

// learned is what is known about the server so far.
type learned struct {
	Dialect
	endpoint *endpoint
	// lists are the attributes that take several values, by service.
	lists map[string]map[string]bool
	// doubtful are the keys of submissions that may or may not have arrived.
	doubtful map[string]bool
	// silent are the services that give no id at once; nil as long as that is not known.
	silent map[string]bool
	// taken is when the city has taken submissions lately, by their keys.
	taken map[string]time.Time
}

// New makes a client. It does not touch the network; the endpoint is discovered with the first call.
func New(o Options) (*Client, error) {
	base, err := parseBase(o.BaseURL)
	if err != nil {
		return nil, err
	}
	if o.ConnectTimeout <= 0 {
		o.ConnectTimeout = defaultConnectTimeout
	}
	if o.Timeout <= 0 {
		o.Timeout = defaultTimeout
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	c := &Client{
		http:         newHTTP(o),
		log:          o.Log,
		read:         georeport.Reader{Zone: o.Zone},
		base:         base,
		jurisdiction: o.JurisdictionID,
		key:          o.APIKey,
		dir:          o.Dir,
		finding:      make(chan struct{}, 1),
		learned:      learned{lists: map[string]map[string]bool{}, doubtful: map[string]bool{}, taken: map[string]time.Time{}},
	}
	c.recallDialect()
	return c, nil
}

func parseBase(address string) (*url.URL, error) {
	const want = "want an address such as https://city.example/open311/v2"
	base, err := url.Parse(strings.TrimSpace(address))
	var parse *url.Error
	switch {
	case errors.As(err, &parse):
		return nil, fmt.Errorf("backend %q: %w; %s", address, parse.Err, want)
	case err != nil:
		return nil, fmt.Errorf("backend %q: %w; %s", address, err, want)
	case base.Scheme != "http" && base.Scheme != "https", base.Hostname() == "":
		return nil, fmt.Errorf("backend %q: %s", address, want)
	case base.User != nil:
		return nil, errors.New("backend: a name and password do not belong into its address; use the api key")
	}
	base.Fragment = ""
	return base, nil
}

func newHTTP(o Options) *resty.Client {
	dialer := &net.Dialer{Timeout: o.ConnectTimeout}
	hc := &http.Client{
		Timeout: o.Timeout,
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         dialer.DialContext,
			TLSClientConfig:     o.TLS,
			TLSHandshakeTimeout: o.ConnectTimeout,
			ForceAttemptHTTP2:   true,
			// A connection that is kept keeps the words that were last sent through it.
			DisableKeepAlives: true,
		},
		CheckRedirect: checkRedirect,
	}
	return resty.NewWithClient(hc).
		SetLogger(restyLog{o.Log}).
		SetResponseBodyLimit(georeport.MaxBytes).
		SetHeader("User-Agent", "linli").
		SetPreRequestHook(func(_ *resty.Client, r *http.Request) error {
			// With GetBody, net/http sends a body again by itself: after a 307, and after a lost connection
			// because of the Idempotency-Key. Most servers know no such key and would file it twice.
			r.GetBody = nil
			return nil
		})
}

// restyLog takes what resty would print. Its words are not passed on, since they can hold what a resident wrote.
type restyLog struct{ log *slog.Logger }

func (l restyLog) Errorf(string, ...any) { l.log.Debug("client: resty error") }
func (l restyLog) Warnf(string, ...any)  { l.log.Debug("client: resty warning") }
func (l restyLog) Debugf(string, ...any) {}
