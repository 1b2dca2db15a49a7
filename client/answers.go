package client

import (
	"encoding/json"
	"errors"

	"linli/client/georeport"
	"linli/report"
)

// What linli/v1 answers is read here, whoever it was that answered. No word that comes out holds what must not reach a screen or a voice.

// readOffers reads what a backend takes.
func readOffers(body []byte) (report.Offers, error) {
	var known georeport.Capabilities
	if json.Unmarshal(body, &known) != nil || len(known.Calls) == 0 {
		return report.Offers{}, errors.New("the answer does not say what there is")
	}
	out := report.Offers{Changes: true}
	if l := known.Limits; l.AttachmentBytes > 0 {
		out.AttachmentBytes, out.Attachments, out.AttachmentTypes = l.AttachmentBytes, max(0, l.Attachments), l.AttachmentTypes
	}
	return out, nil
}

// readUpload reads how much of an attachment there is.
func readUpload(body []byte, about report.Attached) (georeport.Upload, error) {
	var got georeport.Upload
	if json.Unmarshal(body, &got) != nil || got.SHA256 != about.SHA256 || got.Received < 0 || got.Received > about.Size ||
		got.Complete && got.Received != about.Size {
		return georeport.Upload{}, errors.New("the answer is not about this attachment")
	}
	return got, nil
}

// readCalls reads a list of calls for staff.
func readCalls(body []byte) ([]georeport.Call, error) {
	var all georeport.Calls
	if json.Unmarshal(body, &all) != nil || all.Calls == nil {
		return nil, errors.New("the answer is no list of calls")
	}
	for i, call := range all.Calls {
		all.Calls[i] = cleanCall(call)
	}
	return all.Calls, nil
}

// readCall reads one call for staff.
func readCall(body []byte) (georeport.Call, error) {
	var call georeport.Call
	if json.Unmarshal(body, &call) != nil || call.ID == 0 || call.State == "" {
		return georeport.Call{}, errors.New("the answer is no call")
	}
	return cleanCall(call), nil
}

func cleanCall(c georeport.Call) georeport.Call {
	c.Name, c.By, c.State = georeport.Clean(c.Name), georeport.Clean(c.By), georeport.Clean(c.State)
	return c
}

// readView reads the view of a request. Its error does not repeat the body.
func readView(body []byte, n report.Number) (georeport.View, error) {
	var v georeport.View
	if err := json.Unmarshal(body, &v); err != nil || v.Ref != string(n) {
		return georeport.View{}, errors.New("the answer is not about this request")
	}
	v.Closing = max(0, v.Closing)
	if v.Answers != string(report.AnswersLater) && v.Answers != string(report.AnswersNever) {
		v.Answers = ""
	}
	return v, nil
}
