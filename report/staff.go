package report

// Reply is what staff say who have been called. Any of it may be missing.
type Reply struct {
	// By is who comes; In is in how many minutes.
	By string
	In int
}
