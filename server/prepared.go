package server

import (
	"context"
	"database/sql/driver"
	"errors"
)

// mostPrepared is how many statements a connection keeps: more than there are of ours, with every number of filings at once.
const mostPrepared = 512

// preparing opens connections to SQLite that prepare each statement once: preparing takes longer than most of ours take to run, and
// database/sql does it for every call. The driver of PostgreSQL keeps them itself.
type preparing struct{ driver.Connector }

// Connect opens a connection.
func (p preparing) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	real, ok := c.(sqliteConn)
	if !ok {
		return nil, errors.Join(errors.New("the driver of SQLite has lost a method"), c.Close())
	}
	return &preparedConn{real, map[string]*prepared{}}, nil
}

// sqliteConn is what is used of a connection. Its own ways to run a statement that is not prepared are left out.
type sqliteConn interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.SessionResetter
	driver.Validator
}

// preparedConn is a connection with the statements that it has met. One caller at a time has it.
type preparedConn struct {
	sqliteConn
	met map[string]*prepared
}

// prepared is a statement that stays prepared when it is closed. Nobody else gets it until then.
type prepared struct {
	sqliteStmt
	taken bool
}

type sqliteStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// Close gives the statement back.
func (p *prepared) Close() error {
	p.taken = false
	return nil
}

// PrepareContext returns the statement that was prepared before, or prepares it.
func (c *preparedConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	known := c.met[query]
	if known != nil && !known.taken {
		known.taken = true
		return known, nil
	}
	s, err := c.sqliteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	real, ok := s.(sqliteStmt)
	if known != nil || !ok {
		return s, nil
	}
	if len(c.met) >= mostPrepared {
		if err := c.forget(); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	c.met[query] = &prepared{real, true}
	return c.met[query], nil
}

// forget closes the statements that nobody has.
func (c *preparedConn) forget() (err error) {
	for query, p := range c.met {
		if !p.taken {
			err = errors.Join(err, p.sqliteStmt.Close())
			delete(c.met, query)
		}
	}
	return err
}

// Close closes the connection and its statements.
func (c *preparedConn) Close() error {
	var err error
	for _, p := range c.met {
		err = errors.Join(err, p.sqliteStmt.Close())
	}
	clear(c.met)
	return errors.Join(err, c.sqliteConn.Close())
}
