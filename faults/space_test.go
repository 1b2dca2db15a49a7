package faults

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"linli/outbox"
	"linli/report"
)

// fill puts until the disk takes no more, and then some; all but those that were shown are returned.
func fill(t *testing.T, k *kiosk, b *outbox.Box) (refused []int) {
	t.Helper()
	for i := 1; len(refused) < 5; i++ {
		if i > 20000 {
			t.Fatal("it does not get full")
		}
		err := b.Put(t.Context(), submission(i))
		switch report.CodeOf(err) {
		case "":
			k.shown[string(number(i))] = true
		case report.Full:
			refused = append(refused, i)
			k.refused[string(number(i))] = true
		default:
			t.Fatalf("%d: %v", i, err)
		}
	}
	return refused
}

// X08 the disk is full, X10 it has no room for another file: a submission is refused before a number is shown, with the code for
// it, and the very same one is taken once there is room.
func TestX08TheDiskIsFull(t *testing.T) {
	for _, c := range []struct{ fault, full, room string }{
		{"08 no space on the disk", "size=2m", "remount,size=20m"},
		{"10 no inodes on the disk", "size=20m,nr_inodes=60", "remount,nr_inodes=1000"},
	} {
		t.Run(c.fault[3:], func(t *testing.T) {
			k := newKiosk(t, small(t, c.fault, c.full))
			b, err := openBox(t.Context(), k.dir)
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			refused := fill(t, k, b)
			if again := fill(t, k, b); len(again) < 5 {
				t.Error("it takes some although it is full")
			}
			must(t, "mount", "-o", c.room, k.dir)
			for _, i := range refused {
				if err := b.Put(t.Context(), submission(i)); err != nil {
					t.Errorf("with room again: %v", err)
				}
				k.shown[string(number(i))] = true
			}
			if err := b.Close(); err != nil {
				t.Error(err)
			}
			lost, doubled := k.settle()
			t.Logf("%d shown", len(k.shown))
			count(t, c.fault, len(refused), lost, doubled)
		})
	}
}

// X08 the disk is full and the city can be reached: what waits is sent all the same, and what was sent is written down as soon as
// there is room.
func TestX08SendingWithoutRoom(t *testing.T) {
	const fault = "08 no space while sending"
	k := newKiosk(t, small(t, fault, "size=3m"))
	b, err := openBox(t.Context(), k.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	refused := fill(t, k, b)
	ctx, stop := deadline(t, 1)
	b.Run(ctx, &ledger{path: k.ledger})
	stop()
	must(t, "mount", "-o", "remount,size=20m", k.dir)
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	lost, doubled := k.settle()
	count(t, fault, len(refused), lost, doubled)
}

// X11 no file may grow beyond a limit: refused like a full disk, and the process lives on.
func TestX11FilesMayNotGrow(t *testing.T) {
	const fault = "11 a limit for the size of files"
	needs(t, fault, false, "prlimit")
	k := newKiosk(t, t.TempDir())
	k.failing = true
	s := k.start(40, "prlimit", "--fsize=200000")
	s.Wait()
	k.heard(s)
	if !s.out.has("end") {
		t.Errorf("it did not live to the end: %s", s.err.String())
	}
	if len(k.refused) == 0 {
		t.Errorf("nothing was refused: %s", s.out.String())
	}
	k.faults = len(k.refused)
	lost, doubled := k.settle()
	count(t, fault, len(k.refused), lost, doubled)
}

// X12 writing fails, X13 syncing fails, X15 nothing is written, X08 there is no space at one call, once or from then on; X14: what
// a failed sync leaves is not believed. No number is shown for what is not kept, and the next ones are kept again.
func TestX12CallsFail(t *testing.T) {
	needsTrace(t, "12 13 14 15 failing calls")
	syncs := "fsync,fdatasync,syncfs"
	for _, c := range []struct{ fault, calls, inject string }{
		{"12 EIO when writing", "pwrite64", "error=EIO"},
		{"12 EIO when making or naming files", "openat,renameat,unlinkat", "error=EIO"},
		{"13 14 EIO when syncing", syncs, "error=EIO"},
		{"08 ENOSPC when writing", "pwrite64", "error=ENOSPC"},
		{"08 ENOSPC when syncing", syncs, "error=ENOSPC"},
		{"15 nothing is written", "pwrite64", "retval=0"},
	} {
		t.Run(c.fault[3:], func(t *testing.T) {
			k := newKiosk(t, t.TempDir())
			s := k.start(3) // so that what fails is not the first start
			s.Wait()
			k.heard(s)
			k.failing = true
			step, refused, tries := 11, 0, 0
			if *long {
				step = 1
			}
			for at := 3; at < 46; at += step {
				for i, when := range []string{fmt.Sprint(at), fmt.Sprint(at, "+")} {
					if !*long && at%2 == i {
						continue
					}
					tries++
					s := k.start(4, traced(c.calls, c.inject, when)...)
					s.Wait()
					k.heard(s)
					k.faults += 4
					refused += strings.Count(s.out.String(), "\nno ")
					if !s.out.has("end") && (s.out.has("up") || !strings.Contains(s.err.String(), k.dir)) {
						t.Errorf("failed at %s: %s %s", when, s.out.String(), s.err.String())
					}
				}
			}
			t.Logf("%d refused", refused)
			lost, doubled := k.settle()
			count(t, c.fault, tries, lost, doubled)
		})
	}
}

// X16 the file system may only be read at the start: a message that names the folder, and what is there can be looked at.
func TestX16ReadOnly(t *testing.T) {
	const fault = "16 a disk that can only be read"
	d := newDisk(t, fault)
	k := newKiosk(t, d.dir)
	k.env = nil
	s := k.start(3)
	s.Wait()
	k.heard(s)
	d.again("-r")
	s = k.start(1)
	s.Wait()
	if code := s.ProcessState.ExitCode(); code != 3 || strings.Count(s.err.trouble(), "\n") != 1 || !strings.Contains(s.err.trouble(), filepath.Join(d.dir, "outbox")) {
		t.Errorf("ended with %d: %s", code, s.err.String())
	}
	keys, err := outbox.OpenKeys(filepath.Join(d.dir, "outbox.key"))
	if err != nil {
		t.Fatal(err)
	}
	look, err := outbox.Look(t.Context(), outbox.Options{Dir: filepath.Join(d.dir, "outbox"), Keys: keys})
	if err != nil {
		t.Fatalf("looking: %v", err)
	}
	if _, ok, err := look.Find(t.Context(), number(1)); err != nil || !ok {
		t.Errorf("a number is looked up: %v, %v", ok, err)
	}
	look.Close()
	d.again()
	lost, doubled := k.settle()
	count(t, fault, 1, lost, doubled)
}

// X22 an update has left the data to somebody else: the message names the path.
func TestX22NotOurs(t *testing.T) {
	const fault = "22 somebody else owns the data"
	needs(t, fault, true)
	tries, lost, doubled := 0, 0, 0
	for _, what := range []string{"outbox/kept", "outbox/outbox.db", "outbox/lock", "outbox.key", "outbox"} {
		k := newKiosk(t, forAll(t))
		s := k.start(3)
		s.Wait()
		k.heard(s)
		must(t, "chown", "-R", "65534:65534", k.dir)
		path := filepath.Join(k.dir, what)
		must(t, "chown", "-R", "0:0", path)
		must(t, "chmod", "-R", "go=", path)
		code, said := asNobody(t, k)
		if code != 3 || strings.Count(said, "\n") != 1 || !strings.Contains(said, strings.TrimSuffix(path, "/kept")) {
			t.Errorf("%s is not ours: ended with %d: %s", what, code, said)
		}
		l, d := k.settle()
		tries, lost, doubled = tries+1, lost+l, doubled+d
	}
	count(t, fault, tries, lost, doubled)
}

// forAll is a temporary folder into which everybody may look.
func forAll(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "faults")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func asNobody(t *testing.T, k *kiosk) (code int, said string) {
	t.Helper()
	program := filepath.Join(forAll(t), "program")
	must(t, "cp", os.Args[0], program)
	must(t, "chmod", "-R", "go+rx", filepath.Dir(program))
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "FAULTS_VICTIM="+k.dir, "FAULTS_LEDGER=/dev/null", "FAULTS_FROM=9000", "FAULTS_PUTS=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	var out lines
	cmd.Stderr = &out
	cmd.Dir = "/"
	cmd.Run()
	return cmd.ProcessState.ExitCode(), out.String()
}
