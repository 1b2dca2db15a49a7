package server

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"linli/client/georeport"
	"linli/report"
)

// At most maxArriving bytes of attachments are taken within arrivingTime from one kiosk, so that none fills the disk.
const (
	maxArriving  = 200 << 20
	arrivingTime = time.Hour
)

// arriving are the attachments that are being written now, and how much each kiosk has sent lately.
type arriving struct {
	mu    sync.Mutex
	now   map[string]bool
	since time.Time
	bytes map[string]int64
}

// begin takes an attachment for one call; false where another call has it.
func (a *arriving) begin(path string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.now == nil {
		a.now = map[string]bool{}
	}
	if a.now[path] {
		return false
	}
	a.now[path] = true
	return true
}

func (a *arriving) end(path string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.now, path)
}

// count adds bytes to those of a kiosk, or says that there are too many.
func (a *arriving) count(caller string, n int64, now time.Time) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.bytes == nil || now.Sub(a.since).Abs() >= arrivingTime {
		a.bytes, a.since = map[string]int64{}, now
	}
	if a.bytes[caller]+n > maxArriving {
		return false
	}
	a.bytes[caller] += n
	return true
}

var contentRange = regexp.MustCompile(`^bytes (?:(\d{1,10})-(\d{1,10})|\*)/(\d{1,10})$`)

// portion is what a call brings of an attachment: size bytes from first on; only asks where it brings nothing.
type portion struct {
	first, size int64
	asks        bool
}

// attach takes a piece of an attachment, or says how much of it is there.
func (s *Server) attach(w http.ResponseWriter, r *http.Request) {
	a, p, status, why := readPortion(r)
	if status != 0 {
		s.object(w, status, report.Refused, why)
		return
	}
	n, err := report.ParseNumber(r.Header.Get(georeport.ForRequest))
	if err != nil {
		s.refuseChange(w, errNoProof)
		return
	}
	// Only the key of the filing: digits could be tried here without being counted as look-ups.
	proof := report.Proof{Filing: r.Header.Get(georeport.FilingProof)}
	if proof.Filing == "" {
		s.refuseChange(w, errNoProof)
		return
	}
	path := place(n, a)
	if !s.arriving.begin(path) {
		s.busy(w)
		return
	}
	defer s.arriving.end(path)
	if !s.arriving.count(s.caller(r), p.size, s.now()) {
		s.busy(w)
		return
	}
	if err := s.store.announce(r.Context(), claim{n, proof, s.now()}, a); err != nil {
		s.refuseAttachment(w, err)
		return
	}
	s.take(w, r, n, a, p)
}

// busy asks to come back.
func (s *Server) busy(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "10")
	s.object(w, http.StatusTooManyRequests, report.Busy, "this attachment is just being sent, or this kiosk has sent very much; wait as Retry-After says")
}

// take writes what comes and answers with how much is there.
func (s *Server) take(w http.ResponseWriter, r *http.Request, n report.Number, a attachment, p portion) {
	received, err := s.shelf.received(r.Context(), n, a)
	if err == nil && !p.asks && received < a.size {
		if p.first != received {
			s.refuseAttachment(w, errGap)
			return
		}
		received, err = s.shelf.add(r.Context(), n, a, p.first, io.LimitReader(r.Body, p.size))
	}
	if err == nil && received == a.size {
		err = s.store.completed(r.Context(), n, a)
	}
	if err != nil {
		s.refuseAttachment(w, err)
		return
	}
	status := http.StatusAccepted
	if received == a.size {
		status = http.StatusOK
	}
	s.write(w, status, georeport.Upload{SHA256: a.sha256, Size: a.size, Received: received, Complete: received == a.size})
}

// refuseAttachment says why a piece was not taken.
func (s *Server) refuseAttachment(w http.ResponseWriter, err error) {
	var cut *http.MaxBytesError
	switch {
	case errors.Is(err, errOtherAttachment), errors.Is(err, errManyAttachments), errors.Is(err, errGap):
		s.object(w, http.StatusConflict, report.Refused, err.Error())
	case errors.Is(err, errHash):
		s.log.Warn("server: an attachment is not what it was said to be")
		s.object(w, http.StatusUnprocessableEntity, report.Refused, errHash.Error())
	case errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &cut):
		s.object(w, http.StatusBadRequest, report.Offline, "the line was cut; what has arrived is kept, go on from there")
	default:
		s.refuseChange(w, err)
	}
}

var sha256Name = regexp.MustCompile(`^[0-9a-f]{64}$`)

// readPortion reads what is announced of an attachment and of a piece of it. Its status is 0 where all is well.
func readPortion(r *http.Request) (a attachment, p portion, status int, why string) {
	refuse := func(status int, why string) (attachment, portion, int, string) { return a, p, status, why }
	a.sha256 = r.PathValue("sha256")
	if !sha256Name.MatchString(a.sha256) {
		return refuse(http.StatusBadRequest, "the name of an attachment is its SHA-256 in 64 hexadecimal digits")
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(attachmentTypes(), kind) {
		return refuse(http.StatusUnsupportedMediaType, "Content-Type: taken are "+strings.Join(attachmentTypes(), ", "))
	}
	a.kind = kind
	parts := contentRange.FindStringSubmatch(r.Header.Get("Content-Range"))
	if parts == nil {
		return refuse(http.StatusBadRequest, "Content-Range: want bytes 0-99/1000, or bytes */1000 to ask how much is there")
	}
	number := func(i int) int64 { n, _ := strconv.ParseInt(parts[i], 10, 64); return n }
	if a.size = number(3); a.size > report.MaxAttachment {
		return refuse(http.StatusRequestEntityTooLarge, "an attachment has at most "+strconv.Itoa(report.MaxAttachment)+" bytes")
	}
	if p.asks = parts[1] == ""; p.asks {
		return a, p, 0, ""
	}
	p.first, p.size = number(1), number(2)-number(1)+1
	if p.size < 1 || p.first+p.size > a.size {
		return refuse(http.StatusBadRequest, "Content-Range: it goes beyond the attachment")
	}
	if r.ContentLength >= 0 && r.ContentLength != p.size {
		return refuse(http.StatusBadRequest, "Content-Range: the body has another length")
	}
	return a, p, 0, ""
}

// attachment gives an attachment back, to whoever proves that the request is theirs. Nobody else ever gets it.
func (s *Server) attachment(w http.ResponseWriter, r *http.Request) {
	n, err := report.ParseNumber(r.Header.Get(georeport.ForRequest))
	proof := report.Proof{Digits: r.Header.Get(georeport.ContactProof), Filing: r.Header.Get(georeport.FilingProof)}
	if err != nil {
		s.refuseChange(w, errNoProof)
		return
	}
	wrote, err := s.store.told(r.Context(), claim{n, proof, s.now()})
	if err != nil {
		s.refuseChange(w, err)
		return
	}
	i := slices.IndexFunc(wrote.attachments, func(a attachment) bool { return a.sha256 == r.PathValue("sha256") && a.complete })
	if i < 0 {
		s.object(w, http.StatusNotFound, report.NotFound, "this request has no such attachment")
		return
	}
	f, err := s.shelf.open(r.Context(), n, wrote.attachments[i])
	if err != nil {
		s.unreachable(w, err)
		return
	}
	defer f.Close()
	w.Header().Set("Content-Type", wrote.attachments[i].kind)
	w.Header().Set("Content-Disposition", "attachment")
	http.ServeContent(w, r, "", time.Time{}, f)
}
