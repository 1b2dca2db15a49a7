package client_test

import (
	"testing"

	"linli/client"
	"linli/report"
)

// TestN05StaffAreCalledThroughTheCity: the same key is one call; what is answered comes back; a city with GeoReport only says at once
// that it takes no calls, one that is away that it is.
func TestN05StaffAreCalledThroughTheCity(t *testing.T) {
	w := newTown(t, "secret-key")
	kiosk, desk := w.client(), w.client()
	for range 2 {
		if err := kiosk.CallStaff(t.Context(), "a-key", 1024, "服务站"); err != nil {
			t.Fatal(err)
		}
	}
	all, err := desk.Calls(t.Context())
	if err != nil || len(all) != 1 || all[0].Kiosk != 1024 || all[0].Name != "服务站" {
		t.Fatalf("listed %+v, %v", all, err)
	}
	if _, answered, err := kiosk.StaffReply(t.Context(), "a-key"); answered || err != nil {
		t.Errorf("not answered: %v, %v", answered, err)
	}
	if _, err := desk.AnswerCall(t.Context(), all[0].ID, report.Reply{By: "王姐", In: 2}); err != nil {
		t.Error(err)
	}
	if reply, answered, err := kiosk.StaffReply(t.Context(), "a-key"); reply != (report.Reply{By: "王姐", In: 2}) || !answered || err != nil {
		t.Errorf("answered: %+v, %v, %v", reply, answered, err)
	}
	if err := kiosk.TakeCallBack(t.Context(), "a-key"); err != nil {
		t.Error(err)
	}
	if _, err := desk.AnswerCall(t.Context(), all[0].ID, report.Reply{}); report.CodeOf(err) != report.Refused {
		t.Errorf("taken back: %v", err)
	}
	if _, _, err := kiosk.StaffReply(t.Context(), "another"); report.CodeOf(err) != report.NotFound {
		t.Errorf("no such call: %v", err)
	}
	stranger := connect(t, client.Options{BaseURL: w.URL + "/open311/v2", APIKey: "wrong"})
	if err := stranger.CallStaff(t.Context(), "b", 1, ""); report.CodeOf(err) == "" {
		t.Error("a stranger called staff")
	}
	w.Close()
	if err := kiosk.CallStaff(t.Context(), "c", 1, ""); report.CodeOf(err) != report.Offline {
		t.Errorf("away: %v", err)
	}
}
