package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"linli/assist"
	"linli/config"
	"linli/flow"
	"linli/kiosk"
)

// staffBook is who of the staff may write for residents.
func staffBook(c config.Config) *assist.Book {
	return assist.Open(filepath.Join(c.Data, "staff"), time.Now)
}

// assistantsOf are the members of staff who may write for residents, nil where there are none.
func assistantsOf(e *env) kiosk.Assistants {
	book := staffBook(e.config)
	numbers, err := book.Numbers()
	if err != nil {
		e.log.Warn("staff cannot write for residents", "err", err)
	}
	if len(numbers) == 0 {
		return nil
	}
	return book
}

// runStaff sees to who of the staff may write for residents at this kiosk.
func runStaff(_ context.Context, e *env) error {
	words, book := e.words, staffBook(e.config)
	switch {
	case len(words) == 0, words[0] == "list" && len(words) == 1:
		return listStaff(e, book)
	case words[0] == "add" && len(words) == 2:
		return addStaff(e, book, words[1])
	case words[0] == "remove" && len(words) == 2:
		if err := book.Remove(words[1]); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "%s may not write for residents any more\n", words[1])
		return nil
	}
	return usageError{fmt.Errorf("linli staff does not know %q; it knows list, add NUMBER and remove NUMBER", strings.Join(words, " "))}
}

func listStaff(e *env, book *assist.Book) error {
	numbers, err := book.Numbers()
	if err != nil {
		return err
	}
	if len(numbers) == 0 {
		e.log.Info("nobody of the staff may write for residents yet; linli staff add NUMBER")
	}
	for _, number := range numbers {
		fmt.Fprintln(e.stdout, number)
	}
	return nil
}

// addStaff reads the code from standard input: what stands in a command can be read by others.
func addStaff(e *env, book *assist.Book, number string) error {
	if !digits(number, 1, flow.MaxStaffNumber) {
		return usageError{fmt.Errorf("linli staff add %s: want a number of 1 to %d digits", number, flow.MaxStaffNumber)}
	}
	e.log.Info(fmt.Sprintf("type a code of %d to %d digits for %s, then Enter", flow.MinStaffCode, flow.MaxStaffCode, number))
	code, err := bufio.NewReader(e.stdin).ReadString('\n')
	if code = strings.TrimSpace(code); code == "" && err != nil {
		return errors.New("no code came; type it, or give it on standard input")
	}
	if !digits(code, flow.MinStaffCode, flow.MaxStaffCode) {
		return usageError{fmt.Errorf("the code: want %d to %d digits, for the keys of the kiosk", flow.MinStaffCode, flow.MaxStaffCode)}
	}
	if err := writable(e.config.Data); err != nil {
		return err
	}
	if err := book.Add(number, code); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s may write for residents at this kiosk; a kiosk that runs offers it after its next start\n", number)
	return nil
}

func digits(s string, least, most int) bool {
	return len(s) >= least && len(s) <= most && strings.Trim(s, "0123456789") == ""
}
