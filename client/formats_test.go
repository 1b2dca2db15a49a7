package client_test

import (
	"fmt"
	"net/http"
	"testing"
)

// X37, X38: something between answered once as if the city spoke XML only; what is filed afterwards is not refused because of that.
func TestX38OneFalseAnswerDoesNotDecideTheFormat(t *testing.T) {
	city := newCity(t)
	calls := 0
	city.special["/services.json"] = func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, page) }
	city.special["/services.xml"] = func(w http.ResponseWriter, _ *http.Request) {
		calls++
		fmt.Fprint(w, `<?xml version="1.0"?><services><service><service_code>x</service_code><service_name>x</service_name></service></services>`)
	}
	city.special["/requests.xml"] = http.NotFound
	cl := city.client()
	if _, err := cl.Services(t.Context(), "en"); err != nil || calls == 0 {
		t.Fatalf("%v, asked for XML %d times", err, calls)
	}
	if _, err := cl.Send(t.Context(), fresh()); err != nil || city.count() != 1 {
		t.Errorf("%v, %d filed", err, city.count())
	}
}
