package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

// wiper overwrites in memory what sessions have let go of. Go's collector leaves freed words as they are until their place is
// needed again, on a quiet kiosk for hours.
type wiper struct{ ended chan struct{} }

// newWiper makes a wiper; run starts it.
func newWiper() *wiper { return &wiper{make(chan struct{}, 1)} }

// end says that a session has ended. It returns at once.
func (w *wiper) end() {
	select {
	case w.ended <- struct{}{}:
	default: // one is waiting already
	}
}

// run overwrites what each session has left, when its last page has been replaced, until done is closed.
func (w *wiper) run(done <-chan struct{}, forget func()) {
	for {
		select {
		case <-done:
			return
		case <-w.ended:
		}
		time.Sleep(settling)
		forget()
		for range 3 { // what something held on to for a moment is found the next time
			time.Sleep(settling)
			overwrite()
		}
	}
}

// settling is how long a page that has come, and what it replaced, may take to be done with.
const settling = 250 * time.Millisecond

// overwrite collects garbage and then asks for memory in every size in which text is kept, until all freed places of that
// size have been given out: the runtime clears what it gives out. All of it is let go of again.
func overwrite() {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // or the other processors keep freed places for themselves
	debug.FreeOSMemory()
	debug.FreeOSMemory() // what lies in pools is garbage the second time only
	percent := debug.SetGCPercent(-1)
	for _, size := range sizes() {
		fill(size)
	}
	debug.SetGCPercent(percent)
	debug.FreeOSMemory()
}

// fill asks for pieces of a size until they come from fresh memory.
func fill(size int) {
	const batch, most = 128 << 10, 64 << 20
	var held [most / batch][][]byte
	for i := range held {
		held[i] = make([][]byte, batch/size)
		before := inUse()
		for j := range held[i] {
			held[i][j] = make([]byte, size)
		}
		if inUse()-before >= batch*9/10 {
			break
		}
	}
	runtime.KeepAlive(&held)
}

// inUse is how much memory the heap's pages take that hold anything.
func inUse() int {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
	metrics.Read(s)
	return int(s[0].Value.Uint64() + s[1].Value.Uint64())
}

// sizes are one for each size class of the runtime that text can be in; every class has a multiple of 16 between it and the
// one below.
func sizes() []int {
	var out []int
	for size := 16; size <= 32<<10; size += max(16, size/16&^15) {
		out = append(out, size)
	}
	return out
}
