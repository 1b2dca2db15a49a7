package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"linli/assets"
	"linli/server"
)

// runServe runs the backend alone.
func runServe(ctx context.Context, e *env) error {
	if err := writable(e.config.Data); err != nil {
		return err
	}
	demo := e.flags.Lookup("demo").Value.String() == "true"
	l, err := server.Listen(ctx, e.config.Serve.Listen)
	if err != nil {
		return err
	}
	s, err := openServer(e, filepath.Join(e.config.Data, "backend"), demo)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	return errors.Join(s.Serve(ctx, l), s.Close())
}

// openServer opens the backend with its data in a folder.
func openServer(e *env, data string, demo bool) (*server.Server, error) {
	zone := viewOf(e).Zone
	return server.New(server.Options{
		DataDir: data, Catalogue: catalogueOf(e), APIKeys: e.config.Serve.Keys, Jurisdiction: e.config.Jurisdiction,
		PublicName: e.config.Serve.Name, Demo: demo, Log: e.log, Clock: func() time.Time { return time.Now().In(zone) },
	})
}

func catalogueOf(e *env) fs.FS {
	if dir := e.config.Serve.Catalogue; dir != "" {
		return os.DirFS(dir)
	}
	return assets.Catalogue()
}
