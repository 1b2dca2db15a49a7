package main

import (
	"context"
	"errors"
	"fmt"

	"linli/bell"
	"linli/client"
	"linli/config"
	"linli/kiosk"
	"linli/report"
)

// staffOf is how a site calls staff, nil where it does not.
func staffOf(ctx context.Context, c config.Config, city kiosk.City) kiosk.Staff {
	var ways everyWay
	if len(c.Staff.Command) > 0 {
		ways = append(ways, bell.New(ctx, c.Staff.Command, standsAt(c), c.Kiosk))
	}
	if c.Staff.Backend {
		ways = append(ways, desk{city, c.Kiosk, standsAt(c)})
	}
	switch len(ways) {
	case 0:
		return nil
	case 1:
		return ways[0]
	}
	return ways
}

// standsAt says where the kiosk is, for whoever has to go there.
func standsAt(c config.Config) string {
	for _, name := range []string{c.Site.Here, c.Site.Name} {
		if name != "" {
			return name
		}
	}
	return fmt.Sprint("kiosk ", c.Kiosk)
}

// desk calls staff through the backend.
type desk struct {
	city  kiosk.City
	kiosk int
	name  string
}

// client waits for the backend, which may just be starting.
func (d desk) client(ctx context.Context) (*client.Client, error) {
	switch c := d.city.(type) {
	case *client.Client:
		return c, nil
	case *homeCity:
		return c.city, c.wait(ctx)
	}
	return nil, &report.Error{Code: report.Internal, Op: "call staff", Err: errors.New("the city is none of ours")}
}

// Call implements kiosk.Staff.
func (d desk) Call(ctx context.Context, key string) (answers bool, err error) {
	c, err := d.client(ctx)
	if err != nil {
		return false, err
	}
	return true, c.CallStaff(ctx, key, d.kiosk, d.name)
}

// Reply implements kiosk.Staff.
func (d desk) Reply(ctx context.Context, key string) (report.Reply, bool, error) {
	c, err := d.client(ctx)
	if err != nil {
		return report.Reply{}, false, err
	}
	return c.StaffReply(ctx, key)
}

// TakeBack implements kiosk.Staff.
func (d desk) TakeBack(ctx context.Context, key string) error {
	c, err := d.client(ctx)
	if err != nil {
		return err
	}
	return c.TakeCallBack(ctx, key)
}

// everyWay calls staff in several ways at once. One that works is enough.
type everyWay []kiosk.Staff

// Call implements kiosk.Staff.
func (e everyWay) Call(ctx context.Context, key string) (answers bool, err error) {
	type outcome struct {
		answers bool
		err     error
	}
	outcomes := make(chan outcome, len(e))
	for _, way := range e {
		go func() {
			answers, err := way.Call(ctx, key)
			outcomes <- outcome{answers, err}
		}()
	}
	made := false
	for range e {
		o := <-outcomes
		made, answers, err = made || o.err == nil, answers || o.answers && o.err == nil, errors.Join(err, o.err)
	}
	if made {
		return answers, nil
	}
	return false, err
}

// Reply implements kiosk.Staff.
func (e everyWay) Reply(ctx context.Context, key string) (report.Reply, bool, error) {
	var all error
	for _, way := range e {
		reply, answered, err := way.Reply(ctx, key)
		if answered && err == nil {
			return reply, true, nil
		}
		all = errors.Join(all, err)
	}
	return report.Reply{}, false, all
}

// TakeBack implements kiosk.Staff.
func (e everyWay) TakeBack(ctx context.Context, key string) error {
	var all error
	for _, way := range e {
		all = errors.Join(all, way.TakeBack(ctx, key))
	}
	return all
}
