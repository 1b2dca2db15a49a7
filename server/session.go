package server

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// session is a database or a transaction on it. In its statements ? stands for what is filled in, whatever the database calls that.
type session struct {
	q interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}
	postgres bool
}

// ExecContext runs a statement.
func (s *session) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return s.q.ExecContext(ctx, s.bound(query), args...)
}

// QueryContext runs a query.
func (s *session) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.q.QueryContext(ctx, s.bound(query), args...)
}

// QueryRowContext runs a query for one row.
func (s *session) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return s.q.QueryRowContext(ctx, s.bound(query), args...)
}

// bound writes a statement as the database wants it: PostgreSQL calls the first ? $1. No statement of ours has a ? in its words.
func (s *session) bound(query string) string {
	if !s.postgres {
		return query
	}
	var out strings.Builder
	for n := 1; ; n++ {
		before, after, more := strings.Cut(query, "?")
		out.WriteString(before)
		if !more {
			return out.String()
		}
		out.WriteString("$" + strconv.Itoa(n))
		query = after
	}
}

// lock makes sure that nobody else has the lock of this name until the transaction ends. In SQLite only one writes anyway.
func (s *session) lock(ctx context.Context, name string) error {
	if !s.postgres {
		return nil
	}
	if _, err := s.ExecContext(ctx, `SELECT pg_advisory_xact_lock(hashtextextended(?, 0))`, name); err != nil {
		return fmt.Errorf("wait for another writer: %w", err)
	}
	return nil
}

// in is the condition that a column is one of some values, and what is filled in. Its words are the same for any number of them in
// PostgreSQL, which remembers how it carries out what it has met before.
func (s *session) in(column string, values []string) (condition string, args []any) {
	if s.postgres {
		return column + " = ANY(CAST(? AS TEXT[]))", []any{values}
	}
	for _, v := range values {
		args = append(args, v)
	}
	return column + " IN " + row(len(values)), args
}

// table is where rows are put, with its columns and their types.
type table struct {
	name    string
	columns []column
}

type column struct{ name, kind string }

// insert puts rows into a table, values of one after those of another, and returns what returning names of each.
func (s *session) insert(ctx context.Context, t table, returning string, values []any) (*sql.Rows, error) {
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	statement := "INSERT INTO " + t.name + " (" + strings.Join(names, ", ") + ") "
	n := len(t.columns)
	if !s.postgres {
		return s.QueryContext(ctx, statement+"VALUES "+row(n)+strings.Repeat(","+row(n), len(values)/n-1)+" RETURNING "+returning, values...)
	}
	arrays, of := make([]any, n), make([]string, n)
	for i, c := range t.columns {
		array := make([]any, 0, len(values)/n)
		for j := i; j < len(values); j += n {
			array = append(array, values[j])
		}
		arrays[i], of[i] = array, "CAST(? AS "+c.kind+"[])"
	}
	return s.QueryContext(ctx, statement+"SELECT * FROM unnest("+strings.Join(of, ", ")+") RETURNING "+returning, arrays...)
}

// row is where so many values are filled in.
func row(n int) string { return "(?" + strings.Repeat(",?", n-1) + ")" }
