package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"linli/client/georeport"
	"linli/server"
)

func TestAFullDiskIsToldAndGotOver(t *testing.T) {
	inFiles(t)
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("mounting a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	b := start(t, func(o *server.Options) { o.DataDir = dir })
	first := b.file(lamp())
	filler := filepath.Join(dir, "filler")
	if err := os.WriteFile(filler, make([]byte, 2<<20), 0o600); err == nil {
		t.Fatal("the disk is not small")
	}
	refused := 0
	for i := range 200 {
		got := b.post(georeport.JSON, lamp("description", strings.Repeat("字", 2000+i)), "")
		if got.status == 503 {
			refused++
			break
		}
	}
	b.clock.pass(time.Minute)
	healthy := b.get("/healthz", "")
	if refused != 1 || healthy.status != 503 || !strings.Contains(healthy.body, filepath.Join(dir, "linli.db")) {
		t.Errorf("%d refused; health %d %s", refused, healthy.status, healthy.body)
	}
	if got := b.list("service_request_id=" + first); len(got) != 1 {
		t.Error("what was there cannot be read any more")
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	b.clock.pass(time.Minute)
	b.file(lamp("description", "there is space again"))
	if got := b.get("/healthz", ""); got.status != 200 {
		t.Errorf("health %d %s", got.status, got.body)
	}
}
