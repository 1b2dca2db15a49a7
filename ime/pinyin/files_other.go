//go:build !linux

package pinyin

import "os"

// mapped reads a file where it is not known how to map it.
func mapped(name string) ([]byte, error) { return os.ReadFile(name) }
