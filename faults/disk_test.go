package faults

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// disk is an ext4 file system in a file, which can lose its power.
type disk struct {
	t           *testing.T
	device, dir string
}

const (
	shutdown = 0x8004587d // EXT4_IOC_SHUTDOWN
	noFlush  = 2          // EXT4_GOING_FLAGS_NOLOGFLUSH: whatever was not synced is gone
)

// newDisk makes one, or skips where this computer does not let us.
func newDisk(t *testing.T, fault string) *disk {
	t.Helper()
	needs(t, fault, true, "losetup", "mkfs.ext4", "mount", "umount")
	image := filepath.Join(t.TempDir(), "image")
	if err := os.WriteFile(image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(image, 96<<20); err != nil {
		t.Fatal(err)
	}
	must(t, "mkfs.ext4", "-q", image)
	out, err := exec.Command("losetup", "-f", "--show", image).CombinedOutput()
	if err != nil {
		skip(t, fault, "no loop device: "+strings.TrimSpace(string(out)))
	}
	d := &disk{t, strings.TrimSpace(string(out)), filepath.Join(t.TempDir(), "disk")}
	t.Cleanup(func() { must(t, "losetup", "-d", d.device) })
	if err := os.Mkdir(d.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-o", "commit=300", d.device, d.dir).CombinedOutput(); err != nil {
		skip(t, fault, "mount: "+strings.TrimSpace(string(out)))
	}
	t.Cleanup(func() { d.unmount() })
	return d
}

// cut takes the power away: from now on every call fails, and what was not synced is gone.
func (d *disk) cut() {
	d.t.Helper()
	f, err := os.Open(d.dir)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	if err := unix.IoctlSetPointerInt(int(f.Fd()), shutdown, noFlush); err != nil {
		d.t.Fatal(err)
	}
}

// again switches the computer on. Nothing may have files of it open.
func (d *disk) again(options ...string) {
	d.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		d.unmount()
		must(d.t, "mount", append(options, "-o", "commit=300", d.device, d.dir)...)
		// Where another mount namespace still has it, as one that a program began meanwhile, it is the old one, without power.
		if _, err := os.ReadDir(d.dir); err == nil && !errors.Is(os.WriteFile(filepath.Join(d.dir, "power"), nil, 0o600), unix.EIO) {
			return
		}
		if time.Now().After(end) {
			d.t.Fatal("the disk is still without power")
		}
	}
}

func (d *disk) unmount() {
	d.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		out, err := exec.Command("umount", d.dir).CombinedOutput()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			d.t.Errorf("umount: %s", out)
			return
		}
	}
}

// small is a file system in memory of a few megabytes.
func small(t *testing.T, fault, options string) string {
	t.Helper()
	needs(t, fault, true, "mount", "umount")
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "small", dir).CombinedOutput(); err != nil {
		skip(t, fault, "mount: "+strings.TrimSpace(string(out)))
	}
	t.Cleanup(func() { must(t, "umount", dir) })
	return dir
}
