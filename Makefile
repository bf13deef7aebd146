# make run: build, verify a demo in the terminal, serve the portal.   make test: everything that is tested.
.DEFAULT_GOAL := help
.PHONY: help run build test conformance fuzz mutants bench setup engine libraries command programs report-types portal demo release compare screenshots lint audit update clean
# One step after the other: each uses all cores itself, and they write to the same folders.
.NOTPARALLEL:

PORT ?= 8080
export PORT

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 16

run: port-is-free build demo ## build everything, verify the demo in the terminal, serve the portal (PORT=8080)
	@scripts/verify-demo.sh
	@node scripts/serve.mjs

build: engine libraries command report-types portal ## build everything; leaves pkg/ ready for npm pack and the portal in dist/

test: ## set up what tests need, then run all checks and tests
	@scripts/test.sh

conformance: ## judge the outside test suites: a table, suite by suite (part of make test)
	@scripts/conformance.sh

fuzz: setup ## attack every reader with inputs made by a machine, each for TIME seconds (TIME=60; nightly Rust)
	@scripts/fuzz.sh $(or $(TIME),60) $(TARGETS)

mutants: setup ## break core in one place at a time, and list what no test objects to (SHARD=0/30: every 30th, an hour)
	@scripts/mutants.sh $(or $(SHARD),0/30)

bench: setup engine command portal ## measure: kernels, and whole runs beside openssl, unzip and packages of npm (half an hour)
	@scripts/bench.sh

setup: ## the toolchain, wasm-bindgen, trunk, wasm-split-cli and npm packages, at pinned versions
	@scripts/setup.sh

engine: setup ## the wasm modules, of verification and of signing and encryption: pkg/dist/{engine,sealing}*
	@scripts/build-engine.sh

libraries: setup ## the libraries of npm that the command line uses: pkg/dist/libraries/
	@scripts/build-libraries.sh

command: engine libraries ## the command line in one module: pkg/dist/command/
	@scripts/build-command.sh

programs: setup ## native programs that the build runs
	@scripts/build-programs.sh

report-types: programs ## the report's JSON Schema and TypeScript types: pkg/dist/report.*
	@scripts/build-report-types.sh

portal: engine report-types programs ## the web page: dist/
	@scripts/build-portal.sh

demo: programs ## demo packages, good and damaged: demo/
	@scripts/make-demo.sh

release: build ## the files of a release, the same bytes from the same commit: target/release-files/
	@scripts/make-release.sh

compare: ## build the release here and elsewhere, and compare every byte (as long as a first build)
	@scripts/compare-builds.sh

screenshots: build demo ## pictures of the portal for the documents: docs/screenshots/
	@scripts/setup-test.sh
	@scripts/screenshots.sh

lint: setup ## the linter over the JavaScript (part of make test)
	@scripts/lint.sh

audit: ## look the dependencies up in the advisory database (needs the network)
	@scripts/audit.sh

update: ## show which pinned versions are behind (needs the network)
	@scripts/update.sh

clean: ## remove what was built and made
	rm -rf target dist demo pkg/dist pkg/LICENSE-* pkg/page scripts/npm/node_modules tests/node_modules scripts/bench/node_modules

.PHONY: port-is-free
port-is-free:
	@scripts/check-machine.sh
	@node scripts/serve.mjs --check
