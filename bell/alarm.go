package bell

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// alarmTime is how long a program may take that tells staff what is broken.
const alarmTime = 10 * time.Second

// Alarm tells staff what of a kiosk is broken, or works again, with a program of the site. {name}, {kiosk} and {what} in its arguments
// stand for where the kiosk is, for its number and for what is wrong; nothing of it is about residents.
func Alarm(ctx context.Context, command []string, name string, kiosk int, what string) error {
	ctx, stop := context.WithTimeout(ctx, alarmTime)
	defer stop()
	args := filled(command, "{name}", name, "{kiosk}", strconv.Itoa(kiosk), "{what}", what)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env, cmd.WaitDelay = publicly(os.Environ()), grace
	apart(cmd)
	out, err := cmd.CombinedOutput()
	if err != nil {
		line, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
		return fmt.Errorf("tell staff what is broken: %s: %w: %s", args[0], err, line)
	}
	return nil
}
