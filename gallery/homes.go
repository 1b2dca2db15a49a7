package gallery

// picked picks a home of the community, a level after the other, with a floor that is not there.
func (p *player) picked() {
	p.start()
	p.press("report", "group-0", "service-0", "homes")
	p.keep("homes-block")
	p.press("home-0")
	p.keep("homes-building")
	p.press("home-0")
	p.keep("homes-entrance")
	p.press("home-1", "key-7", "continue")
	p.keep("homes-floor-wrong")
	p.press("key-delete", "key-5")
	p.keep("homes-floor")
	p.press("continue", "key-5", "key-0", "key-2")
	p.keep("homes-door")
	p.press("continue")
	p.keep("where-home")
}

// named says what it is called, where surnames are picked and where names are written.
func (p *player) named() {
	p.press("name")
	p.keep("name")
	if _, ok := p.shown.Root.Find("surname-0"); ok {
		p.press("surnames-more")
		p.keep("name-more")
		p.press("surnames-double")
		p.keep("name-double")
		p.press("surname-0")
		p.keep("name-rest")
		p.press("title-madam")
		p.keep("name-titled")
	} else {
		p.write("given", "Mary Smith")
		p.keep("name-written")
	}
	p.press("continue")
	p.keep("phone-named")
}
