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

// runServe runs the backend alone, or sees to its keys.
func runServe(ctx context.Context, e *env) error {
	if len(e.words) > 0 {
		return serveKeys(ctx, e)
	}
	if err := writable(e.config.Data); err != nil {
		return err
	}
	l, err := server.Listen(ctx, e.config.Serve.Listen)
	if err != nil {
		return err
	}
	o := serverOptions(e, filepath.Join(e.config.Data, "backend"))
	o.Demo = e.flags.Lookup("demo").Value.String() == "true"
	o.Database, o.Certificate, o.CertificateKey = e.config.Serve.Database, e.config.Serve.Certificate, e.config.Serve.CertificateKey
	s, err := server.New(o)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	return errors.Join(s.Serve(ctx, l), s.Close())
}

// serverOptions are those of a backend with its data in a folder.
func serverOptions(e *env, data string) server.Options {
	zone := viewOf(e).Zone
	return server.Options{
		DataDir: data, Catalogue: catalogueOf(e), APIKeys: e.config.Serve.Keys, Jurisdiction: e.config.Jurisdiction, PublicName: e.config.Serve.Name,
		Unfinished: days(e.config.Serve.UnfinishedDays), Log: e.log, Clock: func() time.Time { return time.Now().In(zone) },
	}
}

func catalogueOf(e *env) fs.FS {
	if dir := e.config.Serve.Catalogue; dir != "" {
		return os.DirFS(dir)
	}
	return assets.Catalogue()
}
