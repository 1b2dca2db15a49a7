package report

// Proof shows that a request is one's own. One of the two is enough; without either nothing can be changed.
type Proof struct {
	// Digits are the last four of the phone that was left, as anybody at any kiosk can give them.
	Digits string
	// Filing is the key that the request was filed with. Only the session that filed it knows it.
	Filing string
}

// proofDigits is how many digits a proof has.
const proofDigits = 4

// LastFour is the proof that somebody left a phone: its last four digits, however it is written. It is empty where
// there is no phone, or too little of one to prove anything.
func LastFour(phone string) string {
	digits := make([]byte, 0, len(phone))
	for i := range len(phone) {
		if c := phone[i]; c >= '0' && c <= '9' {
			digits = append(digits, c)
		}
	}
	if len(digits) < proofDigits {
		return ""
	}
	return string(digits[len(digits)-proofDigits:])
}
