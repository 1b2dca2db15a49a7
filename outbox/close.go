package outbox

import (
	"errors"
	"time"
)

// parting is how long Close waits for what is being sent. What is cut off then is looked for when the program is started again.
const parting = 2 * time.Second

// Close lets go of the folder, after what is being sent for a resident. A city that does not answer keeps nobody from ending the program.
func (b *Box) Close() error {
	late := time.AfterFunc(parting, b.end)
	b.sending.Wait()
	late.Stop()
	b.end()
	var err error
	if b.db != nil {
		err = errors.Join(err, b.db.close())
	}
	if b.lock != nil {
		err = errors.Join(err, b.lock.Close())
	}
	return err
}
