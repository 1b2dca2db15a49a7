package faults

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linli/client"
	"linli/outbox"
	"linli/report"
)

// authority signs certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	pool *x509.CertPool
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	who := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	raw, err := x509.CreateCertificate(rand.Reader, who, who, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return authority{cert, key, pool}
}

func (a authority) sign(t *testing.T, host string, from, to time.Duration) tls.Certificate {
	t.Helper()
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, NotBefore: time.Now().Add(from), NotAfter: time.Now().Add(to)}
	if ip := net.ParseIP(host); ip != nil {
		leaf.IPAddresses = []net.IP{ip}
	} else {
		leaf.DNSNames = []string{host}
	}
	raw, err := x509.CreateCertificate(rand.Reader, leaf, a.cert, &a.key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: a.key}
}

// secured starts a city behind TLS, which drops a connection that was idle for so long (0: never), and counts what reaches it.
func secured(t *testing.T, cert tls.Certificate, idle time.Duration) (address string, city *plainCity) {
	t.Helper()
	city = &plainCity{of: map[string][]int{}}
	s := httptest.NewUnstartedServer(city)
	s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	s.EnableHTTP2 = true
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	s.Config.IdleTimeout = idle
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL, city
}

// tried puts a submission, tries to send it, and returns where it stands and how often it is at the city.
func tried(t *testing.T, b *outbox.Box, c outbox.City, i int) outbox.State {
	t.Helper()
	n, err := report.Mint(i, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := submission(i)
	s.Number = n
	if _, err := b.File(t.Context(), c, s, 10*time.Second); err != nil {
		t.Fatal(err)
	}
	item, _, err := b.Find(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	return item.State
}

// X58 a certificate that is over, not yet good, another host's or nobody's; X59 one of an authority that reads along: nothing is
// sent, ever, and it is sent once the certificate is right. X24: a wrong clock does the same.
func TestX58FalseCertificates(t *testing.T) {
	good, other := newAuthority(t), newAuthority(t)
	const hour = time.Hour
	injected, lost := 0, 0
	for name, cert := range map[string]tls.Certificate{
		"expired":             good.sign(t, "127.0.0.1", -2*hour, -hour),
		"not yet valid":       good.sign(t, "127.0.0.1", hour, 2*hour),
		"another host's":      good.sign(t, "other.example", -hour, hour),
		"another authority's": other.sign(t, "127.0.0.1", -hour, hour),
	} {
		b, err := openBox(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		address, city := secured(t, cert, 0)
		c, err := client.New(client.Options{BaseURL: address, TLS: &tls.Config{RootCAs: good.pool}})
		if err != nil {
			t.Fatal(err)
		}
		if got := tried(t, b, c, 1); got != outbox.Frozen || len(city.filed) != 0 {
			t.Errorf("%s: it is %s and %d arrived", name, got, len(city.filed))
		}
		_, err = c.Services(t.Context(), "en")
		if err == nil || !strings.Contains(err.Error(), "certificate") {
			t.Errorf("%s: the operator does not read why: %v", name, err)
		}
		injected++
		address, city = secured(t, good.sign(t, "127.0.0.1", -hour, hour), 0)
		if c, err = client.New(client.Options{BaseURL: address, TLS: &tls.Config{RootCAs: good.pool}}); err != nil {
			t.Fatal(err)
		}
		drain(t, b, c)
		if len(city.filed) != 1 {
			lost++
		}
		b.Close()
	}
	count(t, "58 59 a false certificate", injected, lost, 0)
}

// X60 connections that the server drops as soon as it can, over HTTP/2: none is lost. One that was dropped under a request waits until the
// city has been seen to list others, and is sent then, once.
func TestX60DroppedConnections(t *testing.T) {
	a := newAuthority(t)
	address, city := secured(t, a.sign(t, "127.0.0.1", -time.Hour, time.Hour), time.Millisecond)
	c, err := client.New(client.Options{BaseURL: address, TLS: &tls.Config{RootCAs: a.pool}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := openBox(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i := range 20 {
		if got := tried(t, b, c, i+1); !got.AtCity() && got != outbox.Unknown && got != outbox.Frozen {
			t.Errorf("%d is %s", i, got)
		}
	}
	drain(t, b, c)
	count(t, "60 idle connections dropped", 20, max(0, 20-len(city.filed)), max(0, len(city.filed)-20))
}

// X55 and X56: no name server, a wrong one, one that lies, no network, no route. It is kept, and nothing has left.
func TestX55NoWayToTheCity(t *testing.T) {
	const fault = "55 56 no name, no route, no network"
	needs(t, fault, true, "unshare", "ip", "mount")
	if out, err := exec.Command("unshare", "-n", "-m", "true").CombinedOutput(); err != nil {
		skip(t, fault, "unshare: "+strings.TrimSpace(string(out)))
	}
	resolver := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(resolver, []byte("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ways := []string{"no network", "blackhole", "unreachable", "refused", "nxdomain", "servfail", "silent", "wrong address", "hijacked"}
	lost := 0
	for _, way := range ways {
		script := "mount --bind " + resolver + " /etc/resolv.conf && "
		if way != "no network" {
			script += "ip link set lo up && "
		}
		if way == "blackhole" || way == "unreachable" {
			script += "ip route add " + way + " 203.0.113.0/24 && "
		}
		cmd := exec.Command("unshare", "-n", "-m", "sh", "-c", script+"exec "+os.Args[0])
		cmd.Env = append(os.Environ(), "FAULTS_VICTIM="+t.TempDir(), "FAULTS_WAY="+way)
		out, err := cmd.CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != "frozen offline" {
			t.Errorf("%s: %v: %s", way, err, out)
			lost++
		}
	}
	count(t, fault, len(ways), lost, 0)
}

// wayless is a victim without a way to its city: it files one submission and says where that stands.
func wayless(dir, way string) int {
	address := "http://city.example"
	switch way {
	case "blackhole", "unreachable":
		address = "http://203.0.113.7"
	case "hijacked":
		address = "https://city.example"
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { fmt.Println("robbed") }))
		l, err := net.Listen("tcp", "127.0.0.1:443")
		if err != nil {
			fmt.Println(err)
			return 1
		}
		s.Listener = l
		s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
		s.StartTLS()
		defer s.Close()
	}
	var names sync.WaitGroup
	ctx, stop := context.WithCancel(context.Background())
	defer names.Wait()
	defer stop()
	if rcode, ok := map[string]byte{"nxdomain": 3, "servfail": 2, "silent": 255, "wrong address": 0, "hijacked": 0}[way]; ok {
		l, err := net.ListenPacket("udp", "127.0.0.1:53")
		if err != nil {
			fmt.Println(err)
			return 1
		}
		names.Go(func() { <-ctx.Done(); l.Close() })
		names.Go(func() { answerNames(l, rcode) })
	}
	b, err := openBox(ctx, dir)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer b.Close()
	c, err := client.New(client.Options{BaseURL: address, ConnectTimeout: 3 * time.Second})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	s := submission(1)
	if _, err := b.File(ctx, c, s, 20*time.Second); err != nil {
		fmt.Println(err)
	}
	item, _, _ := b.Find(ctx, s.Number)
	_, err = c.Send(ctx, s)
	fmt.Println(item.State, report.CodeOf(err))
	return 0
}

// answerNames is a name server that knows one answer: an error, silence (255), or this computer.
func answerNames(l net.PacketConn, rcode byte) {
	buf := make([]byte, 512)
	for {
		n, from, err := l.ReadFrom(buf)
		if err != nil {
			return
		}
		if n < 12 || rcode == 255 {
			continue
		}
		end := 12
		for end < n && buf[end] != 0 {
			end += int(buf[end]) + 1
		}
		end += 5 // the root, type and class
		if end > n {
			continue
		}
		answer := append([]byte{}, buf[:end]...)
		answer[2], answer[3] = 0x81, 0x80|rcode
		copy(answer[6:], []byte{0, 0, 0, 0, 0, 0})
		if rcode == 0 && buf[end-3] == 1 { // an A record
			answer[7] = 1
			answer = append(answer, 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 127, 0, 0, 1)
		}
		l.WriteTo(answer, from)
	}
}
