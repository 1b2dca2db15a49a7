package server

import (
	"os"
	"strings"
	"testing"
)

// TestHowPlansAreMade: as docs/server.md says, and otherwise where the address says so.
func TestHowPlansAreMade(t *testing.T) {
	address := os.Getenv("LINLI_TEST_POSTGRES")
	if address == "" {
		t.Skip("it needs PostgreSQL: scripts/postgres go test ./server")
	}
	for more, want := range map[string]string{
		"":                          "on force_generic_plan off off",
		"&jit=on&enable_seqscan=on": "on force_generic_plan on on",
		"&plan_cache_mode=auto":     "on auto off off",
		"&synchronous_commit=local": "local force_generic_plan off off",
	} {
		st, err := openPostgres(t.Context(), address+more)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, name := range []string{"synchronous_commit", "plan_cache_mode", "enable_seqscan", "jit"} {
			var value string
			if err := st.write.QueryRowContext(t.Context(), "SHOW "+name).Scan(&value); err != nil {
				t.Fatal(err)
			}
			got = append(got, value)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", more, got, want)
		}
		if err := st.write.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
