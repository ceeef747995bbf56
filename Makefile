PYTHON ?= python3
BIN    := .venv/bin
APT    := DEBIAN_FRONTEND=noninteractive apt-get -q
ROOT_APT := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null

.PHONY: run test check bench lock

run: .venv/.run
	@$(BIN)/signoff demo --serve

test: .venv/.test
	$(BIN)/pytest -n auto --dist worksteal

check: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/.test
	$(BIN)/python -m tools.bench

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Signoff needs Python 3.11 or later: install it, or name it with 'make PYTHON=python3.12'." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(ROOT_APT) && $(APT) update && $(APT) install -y python3-venv; } || \
	  { echo "Python's venv module is missing: run 'apt install python3-venv' and try again." >&2; exit 2; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install -q --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements-dev.lock .venv/.run
	$(BIN)/pip install -q --no-deps --require-hashes -r requirements-dev.lock
	@touch $@

UV := UV_PYTHON_DOWNLOADS=never .uv/bin/uv pip compile pyproject.toml -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url

lock:  # maintainers; LOCK=--upgrade for newer versions
	$(PYTHON) -m venv .uv && .uv/bin/pip install -q 'uv==0.13.9'
	$(UV) $(LOCK) --extra dev -o requirements-dev.lock
	$(UV) $(LOCK) --extra all --extra build -c requirements-dev.lock -o requirements.lock
