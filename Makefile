# The commands of the README. Each works from a fresh clone; see docs/develop/build.md.
#   make demo       build and correct a ring: report and plots in demo-out/
#   make test       build and run every test
#   make check-all  make test, then sanitizers, Clang, clang-tidy, benchmarks, comparison with other codes
#   make docs       the manual in build/docs/html (works without a network afterwards)
#   make bench      micro-benchmarks and the comparison with other codes
#   make format     reformat the sources; make lint: say what is wrong with them
#   make stubs      write bindings/python/courant/_core/*.pyi again after a change of the bindings
#   make clean      remove what was built, but not the virtual environment
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
JOBS ?= $(shell nproc)
export CMAKE_BUILD_PARALLEL_LEVEL ?= $(JOBS)
STEP := tools/step.sh
PYTHON_BIN := .venv/bin/python
export PYTHON

.PHONY: help demo test check-all docs bench format lint stubs clean bootstrap-demo bootstrap-test bootstrap-all
help:
	@sed -n '2,9s/^# *//p' Makefile

bootstrap-demo bootstrap-test bootstrap-all: bootstrap-%:
	@$(STEP) start
	@$(STEP) run bootstrap tools/bootstrap.sh $*

demo: bootstrap-demo
	@$(STEP) run configure cmake --preset release
	@$(STEP) run build cmake --build --preset release
	@$(STEP) run demo build/release/bin/courant demo --out demo-out

test: bootstrap-test
	@$(STEP) run configure cmake --preset dev
	@$(STEP) run build cmake --build --preset dev
	@$(STEP) times
	@ctest --preset dev --parallel $(JOBS)

check-all: bootstrap-all
	@tools/check_all.sh

docs: bootstrap-test
	@$(STEP) run docs tools/build_docs.sh build/docs

bench: bootstrap-all
	@$(STEP) run configure cmake --preset bench
	@$(STEP) run build cmake --build --preset bench
	@$(STEP) run benchmarks tools/run_benchmarks.sh build/bench

format: bootstrap-test
	@tools/cpp_files.sh | xargs -r clang-format -i
	@.venv/bin/ruff format
	@.venv/bin/ruff check --fix

lint: bootstrap-test
	@tools/cpp_files.sh | xargs -r clang-format --dry-run -Werror
	@.venv/bin/ruff format --check
	@.venv/bin/ruff check
	@$(PYTHON_BIN) tools/check_layers.py

stubs: bootstrap-test
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev --target courant_python
	@tools/check_stubs.sh $(PYTHON_BIN) build/dev/python --write

clean:
	@rm -rf build demo-out dist
