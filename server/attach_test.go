package server_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

func sound(size int) []byte { return bytes.Repeat([]byte("金丝雀7731 "), size/14+1)[:size] }

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// piece puts a part of an attachment; first below 0 asks how much is there.
func (b *backend) piece(ref string, all []byte, first, end int, headers ...string) reply {
	b.t.Helper()
	body, span := io.Reader(nil), fmt.Sprintf("bytes */%d", len(all))
	if first >= 0 {
		body, span = bytes.NewReader(all[first:end]), fmt.Sprintf("bytes %d-%d/%d", first, end-1, len(all))
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPut, b.url+"/linli/v1/attachments/"+hashOf(all), body)
	if err != nil {
		b.t.Fatal(err)
	}
	for name, value := range map[string]string{"Content-Type": "audio/wav", "Content-Range": span, "X-Request-Ref": ref, "X-Filing-Proof": filingKey} {
		r.Header.Set(name, value)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.do(r)
}

func (r reply) received() int {
	var u georeport.Upload
	if json.Unmarshal([]byte(r.body), &u) != nil {
		return -1
	}
	return int(u.Received)
}

func (b *backend) fetch(ref, sha string, headers ...string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+"/linli/v1/attachments/"+sha, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("X-Request-Ref", ref)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return b.do(r)
}

// A recording arrives in pieces, is there for whoever has a proof, and for nobody else.
func TestARecordingArrivesInPieces(t *testing.T) {
	b := start(t, nil)
	id, all := b.fileWith(filingKey, lamp()), sound(300_000)
	if got := b.piece(id, all, -1, 0); got.status != 202 || got.received() != 0 {
		t.Errorf("asked: %d %s", got.status, got.body)
	}
	if got := b.piece(id, all, 0, 100_000); got.status != 202 || got.received() != 100_000 {
		t.Errorf("first: %d %s", got.status, got.body)
	}
	if got := b.piece(id, all, 0, 100_000); got.status != 409 {
		t.Errorf("the same piece again: %d %s", got.status, got.body)
	}
	if got := b.fetch(id, hashOf(all), "X-Contact-Proof", proof); got.status != 404 {
		t.Errorf("half of it is given out: %d", got.status)
	}
	if got := b.piece(id, all, 100_000, len(all)); got.status != 200 || got.received() != len(all) {
		t.Errorf("the rest: %d %s", got.status, got.body)
	}
	for range 2 { // the same attachment once more is there already
		if got := b.piece(id, all, -1, 0); got.status != 200 || got.received() != len(all) {
			t.Errorf("asked: %d %s", got.status, got.body)
		}
	}
	if got := b.piece(id, all, 0, len(all)); got.status != 200 {
		t.Errorf("all of it again: %d %s", got.status, got.body)
	}
	got := b.fetch(id, hashOf(all), "X-Contact-Proof", proof)
	if got.status != 200 || got.body != string(all) || got.header.Get("Content-Type") != "audio/wav" || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%d %v", got.status, got.header)
	}
	private := b.private(id, proof)
	if !strings.Contains(private.body, `"media_url": "/linli/v1/attachments/`+hashOf(all)) {
		t.Errorf("private: %s", private.body)
	}
	for _, path := range []string{api + "/requests.json", api + "/requests/" + id + ".json", api + "/requests.xml", api + "/servicerequestupdates.json", "/linli/v1/requests/" + id} {
		if body := b.get(path, "").body; strings.Contains(body, hashOf(all)[:8]) || strings.Contains(body, "attachments") {
			t.Errorf("%s tells everybody: %s", path, body)
		}
	}
	for _, h := range [][]string{nil, {"X-Contact-Proof", "0000"}, {"X-Filing-Proof", strings.Repeat("x", 40)}} {
		if got := b.fetch(id, hashOf(all), h...); got.status != 403 || strings.Contains(got.body, "金丝雀") {
			t.Errorf("with %v: %d", h, got.status)
		}
	}
}

// The line is cut in the middle of a piece: what has arrived is kept, after a new start too, and the sender goes on from there.
func TestACutUploadGoesOn(t *testing.T) {
	dir := t.TempDir()
	b := start(t, func(o *server.Options) { o.DataDir = dir })
	id, all := b.fileWith(filingKey, lamp()), sound(300_000)
	conn, err := net.Dial("tcp", strings.TrimPrefix(b.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "PUT /linli/v1/attachments/%s HTTP/1.1\r\nHost: x\r\nContent-Type: audio/wav\r\nX-Request-Ref: %s\r\nX-Filing-Proof: %s\r\n"+
		"Content-Range: bytes 0-%d/%d\r\nContent-Length: %d\r\n\r\n", hashOf(all), id, filingKey, len(all)-1, len(all), len(all))
	conn.Write(all[:123_456])
	conn.(*net.TCPConn).CloseWrite()
	io.Copy(io.Discard, conn)
	conn.Close()

	again := start(t, func(o *server.Options) { o.DataDir = dir })
	var got reply
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if got = again.piece(id, all, -1, 0); got.received() == 123_456 || time.Now().After(end) {
			break
		}
	}
	if got.status != 202 || got.received() != 123_456 {
		t.Fatalf("after the cut: %d %s", got.status, got.body)
	}
	if got := again.piece(id, all, 123_456, len(all)); got.status != 200 {
		t.Errorf("the rest: %d %s", got.status, got.body)
	}
	if got := again.fetch(id, hashOf(all), "X-Contact-Proof", proof); got.body != string(all) {
		t.Error("it is not what was sent")
	}
}

// What arrives is not what it was said to be: nothing of it is kept, and it can be sent again.
func TestAWrongHashIsRefused(t *testing.T) {
	dir := t.TempDir()
	b := start(t, func(o *server.Options) { o.DataDir = dir })
	id, all := b.fileWith(filingKey, lamp()), sound(1000)
	other := bytes.Clone(all)
	other[500] ^= 1
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, b.url+"/linli/v1/attachments/"+hashOf(all), bytes.NewReader(other))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Content-Type": "audio/wav", "Content-Range": "bytes 0-999/1000", "X-Request-Ref": id, "X-Filing-Proof": filingKey} {
		r.Header.Set(name, value)
	}
	if got := b.do(r); got.status != 422 || got.code() != "refused" {
		t.Errorf("%d %s", got.status, got.body)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "attachments", "*", "*")); len(left) > 0 {
		t.Errorf("kept: %v", left)
	}
	if got := b.piece(id, all, 0, 1000); got.status != 200 {
		t.Errorf("the right one: %d %s", got.status, got.body)
	}
}

// A server that was killed between naming a file and noting it knows it all the same.
func TestAServerKilledHalfWay(t *testing.T) {
	inFiles(t)
	dir := t.TempDir()
	b := start(t, func(o *server.Options) { o.DataDir = dir })
	id, all := b.fileWith(filingKey, lamp()), sound(1000)
	b.piece(id, all, 0, 400)
	path := filepath.Join(dir, "attachments", id, hashOf(all))
	if err := os.WriteFile(path, all, 0o600); err != nil { // as after the rename
		t.Fatal(err)
	}
	if err := os.Remove(path + ".part"); err != nil {
		t.Fatal(err)
	}
	again := start(t, func(o *server.Options) { o.DataDir = dir })
	if got := again.piece(id, all, -1, 0); got.status != 200 || got.received() != 1000 {
		t.Errorf("%d %s", got.status, got.body)
	}
	if !strings.Contains(again.private(id, proof).body, hashOf(all)) {
		t.Error("it is not listed")
	}
}

// everyPiece gets each answer that a piece can have.
func everyPiece(t *testing.T) map[int]reply {
	out := map[int]reply{}
	b := start(t, nil)
	id, all := b.fileWith(filingKey, lamp()), sound(1000)
	out[202] = b.piece(id, all, 0, 500)
	out[400] = b.piece(id, all, 500, 600, "Content-Range", "bytes 5-4/1000")
	out[403] = b.piece(id, all, -1, 0, "X-Filing-Proof", strings.Repeat("x", 40))
	out[409] = b.piece(id, all, 0, 500)
	out[413] = b.piece(id, all, -1, 0, "Content-Range", "bytes */10485761")
	out[415] = b.piece(id, all, -1, 0, "Content-Type", "text/html")
	wrong := bytes.Repeat([]byte("x"), 500)
	out[200] = b.piece(id, all, 500, 1000)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, b.url+"/linli/v1/attachments/"+strings.Repeat("0", 64), bytes.NewReader(wrong))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Content-Type": "audio/wav", "Content-Range": "bytes 0-499/500", "X-Request-Ref": id, "X-Filing-Proof": filingKey} {
		r.Header.Set(name, value)
	}
	out[422] = b.do(r)
	many := sound(10 << 20)
	for i := range 60 {
		one := append(bytes.Clone(many[:10<<20-1]), byte(i))
		if got := b.piece(id, one, 0, 10<<20); got.status == 429 {
			out[429] = got
			break
		}
	}
	out[401] = start(t, func(o *server.Options) { o.APIKeys = []string{"one"} }).piece(id, all, -1, 0)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	out[503] = b.piece(id, all, -1, 0)
	return out
}

// everyAttachment gets each answer that somebody has who wants an attachment.
func everyAttachment(t *testing.T) map[int]reply {
	out := map[int]reply{}
	b := start(t, nil)
	id, all := b.fileWith(filingKey, lamp()), sound(1000)
	b.piece(id, all, 0, 1000)
	out[200] = b.fetch(id, hashOf(all), "X-Contact-Proof", proof)
	out[403] = b.fetch(id, hashOf(all), "X-Contact-Proof", "0000")
	out[404] = b.fetch(id, strings.Repeat("0", 64), "X-Contact-Proof", proof)
	for range 61 {
		if got := b.fetch(id, hashOf(all), "X-Filing-Proof", filingKey); got.status == 429 {
			out[429] = got
		}
	}
	b.clock.pass(time.Minute)
	out[401] = start(t, func(o *server.Options) { o.APIKeys = []string{"one"} }).fetch(id, hashOf(all))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	out[503] = b.fetch(id, hashOf(all), "X-Contact-Proof", proof)
	return out
}
