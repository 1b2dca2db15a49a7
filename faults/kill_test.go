package faults

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"
)

// changing are the system calls that change something, in groups that are counted apart.
func changing() []string {
	return []string{
		"pwrite64", "fsync,fdatasync,syncfs", "renameat,renameat2,unlinkat,mkdirat", "write", "openat", "ftruncate,fallocate",
		"pwrite64,write,fsync,fdatasync,syncfs,renameat,renameat2,unlinkat,mkdirat,openat,ftruncate",
	}
}

// traced is how to run a program with a fault in one of its system calls.
func traced(calls, fault string, when string) []string {
	return []string{"strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls, "-e", "inject=" + calls + ":" + fault + ":when=" + when}
}

// needsTrace skips where strace cannot do that.
func needsTrace(t *testing.T, fault string) {
	t.Helper()
	needs(t, fault, false, "strace")
	k := newKiosk(t, t.TempDir())
	s := k.start(1, traced("fsync", "signal=KILL", "1")...)
	s.Wait()
	if s.out.has("end") || s.out.has("ok") {
		skip(t, fault, "strace may not trace here: "+s.err.String())
	}
}

// X02 kill -9 at every system call that changes something, while submissions are put, sent, accepted and verified; X03 among
// them: between the city's answer and the note of it.
func TestX02KilledAtEachSystemCall(t *testing.T) {
	const fault = "02 03 kill -9 at a system call"
	needsTrace(t, fault)
	kills, lost, doubled := 0, 0, 0
	random := rand.New(rand.NewPCG(*seed, 2))
	end := time.Now().Add(15 * time.Second)
	for lap := 0; *long && kills < 1100 || !*long && lap == 0; lap++ {
		for _, calls := range changing() {
			k := newKiosk(t, t.TempDir())
			for at, done := 1, 0; done < 3 && (*long || k.faults < 5 && time.Now().Before(end)); at++ {
				if !*long {
					at += random.IntN(15)
				}
				s := k.start(3, traced(calls, "signal=KILL", fmt.Sprint(at))...)
				s.Wait()
				k.heard(s)
				if s.out.has("end") {
					done++
				} else {
					k.faults++
				}
				if text := s.err.trouble(); text != "" {
					t.Fatalf("killed at %s %d: %s", calls, at, text)
				}
			}
			l, d := k.settle()
			kills, lost, doubled = kills+k.faults, lost+l, doubled+d
		}
	}
	count(t, fault, kills, lost, doubled)
}

// X01 and X68: kill -9 at any moment, as the kernel does it too when memory runs out; X27: stopped for a while and woken.
func TestX01KilledAtAnyMoment(t *testing.T) {
	kills := 10
	if *long {
		kills = 300
	}
	random := rand.New(rand.NewPCG(*seed, 1))
	k := newKiosk(t, t.TempDir())
	stops := 0
	for range kills {
		s := k.start(0)
		up := random.IntN(3) > 0 // a third is killed at the start
		for end := time.Now().Add(time.Minute); up && !s.out.has("ok") && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(random.IntN(60)) * time.Millisecond)
		if random.IntN(3) == 0 {
			s.Process.Signal(syscall.SIGSTOP)
			time.Sleep(time.Duration(random.IntN(50)) * time.Millisecond)
			s.Process.Signal(syscall.SIGCONT)
			time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
			stops++
		}
		s.Process.Kill()
		s.Wait()
		k.faults++
		k.heard(s)
		if text := s.err.trouble(); text != "" {
			t.Fatal(text)
		}
	}
	lost, doubled := k.settle()
	count(t, "01 68 kill -9 at any moment", kills, lost, doubled)
	if stops > 0 {
		count(t, "27 stopped and woken", stops, lost, doubled)
	}
}
