#!/usr/bin/env bash
# Run the tests with the oldest versions that pyproject.toml allows, in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(tools/uv.sh)
venv=.venv-lowest
"$uv" venv --quiet --clear --python "${PYTHON:-python3}" "$venv"
"$uv" pip install --quiet --python "$venv/bin/python" --resolution lowest-direct -e ".[pdf]" --group test
"$venv/bin/python" -m pytest -n "${JOBS:-2}" "$@"
