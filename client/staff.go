package client

import (
	"context"
	"encoding/json"
	"strconv"

	"linli/client/georeport"
	"linli/report"
)

const (
	opCall     = "call staff"
	opReply    = "ask whether staff come"
	opTakeBack = "take a call back"
	opCalls    = "list the calls"
	opAnswer   = "answer a call"
)

// CallStaff tells the city that somebody at a kiosk needs help. The same key is the same call. Its error's code is Offline where surely
// nobody knows of it, Refused where the city takes no calls.
func (c *Client) CallStaff(ctx context.Context, key string, kiosk int, name string) error {
	_, err := c.aboutCall(ctx, opCall, georeport.CallMade{Key: key, Kiosk: kiosk, Name: name}, "calls")
	return err
}

// StaffReply returns what somebody has answered to a call, false as long as nobody has.
func (c *Client) StaffReply(ctx context.Context, key string) (report.Reply, bool, error) {
	call, err := c.aboutCall(ctx, opReply, nil, "calls", key)
	return report.NewReply(call.By, call.In), call.State == georeport.CallAnswered, err
}

// TakeCallBack says that nobody needs to come any more.
func (c *Client) TakeCallBack(ctx context.Context, key string) error {
	_, err := c.aboutCall(ctx, opTakeBack, struct{}{}, "calls", key, "takeback")
	return err
}

// Calls lists the calls of the last day, the newest first.
func (c *Client) Calls(ctx context.Context) ([]georeport.Call, error) {
	a, err := c.overLinli(ctx, opCalls, nil, "calls")
	if err != nil {
		return nil, err
	}
	all, err := readCalls(a.body)
	if err != nil {
		return nil, &report.Error{Code: report.Nonsense, Op: opCalls, Err: err}
	}
	return all, nil
}

// AnswerCall says that somebody comes. Where somebody has said so before, that call is returned.
func (c *Client) AnswerCall(ctx context.Context, id int64, r report.Reply) (georeport.Call, error) {
	return c.aboutCall(ctx, opAnswer, georeport.CallAnswer{By: r.By, In: r.In}, "calls", strconv.FormatInt(id, 10), "answer")
}

// aboutCall posts what is given, or only asks, and reads the call that comes back.
func (c *Client) aboutCall(ctx context.Context, op string, given any, path ...string) (georeport.Call, error) {
	a, err := c.overLinli(ctx, op, given, path...)
	if err != nil {
		return georeport.Call{}, err
	}
	call, err := readCall(a.body)
	if err != nil {
		return georeport.Call{}, &report.Error{Code: report.Nonsense, Op: op, Err: err}
	}
	return call, nil
}

// overLinli makes a call of linli/v1.
func (c *Client) overLinli(ctx context.Context, op string, given any, path ...string) (answer, error) {
	e, err := c.withLinli(ctx, op)
	if err != nil {
		return answer{}, err
	}
	k := call{op: op, url: e.linliAddress(path...), format: georeport.JSON, bearer: c.key}
	if given != nil {
		if k.body, err = json.Marshal(given); err != nil {
			return answer{}, &report.Error{Code: report.Internal, Op: op, Err: err}
		}
	}
	a, err := c.doSecured(ctx, e, k)
	if err == nil && a.status != 200 {
		err = objected(op, a)
	}
	return a, err
}
