#!/usr/bin/env bash
# Run the tests with the oldest versions that pyproject.toml allows, in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
venv=.venv-lowest
uv=$(command -v uv || true)
test -n "$uv" || { "$python" -m venv "$venv.uv"; "$venv.uv/bin/pip" install --quiet uv; uv="$venv.uv/bin/uv"; }
"$uv" venv --quiet --clear --python "$python" "$venv"
"$uv" pip install --quiet --python "$venv/bin/python" --resolution lowest-direct -e . --group test
"$venv/bin/python" -m pytest -q -n "${JOBS:-2}" "$@"
