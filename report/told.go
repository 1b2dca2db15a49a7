package report

// Told is what a resident wrote when they filed a request, and added to it: for their own eyes. It holds no phone number.
type Told struct {
	Description, Place string
	Answers            []ToldAnswer
}

// ToldAnswer is what was answered to one question of the service, in words.
type ToldAnswer struct {
	Question string
	Words    []string
}
