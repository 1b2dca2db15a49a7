package gallery

import (
	"fmt"
	"os"
	"path/filepath"

	"linli/a11y/atspi"
	"linli/i18n"
	"linli/ui/screen"
)

// tree is what screen readers find of a page, as indented text.
func tree(s screen.Screen, words *i18n.Bundle) string {
	return atspi.Outline(atspi.Page{Root: s.Root, Private: s.Private, Hidden: words.Words(s.Root.Lang).T("secret.hidden")})
}

// saveTree writes it beside the page.
func saveTree(dir, name, outline string) error {
	if err := os.WriteFile(filepath.Join(dir, name+".tree"), []byte(outline), 0o644); err != nil {
		return fmt.Errorf("write page as screen readers find it: %w", err)
	}
	return nil
}
