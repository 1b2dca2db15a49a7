package server

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// told is what whoever filed a request wrote, as it is stored.
type told struct {
	description, address string
	answers              []report.Answer
	attachments          []attachment
}

// told returns what was written, to whoever proves that the request is theirs.
func (st *store) told(ctx context.Context, c claim) (told, error) {
	var out told
	err := st.proved(ctx, c, func(tx *session, known *changeable) (refused, err error) {
		out, err = readTold(ctx, tx, known)
		return nil, err
	})
	return out, err
}

func readTold(ctx context.Context, tx *session, known *changeable) (told, error) {
	out := told{description: known.description}
	if err := tx.QueryRowContext(ctx, `SELECT address FROM requests WHERE seq = ?`, known.seq).Scan(&out.address); err != nil {
		return told{}, fmt.Errorf("read what was written: %w", err)
	}
	rows, err := tx.QueryContext(ctx, `SELECT code, value FROM answers WHERE request = ? ORDER BY code, position`, known.seq)
	if err != nil {
		return told{}, fmt.Errorf("read what was answered: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var code, value string
		if err := rows.Scan(&code, &value); err != nil {
			return told{}, fmt.Errorf("read what was answered: %w", err)
		}
		if n := len(out.answers); n > 0 && out.answers[n-1].Code == code {
			out.answers[n-1].Values = append(out.answers[n-1].Values, value)
		} else {
			out.answers = append(out.answers, report.Answer{Code: code, Values: []string{value}})
		}
	}
	if err := rows.Err(); err != nil {
		return told{}, fmt.Errorf("read what was answered: %w", err)
	}
	out.attachments, err = attachmentsOf(ctx, tx, known.seq)
	return out, err
}

// privateView answers with a request as only whoever filed it may see it. An unknown number and a wrong proof get the
// same answer after the same work, and both are counted.
func (s *Server) privateView(w http.ResponseWriter, r *http.Request, proof report.Proof) {
	n, err := report.ParseNumber(r.PathValue("ref"))
	if err != nil {
		s.refuseChange(w, errNoProof) // as every other number that does not exist
		return
	}
	wrote, err := s.store.told(r.Context(), claim{n, proof, s.now()})
	if err != nil {
		s.refuseChange(w, err)
		return
	}
	lang := s.languages.choose(w, r)
	v, err := s.viewOf(r.Context(), n, lang)
	if err != nil || v == nil {
		s.unreachable(w, err)
		return
	}
	v.Told = s.inWords(v.ServiceCode, wrote, lang)
	s.write(w, http.StatusOK, v)
}

// inWords writes what was told with the questions of its service, in their order.
func (s *Server) inWords(code string, wrote told, lang string) *georeport.Told {
	out := &georeport.Told{Description: wrote.description, Place: wrote.address, Answers: []georeport.ToldAnswer{}}
	for _, a := range wrote.attachments {
		if a.complete {
			out.Attachments = append(out.Attachments, georeport.ToldAttachment{
				SHA256: a.sha256, Type: a.kind, Size: a.size, MediaURL: linli + "/attachments/" + a.sha256,
			})
		}
	}
	sv := s.catalogue.byCode[code]
	if sv == nil {
		return out
	}
	for _, a := range sv.Attributes {
		i := slices.IndexFunc(wrote.answers, func(b report.Answer) bool { return b.Code == a.Code })
		if i < 0 {
			continue
		}
		words := slices.Clone(wrote.answers[i].Values)
		for _, v := range a.Values {
			if at := slices.Index(words, v.Key); at >= 0 {
				words[at] = v.Name[lang]
			}
		}
		if at, err := time.Parse(time.RFC3339, words[0]); err == nil && a.Datatype == string(report.TypeDatetime) {
			words[0] = at.In(s.now().Location()).Format(s.phrases["date"][lang])
		}
		out.Answers = append(out.Answers, georeport.ToldAnswer{Question: a.Question[lang], Words: words})
	}
	return out
}
