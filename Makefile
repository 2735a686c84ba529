# What a person types. Each of these works on a fresh machine and does only what is missing.

.PHONY: run demo-two test faults bench setup lock generate format screenshot pictures

# Everything on this machine, in the foreground, until TERM or INT. PORT and PORCHLIGHT_HOME are honoured.
run: setup
	@.venv/bin/python deploy/setup/foreground.py .venv/bin/porchlight run

# Two instances behind one Postgres and one Redis, in the foreground. PORT is the first one's.
demo-two: setup
	@deploy/setup/tools.sh redis-server
	@.venv/bin/python deploy/setup/foreground.py .venv/bin/python deploy/demo_two.py

# All checks and tests, on a real Postgres, a real Redis and a real browser.
test: setup
	@deploy/setup/tools.sh
	@.venv/bin/python tests/run.py

# Ten minutes of faults at random moments; SEED=... for the same ones again.
faults: setup
	@deploy/setup/tools.sh redis-server
	@.venv/bin/python deploy/setup/foreground.py .venv/bin/python -m tests.faults.run

# The bare limit, two peers and Porchlight with everything on, in one run; QUICK=1 for three minutes of it.
bench: setup
	@deploy/setup/tools.sh
	@env $$(cat .tools/env) .venv/bin/python deploy/setup/foreground.py .venv/bin/python -m tests.performance.run

setup:
	@deploy/setup/python.sh
	@deploy/setup/web.sh
	@.venv/bin/porchlight rules prepare

# requirements.lock, after a change of the dependencies in pyproject.toml.
lock:
	@deploy/setup/lock.sh

# docs/protocol.md and the web client's types, after a change of the wire types.
generate: setup
	@.venv/bin/python -m server.ground.generate

format: setup
	@.venv/bin/ruff check --fix --quiet
	@.venv/bin/ruff format --quiet
	@cd web && PATH="$(CURDIR)/.tools/bin:$$PATH" npm run --silent format

screenshot: setup
	@deploy/setup/tools.sh
	@.venv/bin/python tests/screenshot.py

# The pictures of docs/moderating.md.
pictures: setup
	@deploy/setup/tools.sh
	@.venv/bin/python -m tests.pictures
