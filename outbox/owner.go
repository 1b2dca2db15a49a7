package outbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
)

// own sees to it that the database is the one of this folder: both have the same mark. With the log of another database, even of
// another outbox, SQLite shows that one's rows and finds nothing wrong with them.
func (st *store) own(ctx context.Context, lock *os.File) error {
	want := markOf(lock)
	var have int
	if err := st.db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return err
	}
	switch {
	case have != 0 && want != 0 && have != want:
		return fmt.Errorf("%w: it, or its log, is another outbox's", errDamaged)
	case have == 0:
		if have = want; have == 0 {
			have = 1 + rand.IntN(1<<31-1)
		}
		if _, err := st.db.ExecContext(ctx, fmt.Sprint("PRAGMA user_version = ", have)); err != nil {
			return err
		}
	}
	if want == have {
		return nil
	}
	if _, err := lock.WriteAt(fmt.Appendf(nil, "%d\n", have), 0); err != nil {
		return err
	}
	return lock.Sync()
}

// markOf reads the mark of a folder, 0 where it has none yet.
func markOf(lock *os.File) int {
	text := make([]byte, 16)
	n, _ := lock.ReadAt(text, 0) // it ends before
	mark, err := strconv.Atoi(strings.TrimSuffix(string(text[:n]), "\n"))
	if err != nil {
		return 0
	}
	return mark
}
