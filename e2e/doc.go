// Package e2e tries the whole program in a real window on a screen in memory. All of it but this text is tests, built with
// the tag e2e; `make e2e` runs them.
//
// Its rules:
//
//   - The program is touched from outside only: a pointer and a keyboard of the X server, HTTP, signals, its exit status.
//   - What is on the screen is read from the file LINLI_PAGE, which only programs built with the tag e2e write.
//   - Nothing waits for a time to pass: it waits for something to be so, and gives up after 20 s. Two exceptions: presses
//     keep the distance below which the kiosk takes them for a tremor, and rest itself is measured over seconds.
//   - That nothing has happened is proved by what is done next: events keep their order.
//   - Every test has a screen, a folder for data and a program of its own.
package e2e
