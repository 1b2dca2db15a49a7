package config

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
)

// errForm tells that a file cannot be changed line by line.
var errForm = errors.New("its [keys] are not written a line each, as in linli.sample.toml; change them by hand")

// KeysText is a table of keys as it stands in a file, the commands in order.
func KeysText(order []string, keys map[string][]string) string {
	var b strings.Builder
	b.WriteString("[keys]\n")
	for _, command := range order {
		if names, ok := keys[command]; ok {
			b.WriteString(assignment(command, names) + "\n")
		}
	}
	return b.String()
}

func assignment(command string, names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = `"` + strings.ReplaceAll(name, `\`, `\\`) + `"`
	}
	return command + " = [" + strings.Join(quoted, ", ") + "]"
}

// WithKeys changes the keys of some commands in a file, and nothing else of it: comments, order and all other settings stay. It makes
// sure that what comes out means just that.
func WithKeys(file []byte, order []string, keys map[string][]string) ([]byte, error) {
	want := Default()
	if err := want.decode(file); err != nil {
		return nil, err
	}
	if err := want.decode([]byte(KeysText(order, keys))); err != nil {
		return nil, err
	}
	lines := strings.SplitAfter(string(file), "\n")
	from, to := keysTable(lines)
	var out []byte
	if from < 0 {
		out = []byte(strings.TrimRight(string(file), "\n") + "\n\n# Taught with linli keys.\n" + KeysText(order, keys))
	} else {
		table, err := changed(lines[from:to], order, keys)
		if err != nil {
			return nil, err
		}
		out = []byte(strings.Join(slices.Concat(lines[:from], table, lines[to:]), ""))
	}
	got := Default()
	if err := got.decode(out); err != nil || !reflect.DeepEqual(got, want) {
		return nil, errForm
	}
	return bytes.TrimLeft(out, "\n"), nil
}

// keysTable is where the lines of [keys] are, without its header; -1 where there is none.
func keysTable(lines []string) (from, to int) {
	from = -1
	for i, line := range lines {
		switch line = strings.TrimSpace(uncommented(line)); {
		case from < 0 && line == "[keys]":
			from = i + 1
		case from >= 0 && strings.HasPrefix(line, "["):
			return from, i
		}
	}
	return from, len(lines)
}

// changed are the lines of the table with other keys for some commands. What is new comes behind the last one.
func changed(lines, order []string, keys map[string][]string) ([]string, error) {
	var out []string
	written := map[string]bool{}
	last := 0
	for i := 0; i < len(lines); i++ {
		name, value, ok := strings.Cut(uncommented(lines[i]), "=")
		if name = strings.TrimSpace(name); !ok || name == "" {
			out = append(out, lines[i])
			continue
		}
		begin := i
		for open := value; !strings.Contains(open, "]"); { // over several lines
			if i++; i >= len(lines) {
				return nil, errForm
			}
			open = uncommented(lines[i])
		}
		names, wanted := keys[name]
		switch {
		case !wanted:
			out = append(out, lines[begin:i+1]...)
		default: // what stands behind it stays
			behind := strings.TrimPrefix(strings.TrimRight(lines[i], "\r\n"), strings.TrimRight(uncommented(lines[i]), "\r\n"))
			line := assignment(name, names)
			if behind != "" {
				line += " " + behind
			}
			out, written[name] = append(out, line+"\n"), true
		}
		last = len(out)
	}
	var rest []string
	for _, command := range order {
		if names, ok := keys[command]; ok && !written[command] {
			rest = append(rest, assignment(command, names)+"\n")
		}
	}
	if last > 0 && !strings.HasSuffix(out[last-1], "\n") {
		out[last-1] += "\n"
	}
	return slices.Insert(out, last, rest...), nil
}

// uncommented is a line without its comment; a # in quotes is a key.
func uncommented(line string) string {
	quote := byte(0)
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quote == 0 && c == '#':
			return line[:i]
		case quote == '"' && c == '\\':
			i++
		case quote == c:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	return line
}

// SaveKeys changes the keys of some commands in a file. What it was before is kept beside it, in the file that is returned.
func SaveKeys(path string, order []string, keys map[string][]string) (backup string, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("write %s: %w", path, err)
		}
	}()
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(real)
	if err != nil {
		return "", err
	}
	file, err := os.ReadFile(real)
	if err != nil {
		return "", err
	}
	out, err := WithKeys(file, order, keys)
	if err != nil {
		return "", err
	}
	backup = real + ".before-keys"
	if err := replace(backup, file, info.Mode()); err != nil {
		return "", err
	}
	return backup, replace(real, out, info.Mode())
}

// replace writes a file whole or not at all.
func replace(path string, data []byte, mode os.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return err
}
