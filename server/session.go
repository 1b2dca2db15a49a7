package server

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
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

// rows are put into a table, values of one after those of another.
type rows struct {
	into   table
	values []any
}

// insert puts rows into a table, and returns what returning names of each.
func (s *session) insert(ctx context.Context, r rows, returning string) (*sql.Rows, error) {
	statement, args := r.statement(s.postgres)
	return s.QueryContext(ctx, statement+" RETURNING "+returning, args...)
}

// mostRows are stored by one statement, which has at most 32,766 values in SQLite.
const mostRows = 1000

// insertAll puts rows into several tables, in PostgreSQL with one statement: the way to it and back takes longer than most of them. No table comes
// twice.
func (s *session) insertAll(ctx context.Context, all []rows) error {
	if s.postgres {
		return s.insertTogether(ctx, all)
	}
	for _, r := range all {
		for some := range slices.Chunk(r.values, mostRows*len(r.into.columns)) {
			statement, args := rows{r.into, some}.statement(false)
			if _, err := s.ExecContext(ctx, statement, args...); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *session) insertTogether(ctx context.Context, all []rows) error {
	var statements []string
	var filled []any
	for _, r := range all {
		if len(r.values) > 0 {
			statement, args := r.statement(true)
			statements, filled = append(statements, r.into.name+"_stored AS ("+statement+")"), append(filled, args...)
		}
	}
	if len(statements) == 0 {
		return nil
	}
	_, err := s.ExecContext(ctx, "WITH "+strings.Join(statements, ", ")+" SELECT 1", filled...)
	return err
}

// statement puts them, and what is filled in. Its words are the same for any number of rows in PostgreSQL.
func (r rows) statement(postgres bool) (string, []any) {
	n := len(r.into.columns)
	names := make([]string, n)
	for i, c := range r.into.columns {
		names[i] = c.name
	}
	statement := "INSERT INTO " + r.into.name + " (" + strings.Join(names, ", ") + ") "
	if !postgres {
		return statement + "VALUES " + row(n) + strings.Repeat(","+row(n), len(r.values)/n-1), r.values
	}
	arrays, of := make([]any, n), make([]string, n)
	for i, c := range r.into.columns {
		array := make([]any, 0, len(r.values)/n)
		for j := i; j < len(r.values); j += n {
			array = append(array, r.values[j])
		}
		arrays[i], of[i] = array, "CAST(? AS "+c.kind+"[])"
	}
	return statement + "SELECT * FROM unnest(" + strings.Join(of, ", ") + ")", arrays
}

// row is where so many values are filled in.
func row(n int) string { return "(?" + strings.Repeat(",?", n-1) + ")" }
