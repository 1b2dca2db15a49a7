package faults

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"linli/report"
)

// X04 the power is cut while submissions are put and sent; X06 often enough that it is cut while the database's log is taken
// over; X07 and X19: after some of the cuts one of the two places is taken away as well, so that each has to have everything
// that was shown.
func TestX04PowerCuts(t *testing.T) {
	const fault = "04 06 power cut while putting and sending"
	d := newDisk(t, fault)
	cuts := 6
	if *long {
		cuts = 150
	}
	random := rand.New(rand.NewPCG(*seed, 4))
	k := newKiosk(t, d.dir)
	k.env = []string{"FAULTS_KEY=" + filepath.Join(t.TempDir(), "key")} // what takes the key takes everything: X05 has it on the disk
	taken := map[string]int{}
	whole := false // both places are whole: the last victim has come so far
	for range cuts {
		take := []string{"", "outbox.db*", "kept"}[random.IntN(3)]
		if whole && take != "" {
			found, _ := filepath.Glob(filepath.Join(d.dir, "outbox", take))
			for _, path := range found {
				if err := os.RemoveAll(path); err != nil {
					t.Fatal(err)
				}
			}
			taken[take]++
		}
		s := k.start(0)
		for end, late := time.Now().Add(time.Minute), random.IntN(4) > 0; late && !s.out.has("ok") && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(random.IntN(250)) * time.Millisecond)
		// Nobody does anything after a power cut. Without its disk (X17) a program that goes on can be told by the kernel that all is
		// synced: jbd2_complete_transaction does not say so of a journal that was aborted just before.
		stop(t, s.Process.Pid)
		whole = s.out.has("up")
		d.cut()
		s.Process.Kill()
		s.Wait()
		k.heard(s)
		k.faults++
		d.again()
	}
	os.Setenv("FAULTS_KEY", k.env[0][len("FAULTS_KEY="):])
	defer os.Unsetenv("FAULTS_KEY")
	lost, doubled := k.settle()
	t.Logf("%d cuts, %d shown", cuts, len(k.shown))
	count(t, fault, cuts, lost, doubled)
	if n := taken["kept"]; n > 0 {
		count(t, "04 and the copies are gone", n, lost, doubled)
	}
	if n := taken["outbox.db*"]; n > 0 {
		count(t, "07 19 and the database is gone", n, lost, doubled)
	}
}

// stop returns when no thread of a program goes on: each stands still, or is in a call to the disk after which it will.
func stop(t *testing.T, pid int) {
	syscall.Kill(pid, syscall.SIGSTOP)
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
		if !slices.ContainsFunc(threads, goesOn) {
			return
		}
		if time.Now().After(end) {
			t.Fatal("the program does not stop")
		}
	}
}

// goesOn says whether a thread can still do something, by its state in proc_pid_stat(5).
func goesOn(stat string) bool {
	text, err := os.ReadFile(stat)
	_, after, _ := strings.Cut(string(text), ") ")
	return err == nil && !strings.ContainsAny(after[:1], "TDZX")
}

// X05 the power is cut at the first start and at each step of making the database, the copies and the key.
func TestX05PowerCutsAtTheFirstStart(t *testing.T) {
	const fault = "05 power cut at a step of the first start"
	d := newDisk(t, fault)
	needsTrace(t, fault)
	calls := changing()[len(changing())-1]
	cuts, lost, doubled := 0, 0, 0
	for at := 1; *long && at < 60 || at < 60 && cuts < 4; at++ {
		if !*long {
			at += 12
		}
		home := filepath.Join(d.dir, fmt.Sprint(at))
		if err := os.Mkdir(home, 0o700); err != nil {
			t.Fatal(err)
		}
		must(t, "sync", "-f", d.dir)
		k := newKiosk(t, home)
		s := k.start(1, traced(calls, "signal=KILL", fmt.Sprint(at))...)
		s.Wait()
		d.cut()
		k.heard(s)
		k.faults++
		d.again()
		s = k.start(1) // the first start after it
		s.Wait()
		k.heard(s)
		if !s.out.has("end") {
			t.Errorf("cut at %d, it does not start: %s", at, s.err.String())
		}
		l, dd := k.settle()
		cuts, lost, doubled = cuts+1, lost+l, doubled+dd
	}
	count(t, fault, cuts, lost, doubled)
}

// X17 the disk vanishes while the kiosk runs: no number is shown, and with the disk everything that was shown is back.
func TestX17TheDiskVanishes(t *testing.T) {
	const fault = "17 the disk vanishes"
	d := newDisk(t, fault)
	k := newKiosk(t, d.dir)
	b, err := openBox(t.Context(), d.dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 5; i++ {
		if err := b.Put(t.Context(), submission(i)); err != nil {
			t.Fatal(err)
		}
		k.shown[string(number(i))] = true
	}
	d.cut()
	for i := 6; i <= 8; i++ {
		if err := b.Put(t.Context(), submission(i)); report.CodeOf(err) != report.Internal {
			t.Errorf("without a disk: %v", err)
		}
	}
	if err := b.Close(); err == nil {
		t.Log("the box was closed without an error")
	}
	d.again()
	lost, doubled := k.settle()
	count(t, fault, 3, lost, doubled)
}
