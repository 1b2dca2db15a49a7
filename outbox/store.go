package outbox

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"golang.org/x/sys/unix"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"linli/report"
)

//go:embed migrations/*.sql
var migrations embed.FS

// store is the first of the two places: a SQLite file. A commit is on the disk before it is acknowledged (WAL with
// synchronous=FULL: NORMAL loses acknowledged rows in a power cut).
type store struct {
	db *sql.DB
	// What each put needs is parsed once.
	find, add *sql.Stmt
}

// row is a submission as it is kept.
type row struct {
	Item
	key    string
	sealed []byte
	answer []byte
	lookAt time.Time // when it is to be looked for at the city
}

var errNone = errors.New("there is none")

// openStore opens the file and brings its schema up to date. A damaged file is set aside: the copies hold what was in it.
// lock is whose database it has to be.
func openStore(ctx context.Context, path string, lock *os.File, log *slog.Logger) (*store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	st, err := tryStore(ctx, path, lock)
	if !errors.Is(err, errDamaged) {
		return st, err
	}
	log.Error("outbox: the database is damaged; it is made again from the copies", "set aside", path+damagedFile, "err", err)
	for _, part := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(path+part, path+part+damagedFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if err := syncFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	return tryStore(ctx, path, lock)
}

func tryStore(ctx context.Context, path string, lock *os.File) (*store, error) {
	// SQLite does not say which file it may not open.
	if err := unix.Access(path, unix.R_OK|unix.W_OK); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	st, err := connect(path, url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)"},
		"_txlock": {"immediate"},
	})
	if err != nil {
		return nil, err
	}
	db := st.db
	if err := st.check(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	err = migrate(ctx, db)
	if err == nil {
		err = st.own(ctx, lock)
	}
	if err == nil {
		err = st.prepare(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return st, nil
}

// lookStore opens the file for reading, beside whoever writes.
func lookStore(ctx context.Context, path string) (*store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	with := url.Values{}
	if errors.Is(unix.Access(filepath.Dir(path), unix.W_OK), unix.EROFS) { // nobody writes there, and SQLite cannot make its locks
		with.Set("immutable", "1")
	}
	return tryLook(ctx, path, with)
}

func tryLook(ctx context.Context, path string, with url.Values) (*store, error) {
	with["mode"], with["_pragma"] = []string{"ro"}, []string{"busy_timeout(5000)", "query_only(ON)"}
	st, err := connect(path, with)
	if err != nil {
		return nil, err
	}
	if _, err := st.next(ctx, 0); err != nil && !errors.Is(err, errNone) {
		if strings.Contains(err.Error(), "no such column") {
			err = errors.New("an older Linli wrote it; start the kiosk once, which brings it up to date")
		}
		return nil, errors.Join(err, st.close())
	}
	if err := st.prepare(ctx); err != nil {
		return nil, errors.Join(err, st.close())
	}
	return st, nil
}

func (st *store) prepare(ctx context.Context) (err error) {
	if st.find, err = st.db.PrepareContext(ctx, "SELECT "+columns+" FROM submissions WHERE key = ?"); err == nil {
		st.add, err = st.db.PrepareContext(ctx, "INSERT INTO submissions ("+columns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	}
	return err
}

func connect(path string, with url.Values) (*store, error) {
	dsn := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: with.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &store{db: db}, nil
}

// check returns errDamaged where the file is not a sound database.
func (st *store) check(ctx context.Context) error {
	var verdict string
	err := st.db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict)
	switch {
	case err == nil && verdict == "ok":
		return nil
	case err == nil:
		return fmt.Errorf("%w: %s", errDamaged, verdict)
	case strings.Contains(err.Error(), "malformed"), strings.Contains(err.Error(), "not a database"):
		return fmt.Errorf("%w: %w", errDamaged, err)
	}
	return err
}

// taken says whether a row could not be written because another one has its key or its number; SQLite names either where both are.
func taken(err error) bool {
	return err != nil && strings.Contains(err.Error(), "UNIQUE constraint failed: submissions.")
}

func migrate(ctx context.Context, db *sql.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, files)
	if err != nil {
		return fmt.Errorf("prepare the migrations: %w", err)
	}
	current, newest, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the version of the data: %w", err)
	}
	if current > newest {
		return fmt.Errorf("it was written by a newer Linli (version %d of the data, this one knows %d): start that one", current, newest)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring the data up to date: %w", err)
	}
	return nil
}

func (st *store) close() error { return st.db.Close() }

const columns = "seq, number, kind, key, endpoint, state, sealed, answer, attachments, tries, frozen_at, changed_at, exported_at, look_at"

// insert writes new rows, all of them or none.
func (st *store) insert(ctx context.Context, all []row) error {
	tx, err := st.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write a submission: %w", err)
	}
	add := tx.StmtContext(ctx, st.add)
	for _, r := range all {
		_, err := add.ExecContext(ctx,
			r.Seq, string(r.Number), string(r.Kind), r.key, r.Endpoint, string(r.State), r.sealed, r.answer, r.Attachments, r.Tries,
			r.FrozenAt.UnixMicro(), r.ChangedAt.UnixMicro(), micros(r.ExportedAt), micros(r.lookAt))
		if err != nil {
			return errors.Join(fmt.Errorf("write submission %d: %w", r.Seq, err), tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write %d submissions: %w", len(all), err)
	}
	return nil
}

// remove takes back what was not kept after all.
func (st *store) remove(ctx context.Context, seq int64) error {
	_, err := st.db.ExecContext(ctx, "DELETE FROM submissions WHERE seq = ?", seq)
	return err
}

// distrust opens the file anew after an error of the disk and looks whether it is sound: after a sync has failed, what is in
// memory may not be what is on the disk.
func (st *store) distrust(ctx context.Context) error {
	conn, err := st.db.Conn(ctx)
	if err == nil {
		err = conn.Raw(func(any) error { return driver.ErrBadConn }) // which closes it for good
	}
	if err != nil && !errors.Is(err, driver.ErrBadConn) {
		return err
	}
	return st.check(ctx)
}

// update changes what can change of a submission.
func (st *store) update(ctx context.Context, r row) error {
	_, err := st.db.ExecContext(ctx, "UPDATE submissions SET state = ?, sealed = ?, answer = ?, tries = ?, changed_at = ?, exported_at = ?, look_at = ? WHERE seq = ?",
		string(r.State), r.sealed, r.answer, r.Tries, r.ChangedAt.UnixMicro(), micros(r.ExportedAt), micros(r.lookAt), r.Seq)
	if err != nil {
		return fmt.Errorf("change submission %d: %w", r.Seq, err)
	}
	return nil
}

func (st *store) byKey(ctx context.Context, key string) (row, error) {
	return scan(st.find.QueryRowContext(ctx, key))
}

// byNumber returns the request of a number, not the changes of it.
func (st *store) byNumber(ctx context.Context, n report.Number) (row, error) {
	return scan(st.db.QueryRowContext(ctx, "SELECT "+columns+" FROM submissions WHERE number = ? AND kind = ''", string(n)))
}

func (st *store) bySeq(ctx context.Context, seq int64) (row, error) {
	return scan(st.db.QueryRowContext(ctx, "SELECT "+columns+" FROM submissions WHERE seq = ?", seq))
}

// after returns the first submission after seq that waits, for one endpoint. A change waits for what it changes, and for earlier
// changes of that.
func (st *store) after(ctx context.Context, seq int64, endpoint string) (row, error) {
	return scan(st.db.QueryRowContext(ctx, "SELECT "+columns+` FROM submissions s
		WHERE state IN ('frozen', 'sending', 'unknown') AND seq > ? AND endpoint = ? AND (kind = '' OR (
			EXISTS (SELECT 1 FROM submissions o WHERE o.number = s.number AND o.kind = '' AND o.state IN ('accepted', 'answered', 'attaching', 'incomplete'))
			AND NOT EXISTS (SELECT 1 FROM submissions e WHERE e.number = s.number AND e.kind <> '' AND e.seq < s.seq
				AND e.state IN ('frozen', 'sending', 'unknown', 'held'))))
		ORDER BY seq LIMIT 1`, seq, endpoint))
}

// attaching returns the first submission after seq of which the city has the words and not yet all attachments.
func (st *store) attaching(ctx context.Context, seq int64, endpoint string) (row, error) {
	return scan(st.db.QueryRowContext(ctx, "SELECT "+columns+` FROM submissions
		WHERE state = 'attaching' AND seq > ? AND endpoint = ? ORDER BY seq LIMIT 1`, seq, endpoint))
}

// toLook returns the first submission after seq that is to be looked for by now. A time that is far away is a wrong clock's.
func (st *store) toLook(ctx context.Context, seq int64, endpoint string, now time.Time) (row, error) {
	return scan(st.db.QueryRowContext(ctx, "SELECT "+columns+` FROM submissions
		WHERE state IN ('answered', 'incomplete') AND sealed IS NOT NULL AND seq > ? AND endpoint = ? AND (look_at <= ? OR look_at > ?)
		ORDER BY seq LIMIT 1`, seq, endpoint, now.UnixMicro(), now.Add(2*lookingTime).UnixMicro()))
}

// changes returns the first change of a number after seq.
func (st *store) changes(ctx context.Context, seq int64, n report.Number) (row, error) {
	return scan(st.db.QueryRowContext(ctx, "SELECT "+columns+` FROM submissions
		WHERE number = ? AND kind <> '' AND seq > ? ORDER BY seq LIMIT 1`, string(n), seq))
}

// withdrawn returns the numbers of requests that were withdrawn here, and that something still waits to change.
func (st *store) withdrawn(ctx context.Context) (all []report.Number, err error) {
	rows, err := st.db.QueryContext(ctx, `SELECT DISTINCT c.number FROM submissions c
		JOIN submissions o ON o.number = c.number AND o.kind = '' AND o.state = 'withdrawn'
		WHERE c.kind <> '' AND c.state IN ('frozen', 'sending', 'unknown')`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		all = append(all, report.Number(n))
	}
	return all, rows.Err()
}

// endedBefore returns requests and changes that ended before a time and that nothing which has not ended belongs to. The last one
// stays, from which sequence numbers go on.
func (st *store) endedBefore(ctx context.Context, at time.Time, most int) (all []row, err error) {
	rows, err := st.db.QueryContext(ctx, `SELECT seq, attachments FROM submissions s
		WHERE state IN ('accepted', 'returned', 'withdrawn') AND changed_at < ? AND seq < (SELECT max(seq) FROM submissions)
		AND NOT EXISTS (SELECT 1 FROM submissions o WHERE o.number = s.number AND o.state NOT IN ('accepted', 'returned', 'withdrawn'))
		ORDER BY seq LIMIT ?`, at.UnixMicro(), most)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.Seq, &r.Attachments); err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, rows.Err()
}

// next returns the first submission after seq.
func (st *store) next(ctx context.Context, seq int64) (row, error) {
	return scan(st.db.QueryRowContext(ctx, "SELECT "+columns+" FROM submissions WHERE seq > ? ORDER BY seq LIMIT 1", seq))
}

// doubt makes of all that were being sent, when the program ended, ones that may have left.
func (st *store) doubt(ctx context.Context) error {
	_, err := st.db.ExecContext(ctx, "UPDATE submissions SET state = 'unknown' WHERE state = 'sending'")
	return err
}

func (st *store) count(ctx context.Context, states ...State) (n int, err error) {
	in := make([]any, len(states))
	for i, s := range states {
		in[i] = string(s)
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(in)), ", ")
	err = st.db.QueryRowContext(ctx, "SELECT count(*) FROM submissions WHERE state IN ("+marks+")", in...).Scan(&n)
	return n, err
}

// states returns the state of each submission.
func (st *store) states(ctx context.Context) (map[int64]State, error) {
	rows, err := st.db.QueryContext(ctx, "SELECT seq, state FROM submissions")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[int64]State{}
	for rows.Next() {
		var seq int64
		var state string
		if err := rows.Scan(&seq, &state); err != nil {
			return nil, err
		}
		all[seq] = State(state)
	}
	return all, rows.Err()
}

func scan(from *sql.Row) (row, error) {
	var r row
	var number, kind, state string
	var frozen, changed, exported, look int64
	err := from.Scan(&r.Seq, &number, &kind, &r.key, &r.Endpoint, &state, &r.sealed, &r.answer, &r.Attachments, &r.Tries, &frozen, &changed, &exported, &look)
	if errors.Is(err, sql.ErrNoRows) {
		return row{}, errNone
	}
	if err != nil {
		return row{}, fmt.Errorf("read a submission: %w", err)
	}
	r.Number, r.Kind, r.State = report.Number(number), Kind(kind), State(state)
	r.FrozenAt, r.ChangedAt = time.UnixMicro(frozen), time.UnixMicro(changed)
	if exported != 0 {
		r.ExportedAt = time.UnixMicro(exported)
	}
	if look != 0 {
		r.lookAt = time.UnixMicro(look)
	}
	return r, nil
}

// micros is a time as it is stored: 0 where there is none.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}
