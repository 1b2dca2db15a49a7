# Everything one does with this tree. `make` alone lists it.

# Go where its own instructions put it, if PATH does not have it.
export PATH := $(PATH):/usr/local/go/bin

# How the kiosk is built. TAGS are Fyne's:
#   migrated_fynedo  every change of the picture goes through fyne.Do, so Fyne may drop its locks
#   no_emoji         without Fyne's emoji font: 4 MB of program and 5 MB of memory per text style
#   test             without system fonts: no scan at start, the same picture on every computer
TAGS  = migrated_fynedo,no_emoji,test
BUILD = go build -buildvcs=false -trimpath

# The windowless build: Fyne's software driver, no C compiler, no display.
HEADLESS = CGO_ENABLED=0 go

# Where tests find no desktop session by accident.
QUIET = DBUS_SESSION_BUS_ADDRESS=disabled: DISPLAY= WAYLAND_DISPLAY=

# Packages that are worth the race detector and need no window. Nothing in ime runs beside anything else.
PURE = report flow a11y speech i18n kiosk outbox client server
RACE = $(foreach dir,$(PURE),./$(dir)/...)

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: setup
setup: ## check this computer and install what is missing (FOR=build, run, test, bench, fonts or prove)
	scripts/setup $(or $(FOR),build)

.PHONY: build
build: ## make bin/linli
	@scripts/setup build
	$(BUILD) -tags $(TAGS) -o bin/linli .

.PHONY: run
run: build ## start the kiosk with a backend of its own, data in .data (ARGS="-fullscreen -lang zh-Hant")
	@scripts/setup run
	bin/linli -data .data $(ARGS)

.PHONY: test
test: ## everything that has to pass: lint, unit, postgres, race, e2e
	@scripts/setup test
	$(MAKE) --no-print-directory lint
	$(MAKE) --no-print-directory unit
	$(MAKE) --no-print-directory postgres
	$(MAKE) --no-print-directory race
	$(MAKE) --no-print-directory e2e E2E=-short

.PHONY: lint
lint: ## gofmt, go vet, staticcheck
	@new=$$(gofmt -l $$(git ls-files --cached --others --exclude-standard '*.go' 2>/dev/null || find . -name '*.go')); \
		if [ -n "$$new" ]; then echo "gofmt -w these:"; echo "$$new"; exit 1; fi
	$(HEADLESS) vet -tags ci,e2e ./...
	$(HEADLESS) tool staticcheck -tags ci,e2e -checks inherit,ST1000,-S1016 ./...

.PHONY: unit
unit: ## the tests that need no window
	@mkdir -p bin
	$(QUIET) FAULTS_TABLE=$(CURDIR)/bin/faults.txt $(HEADLESS) test -tags ci ./...
	@echo "faults, in short (make faults does them all):"; tail -n 1 bin/faults.txt; awk 'NF > 1 && $$NF !~ /^[0-9]*$$/ && NR > 1' bin/faults.txt

.PHONY: postgres
postgres: ## the tests of the backend, on a PostgreSQL of their own
	@scripts/setup test
	$(QUIET) POSTGRES_OPTIONS="-c fsync=off" scripts/postgres env $(HEADLESS) test -count 1 -tags ci ./server

.PHONY: faults
faults: ## break the outbox in every way that is known, for half an hour, and count what is lost (as root: all of it); then fuzz
	@scripts/setup test
	@mkdir -p bin
	$(HEADLESS) test -c -tags ci -o bin/faults.test ./faults
	cd faults && $(QUIET) nice ../bin/faults.test -long -test.timeout 90m -table ../bin/faults-long.txt $(ARGS)
	@$(MAKE) --no-print-directory fuzz ARGS=

# Go would spend the minute on making its first new input smaller.
.PHONY: fuzz
fuzz: ## read what no city sends, for a minute each: all that a server may answer with; then call our own for five minutes (ARGS="-fuzztime 10m")
	@for package in ./client/georeport ./client; do \
		targets=$$($(HEADLESS) test -tags ci -list '^Fuzz' $$package | grep '^Fuzz') || exit 1; \
		for target in $$targets; do \
			echo "$$target"; \
			$(QUIET) $(HEADLESS) test -tags ci -run '^$$' -fuzz "^$$target\$$" -fuzztime 60s -fuzzminimizetime 10x $(ARGS) $$package || exit 1; \
		done; \
	done
	$(QUIET) nice env $(HEADLESS) test -tags ci -run '^$$' -fuzz FuzzCalls -fuzztime 5m -fuzzminimizetime 10x ./server

.PHONY: race
race: ## the packages without windows, under the race detector, in short: make unit does them whole
	$(QUIET) CGO_ENABLED=1 go test -race -short -tags ci $(RACE)

# The program of these tests keeps Fyne's thread checks, which complain on standard error.
.PHONY: e2e
e2e: ## the real window on a screen in memory; make test does less of it
	@scripts/setup test
	$(BUILD) -tags e2e,no_emoji,test -o bin/linli-e2e .
	@run=$$(mktemp -d) && trap 'rm -rf "$$run"' EXIT && \
		$(QUIET) XDG_RUNTIME_DIR=$$run E2E_PROGRAM=$(CURDIR)/bin/linli-e2e \
		$(HEADLESS) test -count 1 -timeout 25m -parallel 4 $(E2E) -tags ci,e2e ./e2e/...

.PHONY: bench
bench: build ## measure the packages, and the kiosk against an empty window and Chromium
	@scripts/setup bench
	$(QUIET) $(HEADLESS) test -tags ci -run '^$$' -bench . -benchmem ./...
	$(QUIET) $(HEADLESS) test -count 1 -tags ci -run 'Figures|Words|K14|Zhuyin' -v ./ime/... ./speech/reading ./kiosk/kiosktest | grep -E ' %|are right|presses|FAIL'
	$(QUIET) scripts/journal env $(HEADLESS) test -tags ci -run '^$$' -bench 'Put' ./outbox
	$(HEADLESS) run ./e2e/bench -program bin/linli $(ARGS)

.PHONY: bench-server
bench-server: ## put the backend under load, on SQLite and on PostgreSQL (ARGS="-rows 25000000 -seconds 600")
	@scripts/setup test
	$(HEADLESS) build -buildvcs=false -trimpath -tags ci -o bin/linli-serve .
	$(HEADLESS) build -buildvcs=false -trimpath -o bin/load ./server/load
	bin/load -program bin/linli-serve $(ARGS)
	POSTGRES_OPTIONS="-c shared_buffers=1GB -c max_wal_size=8GB" scripts/postgres bin/load -program bin/linli-serve $(ARGS)

.PHONY: pages
pages: ## write every page as picture and text into pages/
	$(QUIET) $(HEADLESS) run -tags ci . pages -out pages $(ARGS)

.PHONY: audit
audit: ## measure every page against 99 rows of accessibility and write docs/conformance.md and .html; make unit compares them
	$(QUIET) $(HEADLESS) run -tags ci . audit $(ARGS)

.PHONY: fonts
fonts: ## make assets/fonts again (downloads 70 MB)
	@scripts/setup fonts
	scripts/fonts

.PHONY: clean
clean: ## remove what these commands made, except .data
	rm -rf bin pages
